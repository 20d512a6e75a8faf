package backprop.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.training.ThreadMeasures;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class AugmenterTest {

  private static final DigitSet DIGITS =
      new DigitGenerator(5).make(300, 0, Runnable::run, () -> false, _ -> {}).join().train();

  private static final List<Augmentation> ALL =
      List.of(
          Augmentation.NONE,
          Augmentation.LIGHT,
          Augmentation.DRAWN,
          new Augmentation(2, 0.1, 0.1, 10, 0.2, 0.5, 0.3, 0.5, 1, 0.2, true, 1),
          new Augmentation(2, 0.1, 0.1, 10, 0.2, 0.5, 0.3, 0.5, 1, 0.2, true, 3));

  private static Augmenter augmenter(Augmentation how) throws DataException {
    return Augmenter.prepared(how, DIGITS, 50, 7);
  }

  private static byte[] apply(Augmenter augmenter, int image, long iteration) {
    byte[] pixels = new byte[784 + 1];
    pixels[784] = (byte) augmenter.apply(image, iteration, pixels);
    return pixels;
  }

  private static byte[] original(int image) {
    byte[] pixels = new byte[784 + 1];
    DIGITS.copyBytes(image, pixels, 0);
    pixels[784] = (byte) DIGITS.label(image);
    return pixels;
  }

  @Test
  void whatComesOutFollowsFromSeedImageAndIterationAlone() throws DataException {
    for (Augmentation how : ALL) {
      Augmenter forward = augmenter(how);
      Augmenter backward = augmenter(how).another();
      byte[][] seen = new byte[200][];
      for (int i = 0; i < seen.length; i++) {
        seen[i] = apply(forward, i % 40, i / 10 * 3L);
      }
      for (int i = seen.length - 1; i >= 0; i--) {
        assertArrayEquals(seen[i], apply(backward, i % 40, i / 10 * 3L), how + " " + i);
      }
      // a run that goes on from a checkpoint begins in the middle
      assertArrayEquals(seen[150], apply(augmenter(how), 150 % 40, 45), how.toString());
    }
  }

  @Test
  void anotherSeedAndAnotherIterationVaryOtherwise() throws DataException {
    byte[] first = apply(augmenter(Augmentation.DRAWN), 3, 1);
    assertFalse(Arrays.equals(first, apply(augmenter(Augmentation.DRAWN), 3, 2)));
    Augmenter other = Augmenter.prepared(Augmentation.DRAWN, DIGITS, 50, 8);
    assertFalse(Arrays.equals(first, apply(other, 3, 1)));
  }

  @Test
  void preparingOnSeveralThreadsChangesNothing() throws DataException {
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      Augmenter parallel =
          Augmenter.prepare(Augmentation.DRAWN, DIGITS, 50, 7, threads, () -> false).join();
      Augmenter single = augmenter(Augmentation.DRAWN);
      for (int image = 0; image < 50; image++) {
        assertArrayEquals(apply(single, image, 4), apply(parallel, image, 4));
      }
    }
  }

  @Test
  void noneLeavesTheImagesAsTheyAre() throws DataException {
    assertTrue(Augmentation.NONE.isNone());
    Augmenter augmenter = augmenter(Augmentation.NONE);
    for (int image = 0; image < DIGITS.count(); image++) {
      assertArrayEquals(original(image), apply(augmenter, image, image));
    }
  }

  @Test
  void aKeptVariationIsRenewedOnceInSoManyEpochs() throws DataException {
    // 300 images in batches of 50 are 6 iterations; three epochs are 18
    Augmenter augmenter = augmenter(new Augmentation(3, 0, 0, 0, 0, 0, 0, 0, 1, 0, false, 3));
    Set<Long> renewals = new HashSet<>();
    for (int image = 0; image < 60; image++) {
      int changes = 0;
      byte[] before = apply(augmenter, image, 0);
      for (long iteration = 1; iteration <= 180; iteration++) {
        byte[] now = apply(augmenter, image, iteration);
        if (!Arrays.equals(before, now)) {
          changes++;
          renewals.add(iteration % 18);
        }
        before = now;
      }
      assertEquals(10, changes, "image " + image);
    }
    assertTrue(renewals.size() > 9, "renewed only at " + renewals);
  }

  @Test
  void aShareOfTheImagesIsGeneratedInHeldBackStyles() throws DataException {
    Augmenter augmenter = augmenter(new Augmentation(0, 0, 0, 0, 0, 0, 0, 0, 1, 0.25, false, 1));
    int replaced = 0;
    for (int image = 0; image < 2_000; image++) {
      byte[] seen = apply(augmenter, image % 300, image);
      replaced += Arrays.equals(seen, original(image % 300)) ? 0 : 1;
    }
    // five standard errors of a binomial count
    assertEquals(500, replaced, 5 * Math.sqrt(2_000 * 0.25 * 0.75));
  }

  @Test
  void drawnDigitsAreFramedAsThePadFramesThem() throws DataException {
    Augmenter augmenter = augmenter(Augmentation.DRAWN);
    byte[] pixels = new byte[784];
    for (int image = 0; image < 300; image++) {
      augmenter.apply(image, 9, pixels);
      Framed again = Framing.frame(image(pixels)).orElseThrow();
      // paper to one grey in ten is no ink to the second framing
      assertTrue(again.box().longerSide() >= 18 && again.box().longerSide() <= 20, "" + again);
      assertEquals(14.5, massAcross(pixels, 1), 0.55, "across " + image);
      assertEquals(14.5, massAcross(pixels, 28), 0.55, "down " + image);
    }
  }

  private static GreyImage image(byte[] pixels) {
    float[] grey = new float[784];
    for (int i = 0; i < 784; i++) {
      grey[i] = (pixels[i] & 0xff) / 255f;
    }
    return new GreyImage(28, 28, grey);
  }

  /// The centre of mass in pixels from the edge, across with a stride of 1, down with one of 28.
  private static double massAcross(byte[] pixels, int stride) {
    double moment = 0;
    double mass = 0;
    for (int i = 0; i < 784; i++) {
      double place = stride == 1 ? i % 28 : i / 28;
      moment += (place + 0.5) * (pixels[i] & 0xff);
      mass += pixels[i] & 0xff;
    }
    return moment / mass;
  }

  @Test
  void thePenDrawsAlongTheDigit() throws DataException {
    // no bend and a pen about as wide as the generator's: the same digit again
    Augmenter augmenter = augmenter(new Augmentation(0, 0, 0, 0, 0, 0, 0, 1, 1.2, 0, true, 1));
    double common = 0;
    double strange = 0;
    for (int image = 0; image < 300; image++) {
      byte[] drawn = apply(augmenter, image, 0);
      assertEquals(original(image)[784], drawn[784]);
      common += inCommon(drawn, original(image)) / 300;
      strange += inCommon(drawn, original((image + 1) % 300)) / 300;
    }
    assertTrue(strange < 0.35, "in common with another digit: " + strange);
    assertTrue(common > 0.5, "in common: " + common);
  }

  private static double inCommon(byte[] one, byte[] other) {
    double both = 0;
    double either = 0;
    for (int i = 0; i < 784; i++) {
      both += Math.min(one[i] & 0xff, other[i] & 0xff);
      either += Math.max(one[i] & 0xff, other[i] & 0xff);
    }
    return both / either;
  }

  @Test
  void varyingAllocatesNothing() throws ReflectiveOperationException, DataException {
    ThreadMeasures measures = new ThreadMeasures();
    for (Augmentation how : ALL) {
      Augmenter augmenter = augmenter(how);
      byte[] pixels = new byte[784];
      long least = Long.MAX_VALUE;
      for (int round = 0; round < 20; round++) {
        long before = measures.allocatedBytes();
        for (int image = 0; image < 300; image++) {
          augmenter.apply(image, round, pixels);
        }
        least = Math.min(least, measures.allocatedBytes() - before);
      }
      // asking twice allocates 200 bytes itself
      assertTrue(least <= 200, least + " bytes with " + how);
    }
  }

  @Test
  void imagesOfAnySizeAreMovedAndBent() throws DataException {
    DigitSet small = new DigitSet(5, 9, new byte[90], new byte[2], DigitSet.numbered(3));
    Augmenter augmenter = Augmenter.prepared(Augmentation.LIGHT, small, 1, 1);
    byte[] pixels = new byte[45];
    assertEquals(0, augmenter.apply(1, 3, pixels));
    assertArrayEquals(new byte[45], pixels, "paper stays paper");
  }

  @Test
  void whatIsNotForTheImagesIsRefusedWithASentence() {
    DigitSet small = new DigitSet(5, 9, new byte[90], new byte[2], DigitSet.numbered(10));
    CompletionException e =
        assertThrows(
            CompletionException.class,
            () ->
                Augmenter.prepare(Augmentation.DRAWN, small, 1, 1, Runnable::run, () -> false)
                    .join());
    assertInstanceOf(DataException.class, e.getCause());
    DigitSet letters = new DigitSet(28, 28, new byte[784], new byte[1], List.of("A", "B"));
    String sentence =
        assertThrows(
                DataException.class, () -> Augmenter.prepared(Augmentation.DRAWN, letters, 1, 1))
            .getMessage();
    assertTrue(sentence.contains("0 to 9"), sentence);
  }

  @Test
  void whatIsNoStrengthIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Augmentation(-1, 0, 0, 0, 0, 0, 0, 0, 1, 0, false, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Augmentation(0, 0, 0, Double.NaN, 0, 0, 0, 0, 1, 0, false, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Augmentation(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, false, 1));
    String sentence =
        assertThrows(
                IllegalArgumentException.class,
                () -> new Augmentation(0, 0, 0, 0, 0, 0, 0, 1.5, 1, 0, false, 1))
            .getMessage();
    assertTrue(sentence.contains("pen"), sentence);
  }

  @Test
  void heldOutStylesAreNeverLearned() {
    for (int digit = 0; digit < 10; digit++) {
      List<DigitStyle> learned = DigitStyles.of(digit, DigitGenerator.Styles.LEARNED);
      List<DigitStyle> heldOut = DigitStyles.of(digit, DigitGenerator.Styles.HELD_OUT);
      assertEquals(1, heldOut.size());
      assertFalse(learned.contains(heldOut.getFirst()));
      assertEquals(DigitStyles.of(digit).size(), learned.size() + 1);
    }
    assertNotEquals(
        new DigitGenerator(1, DigitGenerator.Styles.LEARNED).write(4, 0),
        new DigitGenerator(1, DigitGenerator.Styles.HELD_OUT).write(4, 0));
  }
}
