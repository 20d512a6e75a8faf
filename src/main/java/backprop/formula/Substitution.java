package backprop.formula;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Puts formulas or numbers where names stand.
public final class Substitution {
  private Substitution() {}

  /// The formula with each name replaced by what is given for it; names for which nothing is given
  /// stay.
  public static Expr substitute(Expr expr, Function<String, Optional<Expr>> replacement) {
    return switch (expr) {
      case Expr.Num _ -> expr;
      case Expr.Var(String name) -> replacement.apply(name).orElse(expr);
      case Expr.Call(ScalarFunction function, List<Expr> arguments) ->
          new Expr.Call(
              function, arguments.stream().map(part -> substitute(part, replacement)).toList());
    };
  }

  /// The formula with numbers in: printed as it is, it shows the calculation (`2(3 + 4)`); nothing
  /// is folded.
  public static Expr numbers(Expr expr, Function<String, Optional<Double>> values) {
    return substitute(expr, name -> values.apply(name).map(Expr::num));
  }
}
