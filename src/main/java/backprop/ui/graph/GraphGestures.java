package backprop.ui.graph;

import backprop.figure.Bounds;
import backprop.graph.Connections;
import backprop.graph.Edge;
import backprop.graph.Edit;
import backprop.graph.Graph;
import backprop.graph.History;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.Point;
import backprop.message.Message;
import backprop.tensor.Tensor;
import backprop.ui.common.PanZoom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.scene.Cursor;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.ZoomEvent;

/// What the pointer does on the canvas: press, then 4 px decide between a click and a drag.
///
/// One gesture at a time; Escape takes it back whole. What needs a field or a popup is handed to
/// [Host].
final class GraphGestures {
  /// How far the pointer goes before a press is a drag.
  static final double DRAG_FROM = 4;

  private static final long LIGHT_NANOS = 150_000_000;

  /// What the gestures ask of the view around the canvas.
  interface Host {
    /// Opens the search at a pixel; what is picked arrives there, linked.
    void search(double x, double y, Link link);

    /// Opens the field for a node's value.
    void editValue(NodeId node);

    /// Opens the field for the gradient that enters at the output.
    void editUpstream(NodeId output);

    /// Opens an operation's settings, or a layer's matrices.
    void openNode(NodeId node);

    /// Opens the context menu at a pixel of the screen.
    void menu(double screenX, double screenY);

    /// Tells why something cannot be dropped here; empty when it can.
    void reason(Optional<Message> reason, double x, double y);

    /// A click on the canvas while something from the palette waits to be placed.
    ///
    /// @return whether there was something
    boolean placeWaiting(double x, double y);
  }

  private sealed interface Gesture {
    record Idle() implements Gesture {}

    record Pressed(MouseButton button, Hit hit, double x, double y) implements Gesture {}

    record Pan(double x, double y, PanZoom view) implements Gesture {}

    record Marquee(Point from, Selection before, boolean adds, boolean toggles)
        implements Gesture {}

    record Move(Point from, Map<NodeId, Point> places, History.Gesture entry) implements Gesture {}

    record Scrubbing(NodeId node, double before, double x, History.Gesture entry)
        implements Gesture {}

    /// A wire from an output, or the loose end of one that was plugged in.
    record WireOut(NodeId from, Optional<Edge> unplugged) implements Gesture {}

    /// A wire from a free input.
    record WireIn(NodeId to, int port) implements Gesture {}
  }

  private final GraphModel model;
  private final GraphView view;
  private final Host host;
  private Gesture gesture = new Gesture.Idle();
  private boolean spaceHeld;
  private Optional<Edge> over = Optional.empty();
  private long overSince;

  GraphGestures(GraphModel model, GraphView view, Host host) {
    this.model = model;
    this.view = view;
    this.host = host;
    view.setOnMousePressed(this::pressed);
    view.setOnMouseDragged(this::dragged);
    view.setOnMouseReleased(this::released);
    view.setOnMouseMoved(e -> hover(e.getX(), e.getY()));
    view.setOnMouseExited(e -> hoverNothing());
    view.setOnScroll(this::scrolled);
    view.setOnZoom(this::zoomed);
    // The menu opens on release; JavaFX's own event would open it on press on some systems.
    view.setOnContextMenuRequested(
        e -> {
          if (e.isKeyboardTrigger()) {
            host.menu(e.getScreenX(), e.getScreenY());
          }
          e.consume();
        });
    view.setOnKeyPressed(e -> space(e.getCode(), true));
    view.setOnKeyReleased(e -> space(e.getCode(), false));
  }

  private void space(KeyCode code, boolean down) {
    if (code == KeyCode.SPACE) {
      spaceHeld = down;
    }
  }

  /// Whether something is being dragged.
  boolean isActive() {
    return !(gesture instanceof Gesture.Idle || gesture instanceof Gesture.Pressed);
  }

  /// Takes the gesture back whole: what Escape does first.
  ///
  /// @return whether there was one
  boolean cancel() {
    boolean active = isActive();
    switch (gesture) {
      case Gesture.Move(_, _, History.Gesture entry) -> model.cancel(entry);
      case Gesture.Scrubbing(_, _, _, History.Gesture entry) -> model.cancel(entry);
      case Gesture.Pan(_, _, PanZoom before) -> view.look(before);
      case Gesture.Marquee(_, Selection before, _, _) -> model.select(before);
      case Gesture.Idle(),
          Gesture.Pressed(_, _, _, _),
          Gesture.WireOut(_, _),
          Gesture.WireIn(_, _) -> {}
    }
    finish();
    return active;
  }

