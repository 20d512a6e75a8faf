package backprop.formula;

/// How tightly a formula holds together, loosest first.
enum Precedence {
  SUM,
  PRODUCT,
  POWER,
  ATOM;

  /// What a formula is when it is written; a negative number is a product, as it begins with a
  /// sign.
  static Precedence of(Expr expr) {
    return switch (expr) {
      case Expr.Num(double value) -> value < 0 ? PRODUCT : ATOM;
      case Expr.Var _ -> ATOM;
      case Expr.Call(ScalarFunction f, var arguments) ->
          switch (f.name()) {
            case "add", "sub" -> SUM;
            case "mul", "times", "div", "negate", "reciprocal" -> PRODUCT;
            case "pow" -> POWER;
            case "identity" -> of(arguments.get(0));
            default -> ATOM;
          };
    };
  }
}
