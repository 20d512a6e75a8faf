package backprop.bench;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// What one core can do at most: fused multiply-adds on numbers that never leave the registers.
final class Peak {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LOOPS = 200_000;
  private static final int CHAINS = 10;
  private static final int RUNS = 60;

  private Peak() {}

  /// The best of some runs: whatever else the machine does only slows it down.
  static double gigaflops() {
    double best = 0;
    float sum = 0;
    for (int run = 0; run < RUNS; run++) {
      long start = System.nanoTime();
      sum += chains(0.999f + run * 1e-7f);
      double seconds = (System.nanoTime() - start) / 1e9;
      best = Math.max(best, 2.0 * LOOPS * CHAINS * S.length() / seconds / 1e9);
    }
    return sum == 42 ? 0 : best;
  }

  /// Ten chains that do not wait for each other: a processor begins two multiply-adds in a cycle
  /// and has each after four.
  private static float chains(float factor) {
    FloatVector f = FloatVector.broadcast(S, factor);
    FloatVector c = FloatVector.broadcast(S, 0.001f);
    FloatVector v0 = c;
    FloatVector v1 = c;
    FloatVector v2 = c;
    FloatVector v3 = c;
    FloatVector v4 = c;
    FloatVector v5 = c;
    FloatVector v6 = c;
    FloatVector v7 = c;
    FloatVector v8 = c;
    FloatVector v9 = c;
    for (int i = 0; i < LOOPS; i++) {
      v0 = v0.fma(f, c);
      v1 = v1.fma(f, c);
      v2 = v2.fma(f, c);
      v3 = v3.fma(f, c);
      v4 = v4.fma(f, c);
      v5 = v5.fma(f, c);
      v6 = v6.fma(f, c);
      v7 = v7.fma(f, c);
      v8 = v8.fma(f, c);
      v9 = v9.fma(f, c);
    }
    return v0.add(v1).add(v2).add(v3).add(v4).add(v5).add(v6).add(v7).add(v8).add(v9).lane(0);
  }
}
