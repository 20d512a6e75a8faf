package backprop.data;

import backprop.tensor.CounterRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

/// Makes handwritten-looking digits, so that a network can be trained at once where MNIST is not at
/// hand.
///
/// Each digit is written anew: one of several ways to write it, shaken, slanted, bent, drawn with a
/// round pen and framed by [Framing] as MNIST frames its own. What comes out depends on the seed
/// and the place alone, not on the order or the number of threads. No image of MNIST went into it;
/// the spread of slants, widths and pens was set by comparing with MNIST's training images.
public final class DigitGenerator {

  /// As many training images as MNIST has.
  public static final int TRAIN = 60_000;

  /// As many test images as MNIST has.
  public static final int TEST = 10_000;

  /// How many classes there are.
  static final int DIGITS = 10;

  /// Images made between two looks at the cancel token: about 30 ms of work.
  private static final int CHUNK = 500;

  private static final long TRAIN_PART = 1;
  private static final long TEST_PART = 2;
  private static final long SINGLE_PART = 3;

  /// Which of the ways to write a digit are used.
  public enum Styles {
    /// Every one.
    ALL,
    /// All but one of each digit: what a network may learn from, if it is to be judged by the rest.
    LEARNED,
    /// That one of each digit alone.
    HELD_OUT
  }

  private final long seed;
  private final Styles styles;

  /// A generator of all styles whose every digit follows from this seed.
  public DigitGenerator(long seed) {
    this(seed, Styles.ALL);
  }

  /// A generator of some styles whose every digit follows from this seed.
  public DigitGenerator(long seed, Styles styles) {
    this.seed = seed;
    this.styles = styles;
  }

  /// One written digit, about one unit high, before framing.
  ///
  /// @param digit which digit, 0 to 9
  /// @param index which of the many ways it is written this time
  public Ink write(int digit, long index) {
    return new Hand(new Draws(CounterRandom.key(seed, SINGLE_PART, index)), styles).write(digit);
  }

  /// Makes a set to train on and one to test with, in chunks on `executor`.
  ///
  /// Returns at once unless the executor runs its tasks in place. If `cancelled` answers yes, the
  /// chunks not yet begun are skipped and the result ends with a [CancellationException].
  ///
  /// @param train number of training images
  /// @param test number of test images
  /// @param executor runs the chunks, on as many threads as it likes
  /// @param cancelled asked before each chunk, on the executor's threads
  /// @param progress told the share done after each chunk, from 0 to 1, on the executor's threads
  public CompletableFuture<DigitData> make(
      int train, int test, Executor executor, BooleanSupplier cancelled, DoubleConsumer progress) {
    Part learning = new Part(TRAIN_PART, train);
    Part judging = new Part(TEST_PART, test);
    AtomicInteger done = new AtomicInteger();
    List<CompletableFuture<Void>> chunks = new ArrayList<>();
    for (Part part : List.of(learning, judging)) {
      for (int from = 0; from < part.labels.length; from += CHUNK) {
        int begin = from;
        int end = Math.min(from + CHUNK, part.labels.length);
        chunks.add(
            CompletableFuture.runAsync(
                () -> {
                  if (cancelled.getAsBoolean()) {
                    throw new CancellationException("Making digits was cancelled.");
                  }
                  part.fill(begin, end);
                  progress.accept(done.addAndGet(end - begin) / (double) (train + test));
                },
                executor));
      }
    }
    return CompletableFuture.allOf(chunks.toArray(CompletableFuture[]::new))
        .thenApply(_ -> new DigitData(learning.set(), judging.set()));
  }

  /// A set in the making; chunks write to places of their own.
  private final class Part {

    private final long number;
    private final byte[] pixels;
    private final byte[] labels;

    Part(long number, int count) {
      this.number = number;
      this.pixels = new byte[Math.multiplyExact(count, Framing.SIDE * Framing.SIDE)];
      this.labels = new byte[count];
    }

    void fill(int from, int to) {
      for (int i = from; i < to; i++) {
        Draws draws = new Draws(CounterRandom.key(seed, number, i));
        int digit = draws.below(DIGITS);
        byte[] image =
            Framing.frame(new Hand(draws, styles).write(digit)).orElseThrow().field().toBytes();
        labels[i] = (byte) digit;
        System.arraycopy(image, 0, pixels, i * image.length, image.length);
      }
    }

    DigitSet set() {
      return new DigitSet(Framing.SIDE, Framing.SIDE, pixels, labels, DigitSet.numbered(DIGITS));
    }
  }
}
