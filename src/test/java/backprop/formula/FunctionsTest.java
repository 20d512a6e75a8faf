package backprop.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Oracle: IEEE 754 and C's math functions at their edges, PyTorch at the kinks, the textbook for
/// the printed rules.
class FunctionsTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  static double derivative(ScalarFunction f, int argument, double x, double y) {
    double value = f.arity() == 1 ? f.value(x) : f.value(x, y);
    return Evaluation.evaluate(
        f.derivative(argument),
        name ->
            switch (name) {
              case ScalarFunction.A -> x;
              case ScalarFunction.B -> f.arity() == 1 ? value : y;
              default -> value;
            });
  }

  private static ScalarFunction function(String name) {
    return Functions.find(name).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "sigmoid, 1000, 1, 0",
    "sigmoid, -1000, 0, 0",
    "sigmoid, Infinity, 1, 0",
    "sigmoid, -Infinity, 0, 0",
    "sigmoid, NaN, NaN, NaN",
    "tanh, 1000, 1, 0",
    "tanh, -Infinity, -1, 0",
    "log, 0, -Infinity, Infinity",
    "log, -1, NaN, -1",
    "log, Infinity, Infinity, 0",
    "exp, 1000, Infinity, Infinity",
    "exp, -Infinity, 0, 0",
    "sqrt, 0, 0, Infinity",
    "sqrt, -1, NaN, NaN",
    "reciprocal, 0, Infinity, -Infinity",
    "reciprocal, Infinity, 0, 0",
    "sin, Infinity, NaN, NaN",
    "relu, -Infinity, 0, 0",
    "relu, Infinity, Infinity, 1",
    "relu, NaN, NaN, NaN",
    "relu, 0, 0, 0",
    "relu, -0.0, 0, 0",
    "abs, 0, 0, 0",
    "abs, -Infinity, Infinity, -1",
    "mask, 0, 0, 0",
    "mask, 1e-300, 1, 0",
    "mask, NaN, NaN, 0",
    "identity, Infinity, Infinity, 1",
    "negate, Infinity, -Infinity, -1"
  })
  void edgesOfFunctionsOfOneNumber(String name, double x, double value, double derivative) {
    assertEquals(value, function(name).value(x) + 0.0);
    assertEquals(derivative, derivative(function(name), 0, x, Double.NaN) + 0.0);
  }

  @ParameterizedTest
  @CsvSource({
    // name, x, y, value, by x, by y
    "pow, -8, 3, -512, 192, NaN",
    "pow, -8, 0.5, NaN, NaN, NaN",
    "pow, 0, 2, 0, 0, 0",
    "pow, 0, 1, 0, 1, 0",
    "pow, 0, 0, 1, 0, -Infinity",
    "pow, 0, -1, Infinity, -Infinity, -Infinity",
    "pow, 3, 0, 1, 0, 1.0986122886681098",
    "pow, 1, NaN, 1, NaN, 0",
    "pow, NaN, 0, 1, 0, NaN",
    "pow, Infinity, 2, Infinity, Infinity, Infinity",
    "div, 1, 0, Infinity, Infinity, -Infinity",
    "div, -1, 0, -Infinity, Infinity, Infinity",
    "div, 0, 0, NaN, Infinity, NaN",
    "div, 6, 3, 2, 0.3333333333333333, -0.6666666666666666",
    "mul, 0, Infinity, NaN, Infinity, 0",
    "sub, Infinity, Infinity, NaN, 1, -1",
    "max, 2, 2, 2, 0.5, 0.5",
    "max, 3, 2, 3, 1, 0",
    "max, Infinity, Infinity, Infinity, 0.5, 0.5",
    "max, NaN, 2, NaN, NaN, NaN",
    "min, 2, 2, 2, 0.5, 0.5",
    "min, 3, 2, 2, 0, 1"
  })
  void edgesOfFunctionsOfTwoNumbers(
      String name, double x, double y, double value, double byX, double byY) {
    assertEquals(value, function(name).value(x, y) + 0.0);
    assertEquals(byX, derivative(function(name), 0, x, y) + 0.0);
    assertEquals(byY, derivative(function(name), 1, x, y) + 0.0);
  }

  @Test
  void aSigmoidOfALargeNegativeNumberKeepsItsDigits() {
    assertEquals(Math.exp(-700), function("sigmoid").value(-700));
  }

  @ParameterizedTest
  @CsvSource({
    "relu, 0, 0, 0",
    "relu, -3, 0, 3",
    "abs, 0.5, 0, 0.5",
    "mask, 0, 0, 0",
    "max, 2, 5, 3",
    "min, Infinity, Infinity, 0",
    "trunc, 0, 0, 1",
    "trunc, -2.25, 0, 0.25",
    "trunc, 3, 0, 0",
    "sigmoid, 0, 0, Infinity",
    "mul, 0, 0, Infinity"
  })
  void howFarTheNearestKinkIs(String name, double x, double y, double distance) {
    assertEquals(distance, function(name).kinkDistance(x, y));
  }

  @TestFactory
  Stream<DynamicTest> theRulesAsTheTextbookPrintsThem() {
    String[][] rules = {
      {"add", "1", "1"},
      {"sub", "1", "−1"},
      {"mul", "y", "x"},
      {"div", "1 / y", "−x / y²"},
      {"pow", "y · x^(y − 1)", "z · log(x)"},
      {"negate", "−1"},
      {"reciprocal", "−y²"},
      {"max", "[x > y]", "[y > x]"},
      {"min", "[y > x]", "[x > y]"},
      {"exp", "y"},
      {"log", "1 / x"},
      {"sqrt", "1 / (2y)"},
      {"sin", "cos(x)"},
      {"cos", "−sin(x)"},
      {"tan", "1 + y²"},
      {"abs", "sign(x)"},
      {"relu", "[x > 0]"},
      {"sigmoid", "y(1 − y)"},
      {"tanh", "1 − y²"},
      {"identity", "1"},
      {"mask", "0"},
      {"trunc", "0"}
    };
    assertEquals(Functions.operations().size(), rules.length);
    return Stream.of(rules)
        .map(
            rule ->
                dynamicTest(
                    rule[0],
                    () -> {
                      ScalarFunction f = function(rule[0]);
                      assertEquals(rule.length - 1, f.arity());
                      for (int argument = 0; argument < f.arity(); argument++) {
                        assertEquals(
                            rule[argument + 1],
                            PlainPrinter.print(Simplifier.simplify(f.derivative(argument))));
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> aCompiledDerivativeIsTheSameNumber() {
    return Stream.of(Functions.operations(), Functions.helpers())
        .flatMap(List::stream)
        .map(
            f ->
                dynamicTest(
                    f.name(),
                    () -> {
                      for (double x : new double[] {-2, 0, 0.7, Double.NaN, INFINITY}) {
                        double y = 1.3;
                        double value = f.arity() == 1 ? f.value(x) : f.value(x, y);
                        for (int argument = 0; argument < f.arity(); argument++) {
                          assertEquals(
                              derivative(f, argument, x, y),
                              Evaluation.compile(f.derivative(argument), f).at(x, y, value));
                        }
                      }
                    }));
  }

  @Test
  void namesAreUniqueAndHelpersAreNoOperations() {
    Set<String> names = new HashSet<>();
    Functions.operations().forEach(f -> assertTrue(names.add(f.name()), f::name));
    Functions.helpers().forEach(f -> assertTrue(names.add(f.name()), f::name));
    assertTrue(Functions.find("greater").isEmpty());
    assertEquals(INFINITY, function("exp").value(INFINITY));
  }
}
