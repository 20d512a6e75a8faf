package backprop.formula;

import static backprop.formula.Expr.call;
import static backprop.formula.Expr.num;

import java.util.List;
import java.util.Optional;

/// The table of scalar functions, one row each: name, sign, value, derivative by each argument.
///
/// In a rule `a` and `b` are the arguments and `y` is the value. Kinks follow PyTorch: relu′(0) =
/// 0, abs′(0) = 0, ties of max and min ½ each. Infinities and NaN are values like others.
public final class Functions {
  public static final ScalarFunction ADD =
      ScalarFunction.binary("add", "+", Double::sum, (a, b, y) -> num(1), (a, b, y) -> num(1));
  public static final ScalarFunction SUB =
      ScalarFunction.binary("sub", "−", (a, b) -> a - b, (a, b, y) -> num(1), (a, b, y) -> num(-1));
  public static final ScalarFunction MUL =
      ScalarFunction.binary("mul", "×", (a, b) -> a * b, (a, b, y) -> b, (a, b, y) -> a);
  public static final ScalarFunction DIV =
      ScalarFunction.binary(
          "div",
          "÷",
          (a, b) -> a / b,
          (a, b, y) -> over(num(1), b),
          (a, b, y) -> negative(over(a, squared(b))));
  public static final ScalarFunction POW =
      ScalarFunction.binary(
          "pow",
          "^",
          ScalarValues::power,
          (a, b, y) -> call(Functions.TIMES, b, call(Functions.POW, a, minus(b, num(1)))),
          (a, b, y) -> call(Functions.TIMES, y, call(Functions.LOG, a)));
  public static final ScalarFunction NEGATE =
      ScalarFunction.unary("negate", "−x", a -> -a, (a, y) -> num(-1));
  public static final ScalarFunction RECIPROCAL =
      ScalarFunction.unary("reciprocal", "1/x", a -> 1 / a, (a, y) -> negative(squared(y)));
  public static final ScalarFunction EXP =
      ScalarFunction.unary("exp", "exp", Math::exp, (a, y) -> y);
  public static final ScalarFunction LOG =
      ScalarFunction.unary("log", "log", Math::log, (a, y) -> over(num(1), a));
  public static final ScalarFunction SQRT =
      ScalarFunction.unary("sqrt", "√", Math::sqrt, (a, y) -> over(num(1), times(num(2), y)));
  public static final ScalarFunction SIN =
      ScalarFunction.unary("sin", "sin", Math::sin, (a, y) -> call(Functions.COS, a));
  public static final ScalarFunction COS =
      ScalarFunction.unary("cos", "cos", Math::cos, (a, y) -> negative(call(Functions.SIN, a)));
  public static final ScalarFunction TAN =
      ScalarFunction.unary("tan", "tan", Math::tan, (a, y) -> call(ADD, num(1), squared(y)));
  public static final ScalarFunction ABS =
      ScalarFunction.unary("abs", "|x|", Math::abs, (a, y) -> call(Functions.SIGN, a))
          .withKinks((a, b) -> Math.abs(a));
  public static final ScalarFunction MAX =
      ScalarFunction.binary(
              "max",
              "max",
              Math::max,
              (a, b, y) -> call(Functions.GREATER, a, b),
              (a, b, y) -> call(Functions.GREATER, b, a))
          .withKinks(ScalarValues::distance);
  public static final ScalarFunction MIN =
      ScalarFunction.binary(
              "min",
              "min",
              Math::min,
              (a, b, y) -> call(Functions.GREATER, b, a),
              (a, b, y) -> call(Functions.GREATER, a, b))
          .withKinks(ScalarValues::distance);
  public static final ScalarFunction RELU =
      ScalarFunction.unary("relu", "ReLU", a -> Math.max(0, a), (a, y) -> call(Functions.MASK, a))
          .withKinks((a, b) -> Math.abs(a))
          .definedBy(a -> call(MAX, num(0), a));
  public static final ScalarFunction SIGMOID =
      ScalarFunction.unary(
              "sigmoid", "σ", ScalarValues::sigmoid, (a, y) -> times(y, minus(num(1), y)))
          .definedBy(a -> over(num(1), call(ADD, num(1), call(EXP, negative(a)))));
  public static final ScalarFunction TANH =
      ScalarFunction.unary("tanh", "tanh", Math::tanh, (a, y) -> minus(num(1), squared(y)))
          .definedBy(
              a ->
                  over(
                      minus(call(EXP, a), call(EXP, negative(a))),
                      call(ADD, call(EXP, a), call(EXP, negative(a)))));
  public static final ScalarFunction IDENTITY =
      ScalarFunction.unary("identity", "id", a -> a, (a, y) -> num(1));

