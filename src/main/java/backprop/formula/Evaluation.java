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

  /// A formula made ready to be evaluated many times.
  @FunctionalInterface
  public interface Compiled {
    /// The number at these arguments and this value.
    double at(double a, double b, double value);
  }

  /// Makes a derivative of the table ready, in the names of its function.
  ///
  /// @param function whose derivative it is: its letters name the arguments and the value
  public static Compiled compile(Expr derivative, ScalarFunction function) {
    return switch (derivative) {
      case Expr.Num(double value) -> (a, b, y) -> value;
      case Expr.Var(String name) -> variable(name, function);
      case Expr.Call(ScalarFunction f, var arguments) -> {
        Compiled first = compile(arguments.get(0), function);
        if (f.arity() == 1) {
          yield (a, b, y) -> f.value(first.at(a, b, y));
        }
        Compiled second = compile(arguments.get(1), function);
        yield (a, b, y) -> f.value(first.at(a, b, y), second.at(a, b, y));
      }
    };
  }

  private static Compiled variable(String name, ScalarFunction function) {
    if (name.equals(ScalarFunction.A)) {
      return (a, b, y) -> a;
    }
    if (name.equals(function.output())) {
      return (a, b, y) -> y;
    }
    if (name.equals(ScalarFunction.B)) {
      return (a, b, y) -> b;
    }
    throw new IllegalArgumentException("no number is named " + name);
  }
}