  private void finish() {
    boolean changed = gesture instanceof Gesture.Move || gesture instanceof Gesture.Scrubbing;
    gesture = new Gesture.Idle();
    over = Optional.empty();
    host.reason(Optional.empty(), 0, 0);
    view.show(
        view.overlay()
            .withMarquee(Optional.empty())
            .withWire(Optional.empty())
            .withLit(Optional.empty()));
    if (changed) {
      view.settle();
    }
  }

  // ---- press ---------------------------------------------------------------------------------

  private void pressed(MouseEvent e) {
    view.requestFocus();
    if (isActive()) {
      return;
    }
    Hit hit = view.hit(e.getX(), e.getY());
    gesture = new Gesture.Pressed(e.getButton(), hit, e.getX(), e.getY());
    e.consume();
  }

  private void dragged(MouseEvent e) {
    if (gesture instanceof Gesture.Pressed pressed
        && Math.hypot(e.getX() - pressed.x(), e.getY() - pressed.y()) >= DRAG_FROM) {
      gesture = begin(pressed, e);
    }
    switch (gesture) {
      case Gesture.Idle() -> {}
      case Gesture.Pressed(_, _, _, _) -> {}
      case Gesture.Pan(double x, double y, PanZoom before) ->
          view.look(before.panned(e.getX() - x, e.getY() - y));
      case Gesture.Marquee marquee -> marquee(marquee, e);
      case Gesture.Move move -> move(move, e);
      case Gesture.Scrubbing(NodeId node, double before, double x, History.Gesture entry) -> {
        double factor = e.isShiftDown() ? 10 : e.isShortcutDown() ? 0.1 : 1;
        double value = Scrub.value(before, e.getX() - x, factor);
        model.setValue(node, Tensor.scalar(value), entry);
      }
      case Gesture.WireOut wire -> wireOut(wire, e);
      case Gesture.WireIn wire -> wireIn(wire, e);
    }
    e.consume();
  }

  private Gesture begin(Gesture.Pressed pressed, MouseEvent e) {
    if (pressed.button() != MouseButton.PRIMARY || spaceHeld) {
      view.setCursor(Cursor.CLOSED_HAND);
      return new Gesture.Pan(pressed.x(), pressed.y(), view.viewProperty().get());
    }
    Point from = view.toWorld(pressed.x(), pressed.y());
    return switch (pressed.hit()) {
      case Hit.Empty(), Hit.OutputLine(_, _) ->
          new Gesture.Marquee(from, model.selection(), e.isShiftDown(), e.isShortcutDown());
      case Hit.OnWire(Edge edge) -> {
        model.select(Selection.of(edge));
        yield new Gesture.Idle();
      }
      case Hit.Body(NodeId node) -> beginMove(node, from, e);
      case Hit.Value(NodeId node) ->
          scrubbed(node)
              .<Gesture>map(
                  before -> {
                    model.select(Selection.of(node));
                    return new Gesture.Scrubbing(node, before, pressed.x(), new History.Gesture());
                  })
              .orElseGet(() -> beginMove(node, from, e));
      case Hit.OutPort(NodeId node) -> new Gesture.WireOut(node, Optional.empty());
      case Hit.WireEnd(Edge edge) -> new Gesture.WireOut(edge.from(), Optional.of(edge));
      case Hit.InPort(NodeId node, int port) -> new Gesture.WireIn(node, port);
    };
  }

  /// The number of a node that can be scrubbed: a scalar that stands in the document.
  private Optional<Double> scrubbed(NodeId id) {
    return model
        .document()
        .graph()
        .find(id)
        .flatMap(GraphGestures::given)
        .filter(Tensor::isScalar)
        .map(Tensor::item);
  }

