package backprop.ui.graph;

import backprop.figure.Bounds;
import backprop.graph.NodeId;
import backprop.graph.Point;
import java.util.Optional;
import java.util.Set;
import javafx.scene.input.MouseEvent;

/// Pulls up a rectangle and selects what lies in it; with Shift it adds, with Mod it toggles.
final class MarqueeDrag implements Drag {
  private final GraphModel model;
  private final GraphView view;
  private final Point from;
  private final Selection before;
  private final boolean adds;
  private final boolean toggles;

  /// @param from the canvas point of the press
  /// @param event says with Shift and Mod what the rectangle does
  MarqueeDrag(GraphModel model, GraphView view, Point from, MouseEvent event) {
    this.model = model;
    this.view = view;
    this.from = from;
    before = model.selection();
    adds = event.isShiftDown();
    toggles = event.isShortcutDown();
  }

  @Override
  public void to(MouseEvent event) {
    Bounds box = Bounds.between(from, view.toWorld(event.getX(), event.getY()));
    Set<NodeId> inside = view.hitTest().within(box);
    model.select(
        adds ? before.plus(inside) : toggles ? before.toggled(inside) : Selection.of(inside));
    view.show(view.overlay().withMarquee(Optional.of(box)));
  }

  @Override
  public void drop(MouseEvent event) {}

  @Override
  public void cancel() {
    model.select(before);
  }
}
