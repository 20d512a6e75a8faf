package backprop.formula;

import backprop.message.NumberText;
import java.util.List;
import java.util.Map;

/// Writes formulas as LaTeX, as the textbook prints them: `y(1-y)`, `-\frac{x}{y^{2}}`.
///
/// Only what JLaTeXMath knows. Names of several letters are upright, a number or an underscore at a
/// name's end is an index (`W1` is W₁), Greek names and letters are Greek. Nothing is simplified.
public final class LatexPrinter {
  private static final Map<String, String> GREEK =
      Map.ofEntries(
          Map.entry("α", "\\alpha"),
          Map.entry("β", "\\beta"),
          Map.entry("γ", "\\gamma"),
          Map.entry("δ", "\\delta"),
          Map.entry("ε", "\\epsilon"),
          Map.entry("η", "\\eta"),
          Map.entry("θ", "\\theta"),
          Map.entry("λ", "\\lambda"),
          Map.entry("μ", "\\mu"),
          Map.entry("π", "\\pi"),
          Map.entry("σ", "\\sigma"),
          Map.entry("φ", "\\phi"),
          Map.entry("ω", "\\omega"));

  private LatexPrinter() {}

  /// The formula as LaTeX for math mode.
  public static String print(Expr expr) {
    return switch (expr) {
      case Expr.Num(double value) -> number(value);
      case Expr.Var(String name) -> name(name);
      case Expr.Call(ScalarFunction f, List<Expr> parts) ->
          f.arity() == 1 ? unary(f, parts.get(0)) : binary(f, parts.get(0), parts.get(1));
    };
  }

  /// A number as LaTeX: `-0.5`, `1.23457\times 10^{6}`, `\infty`.
  public static String number(double value) {
    String text = NumberText.of(value).replace(NumberText.MINUS, "-").replace("∞", "\\infty");
    if (text.equals("NaN")) {
      return "\\mathrm{NaN}";
    }
    int exponent = text.indexOf('e');
    return exponent < 0
        ? text
        : text.substring(0, exponent) + "\\times 10^{" + text.substring(exponent + 1) + "}";
  }

  /// A name as LaTeX.
  public static String name(String name) {
    int end = name.length();
    while (end > 0 && Character.isDigit(name.charAt(end - 1))) {
      end--;
    }
    int underscore = name.indexOf('_');
    if (underscore > 0 && underscore < name.length() - 1) {
      return letters(name.substring(0, underscore))
          + "_{"
          + letters(name.substring(underscore + 1))
          + "}";
    }
    return end > 0 && end < name.length()
        ? letters(name.substring(0, end)) + "_{" + name.substring(end) + "}"
        : letters(name);
  }

  private static String letters(String letters) {
    String escaped = letters.replaceAll("([#$%&{}_])", "\\\\$1").replace(" ", "\\ ");
    return letters.length() == 1
        ? GREEK.getOrDefault(letters, escaped)
        : letters.chars().allMatch(Character::isDigit) ? escaped : "\\mathrm{" + escaped + "}";
  }

  private static String unary(ScalarFunction f, Expr a) {
    return switch (f.name()) {
      case "negate" -> "-" + bracket(a, Precedence.PRODUCT);
      case "reciprocal" -> "\\frac{1}{" + print(a) + "}";
      case "sqrt" -> "\\sqrt{" + print(a) + "}";
      case "abs" -> "\\left|" + print(a) + "\\right|";
      case "identity" -> print(a);
      case "mask" ->
          "\\begin{cases}1&\\;(" + print(a) + ">0)\\\\0&\\;(" + print(a) + "\\le 0)\\end{cases}";
      case "sigmoid" -> "\\sigma" + round(a);
      case "exp", "log", "sin", "cos", "tan", "tanh" -> "\\" + f.name() + round(a);
      default ->
          f.isUnknown() ? unknown(f.name()) + round(a) : "\\mathrm{" + f.name() + "}" + round(a);
    };
  }

  /// The name of an unknown function: y₁, and y₁′ for its derivative.
  private static String unknown(String name) {
    String plain = name.replace(ScalarFunction.PRIME, "");
    return name(plain) + "'".repeat(name.length() - plain.length());
  }

  private static String binary(ScalarFunction f, Expr a, Expr b) {
    return switch (f.name()) {
      case "add" -> bracket(a, Precedence.SUM) + "+" + bracketSigned(b, Precedence.SUM);
      case "sub" -> bracket(a, Precedence.SUM) + "-" + bracketSigned(b, Precedence.PRODUCT);
      case "mul", "times" -> product(a, b);
      case "div" -> "\\frac{" + print(a) + "}{" + print(b) + "}";
      case "pow" -> "{" + bracketSigned(a, Precedence.ATOM) + "}^{" + print(b) + "}";
      case "greater" -> greater(a, b);
      case "max", "min" -> "\\" + f.name() + inBrackets(print(a) + ",\\," + print(b));
      default -> "\\mathrm{" + f.name() + "}" + inBrackets(print(a) + ",\\," + print(b));
    };
  }

  private static String greater(Expr a, Expr b) {
    String left = print(a);
    String right = print(b);
    return "\\begin{cases}1&\\;(%1$s>%2$s)\\\\\\frac{1}{2}&\\;(%1$s=%2$s)\\\\0&\\;(%1$s<%2$s)\\end{cases}"
        .formatted(left, right);
  }

  private static String product(Expr a, Expr b) {
    String left = bracket(a, Precedence.PRODUCT);
    String right = bracketSigned(b, Precedence.PRODUCT);
    boolean adjacent =
        right.startsWith("(")
            || right.startsWith("\\left(")
            || (a instanceof Expr.Num && b instanceof Expr.Var);
    return left + (adjacent ? "" : "\\cdot ") + right;
  }

  private static String round(Expr a) {
    return inBrackets(print(a));
  }

  private static String bracket(Expr part, Precedence place) {
    return Precedence.of(part).compareTo(place) < 0 ? round(part) : print(part);
  }

  private static String bracketSigned(Expr part, Precedence place) {
    String text = bracket(part, place);
    return text.startsWith("-") ? inBrackets(text) : text;
  }

  /// Brackets that grow only where something high stands in them: growing ones add space around.
  private static String inBrackets(String text) {
    return text.contains("\\frac") || text.contains("\\begin")
        ? "\\left(" + text + "\\right)"
        : "(" + text + ")";
  }
}