  /// The value that stands in the document, if one does.
  static Optional<Tensor> given(Node node) {
    return switch (node) {
      case Node.Input(_, _, Node.Source.Given(Tensor value)) -> Optional.of(value);
      case Node.Parameter(_, _, _, Node.Init.Given(Tensor value)) -> Optional.of(value);
      case Node.Constant(_, _, Tensor value) -> Optional.of(value);
      case Node.Input _, Node.Parameter _, Node.Operation _ -> Optional.empty();
    };
  }

  private Gesture beginMove(NodeId node, Point from, MouseEvent e) {
    if (!model.selection().nodes().contains(node)) {
      model.select(e.isShiftDown() ? model.selection().plus(Set.of(node)) : Selection.of(node));
    }
    Map<NodeId, Point> all = Places.of(model.document());
    Map<NodeId, Point> places = new HashMap<>();
    for (NodeId id : model.selection().nodes()) {
      places.put(id, all.getOrDefault(id, new Point(0, 0)));
    }
    view.setCursor(Cursor.CLOSED_HAND);
    return new Gesture.Move(from, places, new History.Gesture());
  }

  // ---- drag ----------------------------------------------------------------------------------

  private void marquee(Gesture.Marquee marquee, MouseEvent e) {
    Bounds box = Bounds.between(marquee.from(), view.toWorld(e.getX(), e.getY()));
    Set<NodeId> inside = view.hitTest().within(box);
    model.select(
        marquee.adds()
            ? marquee.before().plus(inside)
            : marquee.toggles() ? marquee.before().toggled(inside) : Selection.of(inside));
    view.show(view.overlay().withMarquee(Optional.of(box)));
  }

  private void move(Gesture.Move move, MouseEvent e) {
    Point now = view.toWorld(e.getX(), e.getY());
    double dx = now.x() - move.from().x();
    double dy = now.y() - move.from().y();
    if (e.isShiftDown()) {
      if (Math.abs(dx) >= Math.abs(dy)) {
        dy = 0;
      } else {
        dx = 0;
      }
    }
    Map<NodeId, Point> moved = new HashMap<>();
    for (Map.Entry<NodeId, Point> entry : move.places().entrySet()) {
      Point to = entry.getValue().plus(dx, dy);
      moved.put(entry.getKey(), e.isShortcutDown() ? to : snapped(entry.getValue(), to));
    }
    model.perform(new Edit.Move(moved), move.entry());
    light(move, e.isShortcutDown());
  }

  /// On the grid in the direction that moved; the other coordinate is left alone.
  private static Point snapped(Point before, Point to) {
    Point grid = Grid.snap(to);
    return new Point(
        to.x() == before.x() ? before.x() : grid.x(), to.y() == before.y() ? before.y() : grid.y());
  }

  /// Lights the wire that the single moved operation would be put into, once it has rested there.
  private void light(Gesture.Move move, boolean off) {
    Optional<Edge> under = off ? Optional.empty() : insertable(move);
    if (!under.equals(over)) {
      over = under;
      overSince = System.nanoTime();
    }
    boolean lit = over.isPresent() && System.nanoTime() - overSince >= LIGHT_NANOS;
    view.show(view.overlay().withLit(lit ? over : Optional.empty()));
  }

  private Optional<Edge> insertable(Gesture.Move move) {
    if (move.places().size() != 1) {
      return Optional.empty();
    }
    NodeId node = move.places().keySet().iterator().next();
    Graph graph = model.document().graph();
    if (!(graph.node(node) instanceof Node.Operation)
        || !graph.inputs(node).isEmpty()
        || !graph.uses(node).isEmpty()) {
      return Optional.empty();
    }
    Point centre = Places.of(model.document()).getOrDefault(node, new Point(0, 0));
    return view.hitTest().wireUnder(centre);
  }

  private void wireOut(Gesture.WireOut wire, MouseEvent e) {
    Point at = view.toWorld(e.getX(), e.getY());
    Optional<Hit.InPort> target = view.hitTest().target(at);
    Optional<Message> refused =
        target.flatMap(
            port ->
                Connections.refusal(
                    model.document().graph(), new Edge(wire.from(), port.node(), port.port())));
    Point end =
        target
            .filter(port -> refused.isEmpty())
            .map(port -> view.geometry().node(port.node()).input(port.port()))
            .orElse(at);
    Point start = view.geometry().node(wire.from()).output();
    draw(new Overlay.DraggedWire(start, end, true, refused.isPresent()), refused, e);
  }

