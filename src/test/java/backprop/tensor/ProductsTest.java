package backprop.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Oracle: the definition, one sum a number, on whole numbers, so that every order of adding is
/// exact.
class ProductsTest {
  private static Tensor random(long seed, int rows, int columns) {
    long key = CounterRandom.key(seed, rows, columns);
    return Tensor.generate(Shape.of(rows, columns), i -> CounterRandom.below(key, i, 2001) - 1000);
  }

  private static Tensor naive(Tensor x, Tensor w) {
    int columns = w.shape().dim(1);
    return Tensor.generate(
        Shape.of(x.shape().dim(0), columns),
        i ->
            IntStream.range(0, x.shape().dim(1))
                .mapToDouble(k -> x.at(i / columns, k) * w.at(k, i % columns))
                .sum());
  }

  private static Tensor turned(Tensor x) {
    return Tensor.generate(
        Shape.of(x.shape().dim(1), x.shape().dim(0)),
        i -> x.at(i % x.shape().dim(0), i / x.shape().dim(0)));
  }

  @TestFactory
  Stream<DynamicTest> allSmallSizes() {
    return IntStream.rangeClosed(0, 4)
        .boxed()
        .flatMap(
            n ->
                Stream.of(0, 1, 2, 5, 17)
                    .map(
                        k ->
                            dynamicTest(
                                n + "×" + k + "·" + k + "×3",
                                () -> {
                                  Tensor x = random(1, n, k);
                                  Tensor w = random(2, k, 3);
                                  Tensor expected = naive(x, w);
                                  assertEquals(expected, Products.product(x, w));
                                  assertEquals(
                                      expected, Products.productWithTransposed(x, turned(w)));
                                  assertEquals(
                                      expected, Products.productOfTransposed(turned(x), w));
                                })));
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Tensor x = Tensor.zeros(Shape.of(2, 3));
    assertThrows(IllegalArgumentException.class, () -> Products.product(x, x));
    assertThrows(
        IllegalArgumentException.class, () -> Products.product(x, Tensor.zeros(Shape.of(3))));
  }

  @Test
  void zeroTimesInfinityIsNotANumberAlsoInAProduct() {
    Tensor x = Tensor.matrix(new double[][] {{0, 1}});
    Tensor w = Tensor.matrix(new double[][] {{Double.POSITIVE_INFINITY}, {2}});
    assertEquals(Double.NaN, Products.product(x, w).item());
    assertEquals(Double.NaN, Products.productWithTransposed(x, turned(w)).item());
    assertEquals(Double.NaN, Products.productOfTransposed(turned(x), w).item());
  }
}
