package backprop.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Oracle: NumPy's definitions, index by index; and that summing is the adjoint of repeating.
class AxesTest {
  private static final Tensor X = Tensor.generate(Shape.of(2, 3, 4), i -> i);

  @Test
  void axesCountFromEitherEnd() {
    assertArrayEquals(new int[] {0, 2}, Axes.resolve(List.of(-1, 0), 3).orElseThrow());
    assertArrayEquals(new int[] {0, 1, 2}, Axes.resolve(List.of(), 3).orElseThrow());
    assertTrue(Axes.resolve(List.of(3), 3).isEmpty());
    assertTrue(Axes.resolve(List.of(-4), 3).isEmpty());
    assertTrue(Axes.resolve(List.of(1, -2), 3).isEmpty());
  }

  @Test
  void permutations() {
    assertArrayEquals(new int[] {2, 1, 0}, Axes.permutation(List.of(), 3).orElseThrow());
    assertArrayEquals(new int[] {0, 2, 1}, Axes.permutation(List.of(0, -1, 1), 3).orElseThrow());
    assertTrue(Axes.permutation(List.of(0, 1), 3).isEmpty());
    assertTrue(Axes.permutation(List.of(0, 1, 1), 3).isEmpty());
  }

  @TestFactory
  Stream<DynamicTest> permutedIndexByIndex() {
    int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    return Stream.of(orders)
        .map(
            order ->
                dynamicTest(
                    java.util.Arrays.toString(order),
                    () -> {
                      Tensor y = Axes.permute(X, order);
                      int[] index = new int[3];
                      for (index[0] = 0; index[0] < 2; index[0]++) {
                        for (index[1] = 0; index[1] < 3; index[1]++) {
                          for (index[2] = 0; index[2] < 4; index[2]++) {
                            assertEquals(
                                X.at(index),
                                y.at(index[order[0]], index[order[1]], index[order[2]]));
                          }
                        }
                      }
                    }));
  }

  @Test
  void aScalarAndAnEmptyTensorCanBePermuted() {
    assertEquals(Tensor.scalar(3), Axes.permute(Tensor.scalar(3), new int[0]));
    assertEquals(
        Shape.of(3, 0), Axes.permute(Tensor.zeros(Shape.of(0, 3)), new int[] {1, 0}).shape());
  }

  @Test
  void groupsSayWhereEachNumberGoes() {
    assertArrayEquals(new int[] {0, 1, 2, 0, 1, 2}, Axes.groups(Shape.of(2, 3), new int[] {0}));
    assertArrayEquals(new int[] {0, 0, 0, 1, 1, 1}, Axes.groups(Shape.of(2, 3), new int[] {1}));
  }

  @TestFactory
  Stream<DynamicTest> summingIsTheAdjointOfRepeating() {
    Shape to = Shape.of(2, 3, 4);
    return Stream.of(
            Shape.scalar(), Shape.of(4), Shape.of(1), Shape.of(3, 1), Shape.of(2, 1, 4), to)
        .map(
            from ->
                dynamicTest(
                    from.toString(),
                    () -> {
                      Tensor small = Tensor.generate(from, i -> i + 1);
                      Tensor large = Tensor.generate(to, i -> i * i % 7 - 3);
                      double left = dot(small.broadcastTo(to), large);
                      double right = dot(small, large.sumTo(from));
                      assertEquals(left, right);
                    }));
  }

  private static double dot(Tensor a, Tensor b) {
    return a.zip(b, (x, y) -> x * y).sumTo(Shape.scalar()).item();
  }

  @Test
  void smallestAndLargestOfGroups() {
    Tensor x = Tensor.matrix(new double[][] {{3, -1}, {2, Double.NaN}});
    assertEquals(Tensor.of(Shape.of(1, 2), 2, Double.NaN), x.minTo(Shape.of(1, 2)));
    assertEquals(Tensor.of(Shape.of(2, 1), 3, Double.NaN), x.maxTo(Shape.of(2, 1)));
  }
}
