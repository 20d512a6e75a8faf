package backprop.ui.graph;

import backprop.graph.Edge;
import backprop.graph.GroupId;
import backprop.graph.NodeId;
import backprop.graph.Point;
import java.util.Optional;
import java.util.Set;
import javafx.scene.Cursor;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

/// What the pointer does on the canvas: press, then 4 px decide between a click and a drag.
///
/// One gesture at a time; Escape takes it back whole. What a drag does is its [Drag]'s affair, what
/// a click does that of [Clicks]; what needs a field or a popup is handed to the [GestureHost].
final class GraphGestures {
  /// How far the pointer goes before a press is a drag.
  static final double DRAG_FROM = 4;

  private record Press(MouseButton button, Hit hit, double x, double y) {}

  private final GraphModel model;
  private final GraphView view;
  private final GestureHost host;
  private final Clicks clicks;
  private Optional<Press> press = Optional.empty();
  private Optional<Drag> drag = Optional.empty();
  private boolean spaceHeld;

  GraphGestures(GraphModel model, GraphView view, GestureHost host) {
    this.model = model;
    this.view = view;
    this.host = host;
    clicks = new Clicks(model, host);
    new WheelGestures(view);
    view.setOnMousePressed(this::pressed);
    view.setOnMouseDragged(this::dragged);
    view.setOnMouseReleased(this::released);
    view.setOnMouseMoved(e -> hover(e.getX(), e.getY()));
    view.setOnMouseExited(_ -> view.show(view.overlay().withHover(new Hit.Empty())));
    // The menu opens on release; JavaFX's own event would open it on press on some systems.
    view.setOnContextMenuRequested(
        e -> {
          if (e.isKeyboardTrigger()) {
            host.menu(e.getScreenX(), e.getScreenY());
          }
          e.consume();
        });
    view.setOnKeyPressed(e -> spaceHeld |= e.getCode() == KeyCode.SPACE);
    view.setOnKeyReleased(e -> spaceHeld &= e.getCode() != KeyCode.SPACE);
  }

  /// Takes the gesture back whole: what Escape does first.
  ///
  /// @return whether something was being dragged
  boolean cancel() {
    Optional<Drag> ended = drag;
    ended.ifPresent(Drag::cancel);
    finish();
    return ended.isPresent();
  }

  private void finish() {
    press = Optional.empty();
    drag = Optional.empty();
    host.reason(Optional.empty(), 0, 0);
    view.show(
        view.overlay()
            .withMarquee(Optional.empty())
            .withWire(Optional.empty())
            .withLit(Optional.empty())
            .withCut(Optional.empty()));
  }

  private void pressed(MouseEvent e) {
    view.requestFocus();
    if (drag.isEmpty()) {
      press =
          Optional.of(new Press(e.getButton(), view.hit(e.getX(), e.getY()), e.getX(), e.getY()));
      e.consume();
    }
  }

  private void dragged(MouseEvent e) {
    press
        .filter(from -> Math.hypot(e.getX() - from.x(), e.getY() - from.y()) >= DRAG_FROM)
        .ifPresent(
            from -> {
              press = Optional.empty();
              drag = begin(from, e);
            });
    drag.ifPresent(now -> now.to(e));
    e.consume();
  }

  private void released(MouseEvent e) {
    Optional<Press> click = press;
    Optional<Drag> ended = drag;
    finish();
    click.ifPresent(at -> clicks.click(at.button(), at.hit(), e));
    ended.ifPresent(done -> done.drop(e));
    hover(e.getX(), e.getY());
    e.consume();
  }

  private Optional<Drag> begin(Press from, MouseEvent e) {
    if (from.button() != MouseButton.PRIMARY || spaceHeld) {
      view.setCursor(Cursor.CLOSED_HAND);
      return Optional.of(new PanDrag(view, from.x(), from.y()));
    }
    Point at = view.toWorld(from.x(), from.y());
    return switch (from.hit()) {
      case Hit.Empty(), Hit.OutputLine(_, _) ->
          Optional.of(
              e.isShiftDown() && e.isShortcutDown()
                  ? cut(at)
                  : new MarqueeDrag(model, view, at, e));
      case Hit.OnWire(Edge edge) -> {
        // dragging a wire's middle does nothing: no accidental rewiring
        model.select(Selection.of(edge));
        yield Optional.empty();
      }
      case Hit.Body(NodeId node) -> Optional.of(move(Set.of(node), at, e));
      case Hit.OnGroup(GroupId group) ->
          Optional.of(move(model.document().groups().members(group), at, e));
      case Hit.Value(NodeId node) ->
          Optional.of(
              scrubbed(node)
                  .map(number -> scrub(node, number, from.x()))
                  .orElseGet(() -> move(Set.of(node), at, e)));
      case Hit.OutPort(NodeId node) ->
          Optional.of(new WireFromOutput(model, view, host, node, Optional.empty()));
      case Hit.WireEnd(Edge edge) ->
          Optional.of(new WireFromOutput(model, view, host, edge.from(), Optional.of(edge)));
      case Hit.InPort(NodeId node, int port) ->
          Optional.of(new WireFromInput(model, view, host, node, port));
    };
  }

  private Drag move(Set<NodeId> nodes, Point from, MouseEvent e) {
    if (!model.selection().nodes().containsAll(nodes)) {
      model.select(e.isShiftDown() ? model.selection().plus(nodes) : Selection.of(nodes));
    }
    view.setCursor(Cursor.CLOSED_HAND);
    return new MoveDrag(model, view, from);
  }

  private Drag cut(Point from) {
    view.setCursor(view.scissors());
    return new CutDrag(model, view, from);
  }

  private Drag scrub(NodeId node, double number, double x) {
    model.select(Selection.of(node));
    return new ScrubDrag(model, view, node, number, x);
  }

  private Optional<Double> scrubbed(NodeId id) {
    return model.document().graph().find(id).flatMap(GivenValue::scalarOf);
  }

  private void hover(double x, double y) {
    Hit hit = view.hit(x, y);
    view.show(view.overlay().withHover(hit));
    view.setCursor(
        switch (hit) {
          case Hit.Empty() -> Cursor.DEFAULT;
          case Hit.Body(_), Hit.OnGroup(_) -> Cursor.OPEN_HAND;
          case Hit.Value(NodeId node) ->
              scrubbed(node).isPresent() ? Cursor.H_RESIZE : Cursor.OPEN_HAND;
          case Hit.OutPort(_), Hit.InPort(_, _), Hit.WireEnd(_) -> Cursor.CROSSHAIR;
          case Hit.OnWire(_), Hit.OutputLine(_, _) -> Cursor.HAND;
        });
  }
}
