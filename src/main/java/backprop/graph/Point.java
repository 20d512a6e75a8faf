package backprop.graph;

/// A place on the canvas, in canvas units at 100 % zoom: x to the right, y downwards.
public record Point(double x, double y) {
  public Point plus(double dx, double dy) {
    return new Point(x + dx, y + dy);
  }
}
