package backprop.ui.training;

/// Numbers to pixels: the plot's area and the ranges of its axes.
///
/// @param left pixels from the canvas's left edge to the smallest x
/// @param top pixels from the upper edge to the largest y
/// @param width pixels from the smallest to the largest x
/// @param height pixels from the largest to the smallest y
record PlotScale(
    double left,
    double top,
    double width,
    double height,
    double minX,
    double maxX,
    double minY,
    double maxY) {

  double x(double value) {
    return left + width * (value - minX) / (maxX - minX);
  }

  double y(double value) {
    double share = (value - minY) / (maxY - minY);
    return top + height * (1 - Math.clamp(share, 0.0, 1.0));
  }
}