  private void wireIn(Gesture.WireIn wire, MouseEvent e) {
    Point at = view.toWorld(e.getX(), e.getY());
    Optional<NodeId> source = view.hitTest().source(at);
    Optional<Message> refused =
        source.flatMap(
            from ->
                Connections.refusal(
                    model.document().graph(), new Edge(from, wire.to(), wire.port())));
    Point end =
        source
            .filter(from -> refused.isEmpty())
            .map(from -> view.geometry().node(from).output())
            .orElse(at);
    Point start = view.geometry().node(wire.to()).input(wire.port());
    draw(new Overlay.DraggedWire(start, end, false, refused.isPresent()), refused, e);
  }

  private void draw(Overlay.DraggedWire wire, Optional<Message> refused, MouseEvent e) {
    view.show(view.overlay().withWire(Optional.of(wire)));
    host.reason(refused, e.getX(), e.getY());
  }

  // ---- release -------------------------------------------------------------------------------

  private void released(MouseEvent e) {
    Gesture ended = gesture;
    Optional<Edge> lit = view.overlay().lit();
    if (ended instanceof Gesture.Move move && lit.isPresent()) {
      NodeId node = move.places().keySet().iterator().next();
      model.perform(new Edit.InsertOnEdge(lit.get(), node, 0), move.entry());
    }
    finish();
    switch (ended) {
      case Gesture.Pressed pressed -> click(pressed, e);
      case Gesture.WireOut(NodeId from, Optional<Edge> unplugged) -> dropOut(from, unplugged, e);
      case Gesture.WireIn(NodeId to, int port) -> dropIn(to, port, e);
      case Gesture.Idle(),
          Gesture.Pan(_, _, _),
          Gesture.Marquee(_, _, _, _),
          Gesture.Move(_, _, _),
          Gesture.Scrubbing(_, _, _, _) -> {}
    }
    hover(e.getX(), e.getY());
    e.consume();
  }

  private void dropOut(NodeId from, Optional<Edge> unplugged, MouseEvent e) {
    Optional<Hit.InPort> target = view.hitTest().target(view.toWorld(e.getX(), e.getY()));
    if (target.isPresent()) {
      Edge edge = new Edge(from, target.get().node(), target.get().port());
      if (unplugged.equals(Optional.of(edge))) {
        return;
      }
      List<Edit> edits = new ArrayList<>();
      unplugged.ifPresent(old -> edits.add(new Edit.Disconnect(old)));
      edits.add(new Edit.Connect(edge));
      model.perform(new Edit.Compound(edits.getLast().label(), edits));
    } else if (unplugged.isPresent()) {
      model.perform(new Edit.Disconnect(unplugged.get()));
    } else {
      host.search(e.getX(), e.getY(), new Link.From(from));
    }
  }

  private void dropIn(NodeId to, int port, MouseEvent e) {
    Optional<NodeId> source = view.hitTest().source(view.toWorld(e.getX(), e.getY()));
    source.ifPresentOrElse(
        from -> model.perform(new Edit.Connect(new Edge(from, to, port))),
        () -> host.search(e.getX(), e.getY(), new Link.Into(to, port)));
  }

  private void click(Gesture.Pressed pressed, MouseEvent e) {
    if (pressed.button() == MouseButton.SECONDARY) {
      selectUnder(pressed.hit());
      host.menu(e.getScreenX(), e.getScreenY());
      return;
    }
    if (pressed.button() != MouseButton.PRIMARY) {
      return;
    }
    if (host.placeWaiting(e.getX(), e.getY())) {
      return;
    }
    if (e.getClickCount() == 2) {
      doubleClick(pressed.hit(), e);
      return;
    }
    switch (pressed.hit()) {
      case Hit.Empty() -> model.select(Selection.NONE);
      case Hit.Body(NodeId node) -> choose(node, e);
      case Hit.Value(NodeId node) -> choose(node, e);
      case Hit.OutPort(NodeId node) -> choose(node, e);
      case Hit.InPort(NodeId node, _) -> choose(node, e);
      case Hit.OutputLine(NodeId node, _) -> choose(node, e);
      case Hit.WireEnd(Edge edge) -> onWire(edge, e);
      case Hit.OnWire(Edge edge) -> onWire(edge, e);
    }
  }

