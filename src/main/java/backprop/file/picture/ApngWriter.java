package backprop.file.picture;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/// Writes an animated PNG that repeats for ever, in all colours.
///
/// Chunks and filters are those of the W3C's Portable Network Graphics Specification, third edition
/// (2025), which took the animation in. A program that knows no animation shows the first frame.
final class ApngWriter extends FilmWriter {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int CHANNELS = 3;

  private final ByteArrayOutputStream frames = new ByteArrayOutputStream();
  private int width;
  private int height;
  private int count;
  private int sequence;

  @Override
  void write(BufferedImage image, BufferedImage before, Rectangle part, int millis)
      throws IOException {
    if (count == 0) {
      width = image.getWidth();
      height = image.getHeight();
    }
    ByteBuffer control = ByteBuffer.allocate(26);
    control.putInt(sequence++).putInt(part.width).putInt(part.height);
    control.putInt(part.x).putInt(part.y);
    control.putShort((short) Math.min(millis, 65_535)).putShort((short) 1000);
    control.put((byte) 0).put((byte) 0); // leave it standing; overwrite what is there
    chunk(frames, "fcTL", control.array());
    byte[] pixels = compressed(image, part);
    if (count == 0) {
      chunk(frames, "IDAT", pixels);
    } else {
      ByteBuffer data = ByteBuffer.allocate(4 + pixels.length);
      chunk(frames, "fdAT", data.putInt(sequence++).put(pixels).array());
    }
    count++;
  }

  private static byte[] compressed(BufferedImage image, Rectangle part) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater)) {
      int length = CHANNELS * part.width;
      int[] rgb = new int[part.width];
      byte[] above = new byte[length];
      byte[] row = new byte[length];
      byte[][] filtered = new byte[3][length + 1];
      for (int y = 0; y < part.height; y++) {
        image.getRGB(part.x, part.y + y, part.width, 1, rgb, 0, part.width);
        for (int x = 0; x < part.width; x++) {
          row[CHANNELS * x] = (byte) (rgb[x] >> 16);
          row[CHANNELS * x + 1] = (byte) (rgb[x] >> 8);
          row[CHANNELS * x + 2] = (byte) rgb[x];
        }
        out.write(filtered(row, above, filtered));
        System.arraycopy(row, 0, above, 0, length);
      }
    } finally {
      deflater.end();
    }
    return packed.toByteArray();
  }

  /// The row after the filter (none, left, above) whose bytes are the smallest.
  private static byte[] filtered(byte[] row, byte[] above, byte[][] filtered) {
    int best = 0;
    long least = Long.MAX_VALUE;
    for (int filter = 0; filter < filtered.length; filter++) {
      long sum = 0;
      filtered[filter][0] = (byte) filter;
      for (int i = 0; i < row.length; i++) {
        int expected =
            filter == 0 ? 0 : filter == 2 ? above[i] : i < CHANNELS ? 0 : row[i - CHANNELS];
        byte off = (byte) (row[i] - expected);
        filtered[filter][i + 1] = off;
        sum += Math.abs(off);
      }
      if (sum < least) {
        least = sum;
        best = filter;
      }
    }
    return filtered[best];
  }

  @Override
  byte[] finish() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(SIGNATURE);
    ByteBuffer header = ByteBuffer.allocate(13);
    header.putInt(width).putInt(height);
    header.put((byte) 8).put((byte) 2).put((byte) 0).put((byte) 0).put((byte) 0);
    chunk(all, "IHDR", header.array());
    chunk(all, "acTL", ByteBuffer.allocate(8).putInt(count).putInt(0).array());
    frames.writeTo(all);
    chunk(all, "IEND", new byte[0]);
    return all.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream to, String name, byte[] data) throws IOException {
    DataOutputStream out = new DataOutputStream(to);
    byte[] type = name.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(type);
    crc.update(data);
    out.writeInt(data.length);
    out.write(type);
    out.write(data);
    out.writeInt((int) crc.getValue());
  }
}
