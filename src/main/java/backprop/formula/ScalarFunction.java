package backprop.formula;

import java.util.List;
import java.util.Objects;

/// A function of one or two numbers: its name, sign, value and derivatives in one row.
///
/// The derivative by each argument is an [Expr] in the arguments and the output, written once in
/// the table [Functions]. It is printed as the local derivative and evaluated for the number that
/// flows back, so that the two cannot disagree. The variables of these formulas are named [#A],
/// [#B] and [#Y].
public final class ScalarFunction {
  /// The name of the first argument in a derivative.
  public static final String A = "x";

  /// The name of the second argument in a derivative.
  public static final String B = "y";

  /// The name of the function's own value in a derivative.
  public static final String Y = "z";

  /// The value of a function of one argument.
  @FunctionalInterface
  public interface Unary {
    double of(double a);
  }

  /// The value of a function of two arguments.
  @FunctionalInterface
  public interface Binary {
    double of(double a, double b);
  }

  /// A derivative of a function of one argument, in the argument and the value.
  @FunctionalInterface
  public interface UnaryRule {
    Expr of(Expr a, Expr y);
  }

  /// A derivative of a function of two arguments, in the arguments and the value.
  @FunctionalInterface
  public interface BinaryRule {
    Expr of(Expr a, Expr b, Expr y);
  }

  private final String name;
  private final String sign;
  private final int arity;
  private final Binary value;
  private final List<BinaryRule> rules;

  private ScalarFunction(
      String name, String sign, int arity, Binary value, List<BinaryRule> rules) {
    this.name = Objects.requireNonNull(name);
    this.sign = Objects.requireNonNull(sign);
    this.arity = arity;
    this.value = value;
    this.rules = rules;
  }

  /// A row of the table for a function of one argument.
  static ScalarFunction unary(String name, String sign, Unary value, UnaryRule rule) {
    return new ScalarFunction(
        name, sign, 1, (a, b) -> value.of(a), List.of((a, b, y) -> rule.of(a, y)));
  }

  /// A row of the table for a function of two arguments.
  static ScalarFunction binary(
      String name, String sign, Binary value, BinaryRule byFirst, BinaryRule bySecond) {
    return new ScalarFunction(name, sign, 2, value, List.of(byFirst, bySecond));
  }

  /// The name in files and formulas: `mul`.
  public String name() {
    return name;
  }

  /// The textbook's sign on the disc: `×`.
  public String sign() {
    return sign;
  }

  /// One or two.
  public int arity() {
    return arity;
  }

  /// The value at one argument; for functions of one argument.
  public double value(double a) {
    return value.of(a, Double.NaN);
  }

  /// The value at two arguments.
  public double value(double a, double b) {
    return value.of(a, b);
  }

  /// The derivative by one argument, as a formula in [#A], [#B] and [#Y].
  public Expr derivative(int argument) {
    return derivative(argument, Expr.var(A), Expr.var(B), Expr.var(Y));
  }

  /// The derivative by one argument, as a formula in the given formulas.
  public Expr derivative(int argument, Expr a, Expr b, Expr y) {
    return rules.get(argument).of(a, b, y);
  }

  @Override
  public String toString() {
    return name;
  }
}
