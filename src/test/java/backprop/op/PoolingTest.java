package backprop.op;

import static org.junit.jupiter.api.Assertions.assertEquals;

import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Oracle: by hand; at ties and borders PyTorch's conventions.
class PoolingTest {
  private static final OpContext PLAIN = OpContext.inference();
  private static final Tensor IMAGE =
      Tensor.matrix(new double[][] {{1, 2, 1, 0}, {0, 1, 2, 3}, {3, 0, 1, 2}, {2, 4, 0, 1}});

  private static Tensor gradient(Op op, Tensor x, double... upstream) {
    Tensor y = op.value(List.of(x), PLAIN);
    return op.gradient(0, List.of(x), y, Tensor.of(y.shape(), upstream), PLAIN);
  }

  @Test
  void theTextbooksFourWindows() {
    Op pool = new MaxPool2d(2, 2, 0);
    assertEquals(Tensor.matrix(new double[][] {{2, 3}, {4, 2}}), pool.value(List.of(IMAGE), PLAIN));
    assertEquals(
        Tensor.matrix(new double[][] {{0, 1, 0, 0}, {0, 0, 0, 2}, {0, 0, 0, 4}, {0, 3, 0, 0}}),
        gradient(pool, IMAGE, 1, 2, 3, 4));
    Op mean = new AveragePool2d(2, 2, 0);
    assertEquals(
        Tensor.matrix(new double[][] {{1, 1.5}, {2.25, 1}}), mean.value(List.of(IMAGE), PLAIN));
    assertEquals(0.75, gradient(mean, IMAGE, 1, 2, 3, 4).at(3, 0));
  }

  @Test
  void theFirstOfEqualsGetsTheGradientWholeAndOverlapsAddUp() {
    Tensor x = Tensor.matrix(new double[][] {{5, 5, 5}, {1, 5, 1}});
    Op pool = new MaxPool2d(2, 1, 0);
    assertEquals(Tensor.matrix(new double[][] {{1, 2, 0}, {0, 0, 0}}), gradient(pool, x, 1, 2));
    assertEquals(
        Tensor.matrix(new double[][] {{0, 0, 0}, {4, 0, 4}}), pool.kinkDistance(0, List.of(x)));
  }

  @Test
  void paddingNeverWinsAMaximumAndCountsInAMean() {
    Tensor x = Tensor.matrix(new double[][] {{-4, -8}, {-2, -6}});
    assertEquals(
        Tensor.matrix(new double[][] {{-4, -8}, {-2, -6}}),
        new MaxPool2d(2, 2, 1).value(List.of(x), PLAIN));
    assertEquals(
        Tensor.matrix(new double[][] {{-1, -2}, {-0.5, -1.5}}),
        new AveragePool2d(2, 2, 1).value(List.of(x), PLAIN));
  }

  @Test
  void notANumberIsSeen() {
    Tensor x = Tensor.of(Shape.of(1, 2, 2), 1, Double.NaN, 9, Double.NaN);
    Op pool = new MaxPool2d(2, 2, 0);
    assertEquals(Double.NaN, pool.value(List.of(x), PLAIN).item());
    assertEquals(Tensor.of(Shape.of(1, 2, 2), 0, 7, 0, 0), gradient(pool, x, 7));
  }
}
