package backprop.formula;

import java.util.List;

/// A formula over named numbers: what a derivative is, printed or evaluated.
public sealed interface Expr {

  /// A number that stands in the formula.
  record Num(double value) implements Expr {}

  /// A number known by name.
  record Var(String name) implements Expr {}

  /// A function applied to formulas.
  record Call(ScalarFunction function, List<Expr> arguments) implements Expr {
    public Call {
      arguments = List.copyOf(arguments);
      if (arguments.size() != function.arity()) {
        throw new IllegalArgumentException(
            function.name() + " takes " + function.arity() + ", not " + arguments.size());
      }
    }
  }

  static Expr num(double value) {
    return new Num(value);
  }

  static Expr var(String name) {
    return new Var(name);
  }

  static Expr call(ScalarFunction function, Expr... arguments) {
    return new Call(function, List.of(arguments));
  }
}
