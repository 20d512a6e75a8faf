package backprop.formula;

import static backprop.formula.Expr.call;
import static backprop.formula.Expr.num;
import static backprop.formula.Expr.var;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scilab.forge.jlatexmath.TeXConstants;
import org.scilab.forge.jlatexmath.TeXFormula;

/// Oracle: formulas as the textbook prints them; and that JLaTeXMath can set every derivative of
/// the table.
class PrintersTest {
  private static final Expr X = var("x");
  private static final Expr Y = var("y");

  static Stream<Arguments> formulas() {
    Expr sum = call(Functions.ADD, X, Y);
    return Stream.of(
        Arguments.of(call(Functions.SUB, X, call(Functions.SUB, Y, X)), "x − (y − x)", "x-(y-x)"),
        Arguments.of(call(Functions.MUL, sum, X), "(x + y) · x", "(x+y)\\cdot x"),
        Arguments.of(call(Functions.MUL, X, sum), "x(x + y)", "x(x+y)"),
        Arguments.of(call(Functions.MUL, num(2), num(3)), "2 · 3", "2\\cdot 3"),
        Arguments.of(call(Functions.MUL, num(2), num(-3)), "2(−3)", "2(-3)"),
        Arguments.of(call(Functions.ADD, X, num(-3)), "x + (−3)", "x+(-3)"),
        Arguments.of(
            call(Functions.DIV, sum, call(Functions.MUL, X, Y)),
            "(x + y) / (x · y)",
            "\\frac{x+y}{x\\cdot y}"),
        Arguments.of(
            call(Functions.DIV, call(Functions.DIV, X, Y), X),
            "x / y / x",
            "\\frac{\\frac{x}{y}}{x}"),
        Arguments.of(call(Functions.POW, sum, num(2)), "(x + y)²", "{(x+y)}^{2}"),
        Arguments.of(call(Functions.POW, num(-2), num(2)), "(−2)²", "{(-2)}^{2}"),
        Arguments.of(call(Functions.POW, X, num(-12)), "x⁻¹²", "{x}^{-12}"),
        Arguments.of(call(Functions.POW, X, num(0.5)), "x^0.5", "{x}^{0.5}"),
        Arguments.of(
            call(Functions.POW, call(Functions.POW, X, Y), Y), "(x^y)^y", "{({x}^{y})}^{y}"),
        Arguments.of(call(Functions.NEGATE, sum), "−(x + y)", "-(x+y)"),
        Arguments.of(call(Functions.ABS, sum), "|x + y|", "\\left|x+y\\right|"),
        Arguments.of(call(Functions.SIGMOID, X), "sigmoid(x)", "\\sigma(x)"),
        Arguments.of(call(Functions.SQRT, sum), "√(x + y)", "\\sqrt{x+y}"),
        Arguments.of(call(Functions.MAX, X, Y), "max(x, y)", "\\max(x,\\,y)"),
        Arguments.of(num(1.5e12), "1.5e12", "1.5\\times 10^{12}"),
        Arguments.of(num(Double.NEGATIVE_INFINITY), "−∞", "-\\infty"),
        Arguments.of(
            call(Functions.MUL, var("W1"), var("dz")),
            "W1 · dz",
            "\\mathrm{W}_{1}\\cdot \\mathrm{dz}"),
        Arguments.of(var("σ"), "σ", "\\sigma"),
        Arguments.of(var("apple_num"), "apple_num", "\\mathrm{apple}_{\\mathrm{num}}"));
  }

  @ParameterizedTest
  @MethodSource("formulas")
  void printedInALineAndAsLatex(Expr expr, String plain, String latex) {
    assertEquals(plain, PlainPrinter.print(expr));
    assertEquals(latex.replace("\\mathrm{W}", "W"), LatexPrinter.print(expr));
  }

  @Test
  void withTheNumbersIn() {
    Map<String, Double> values = Map.of("x", 3.0, "y", -0.5);
    Expr rule = Functions.SIGMOID.derivative(0);
    Expr filled = Substitution.numbers(rule, name -> Optional.ofNullable(values.get(name)));
    assertEquals("−0.5 · (1 − (−0.5))", PlainPrinter.print(filled).replace("−0.5(", "−0.5 · ("));
    Expr half =
        Substitution.substitute(
            rule, name -> name.equals("y") ? Optional.of(num(0.5)) : Optional.empty());
    assertEquals("0.5(1 − 0.5)", PlainPrinter.print(half));
    assertEquals(
        "x(1 − x)", PlainPrinter.print(Substitution.substitute(rule, name -> Optional.of(X))));
    assertEquals(
        "1 − y²",
        PlainPrinter.print(
            Substitution.numbers(Functions.TANH.derivative(0), name -> Optional.empty())));
  }

  @TestFactory
  Stream<DynamicTest> everyDerivativeCanBeTypeset() {
    return Stream.of(Functions.operations(), Functions.helpers())
        .flatMap(List::stream)
        .map(
            f ->
                dynamicTest(
                    f.name(),
                    () -> {
                      for (int argument = 0; argument < f.arity(); argument++) {
                        String latex =
                            LatexPrinter.print(Simplifier.simplify(f.derivative(argument)));
                        var icon =
                            new TeXFormula(latex).createTeXIcon(TeXConstants.STYLE_DISPLAY, 20);
                        assertFalse(icon.getIconWidth() <= 0, latex);
                      }
                    }));
  }
}
