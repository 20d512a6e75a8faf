package backprop.formula;

import static backprop.formula.Expr.call;
import static backprop.formula.Expr.num;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Writes formulas in the formula language, on one line of plain ASCII that it reads back: `2(x +
/// y)`, `-x / y^2`.
///
/// Numbers are exact. What the language has no word for is written with what it has: sign(x) is
/// `mask(x) - mask(-x)`. Nothing is simplified. A name that is no identifier stands in quotes.
public final class LinePrinter {
  /// Words of the language that are values and no names.
  private static final Set<String> RESERVED = Set.of("inf", "nan", "true", "false");

  private LinePrinter() {}

  /// The formula as text.
  public static String print(Expr expr) {
    return write(inWords(expr));
  }

  /// The formula without the helpers of derivatives, which the language does not know.
  public static Expr inWords(Expr expr) {
    if (!(expr instanceof Expr.Call(ScalarFunction f, List<Expr> arguments))) {
      return expr;
    }
    List<Expr> parts = arguments.stream().map(LinePrinter::inWords).toList();
    Expr a = parts.get(0);
    Expr b = parts.getLast();
    if (f == Functions.TIMES) {
      return call(Functions.MUL, a, b);
    }
    if (f == Functions.SIGN) {
      return call(
          Functions.SUB, call(Functions.MASK, a), call(Functions.MASK, call(Functions.NEGATE, a)));
    }
    if (f == Functions.GREATER) {
      // 1 above, 0 below, and ½ at a tie, where both masks are 0.
      Expr greater = call(Functions.MASK, call(Functions.SUB, a, b));
      Expr less = call(Functions.MASK, call(Functions.SUB, b, a));
      return call(
          Functions.DIV, call(Functions.SUB, call(Functions.ADD, num(1), greater), less), num(2));
    }
    if (Functions.operations().contains(f) || f.isUnknown() || f.arity() != 1) {
      return new Expr.Call(f, parts);
    }
    // A function with a setting: by its definition.
    Expr definition = f.definition();
    return definition instanceof Expr.Call(ScalarFunction own, _) && own == f
        ? new Expr.Call(f, parts)
        : inWords(
            Substitution.substitute(
                definition,
                name -> name.equals(ScalarFunction.A) ? Optional.of(a) : Optional.empty()));
  }

  private static String write(Expr expr) {
    return switch (expr) {
      case Expr.Num(double value) -> number(value);
      case Expr.Var(String name) -> name(name);
      case Expr.Call(ScalarFunction f, List<Expr> parts) -> {
        Expr a = parts.get(0);
        Expr b = parts.getLast();
        yield switch (f.name()) {
          case "add" -> in(a, Precedence.SUM) + " + " + signed(b, Precedence.PRODUCT);
          case "sub" -> in(a, Precedence.SUM) + " - " + signed(b, Precedence.PRODUCT);
          case "mul" -> product(a, b);
          case "div" -> in(a, Precedence.PRODUCT) + " / " + signed(b, Precedence.POWER);
          case "negate" -> "-" + signed(a, Precedence.PRODUCT);
          case "pow" -> power(a, b);
          case "max", "min" -> f.name() + "(" + write(a) + ", " + write(b) + ")";
          default -> f.name() + "(" + write(a) + ")";
        };
      }
    };
  }

  private static String product(Expr a, Expr b) {
    String left = in(a, Precedence.PRODUCT);
    String right = signed(b, Precedence.POWER);
    // 2e3 would be a number, and a name before a bracket a call.
    boolean afterNumber =
        a instanceof Expr.Num
            && (right.startsWith("(") || (isLetter(right) && !right.matches("[eE].*")));
    boolean brackets = left.endsWith(")") && right.startsWith("(");
    return left + (afterNumber || brackets ? "" : " * ") + right;
  }

  private static boolean isLetter(String text) {
    return text.matches("[A-Za-z].*");
  }

  private static String power(Expr a, Expr b) {
    String exponent = write(b);
    boolean plain = Precedence.of(b) == Precedence.ATOM;
    return signed(a, Precedence.ATOM) + "^" + (plain ? exponent : "(" + exponent + ")");
  }

  /// The part, in brackets if it binds less tightly than its place needs.
  private static String in(Expr part, Precedence place) {
    String text = write(part);
    return Precedence.of(part).compareTo(place) < 0 ? "(" + text + ")" : text;
  }

  private static String signed(Expr part, Precedence place) {
    String text = in(part, place);
    return text.startsWith("-") ? "(" + text + ")" : text;
  }

  private static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value).replace("E", "e");
  }

  private static String name(String name) {
    boolean plain =
        name.matches("[\\p{L}_][\\p{L}\\p{Nd}_₀₁₂₃₄₅₆₇₈₉]*(#\\d+)?") && !RESERVED.contains(name);
    return plain ? name : "\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
