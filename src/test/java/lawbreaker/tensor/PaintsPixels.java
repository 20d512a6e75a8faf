package lawbreaker.tensor;

import java.awt.image.BufferedImage;

/// Breaks the law that only the writers of pictures know Java2D.
final class PaintsPixels {
  private PaintsPixels() {}

  static BufferedImage pixel() {
    return new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
  }
}
