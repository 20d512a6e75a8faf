package backprop.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.file.Examples;
import backprop.formula.Functions;
import backprop.graph.GraphBuilder;
import backprop.graph.GraphDocument;
import backprop.message.Language;
import backprop.op.ElementWise;
import backprop.op.Ops;
import backprop.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrinterTest {
  private static String example(String id, Language language) {
    return Formula.brief(Examples.find(id).orElseThrow().open(language)).text();
  }

  private static List<String> statements(GraphDocument document) {
    return Formula.brief(document).text().lines().toList();
  }

  @Test
  void applesAndOrangesReadAsInTheFormulaBar() {
    assertEquals(
        "total = (apple * apples + orange * oranges) * tax",
        example("apples-and-oranges", Language.ENGLISH));
    assertEquals(
        "합계 = (사과값 * \"사과 개수\" + 귤값 * \"귤 개수\") * 소비세",
        example("apples-and-oranges", Language.KOREAN));
  }

  @Test
  void theOtherExamples() {
    assertEquals("t = x + y\nz = t^2", example("chain-rule-squared-sum", Language.ENGLISH));
    assertEquals("y = reciprocal(exp(x * (-1)) + 1)", example("sigmoid", Language.ENGLISH));
    assertEquals("y = relu(x)", example("relu-mask", Language.ENGLISH));
    assertEquals(
        "L = softmax_loss(affine(relu(affine(x, W1, b1)), W2, b2), t)",
        example("two-layer-net", Language.ENGLISH));
  }

  @Test
  void bracketsStandWhereTheyAreNeeded() {
    GraphDocument document =
        new GraphBuilder()
            .input("a", 1)
            .input("b", 2)
            .input("c", 3)
            .op("bc", Functions.SUB, "b", "c")
            .op("abc", Functions.SUB, "a", "bc")
            .op("neg", Functions.NEGATE, "abc")
            .op("pow", Functions.POW, "neg", "a")
            .op("pow2", Functions.POW, "b", "pow")
            .op("div", Functions.DIV, "pow2", "c")
            .op("r", "r", new ElementWise(Functions.DIV), "a", "div")
            .build();
    assertEquals(List.of("r = a / (b^(-(a - (b - c)))^a / c)"), statements(document));
  }

  @Test
  void sharedValuesAreStatementsOfTheirOwn() {
    GraphDocument document =
        new GraphBuilder()
            .input("x", 3)
            .op("sum", Functions.ADD, "x", "x")
            .op("square", Functions.MUL, "sum", "sum")
            .build();
    assertEquals(List.of("a = x + x", "a * a"), statements(document));
  }

  @Test
  void namesSettingsAndHolesAreWritten() {
    GraphDocument document =
        new GraphBuilder()
            .input("exp", Tensor.vector(1, 2))
            .input("my value", 3)
            .op("s", "total sum", Ops.create("sum", Map.of("axes", List.of(0))), "exp")
            .op("m", "m", new ElementWise(Functions.MUL), "my value", "")
            .build();
    assertEquals(
        List.of("\"total sum\" = sum(exp, axis=0)", "m = \"my value\" * ?"), statements(document));
  }

  @Test
  void aLongChainIsCutIntoStatements() {
    GraphBuilder builder = new GraphBuilder().input("x", 1);
    String last = "x";
    for (int i = 0; i < 5_000; i++) {
      builder.op("n" + i, Functions.ADD, last, "x");
      last = "n" + i;
    }
    List<String> statements = statements(builder.build());
    assertTrue(statements.size() > 40, "statements: " + statements.size());
    assertTrue(statements.stream().allMatch(statement -> statement.length() < 450));
  }
}
