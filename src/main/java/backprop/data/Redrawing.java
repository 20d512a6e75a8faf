package backprop.data;

import org.jspecify.annotations.Nullable;

/// Draws the middle lines of a digit anew, on a bent sheet, with a round pen, and frames what comes
/// out as the pad's drawings are framed. Nothing here allocates once it has seen the longest lines.
final class Redrawing {

  private static final double MIDDLE = Framing.SIDE / 2.0;

  private final Framer framer;
  private double[] x = new double[256];
  private double[] y = new double[256];

  Redrawing(Framer framer) {
    this.framer = framer;
  }

  /// Draws lines with a pen of this radius, in pixels of the image, each place first taken to (xx·u
  /// + xy·v, yx·u + yy·v) from the middle and bent by an elastic field.
  ///
  /// @return whether there was anything to draw; the framer holds it then
  boolean draw(
      Skeleton.Lines lines,
      double xx,
      double xy,
      double yx,
      double yy,
      @Nullable ElasticFields fields,
      int field,
      double radius) {
    short[] places = lines.places();
    int count = places.length / 2;
    if (count == 0) {
      return false;
    }
    if (x.length < count) {
      x = new double[count];
      y = new double[count];
    }
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      double atX = places[2 * i] * Skeleton.UNIT;
      double atY = places[2 * i + 1] * Skeleton.UNIT;
      double u = atX - MIDDLE;
      double v = atY - MIDDLE;
      x[i] = xx * u + xy * v;
      y[i] = yx * u + yy * v;
      if (fields != null) {
        int bend = fields.bends()[fields.start(field) + fields.nearest(atX, atY)];
        x[i] += ElasticFields.across(bend) / (double) ElasticFields.UNIT;
        y[i] += ElasticFields.down(bend) / (double) ElasticFields.UNIT;
      }
      left = Math.min(left, x[i]);
      right = Math.max(right, x[i]);
      top = Math.min(top, y[i]);
      bottom = Math.max(bottom, y[i]);
    }
    framer.open(left - radius, top - radius, right - left + 2 * radius, bottom - top + 2 * radius);
    short[] pieces = lines.pieces();
    for (int i = 0; i < pieces.length; i += 2) {
      int from = pieces[i];
      int to = pieces[i + 1];
      framer.line(x[from], y[from], x[to], y[to], radius);
    }
    framer.close();
    return true;
  }
}
