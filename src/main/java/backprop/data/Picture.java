package backprop.data;

import backprop.message.Message;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/// Reads pictures from files: PNG of every colour type, and what else the JDK reads.
///
/// What is transparent shows white paper. A grey picture's numbers are taken as they are stored:
/// the JDK would brighten them.
public final class Picture {

  /// The most pixels of a picture that is read: 25 million, five times a scanned page.
  static final long MOST_PIXELS = 25_000_000;

  /// What the best packing makes of a byte: deflate packs a thousandfold, eight pixels fit a byte.
  private static final long MOST_PIXELS_A_BYTE = 8 * 1_032;

  /// The largest file that is read.
  static final long MOST_BYTES = 256L * 1024 * 1024;

  private Picture() {}

  /// The picture as ink on paper, judged from its rim.
  ///
  /// @throws DataException naming the file if it is missing, no picture, broken or too large
  public static GreyImage read(Path file) throws DataException {
    return light(file).ink();
  }

  /// The brightness of each pixel: 1 is white.
  ///
  /// @throws DataException naming the file if it is missing, no picture, broken or too large
  static GreyImage light(Path file) throws DataException {
    try {
      if (Files.isDirectory(file)) {
        throw new DataException(Message.of("data.picture.unknown", file.toString()));
      }
      if (Files.size(file) > MOST_BYTES) {
        throw new DataException(
            Message.of("data.picture.file", file.toString(), MOST_BYTES / (1024 * 1024)));
      }
      try (InputStream in = Files.newInputStream(file)) {
        return light(in, file.toString(), Files.size(file));
      }
    } catch (DataException e) {
      throw e;
    } catch (NoSuchFileException e) {
      throw new DataException(Message.of("data.idx.missing", file.toString()), e);
    } catch (IOException e) {
      throw new DataException(Message.of("data.idx.unreadable", file.toString()), e);
    }
  }

  /// The same of a stream of so many bytes; `name` stands in the sentences.
  static GreyImage light(InputStream in, String name, long bytes) throws DataException {
    ImageIO.setUseCache(false);
    try (ImageInputStream stream = ImageIO.createImageInputStream(in)) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        throw new DataException(Message.of("data.picture.unknown", name));
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(stream, true, true);
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > MOST_PIXELS) {
          throw new DataException(
              Message.of("data.picture.large", name, reader.getWidth(0), reader.getHeight(0)));
        }
        if (pixels > MOST_PIXELS_A_BYTE * bytes) {
          // no memory is taken because a header asks for it
          throw new DataException(Message.of("data.picture.broken", name));
        }
        return light(reader.read(0));
      } finally {
        reader.dispose();
      }
    } catch (DataException e) {
      throw e;
    } catch (IOException e) {
      throw new DataException(Message.of("data.picture.broken", name), e);
    } catch (RuntimeException e) { // the JDK's readers say broken files in many ways
      throw new DataException(Message.of("data.picture.broken", name), new IOException(e));
    }
  }

  private static GreyImage light(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    Raster raster = image.getRaster();
    int bands = raster.getNumBands();
    boolean palette = image.getColorModel() instanceof java.awt.image.IndexColorModel;
    if (palette || bands > 2) {
      return GreyImage.light(width, height, image.getRGB(0, 0, width, height, null, 0, width));
    }
    float[] grey = new float[width * height];
    float full = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        float light = raster.getSample(x, y, 0) / full;
        float cover = bands == 2 ? raster.getSample(x, y, 1) / full : 1;
        grey[y * width + x] = cover * light + 1 - cover;
      }
    }
    return new GreyImage(width, height, grey);
  }
}
