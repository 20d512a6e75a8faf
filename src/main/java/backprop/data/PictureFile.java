package backprop.data;

import backprop.message.Message;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/// Reads a picture of a drawing from a file: PNG and whatever else the Java library knows.
final class PictureFile {

  /// Larger pictures are refused before anything is unpacked.
  private static final int LARGEST_SIDE = 8192;

  private PictureFile() {}

  /// The picture as ink on paper: the darkness of each pixel on white paper, or its lightness if
  /// its rim is dark, as in the images of MNIST. What is transparent is paper.
  ///
  /// @throws DataException if the file is no picture, is broken or is larger than 8192 pixels on a
  ///   side
  static GreyImage read(Path file) throws DataException {
    String name = file.getFileName().toString();
    try (ImageInputStream in = ImageIO.createImageInputStream(Files.newInputStream(file))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new DataException(Message.of("data.picture.unknown", name));
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in);
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if (width > LARGEST_SIDE || height > LARGEST_SIDE) {
          throw new DataException(
              Message.of("data.picture.large", name, width, height, LARGEST_SIDE));
        }
        return ink(reader.read(0));
      } finally {
        reader.dispose();
      }
    } catch (DataException e) {
      throw e;
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      // The library's readers answer a broken file with any of these.
      throw new DataException(
          Message.of("data.picture.broken", name),
          e instanceof IOException io ? io : new IOException(e));
    }
  }

  private static GreyImage ink(BufferedImage picture) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    float[] light = new float[width * height];
    float[] dark = new float[width * height];
    double rim = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int argb = picture.getRGB(x, y);
        float cover = (argb >>> 24) / 255f;
        float grey = luminance(argb);
        int at = y * width + x;
        light[at] = cover * grey;
        dark[at] = cover * (1 - grey);
        if (x == 0 || y == 0 || x == width - 1 || y == height - 1) {
          rim += light[at] - dark[at];
        }
      }
    }
    // Transparent all around says nothing; ink is then taken to be dark.
    return new GreyImage(width, height, rim < 0 ? light : dark);
  }

  /// The brightness of a colour as the eye weighs it (ITU-R BT.601), 0 to 1.
  private static float luminance(int argb) {
    int red = argb >> 16 & 0xff;
    int green = argb >> 8 & 0xff;
    int blue = argb & 0xff;
    return (0.299f * red + 0.587f * green + 0.114f * blue) / 255;
  }
}
