package backprop.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.message.Language;
import backprop.message.Messages;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PastedNumbersTest {
  private static final Tensor MATRIX = Tensor.matrix(new double[][] {{1, -0.5}, {-2, 3}});

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[ 1.  -0.5]\n [-2.   3. ]]",
        "array([[ 1. , -0.5],\n       [-2. ,  3. ]])",
        "array([[ 1. , -0.5],\n       [-2. ,  3. ]], dtype=float32)",
        "tensor([[ 1.0000, -0.5000],\n        [-2.0000,  3.0000]], dtype=torch.float64)",
        "tensor([[1., -0.5], [-2., 3.]], grad_fn=<AddBackward0>)",
        "x = np.array([[1.0, -0.5], [-2.0, 3.0]])",
        "Out[12]: \narray([[ 1. , -0.5],\n       [-2. ,  3. ]])",
        "[[1, -0.5], [-2, 3]]",
        "[[1, -0.5,], [-2, 3,],]",
        "((1, -0.5), (-2, 3))",
        "[(1, −0.5), (−2, 3)]",
        "1\t-0.5\n-2\t3",
        "1\t-0.5\r\n-2\t3\r\n",
        "1, -0.5\n-2, 3\n",
        "1 -0.5\n-2 3",
        "1;-0.5\n-2;3",
        "  1.0e0   -5e-1\n\n  -2   3  "
      })
  void aMatrixIsReadInEveryForm(String text) {
    assertEquals(MATRIX, PastedNumbers.parse(text));
  }

  @Test
  void scalarsVectorsAndHigherRanks() {
    assertEquals(Tensor.scalar(3.5), PastedNumbers.parse(" 3.5\n"));
    assertEquals(Tensor.scalar(3.5), PastedNumbers.parse("np.float64(3.5)"));
    assertEquals(Tensor.scalar(3.5), PastedNumbers.parse("array(3.5, dtype=float32)"));
    assertEquals(Tensor.vector(1, 2, 3), PastedNumbers.parse("[1 2 3]"));
    assertEquals(Tensor.vector(1, 2, 3), PastedNumbers.parse("1, 2, 3"));
    assertEquals(Tensor.vector(1, 2, 3), PastedNumbers.parse("1\n2\n3"));
    assertEquals(Tensor.of(Shape.of(1, 1), 7), PastedNumbers.parse("[[7]]"));
    assertEquals(
        Tensor.of(Shape.of(2, 1, 2), 1, 2, 3, 4), PastedNumbers.parse("[[[1. 2.]]\n\n [[3. 4.]]]"));
    assertEquals(
        Tensor.vector(Double.NEGATIVE_INFINITY, Double.NaN, Double.POSITIVE_INFINITY),
        PastedNumbers.parse("[-inf nan inf]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|There is no number in this text.",
        "[]|There is no number in this text.",
        "[[1, 2], [3]]|The rows are not equally long.",
        "[1, [2]]|The rows are not equally long.",
        "[[1, 2], 3]|The rows are not equally long.",
        "[1, 2|A closing bracket is missing.",
        "[1, 2] [3]|After the closing bracket comes \"[\". Paste one array at a time.",
        "[1, two]|\"two\" is not a number.",
        "1 2j|\"2j\" is not a number.",
        "[1. ... 9.]|This print is shortened with dots. Print it whole with"
            + " np.set_printoptions(threshold=np.inf).",
        "1,000|\"000\" is not a number.",
        "{1: 2}|\"{1:\" is not a number."
      })
  void whatIsNoTensorGetsASentence(String text, String sentence) {
    UnreadableNumbers refused =
        assertThrows(UnreadableNumbers.class, () -> PastedNumbers.parse(text));
    assertEquals(sentence, Messages.in(Language.ENGLISH).format(refused.sentence()));
  }

  @Test
  void anUnevenTableNamesItsRow() {
    UnreadableNumbers refused =
        assertThrows(UnreadableNumbers.class, () -> PastedNumbers.parse("1\t2\n3\t4\n5"));
    assertEquals(
        "Row 3 has 1 numbers, but the rows before it have 2.",
        Messages.in(Language.ENGLISH).format(refused.sentence()));
  }

  @Test
  void anyTextIsReadOrRefused() {
    String[] seeds = {
      "array([[ 1. , -0.5],\n       [-2. ,  3. ]], dtype=float32)", "1\t-0.5\n-2\t3", "[1, [2], 3]"
    };
    String pieces = "[](){}<>,;\t\n 0123456789.-+eEnaif='…−x";
    int read = 0;
    int refused = 0;
    for (int seed = 0; seed < 5_000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder(seeds[seed % seeds.length]);
      for (int i = random.nextInt(6); i >= 0; i--) {
        int at = random.nextInt(text.length());
        char piece = pieces.charAt(random.nextInt(pieces.length()));
        if (random.nextBoolean()) {
          text.insert(at, piece);
        } else {
          text.setCharAt(at, piece);
        }
      }
      try {
        PastedNumbers.parse(text.toString());
        read++;
      } catch (UnreadableNumbers e) {
        refused++;
      }
    }
    assertTrue(read > 100 && refused > 1_000, read + " read, " + refused + " refused");
  }

  @Test
  void longAndDeepTextsAreRefusedSoon() {
    for (String text :
        List.of(
            "a(".repeat(100_000) + ")".repeat(100_000),
            "[".repeat(100_000),
            "1" + ",000".repeat(100_000) + "\t2",
            "1".repeat(100_000))) {
      assertTimeout(
          Duration.ofSeconds(5),
          () -> assertThrows(UnreadableNumbers.class, () -> PastedNumbers.parse(text)));
    }
  }
}
