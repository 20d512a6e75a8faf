package backprop.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DigitGeneratorTest {

  private static DigitData make(long seed, int train, int test) {
    return new DigitGenerator(seed).make(train, test, Runnable::run, () -> false, _ -> {}).join();
  }

  private static float[] pixels(DigitSet set) {
    float[] pixels = new float[set.count() * set.pixelsPerImage()];
    set.gather(IntStream.range(0, set.count()).toArray(), pixels);
    return pixels;
  }

  @Test
  void theSeedDecidesEverything() {
    DigitData once = make(7, 1200, 700);
    DigitData again = make(7, 1200, 700);
    DigitData other = make(8, 1200, 700);

    assertArrayEquals(pixels(once.train()), pixels(again.train()));
    assertArrayEquals(pixels(once.test()), pixels(again.test()));
    int same = 0;
    for (int i = 0; i < 700; i++) {
      assertEquals(once.test().label(i), again.test().label(i));
      same += once.test().label(i) == other.test().label(i) ? 1 : 0;
    }
    assertTrue(same < 140, same + " of 700 labels are the same under another seed");
  }

  @Test
  void theNumberOfThreadsChangesNothing() {
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      DigitData parallel =
          new DigitGenerator(7).make(1700, 300, threads, () -> false, _ -> {}).join();
      DigitData alone = make(7, 1700, 300);
      assertArrayEquals(pixels(alone.train()), pixels(parallel.train()));
      assertArrayEquals(pixels(alone.test()), pixels(parallel.test()));
    }
  }

  @Test
  void trainingAndTestDigitsAreOthers() {
    DigitData data = make(7, 500, 500);
    assertNotEquals(List.of(box(pixels(data.train()))), List.of(box(pixels(data.test()))));
  }

  private static List<Float> box(float[] values) {
    List<Float> list = new ArrayList<>();
    for (float value : values) {
      list.add(value);
    }
    return list;
  }

  @Test
  void everyDigitComesAboutEquallyOften() {
    DigitSet set = make(3, 10_000, 1).train();
    int[] counts = new int[10];
    for (int i = 0; i < set.count(); i++) {
      counts[set.label(i)]++;
    }
    for (int count : counts) {
      // Five standard errors of a binomial count of 10,000 × 0.1.
      assertEquals(1000, count, 5 * 30);
    }
  }

  @Test
  void everyImageIsFramedAsMnistFramesItsOwn() {
    DigitSet set = make(5, 2000, 1).train();
    for (int i = 0; i < set.count(); i++) {
      GreyImage image = set.image(i);
      Box box = image.box(0).orElseThrow();
      assertTrue(box.longerSide() <= 20, "image " + i + " is " + box);
      assertTrue(box.longerSide() >= 19, "image " + i + " is " + box);
    }
  }

  @Test
  void progressRisesToTheEnd() {
    List<Double> told = Collections.synchronizedList(new ArrayList<>());
    new DigitGenerator(1).make(1100, 600, Runnable::run, () -> false, told::add).join();
    assertEquals(5, told.size());
    assertEquals(1, told.getLast());
    List<Double> sorted = told.stream().sorted().toList();
    assertEquals(sorted, told);
  }

  @Test
  void cancellingSkipsWhatIsNotBegun() {
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger made = new AtomicInteger();
    CompletableFuture<DigitData> result =
        new DigitGenerator(1)
            .make(
                60_000,
                10_000,
                Runnable::run,
                () -> asked.incrementAndGet() > 2,
                _ -> made.incrementAndGet());
    CompletionException e = assertThrows(CompletionException.class, result::join);
    assertInstanceOf(CancellationException.class, e.getCause());
    assertEquals(2, made.get());
  }

  @Test
  void everyStyleOfEveryDigitCanBeWritten() {
    int styles = 0;
    for (int digit = 0; digit < 10; digit++) {
      for (DigitStyle style : DigitStyles.of(digit)) {
        assertTrue(style.weight() > 0);
        assertTrue(style.poses().size() >= 1);
        styles++;
      }
      for (int i = 0; i < 200; i++) {
        Box box = new DigitGenerator(2).write(digit, i).box().orElseThrow();
        assertTrue(box.longerSide() > 0.3 && box.longerSide() < 4, digit + ": " + box);
      }
    }
    assertTrue(styles >= 30, styles + " styles");
  }
}
