package backprop.ui.draw;

import javafx.scene.layout.Region;

/// A bar from 0 to 1 in ink on a track.
final class ProbabilityBar extends Region {
  private final Region fill = new Region();
  private double share;

  ProbabilityBar() {
    getStyleClass().add("probability-bar");
    fill.getStyleClass().add("fill");
    getChildren().add(fill);
  }

  void show(double newShare) {
    if (newShare != share) {
      share = newShare;
      requestLayout();
    }
  }

  @Override
  protected void layoutChildren() {
    double width = share > 0.0005 ? Math.max(2, getWidth() * share) : 0;
    fill.resizeRelocate(0, 0, width, getHeight());
  }
}
