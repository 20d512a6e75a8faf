package backprop.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.golden.Golden;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Oracle: the golden dropout file, exactly; and the binomial share of dropped numbers.
class DropoutTest {
  private static final OpContext TRAINING = new OpContext(true, 7, "dropout1", 3);

  @Test
  void theMaskIsOneWhereTheUniformNumberIsAboveTheDropRatio() {
    JsonNode file = Golden.read("dropout.json");
    Dropout dropout = new Dropout(1 - file.get("ratio").asDouble(), false);
    Tensor u = Golden.tensor(file.get("u"));
    assertEquals(Golden.tensor(file.get("mask")), u.map(value -> dropout.stays(value) ? 1 : 0));
  }

  @Test
  void trainingMultipliesByTheMaskAndInferenceByTheKeepRatio() {
    JsonNode file = Golden.read("dropout.json");
    Tensor x = Golden.tensor(file.get("x"));
    Tensor dout = Golden.tensor(file.get("dout"));
    for (boolean inverted : new boolean[] {false, true}) {
      JsonNode row = file.get(inverted ? "inverted" : "classic");
      Dropout dropout = new Dropout(0.5, inverted);
      Tensor mask = dropout.mask(x.shape(), TRAINING);
      double scale = inverted ? 2 : 1;
      assertEquals(x.zip(mask, (a, one) -> a * one * scale), value(dropout, x, TRAINING));
      assertEquals(
          dout.zip(mask, (a, one) -> a * one * scale),
          dropout.gradient(0, List.of(x), value(dropout, x, TRAINING), dout, TRAINING));
      // the same relation, with the file's own mask
      Tensor theirs = Golden.tensor(file.get("mask"));
      assertEquals(
          Golden.tensor(row.get("train_y")), positive(x.zip(theirs, (a, one) -> a * one * scale)));
      assertEquals(Golden.tensor(row.get("dx")), dout.zip(theirs, (a, one) -> a * one * scale));
      assertEquals(Golden.tensor(row.get("use_y")), value(dropout, x, OpContext.inference()));
    }
  }

  /// −0 as 0.
  private static Tensor positive(Tensor x) {
    return x.map(value -> value + 0.0);
  }

  private static Tensor value(Op op, Tensor x, OpContext context) {
    return op.value(List.of(x), context);
  }

  @Test
  void theShareOfDroppedNumbersIsTheDropRatio() {
    int n = 20_000;
    for (double keep : new double[] {0.2, 0.5, 0.8}) {
      Tensor mask = new Dropout(keep, false).mask(Shape.of(n), TRAINING);
      double kept = mask.sumTo(Shape.of(1)).item() / n;
      assertEquals(keep, kept, 4 * Math.sqrt(keep * (1 - keep) / n));
    }
  }

  @Test
  void theMaskDependsOnSeedNodeAndStepAndOnNothingElse() {
    Dropout dropout = new Dropout(0.5, false);
    Tensor mask = dropout.mask(Shape.of(64), TRAINING);
    assertEquals(mask, dropout.mask(Shape.of(64), new OpContext(true, 7, "dropout1", 3)));
    assertNotEquals(mask, dropout.mask(Shape.of(64), new OpContext(true, 8, "dropout1", 3)));
    assertNotEquals(mask, dropout.mask(Shape.of(64), new OpContext(true, 7, "dropout2", 3)));
    assertNotEquals(mask, dropout.mask(Shape.of(64), new OpContext(true, 7, "dropout1", 4)));
  }

  @Test
  void keepingAllChangesNothing() {
    Tensor x = Tensor.generate(Shape.of(100), i -> i - 50);
    for (boolean inverted : new boolean[] {false, true}) {
      assertEquals(x, value(new Dropout(1, inverted), x, TRAINING));
    }
    assertTrue(new Dropout(1, false).stays(0));
  }

  @Test
  void anInfinityThatIsDroppedIsNotANumberAsInNumPy() {
    Tensor x = Tensor.full(Shape.of(64), Double.POSITIVE_INFINITY);
    Tensor y = value(new Dropout(0.5, false), x, TRAINING);
    Tensor mask = new Dropout(0.5, false).mask(x.shape(), TRAINING);
    assertEquals(mask.map(one -> one == 0 ? Double.NaN : Double.POSITIVE_INFINITY), y);
  }
}
