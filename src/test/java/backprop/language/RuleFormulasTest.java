package backprop.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import backprop.graph.RuleFormula;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuleFormulasTest {
  private static RuleFormula read(String text) {
    return RuleFormulas.parse(text).orThrow();
  }

  @Test
  void freeNamesAreTheRulesInputs() {
    assertEquals(Set.of("dy"), read("dy").names());
    assertEquals(Set.of("dy", "y"), read("dy * y * (1 - y)").names());
    assertEquals(Set.of("dy"), read("sum(dy, axis=0)").names());
    assertEquals(Set.of("x", "dy"), read("matmul(transpose(x), dy)").names());
    assertEquals(Set.of("x", "t"), read("(softmax(x) - t) / 3").names());
    assertEquals(Set.of(), read("2").names());
    assertEquals(Set.of("x", "dy"), read("s = exp(x) / sum(exp(x)); dy * s").names());
    assertEquals("dy * y", read("dy * y").text());
  }

  @Test
  void whatIsNoFormulaSaysWhere() {
    for (String text : new String[] {"", " ", "dy *", "sum(", "1 1 1 +"}) {
      var failed = assertInstanceOf(Parsed.Failed.class, RuleFormulas.parse(text), text);
      assertEquals(1, failed.error().line());
    }
  }
}
