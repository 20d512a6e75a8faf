package backprop.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureFileTest {

  /// One grey step of an eight-bit picture, and the rounding of the weights.
  private static final double GREY_STEP = 1.01 / 255;

  @TempDir private Path folder;

  private static final Ink DRAWN = new DigitGenerator(1).write(5, 3);

  /// The same digit on a pad of 100 × 100.
  private static GreyImage pad() {
    float[] pixels = new float[100 * 100];
    Box box = DRAWN.box().orElseThrow();
    Pen.draw(DRAWN, 70 / box.longerSide(), box.x() - 0.2, box.y() - 0.2, pixels, 100, 100);
    return new GreyImage(100, 100, pixels);
  }

  private Path png(int ink, int paper, boolean transparent) throws IOException {
    GreyImage pad = pad();
    BufferedImage picture = new BufferedImage(100, 100, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < 100; y++) {
      for (int x = 0; x < 100; x++) {
        float share = pad.at(x, y);
        int grey = Math.round(paper + share * (ink - paper));
        int alpha = transparent ? Math.round(share * 255) : 255;
        int colour = transparent ? ink : grey;
        picture.setRGB(x, y, alpha << 24 | colour << 16 | colour << 8 | colour);
      }
    }
    Path file = folder.resolve("digit.png");
    ImageIO.write(picture, "png", file.toFile());
    return file;
  }

  @ParameterizedTest
  @CsvSource({"0, 255, false", "255, 0, false", "0, 255, true"})
  void darkOnLightLightOnDarkAndTransparentAreTheSame(int ink, int paper, boolean transparent)
      throws IOException {
    GreyImage read = GreyImage.read(png(ink, paper, transparent));
    GreyImage pad = pad();
    for (int i = 0; i < 100 * 100; i++) {
      assertEquals(pad.at(i % 100, i / 100), read.at(i % 100, i / 100), GREY_STEP);
    }
    float[] drawn = Framing.frame(pad).orElseThrow().pixels();
    float[] framed = Framing.frame(read).orElseThrow().pixels();
    for (int i = 0; i < drawn.length; i++) {
      assertEquals(drawn[i], framed[i], 2 * GREY_STEP);
    }
  }

  private String problem(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("digit.png"), bytes);
    return assertThrows(DataException.class, () -> GreyImage.read(file)).getMessage();
  }

  @Test
  void aFileThatIsNoPictureIsASentence() throws IOException {
    assertEquals(
        "digit.png is not a picture this program can read; choose a PNG or JPEG file.",
        problem("seven".getBytes(StandardCharsets.UTF_8)));
    assertEquals(
        "digit.png is not a picture this program can read; choose a PNG or JPEG file.",
        problem(new byte[0]));
  }

  @Test
  void everyCutOfAPictureIsASentenceOrAPicture() throws IOException {
    byte[] whole = Files.readAllBytes(png(0, 255, false));
    int refused = 0;
    for (int length = 0; length < whole.length; length += 7) {
      Path file = Files.write(folder.resolve("cut.png"), Arrays.copyOf(whole, length));
      try {
        assertEquals(100, GreyImage.read(file).width());
      } catch (DataException e) {
        assertTrue(e.getMessage().startsWith("cut.png "), e.getMessage());
        refused++;
      }
    }
    assertTrue(refused > whole.length / 14, refused + " refused");
  }

  @Test
  void aHostileSizeIsRefusedBeforeItIsUnpacked() throws IOException {
    byte[] png = Files.readAllBytes(png(0, 255, false));
    // The width stands at byte 16 of every PNG; its checksum at byte 29 covers 17 bytes from 12 on.
    png[16] = 0x7f;
    java.util.zip.CRC32 checksum = new java.util.zip.CRC32();
    checksum.update(png, 12, 17);
    for (int i = 0; i < 4; i++) {
      png[29 + i] = (byte) (checksum.getValue() >> (8 * (3 - i)));
    }
    assertTrue(problem(png).contains("pixels; choose a picture of at most 8,192"), problem(png));
  }
}
