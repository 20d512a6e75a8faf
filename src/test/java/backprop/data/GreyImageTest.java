package backprop.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GreyImageTest {

  /// One grey step of an eight-bit picture, and the rounding of the weights.
  private static final double GREY_STEP = 1.01 / 255;

  /// A written digit on a pad of 100 × 100.
  private static GreyImage pad() {
    Ink drawn = new DigitGenerator(1).write(5, 3);
    Box box = drawn.box().orElseThrow();
    float[] pixels = new float[100 * 100];
    Pen.draw(drawn, 70 / box.longerSide(), box.x() - 0.2, box.y() - 0.2, pixels, 100, 100);
    return new GreyImage(100, 100, pixels);
  }

  @ParameterizedTest
  @CsvSource({"0, 255, false", "255, 0, false", "0, 255, true"})
  void darkOnLightLightOnDarkAndTransparentAreTheSame(int ink, int paper, boolean transparent) {
    GreyImage pad = pad();
    int[] argb = new int[100 * 100];
    for (int i = 0; i < argb.length; i++) {
      float share = pad.toArray()[i];
      int alpha = transparent ? Math.round(share * 255) : 255;
      int colour = transparent ? ink : Math.round(paper + share * (ink - paper));
      argb[i] = (alpha << 24) | (colour << 16) | (colour << 8) | colour;
    }

    GreyImage read = GreyImage.ofArgb(100, 100, argb);

    for (int i = 0; i < argb.length; i++) {
      assertEquals(pad.at(i % 100, i / 100), read.at(i % 100, i / 100), GREY_STEP);
    }
    float[] drawn = Framing.frame(pad).orElseThrow().pixels();
    float[] framed = Framing.frame(read).orElseThrow().pixels();
    for (int i = 0; i < drawn.length; i++) {
      assertEquals(drawn[i], framed[i], 2 * GREY_STEP);
    }
  }

  @Test
  void colourCountsByItsBrightness() {
    int[] argb = new int[9];
    Arrays.fill(argb, 0xffffffff);
    argb[4] = 0xff00ff00;
    assertEquals(1 - 0.587f, GreyImage.ofArgb(3, 3, argb).at(1, 1), GREY_STEP);
  }

  @Test
  void resamplingTakesTheMeanOfTheAreaCovered() {
    GreyImage image = new GreyImage(4, 2, new float[] {0, 1, 0, 0, 0, 1, 0.5f, 1});
    assertArrayEquals(
        new float[] {0.5f, 0.375f}, image.resample(new Box(0, 0, 4, 2), 2, 1).toArray());
    // Half of column 0 and all of column 1.
    assertArrayEquals(
        new float[] {2 / 3f}, image.resample(new Box(0.5, 0, 1.5, 2), 1, 1).toArray(), 1e-6f);
    assertArrayEquals(image.toArray(), image.resample(new Box(0, 0, 4, 2), 4, 2).toArray());
  }

  @Test
  void theBoxHoldsWhatIsDarker() {
    GreyImage image = new GreyImage(4, 2, new float[] {0, 1, 0, 0, 0, 1, 0.5f, 0});
    assertEquals(Optional.of(new Box(1, 0, 2, 2)), image.box(0));
    assertEquals(Optional.of(new Box(1, 0, 1, 2)), image.box(0.5));
    assertEquals(Optional.empty(), image.box(1));
  }

  @Test
  void bytesAreRoundedTo255() {
    assertArrayEquals(
        new byte[] {0, (byte) 255, (byte) 128},
        new GreyImage(3, 1, new float[] {0, 1, 0.5f}).toBytes());
    assertThrows(IllegalArgumentException.class, () -> new GreyImage(2, 2, new float[3]));
  }
}