  /// 1 where x > 0, else 0: ReLU's mask, and its derivative.
  public static final ScalarFunction MASK =
      ScalarFunction.unary("mask", "x>0", ScalarValues::mask, (a, y) -> num(0))
          .withKinks((a, b) -> Math.abs(a));

  /// The whole part, toward 0: what an array of integers keeps of a number.
  public static final ScalarFunction TRUNC =
      ScalarFunction.unary("trunc", "trunc", ScalarValues::whole, (a, y) -> num(0))
          .withKinks((a, b) -> ScalarValues.toNextWhole(a));

  /// −1, 0 or 1: the derivative of [#ABS].
  public static final ScalarFunction SIGN =
      ScalarFunction.unary("sign", "sign", Math::signum, (a, y) -> num(0))
          .withKinks((a, b) -> Math.abs(a));

  /// 1 where x > y, ½ where they are equal, else 0: the derivative of [#MAX].
  public static final ScalarFunction GREATER =
      ScalarFunction.binary(
              "greater", "x>y", ScalarValues::greater, (a, b, y) -> num(0), (a, b, y) -> num(0))
          .withKinks(ScalarValues::distance);

  /// The product in which 0 times anything is 0: what makes x⁰ flat and 0² · log 0 vanish, as in
  /// PyTorch.
  public static final ScalarFunction TIMES =
      ScalarFunction.binary(
          "times", "·", (a, b) -> a == 0 || b == 0 ? 0 : a * b, (a, b, y) -> b, (a, b, y) -> a);

  private static final List<ScalarFunction> OPERATIONS =
      List.of(
          ADD,
          SUB,
          MUL,
          DIV,
          POW,
          NEGATE,
          RECIPROCAL,
          EXP,
          LOG,
          SQRT,
          SIN,
          COS,
          TAN,
          ABS,
          MAX,
          MIN,
          RELU,
          SIGMOID,
          TANH,
          IDENTITY,
          MASK,
          TRUNC);
  private static final List<ScalarFunction> HELPERS = List.of(SIGN, GREATER, TIMES);

  private Functions() {}

  /// The functions that a node can be, in the order of a palette.
  public static List<ScalarFunction> operations() {
    return OPERATIONS;
  }

  /// The functions that occur in derivatives only.
  public static List<ScalarFunction> helpers() {
    return HELPERS;
  }

  /// The operation of this name.
  public static Optional<ScalarFunction> find(String name) {
    return OPERATIONS.stream().filter(function -> function.name().equals(name)).findFirst();
  }

  /// Leaky ReLU with this slope for negative numbers, 0 to 1; at 0 its derivative is the slope, as
  /// in PyTorch.
  ///
  /// It is an operation of its own, since a node of it has a setting.
  public static ScalarFunction leakyRelu(double slope) {
    return ScalarFunction.unary(
            "leaky_relu",
            "Leaky ReLU",
            a -> a > 0 ? a : slope * a,
            (a, y) -> call(MAX, call(MASK, a), num(slope)))
        .withKinks((a, b) -> Math.abs(a))
        .definedBy(a -> call(MAX, times(num(slope), a), a));
  }

  private static Expr negative(Expr a) {
    return call(NEGATE, a);
  }

  private static Expr times(Expr a, Expr b) {
    return call(MUL, a, b);
  }

  private static Expr over(Expr a, Expr b) {
    return call(DIV, a, b);
  }

  private static Expr minus(Expr a, Expr b) {
    return call(SUB, a, b);
  }

  private static Expr squared(Expr a) {
    return call(POW, a, num(2));
  }
}
