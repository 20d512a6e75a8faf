package backprop.formula;

import static backprop.formula.Expr.num;

/// The table of scalar functions, one row each.
public final class Functions {
  public static final ScalarFunction ADD =
      ScalarFunction.binary("add", "+", (a, b) -> a + b, (a, b, y) -> num(1), (a, b, y) -> num(1));
  public static final ScalarFunction MUL =
      ScalarFunction.binary("mul", "×", (a, b) -> a * b, (a, b, y) -> b, (a, b, y) -> a);

  private Functions() {}
}
