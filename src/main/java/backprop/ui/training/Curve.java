package backprop.ui.training;

/// A line of a chart: points in the order of x, read where they are kept.
interface Curve {
  int size();

  double x(int point);

  double y(int point);
}
