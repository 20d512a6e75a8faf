package backprop.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BatchesTest {
  @Test
  void shuffledEpochsHoldEveryImageOnce() {
    int images = 103;
    Batches batches = new Batches(Sampling.SHUFFLED, 9, images);
    int[] all = new int[images * 10];
    int[] batch = new int[10];
    for (int i = 0; i < images; i++) {
      batches.fill(i, batch);
      System.arraycopy(batch, 0, all, i * 10, 10);
    }
    int[] every = new int[images];
    Arrays.setAll(every, i -> i);
    int[] before = {};
    for (int epoch = 0; epoch < 10; epoch++) {
      int[] order = Arrays.copyOfRange(all, epoch * images, (epoch + 1) * images);
      assertFalse(Arrays.equals(before, order), "each epoch has an order of its own");
      before = order.clone();
      Arrays.sort(order);
      assertArrayEquals(every, order);
    }
  }

  @Test
  void drawingWithReplacementIsUniform() {
    Batches batches = new Batches(Sampling.WITH_REPLACEMENT, 9, 50);
    int[] counts = new int[50];
    int[] batch = new int[100];
    for (int i = 0; i < 1_000; i++) {
      batches.fill(i, batch);
      for (int image : batch) {
        counts[image]++;
      }
    }
    for (int count : counts) {
      // 100,000 draws of 50: mean 2,000, standard deviation 44; five of them
      assertEquals(2_000, count, 221);
    }
  }

  @Test
  void aBatchDependsOnNothingButSeedAndIteration() {
    for (Sampling sampling : Sampling.values()) {
      int[] once = new int[8];
      int[] again = new int[8];
      Batches one = new Batches(sampling, 3, 20);
      Batches other = new Batches(sampling, 3, 20);
      other.fill(99, again);
      for (long i : new long[] {7, 2, 100, 5}) {
        one.fill(i, once);
        other.fill(i + 3, again);
        other.fill(i, again);
        assertArrayEquals(once, again);
      }
      new Batches(sampling, 4, 20).fill(5, again);
      assertFalse(Arrays.equals(once, again), "another seed, other batches");
    }
  }
}
