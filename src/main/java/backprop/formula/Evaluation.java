package backprop.formula;

import java.util.function.ToDoubleFunction;

/// Evaluates formulas to numbers.
public final class Evaluation {
  private Evaluation() {}

  /// The number a formula stands for, given the numbers its names stand for.
  public static double evaluate(Expr expr, ToDoubleFunction<String> variables) {
    return switch (expr) {
      case Expr.Num(double value) -> value;
      case Expr.Var(String name) -> variables.applyAsDouble(name);
      case Expr.Call(ScalarFunction function, var arguments) ->
          function.arity() == 1
              ? function.value(evaluate(arguments.get(0), variables))
              : function.value(
                  evaluate(arguments.get(0), variables), evaluate(arguments.get(1), variables));
    };
  }
}
