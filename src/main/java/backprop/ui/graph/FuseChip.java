package backprop.ui.graph;

import backprop.figure.Bounds;
import backprop.figure.GraphGeometry;
import backprop.figure.GroupBox;
import backprop.figure.NodeBox;
import backprop.graph.NodeId;
import backprop.graph.Point;
import backprop.graph.fusion.Fusion;
import backprop.message.Message;
import backprop.op.OpTexts;
import backprop.ui.common.UiContext;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javafx.application.Platform;
import javafx.geometry.Point2D;
import javafx.scene.control.Button;

/// The quiet offer below a part that equals one operation: a click puts the operation there.
final class FuseChip extends Button {
  /// Below this zoom the part is too small to be meant.
  private static final double SEEN_FROM = 0.5;

  private static final double BELOW = 30;

  private final UiContext context;
  private final GraphModel model;
  private final GraphView view;
  private final FuseOffers offers;

  FuseChip(UiContext context, GraphModel model, GraphView view, FuseOffers offers) {
    this.context = context;
    this.model = model;
    this.view = view;
    this.offers = offers;
    setId("fuse-chip");
    getStyleClass().addAll("pill", "fuse-chip");
    setManaged(false);
    setVisible(false);
    setFocusTraversable(false);
    setOnAction(
        _ -> {
          offers.current().ifPresent(offers::fuse);
          view.requestFocus();
        });
    view.afterGeometry(this::later);
    view.viewProperty().addListener((_, _, _) -> later());
    model.selectionProperty().addListener((_, _, _) -> later());
    model.historyProperty().addListener((_, _, _) -> later());
    model.transport().playingProperty().addListener((_, _, _) -> later());
    context.texts().languageProperty().addListener((_, _, _) -> later());
  }

  private void later() {
    Platform.runLater(this::place);
  }

  private void place() {
    Optional<Fusion> offer = offers.current();
    Optional<Bounds> part = offer.flatMap(fusion -> part(view.geometry(), fusion));
    boolean shown =
        part.isPresent()
            && !model.transport().playingProperty().get()
            && view.viewProperty().get().scale() >= SEEN_FROM;
    setVisible(shown);
    if (shown) {
      setText(
          context
              .texts()
              .text(Message.of("ui-group.fuse.into", OpTexts.name(offer.orElseThrow().op()))));
      applyCss();
      autosize();
      Bounds box = part.orElseThrow();
      Point2D at = view.toScreen(new Point(box.centre().x(), box.maxY() + BELOW));
      relocate(Math.rint(at.getX() - getWidth() / 2), Math.rint(at.getY()));
    }
  }

  /// What of the part is seen: its nodes, or the boxes that hold them.
  private static Optional<Bounds> part(GraphGeometry geometry, Fusion fusion) {
    Optional<Bounds> all = Optional.empty();
    Set<NodeId> nodes = new HashSet<>(fusion.inside());
    nodes.addAll(fusion.constants());
    for (NodeId id : nodes) {
      NodeBox box = geometry.nodes().get(id);
      Optional<Bounds> one =
          box != null
              ? Optional.of(box.bounds())
              : geometry.groups().values().stream()
                  .filter(group -> group.inside().contains(id))
                  .map(GroupBox::bounds)
                  .findFirst();
      all = all.isEmpty() ? one : one.isEmpty() ? all : Optional.of(all.get().union(one.get()));
    }
    return all;
  }
}
