package backprop.network;

import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.tensor.CounterRandom;
import java.util.ArrayList;
import java.util.List;

/// What the tests of kernels share: the implementations, generated matrices, and the rounding
/// bound.
final class KernelChecks {
  /// Half a unit in the last place of 1 in float32.
  static final double UNIT = Math.ulp(1f) / 2;

  /// The c of the bound `c·√n·2⁻²⁴·Σ|aᵢ||bᵢ|`.
  static final double C = 4;

  private KernelChecks() {}

  /// Every implementation that this JVM can run.
  static List<Kernels> all() {
    List<Kernels> all = new ArrayList<>();
    all.add(Kernels.plain());
    if (vectors()) {
      all.add(new VectorKernels());
    }
    return all;
  }

  /// Whether the Vector API runs on hardware here; without, its kernels are thousands of times
  /// slower and never chosen.
  static boolean vectors() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
        && VectorKernels.supported();
  }

  /// A matrix of normal numbers that depends on nothing but its arguments.
  static Matrix random(int rows, int columns, long seed) {
    Matrix x = new Matrix(rows, columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        x.set(i, j, (float) CounterRandom.normal(seed, (long) i * columns + j));
      }
    }
    return x;
  }

  /// Holds a sum of `terms` products, whose absolute values add up to `size`, to the bound.
  static void assertSum(double expected, float actual, int terms, double size, String what) {
    double bound = C * Math.sqrt(terms) * UNIT * size + Float.MIN_NORMAL;
    assertTrue(
        Math.abs(expected - actual) <= bound,
        () -> what + ": " + actual + " instead of " + expected + ", bound " + bound);
  }

  /// Holds a result to so many units in the last place of the expected value.
  static void assertUnits(double expected, float actual, double units, String what) {
    double bound = units * 2 * UNIT * Math.abs(expected) + Float.MIN_NORMAL;
    assertTrue(
        Math.abs(expected - actual) <= bound,
        () -> what + ": " + actual + " instead of " + expected + ", bound " + bound);
  }
}
