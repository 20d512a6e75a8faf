package backprop.network;

import static backprop.network.KernelChecks.assertSum;
import static backprop.network.KernelChecks.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Matrix products against the same sums in float64.
class ProductKernelsTest {
  private record Size(int m, int k, int n) {}

  /// The tile shapes of both register files, whatever this machine has, beside the implementations
  /// as a whole.
  enum Products {
    PLAIN {
      @Override
      Kernels kernels() {
        return Kernels.plain();
      }
    },
    VECTOR {
      @Override
      Kernels kernels() {
        return new VectorKernels();
      }
    },
    NARROW_TILES {
      @Override
      Kernels kernels() {
        return new VectorKernels(new VectorProducts(false));
      }
    },
    WIDE_TILES {
      @Override
      Kernels kernels() {
        return new VectorKernels(new VectorProducts(true));
      }
    };

    abstract Kernels kernels();
  }

  private static Stream<Products> products() {
    return KernelChecks.vectors() ? Stream.of(Products.values()) : Stream.of(Products.PLAIN);
  }

  private static List<Size> sizes() {
    List<Size> sizes = new ArrayList<>();
    for (int m = 1; m <= 17; m++) {
      for (int k = 1; k <= 17; k++) {
        for (int n = 1; n <= 17; n++) {
          if (m % 2 + k % 2 + n % 2 >= 2) {
            sizes.add(new Size(m, k, n));
          }
        }
      }
    }
    // the layers of the presets, at the batches of training, evaluation and drawing
    for (int batch : new int[] {1, 32, 100}) {
      sizes.add(new Size(batch, 784, 100));
      sizes.add(new Size(batch, 784, 50));
      sizes.add(new Size(batch, 100, 10));
      sizes.add(new Size(batch, 50, 10));
    }
    sizes.add(new Size(23, 129, 45));
    return sizes;
  }

  @ParameterizedTest
  @MethodSource("products")
  void productEqualsFloat64(Products products) {
    int checked = 0;
    for (Size size : sizes()) {
      Matrix a = random(size.m, size.k, 1);
      Matrix b = random(size.k, size.n, 2);
      Matrix c = random(size.m, size.n, 3);
      products.kernels().multiply(a, b, c, 0, size.m);
      for (int i = 0; i < size.m; i++) {
        for (int j = 0; j < size.n; j++) {
          double sum = 0;
          double absolute = 0;
          for (int p = 0; p < size.k; p++) {
            double term = (double) a.get(i, p) * b.get(p, j);
            sum += term;
            absolute += Math.abs(term);
          }
          assertSum(sum, c.get(i, j), size.k, absolute, size + " at " + i + ", " + j);
          checked++;
        }
      }
    }
    assertTrue(checked > 10_000);
  }

  /// With a third of the numbers 0, in several places after each other.
  @ParameterizedTest
  @MethodSource("products")
  void productOfOneRowEqualsFloat64(Products products) {
    int checked = 0;
    for (Size size : sizes()) {
      Matrix a = random(1, size.k, 1);
      for (int p = 0; p < size.k; p++) {
        if (p % 7 < 2) {
          a.set(0, p, 0);
        }
      }
      Matrix b = random(size.k, size.n, 2);
      Matrix c = random(1, size.n, 3);
      products.kernels().multiplyRow(a, b, c, new int[size.k]);
      for (int j = 0; j < size.n; j++) {
        double sum = 0;
        double absolute = 0;
        for (int p = 0; p < size.k; p++) {
          double term = (double) a.get(0, p) * b.get(p, j);
          sum += term;
          absolute += Math.abs(term);
        }
        assertSum(sum, c.get(0, j), size.k, absolute, size + " at " + j);
        checked++;
      }
    }
    assertTrue(checked > 5_000, "numbers compared: " + checked);
  }

  @ParameterizedTest
  @MethodSource("products")
  void productWithLeftFactorTransposedEqualsFloat64(Products products) {
    int checked = 0;
    for (Size size : sizes()) {
      Matrix a = random(size.m, size.k, 4);
      Matrix b = random(size.m, size.n, 5);
      Matrix c = random(size.k, size.n, 6);
      products.kernels().multiplyTransposedLeft(a, b, c, 0, size.k);
      for (int i = 0; i < size.k; i++) {
        for (int j = 0; j < size.n; j++) {
          double sum = 0;
          double absolute = 0;
          for (int p = 0; p < size.m; p++) {
            double term = (double) a.get(p, i) * b.get(p, j);
            sum += term;
            absolute += Math.abs(term);
          }
          assertSum(sum, c.get(i, j), size.m, absolute, size + " at " + i + ", " + j);
          checked++;
        }
      }
    }
    assertTrue(checked > 10_000);
  }

  @ParameterizedTest
  @MethodSource("products")
  void sameInputGivesSameBits(Products products) {
    Matrix a = random(100, 784, 10);
    Matrix b = random(784, 100, 11);
    Matrix once = new Matrix(100, 100);
    Matrix again = random(100, 100, 12);
    products.kernels().multiply(a, b, once, 0, 100);
    products.kernels().multiply(a, b, again, 0, 100);
    assertArrayEquals(once.toArray(), again.toArray());
  }

  @Test
  void microKernelsStaySmall() throws Exception {
    // beyond 2 KB of bytecode the JIT compiler has given such methods up for a whole run
    List<ByteCode.Method> methods = new ArrayList<>();
    methods.addAll(ByteCode.methods(TwelveRowTiles.class));
    methods.addAll(ByteCode.methods(FourRowTiles.class));
    methods.addAll(ByteCode.methods(OneRowTiles.class));
    methods.addAll(ByteCode.methods(SlideTiles.class));
    List<ByteCode.Method> tiles =
        methods.stream().filter(method -> !method.name().startsWith("<")).toList();
    assertEquals(20, tiles.size());
    for (ByteCode.Method tile : tiles) {
      assertTrue(tile.bytes() < 2048, tile.name() + " has " + tile.bytes() + " bytes");
    }
  }
}
