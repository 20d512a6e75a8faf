package backprop.training;

import backprop.data.DigitSet;
import backprop.graph.GraphDocument;
import backprop.graph.Node;

/// How a set's pixels are standardised, and a document that says so.
public final class PixelScale {
  private static final int LARGEST = 255;

  private PixelScale() {}

  /// Mean and standard deviation of all pixels of a set, as shares of ink; pixels that are all
  /// alike stay as they are.
  public static Node.Scaling of(DigitSet set) {
    long[] counts = new long[LARGEST + 1];
    byte[] image = new byte[set.pixelsPerImage()];
    for (int i = 0; i < set.count(); i++) {
      set.copyBytes(i, image, 0);
      for (byte pixel : image) {
        counts[pixel & LARGEST]++;
      }
    }
    double numbers = (double) set.count() * set.pixelsPerImage();
    double mean = 0;
    for (int value = 0; value <= LARGEST; value++) {
      mean += counts[value] / numbers * value / LARGEST;
    }
    double variance = 0;
    for (int value = 0; value <= LARGEST; value++) {
      double apart = (double) value / LARGEST - mean;
      variance += counts[value] / numbers * apart * apart;
    }
    return variance > 0 ? new Node.Scaling(mean, Math.sqrt(variance)) : Node.Scaling.SHARES;
  }

  /// The document whose image input scales like this.
  public static GraphDocument with(GraphDocument document, Node.Scaling scaling) {
    for (Node node : document.graph().nodes()) {
      if (node instanceof Node.Input(var id, var name, Node.Source.Data(var column, var shape, _))
          && column == Node.Source.Column.IMAGE) {
        return document.withGraph(
            document
                .graph()
                .with(new Node.Input(id, name, new Node.Source.Data(column, shape, scaling))));
      }
    }
    return document;
  }
}
