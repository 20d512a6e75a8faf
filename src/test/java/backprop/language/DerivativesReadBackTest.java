package backprop.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.formula.Derivative;
import backprop.formula.Evaluation;
import backprop.formula.Expr;
import backprop.formula.Functions;
import backprop.formula.GeneratedFormulas;
import backprop.formula.LinePrinter;
import backprop.formula.Simplifier;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Oracle: the formula itself. What [LinePrinter] writes is read back as the same formula: the same
/// number, bit for bit, and the same simplified form.
class DerivativesReadBackTest {

  private static Expr read(String text) {
    return switch (Expressions.parse(text)) {
      case Parsed.Done<Expr>(Expr expr) -> expr;
      case Parsed.Failed<Expr> failed -> throw new AssertionError(text + ": " + failed);
    };
  }

  @Test
  void athousandGeneratedFormulasAndTheirDerivatives() {
    int compared = 0;
    for (int seed = 0; seed < 1000; seed++) {
      GeneratedFormulas random = new GeneratedFormulas(seed);
      Expr formula = random.formula(5);
      Map<String, Double> at = Map.of("x", random.number(), "y", random.number());
      for (Expr expr :
          new Expr[] {formula, Simplifier.simplify(formula), Derivative.simplified(formula, "x")}) {
        String text = LinePrinter.print(expr);
        assertTrue(text.chars().allMatch(c -> c >= ' ' && c < 127), text);
        Expr back = read(text);
        double expected = value(LinePrinter.inWords(expr), at);
        assertEquals(expected, value(back, at) + 0.0, text);
        assertEquals(text, LinePrinter.print(back));
        compared += Double.isNaN(expected) ? 0 : 1;
      }
    }
    assertTrue(compared > 1500, "compared " + compared);
  }

  private static double value(Expr expr, Map<String, Double> at) {
    return Evaluation.evaluate(expr, name -> at.getOrDefault(name, Double.NaN)) + 0.0;
  }

  @Test
  void namesAndNumbersThatNeedCare() {
    for (Expr expr :
        new Expr[] {
          Expr.call(Functions.MUL, Expr.num(2), Expr.var("e3")),
          Expr.call(Functions.MUL, Expr.num(2), Expr.var("사과")),
          Expr.call(Functions.MUL, Expr.num(2), Expr.var("two words")),
          Expr.call(
              Functions.MUL, Expr.var("x"), Expr.call(Functions.ADD, Expr.var("y"), Expr.num(1))),
          Expr.call(Functions.POW, Expr.num(-2), Expr.num(-1)),
          Expr.call(Functions.NEGATE, Expr.call(Functions.NEGATE, Expr.var("inf"))),
          Expr.call(
              Functions.DIV, Expr.num(1e-12), Expr.call(Functions.MUL, Expr.num(3), Expr.var("x"))),
          Expr.call(Functions.POW, Expr.call(Functions.NEGATE, Expr.var("x")), Expr.num(2))
        }) {
      String text = LinePrinter.print(expr);
      assertEquals(text, LinePrinter.print(read(text)));
    }
    assertEquals(
        "2 * e3", LinePrinter.print(Expr.call(Functions.MUL, Expr.num(2), Expr.var("e3"))));
  }
}
