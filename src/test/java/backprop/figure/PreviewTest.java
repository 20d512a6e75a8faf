package backprop.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreviewTest {

  @Test
  void aNumberIsWritten() {
    Preview preview = Preview.of(Tensor.scalar(-0.5), 3, 3);
    assertEquals(List.of("\u22120.5"), preview.lines());
    assertFalse(preview.matrix());
  }

  @Test
  void aSmallMatrixIsWrittenRowByRowWithColumnsUnderEachOther() {
    Preview preview = Preview.of(Tensor.matrix(new double[][] {{1, -0.5}, {-2, 3}}), 3, 3);
    assertEquals(List.of(" 1  \u22120.5", "\u22122     3"), preview.lines());
    assertTrue(preview.matrix());
  }

  @Test
  void aVectorIsOneRow() {
    assertEquals(List.of("1  2  3"), Preview.of(Tensor.vector(1, 2, 3), 3, 3).lines());
  }

  @Test
  void whatIsLargeOrEmptyIsItsShape() {
    assertEquals(List.of("4×3"), Preview.of(Tensor.zeros(Shape.of(4, 3)), 3, 3).lines());
    assertEquals(List.of("2×2×2"), Preview.of(Tensor.zeros(Shape.of(2, 2, 2)), 3, 3).lines());
    assertEquals(List.of("0×2"), Preview.of(Tensor.zeros(Shape.of(0, 2)), 3, 3).lines());
  }

  @Test
  void infinitiesAndNanAreSaid() {
    assertFalse(Preview.shape(Tensor.vector(1, Double.NaN)).finite());
    assertEquals(List.of("∞"), Preview.of(Tensor.scalar(Double.POSITIVE_INFINITY), 1, 1).lines());
  }
}
