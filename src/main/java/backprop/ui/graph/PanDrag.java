package backprop.ui.graph;

import backprop.ui.common.PanZoom;
import javafx.scene.input.MouseEvent;

/// Shifts what is seen with the pointer.
final class PanDrag implements Drag {
  private final GraphView view;
  private final double x;
  private final double y;
  private final PanZoom before;

  /// @param x the pixel of the press
  /// @param y the pixel of the press
  PanDrag(GraphView view, double x, double y) {
    this.view = view;
    this.x = x;
    this.y = y;
    before = view.viewProperty().get();
  }

  @Override
  public void to(MouseEvent event) {
    view.look(before.panned(event.getX() - x, event.getY() - y));
  }

  @Override
  public void drop(MouseEvent event) {}

  @Override
  public void cancel() {
    view.look(before);
  }
}
