package backprop.file.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.autodiff.EvaluationContext;
import backprop.autodiff.Evaluator;
import backprop.figure.ColorTheme;
import backprop.file.Examples;
import backprop.message.Language;
import backprop.message.Messages;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.junit.jupiter.api.Test;

/// Films are read back with another reader and held to the pictures they are made of.
class FilmTest {
  /// The most that a channel of a GIF's colour is off on average: its palette has 255 colours.
  private static final double PALETTE_TOLERANCE = 1.5;

  private static FigureExport export() {
    Messages messages = Messages.in(Language.ENGLISH);
    return new FigureExport(
        FigureExport.subject(
            Evaluator.trace(
                Examples.find("apples").orElseThrow().open(Language.ENGLISH),
                EvaluationContext.PLAIN),
            messages),
        messages,
        new Look(ColorTheme.LIGHT, true),
        1);
  }

  /// A frame as it is seen, and for how many hundredths of a second.
  private record Seen(BufferedImage image, int delay) {}

  private static List<Seen> readGif(byte[] content) throws Exception {
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(content)));
    List<Seen> frames = new ArrayList<>();
    BufferedImage screen =
        new BufferedImage(reader.getWidth(0), reader.getHeight(0), BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < reader.getNumImages(true); i++) {
      var root =
          (IIOMetadataNode) reader.getImageMetadata(i).getAsTree("javax_imageio_gif_image_1.0");
      var place = (IIOMetadataNode) root.getElementsByTagName("ImageDescriptor").item(0);
      var control = (IIOMetadataNode) root.getElementsByTagName("GraphicControlExtension").item(0);
      Graphics2D g = screen.createGraphics();
      g.drawImage(
          reader.read(i),
          Integer.parseInt(place.getAttribute("imageLeftPosition")),
          Integer.parseInt(place.getAttribute("imageTopPosition")),
          null);
      g.dispose();
      BufferedImage copy =
          new BufferedImage(screen.getWidth(), screen.getHeight(), BufferedImage.TYPE_INT_RGB);
      copy.setData(screen.getData());
      frames.add(new Seen(copy, Integer.parseInt(control.getAttribute("delayTime"))));
    }
    return frames;
  }

  @Test
  void aGifHoldsEachStepAndItsPulse() throws Exception {
    FigureExport export = export();
    byte[] gif = export.film(0, 2, false, 1, PictureFormat.GIF).make(_ -> {});
    String bytes = new String(gif, StandardCharsets.ISO_8859_1);
    assertTrue(bytes.contains("NETSCAPE2.0"), "repeats");
    List<Seen> frames = readGif(gif);
    // one still picture, then for each of two steps seven of its pulse and one still picture
    assertEquals(1 + 2 * 8, frames.size());
    assertEquals(100 + 100 + 200, frames.stream().mapToInt(Seen::delay).sum(), "3 steps, 1 s more");
    int[] still = {0, 8, 16};
    for (int step = 0; step < still.length; step++) {
      double off = difference(export.image(step), frames.get(still[step]).image());
      assertTrue(off < PALETTE_TOLERANCE, "step " + step + " is off by " + off);
    }
    assertTrue(
        difference(export.image(0), frames.get(16).image()) > 0.1, "the steps differ at all");
  }

  private static double difference(BufferedImage a, BufferedImage b) {
    assertEquals(a.getWidth(), b.getWidth());
    assertEquals(a.getHeight(), b.getHeight());
    long sum = 0;
    for (int y = 0; y < a.getHeight(); y++) {
      for (int x = 0; x < a.getWidth(); x++) {
        for (int shift = 0; shift <= 16; shift += 8) {
          sum += Math.abs((a.getRGB(x, y) >> shift & 255) - (b.getRGB(x, y) >> shift & 255));
        }
      }
    }
    return sum / 3.0 / a.getWidth() / a.getHeight();
  }

  @Test
  void anApngIsAPngWithFrames() throws Exception {
    FigureExport export = export();
    byte[] apng = export.film(3, 5, true, 0.5, PictureFormat.APNG).make(_ -> {});
    Map<String, Integer> chunks = new HashMap<>();
    ByteBuffer in = ByteBuffer.wrap(apng).position(8);
    int frames = 0;
    int expectedNumber = 0;
    while (in.hasRemaining()) {
      int length = in.getInt();
      byte[] name = new byte[4];
      byte[] data = new byte[length];
      in.get(name).get(data);
      CRC32 crc = new CRC32();
      crc.update(name);
      crc.update(data);
      assertEquals((int) crc.getValue(), in.getInt(), "check sum");
      String chunk = new String(name, StandardCharsets.US_ASCII);
      chunks.merge(chunk, 1, Integer::sum);
      if (chunk.equals("acTL")) {
        frames = ByteBuffer.wrap(data).getInt();
      }
      if (chunk.equals("fcTL") || chunk.equals("fdAT")) {
        assertEquals(expectedNumber++, ByteBuffer.wrap(data).getInt(), "in order");
      }
    }
    assertEquals(frames, chunks.get("fcTL"));
    assertEquals(1, chunks.get("IDAT"));
    assertEquals(frames - 1, chunks.get("fdAT"));
    assertTrue(frames > 8, "frames: " + frames);
    BufferedImage first = ImageIO.read(new ByteArrayInputStream(apng));
    BufferedImage same =
        ImageIO.read(
            new ByteArrayInputStream(
                export.film(3, 3, true, 0.5, PictureFormat.APNG).make(_ -> {})));
    assertEquals(first.getWidth(), same.getWidth());
  }

  @Test
  void progressGoesFromAFrameToAll() {
    List<Double> told = new ArrayList<>();
    export().film(0, 1, false, 1, PictureFormat.GIF).make(told::add);
    assertTrue(told.size() > 2);
    assertEquals(1, told.getLast(), 0);
    for (int i = 1; i < told.size(); i++) {
      assertTrue(told.get(i) > told.get(i - 1));
    }
  }
}