  private void onWire(Edge edge, MouseEvent e) {
    if (e.isShortcutDown()) {
      model
          .trace()
          .stepOf(edge)
          .filter(step -> step < model.transport().playhead())
          .or(() -> model.trace().stepOf(edge.from()))
          .ifPresent(step -> model.transport().jump(step + 1));
    } else {
      model.select(Selection.of(edge));
    }
  }

  private void choose(NodeId node, MouseEvent e) {
    if (e.isShortcutDown()) {
      model.select(model.selection().toggled(Set.of(node)));
    } else if (e.isShiftDown()) {
      model.select(model.selection().plus(Set.of(node)));
    } else {
      model.select(Selection.of(node));
    }
  }

  private void selectUnder(Hit hit) {
    switch (hit) {
      case Hit.Empty() -> model.select(Selection.NONE);
      case Hit.Body(NodeId node) -> selectUnlessIn(node);
      case Hit.Value(NodeId node) -> selectUnlessIn(node);
      case Hit.OutPort(NodeId node) -> selectUnlessIn(node);
      case Hit.InPort(NodeId node, _) -> selectUnlessIn(node);
      case Hit.OutputLine(NodeId node, _) -> selectUnlessIn(node);
      case Hit.WireEnd(Edge edge) -> model.select(Selection.of(edge));
      case Hit.OnWire(Edge edge) -> model.select(Selection.of(edge));
    }
  }

  private void selectUnlessIn(NodeId node) {
    if (!model.selection().nodes().contains(node)) {
      model.select(Selection.of(node));
    }
  }

  private void doubleClick(Hit hit, MouseEvent e) {
    switch (hit) {
      case Hit.Empty() -> host.search(e.getX(), e.getY(), new Link.None());
      case Hit.Body(NodeId node) -> host.openNode(node);
      case Hit.Value(NodeId node) -> host.editValue(node);
      case Hit.OutPort(NodeId node) -> host.openNode(node);
      case Hit.InPort(NodeId node, _) -> host.openNode(node);
      case Hit.OutputLine(NodeId node, boolean gradient) -> {
        if (gradient) {
          host.editUpstream(node);
        }
      }
      case Hit.WireEnd(Edge edge) -> model.select(Selection.of(edge));
      case Hit.OnWire(Edge edge) -> model.select(Selection.of(edge));
    }
  }

  // ---- hover, wheel --------------------------------------------------------------------------

  private void hover(double x, double y) {
    Hit hit = view.hit(x, y);
    view.show(view.overlay().withHover(hit));
    view.setCursor(
        switch (hit) {
          case Hit.Empty() -> Cursor.DEFAULT;
          case Hit.Body(_) -> Cursor.OPEN_HAND;
          case Hit.Value(NodeId node) ->
              scrubbed(node).isPresent() ? Cursor.H_RESIZE : Cursor.OPEN_HAND;
          case Hit.OutPort(_), Hit.InPort(_, _), Hit.WireEnd(_) -> Cursor.CROSSHAIR;
          case Hit.OnWire(_), Hit.OutputLine(_, _) -> Cursor.HAND;
        });
  }

  private void hoverNothing() {
    view.show(view.overlay().withHover(new Hit.Empty()));
  }

  private void scrolled(ScrollEvent e) {
    if (e.isShiftDown()) {
      double dx = e.getDeltaX() == 0 ? e.getDeltaY() : e.getDeltaX();
      view.look(view.viewProperty().get().panned(dx, 0));
    } else if (e.isShortcutDown() || !isMac()) {
      if (e.getDeltaY() != 0) {
        double factor = Math.pow(PanZoom.STEP, e.getDeltaY() / 40);
        view.look(view.viewProperty().get().zoomedAt(e.getX(), e.getY(), factor));
      }
    } else {
      view.look(view.viewProperty().get().panned(e.getDeltaX(), e.getDeltaY()));
    }
    e.consume();
  }

  private static boolean isMac() {
    return System.getProperty("os.name").startsWith("Mac");
  }

  private void zoomed(ZoomEvent e) {
    view.look(view.viewProperty().get().zoomedAt(e.getX(), e.getY(), e.getZoomFactor()));
    e.consume();
  }
}
