package backprop.ui.graph;

import backprop.ui.common.PanZoom;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.ZoomEvent;

/// What wheel and trackpad do on the canvas: zoom at the pointer, or pan.
///
/// JavaFX cannot tell a wheel from two fingers for sure: without keys both zoom, on macOS both pan.
final class WheelGestures {
  private final GraphView view;

  WheelGestures(GraphView view) {
    this.view = view;
    view.setOnScroll(this::scrolled);
    view.setOnZoom(this::zoomed);
  }

  private void scrolled(ScrollEvent event) {
    PanZoom now = view.viewProperty().get();
    if (event.isShiftDown()) {
      view.look(now.panned(event.getDeltaX() == 0 ? event.getDeltaY() : event.getDeltaX(), 0));
    } else if (event.isShortcutDown() || !isMac()) {
      if (event.getDeltaY() != 0) {
        double factor = Math.pow(PanZoom.STEP, event.getDeltaY() / 40);
        view.look(now.zoomedAt(event.getX(), event.getY(), factor));
      }
    } else {
      view.look(now.panned(event.getDeltaX(), event.getDeltaY()));
    }
    event.consume();
  }

  private static boolean isMac() {
    return System.getProperty("os.name").startsWith("Mac");
  }

  private void zoomed(ZoomEvent event) {
    PanZoom now = view.viewProperty().get();
    view.look(now.zoomedAt(event.getX(), event.getY(), event.getZoomFactor()));
    event.consume();
  }
}
