package backprop.formula;

import static backprop.formula.Expr.call;
import static backprop.formula.Expr.num;

import java.util.ArrayList;
import java.util.List;

/// The derivative of a formula by one of its names, by the chain rule and the table of functions.
public final class Derivative {
  private Derivative() {}

  /// ∂formula/∂name as the chain rule writes it: for each argument that depends on the name, the
  /// local derivative times the argument's own derivative, and their sum. Not simplified.
  public static Expr of(Expr expr, String by) {
    return switch (expr) {
      case Expr.Num _ -> num(0);
      case Expr.Var(String name) -> num(name.equals(by) ? 1 : 0);
      case Expr.Call(ScalarFunction f, List<Expr> arguments) -> {
        List<Expr> products = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
          Expr inner = of(arguments.get(i), by);
          if (!inner.equals(num(0))) {
            Expr local = local(f, i, arguments, expr);
            products.add(inner.equals(num(1)) ? local : call(Functions.MUL, local, inner));
          }
        }
        yield products.stream().reduce((a, b) -> call(Functions.ADD, a, b)).orElse(num(0));
      }
    };
  }

  /// [#of], with the textbook's patterns recognised and simplified: `1 / (1 + exp(−x))` gives
  /// sigmoid(x)(1 − sigmoid(x)).
  public static Expr simplified(Expr expr, String by) {
    return Patterns.recognised(
        Simplifier.simplify(of(Patterns.recognised(Simplifier.simplify(expr)), by)));
  }

  /// The local derivative of a function by one argument, in its arguments and its value.
  public static Expr local(ScalarFunction f, int argument, List<Expr> arguments, Expr value) {
    return f.derivative(argument, arguments.get(0), arguments.getLast(), value);
  }
}
