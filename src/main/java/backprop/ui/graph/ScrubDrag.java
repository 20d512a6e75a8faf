package backprop.ui.graph;

import backprop.graph.History;
import backprop.graph.NodeId;
import backprop.tensor.Tensor;
import javafx.scene.input.MouseEvent;

/// Changes a number sideways, by [Scrub]'s measure; everything follows.
final class ScrubDrag implements Drag {
  private final GraphModel model;
  private final GraphView view;
  private final NodeId node;
  private final double before;
  private final double x;
  private final History.Gesture entry = new History.Gesture();

  /// @param before the number at the press
  /// @param x the pixel of the press
  ScrubDrag(GraphModel model, GraphView view, NodeId node, double before, double x) {
    this.model = model;
    this.view = view;
    this.node = node;
    this.before = before;
    this.x = x;
  }

  @Override
  public void to(MouseEvent event) {
    double factor = event.isShiftDown() ? 10 : event.isShortcutDown() ? 0.1 : 1;
    double value = Scrub.value(before, event.getX() - x, factor);
    model.setValue(node, Tensor.scalar(value), entry);
  }

  @Override
  public void drop(MouseEvent event) {
    view.settle();
  }

  @Override
  public void cancel() {
    model.cancel(entry);
    view.settle();
  }
}
