package backprop.formula;

import backprop.message.NumberText;
import java.util.List;

/// Writes formulas as a person reads them in a line: `y(1 − y)`, `−x / y²`, `[x > 0]`.
///
/// Minus signs are true ones (U+2212). Products are written without a sign before a bracket and
/// between a number and a letter, else with `·`. Whole exponents are raised digits. Nothing is
/// simplified.
public final class PlainPrinter {
  private PlainPrinter() {}

  /// The formula as plain text.
  public static String print(Expr expr) {
    return switch (expr) {
      case Expr.Num(double value) -> NumberText.of(value);
      case Expr.Var(String name) -> name;
      case Expr.Call(ScalarFunction f, List<Expr> parts) ->
          f.arity() == 1 ? unary(f, parts.get(0)) : binary(f, parts.get(0), parts.get(1));
    };
  }

  private static String unary(ScalarFunction f, Expr a) {
    return switch (f.name()) {
      case "negate" -> "−" + bracket(a, Precedence.PRODUCT);
      case "reciprocal" -> "1 / " + bracket(a, Precedence.POWER);
      case "sqrt" -> "√" + bracket(a, Precedence.ATOM);
      case "abs" -> "|" + print(a) + "|";
      case "identity" -> print(a);
      case "mask" -> "[" + print(a) + " > 0]";
      default -> f.name() + "(" + print(a) + ")";
    };
  }

  private static String binary(ScalarFunction f, Expr a, Expr b) {
    return switch (f.name()) {
      case "add" -> bracket(a, Precedence.SUM) + " + " + bracketSigned(b, Precedence.SUM);
      case "sub" -> bracket(a, Precedence.SUM) + " − " + bracketSigned(b, Precedence.PRODUCT);
      case "mul", "times" -> product(a, b);
      case "div" -> bracket(a, Precedence.PRODUCT) + " / " + bracketSigned(b, Precedence.POWER);
      case "pow" -> power(a, b);
      case "greater" -> "[" + print(a) + " > " + print(b) + "]";
      default -> f.name() + "(" + print(a) + ", " + print(b) + ")";
    };
  }

  private static String product(Expr a, Expr b) {
    String left = bracket(a, Precedence.PRODUCT);
    String right = bracketSigned(b, Precedence.PRODUCT);
    boolean letter =
        b instanceof Expr.Var(String name) && name.codePointCount(0, name.length()) == 1;
    boolean adjacent =
        (a instanceof Expr.Num && letter)
            || (right.startsWith("(")
                && (a instanceof Expr.Num || a instanceof Expr.Var || left.endsWith(")")));
    return left + (adjacent ? "" : " · ") + right;
  }

  private static String power(Expr a, Expr b) {
    String base = bracketSigned(a, Precedence.ATOM);
    return b instanceof Expr.Num(double value) && value == (int) value
        ? base + raised((int) value)
        : base + "^" + bracketSigned(b, Precedence.ATOM);
  }

  private static String raised(int exponent) {
    StringBuilder text = new StringBuilder(exponent < 0 ? "⁻" : "");
    for (char digit : Integer.toString(Math.abs(exponent)).toCharArray()) {
      text.append("⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(digit - '0'));
    }
    return text.toString();
  }

  /// The part, in brackets if it binds less tightly than its place needs.
  private static String bracket(Expr part, Precedence place) {
    String text = print(part);
    return Precedence.of(part).compareTo(place) < 0 ? "(" + text + ")" : text;
  }

  /// As [#bracket], with brackets also around a leading minus sign.
  private static String bracketSigned(Expr part, Precedence place) {
    String text = bracket(part, place);
    return text.startsWith("−") ? "(" + text + ")" : text;
  }
}
