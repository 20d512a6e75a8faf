package backprop.file.code;

import backprop.formula.Expr;
import backprop.formula.Functions;
import backprop.formula.ScalarFunction;
import backprop.op.ElementWise;
import backprop.op.Op;
import backprop.tensor.Tensor;
import java.util.List;
import java.util.Map;

/// A piece of an expression in Python.
///
/// @param text how it is written where it stands alone
/// @param number the number that it is, written as a number; empty for what is an array
record Expression(String text, boolean number) {

  /// A value by its variable.
  static Expression variable(String name) {
    return new Expression(name, false);
  }

  /// A tensor; a single number is left as one, for signs to take.
  static Expression constant(Tensor value, Dialect dialect, int indent) {
    return value.isScalar()
        ? new Expression(PythonText.number(value.item()), true)
        : variable(dialect.tensor(value, indent));
  }

  /// An operation on these.
  static Expression of(Op op, List<Expression> parts, Dialect dialect) {
    boolean signs =
        op instanceof ElementWise(ScalarFunction function)
            && Infix.of(function, List.of("", "")).isPresent()
            && !parts.stream().allMatch(Expression::number);
    return new Expression(
        dialect.value(op, parts.stream().map(part -> part.operand(signs, dialect)).toList()),
        false);
  }

  /// A formula over these variables, and over sub-expressions of it.
  static Expression of(Expr expr, Map<String, String> variables, Dialect dialect) {
    return switch (expr) {
      case Expr.Num(double value) -> new Expression(PythonText.number(value), true);
      case Expr.Var(String name) -> variable(variables.getOrDefault(name, name));
      case Expr.Call(ScalarFunction function, List<Expr> arguments) ->
          of(
              new ElementWise(function),
              arguments.stream().map(argument -> of(argument, variables, dialect)).toList(),
              dialect);
    };
  }

  /// The same times another.
  Expression times(Expression other, Dialect dialect) {
    return of(new ElementWise(Functions.MUL), List.of(this, other), dialect);
  }

  /// It where an array is needed.
  String array(Dialect dialect) {
    return number ? dialect.tensor(Tensor.scalar(value()), 0) : text;
  }

  private double value() {
    return switch (text) {
      case String t when t.startsWith("float(") ->
          t.contains("nan")
              ? Double.NaN
              : t.contains("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      case String t -> Double.parseDouble(t);
    };
  }

  private String operand(boolean signs, Dialect dialect) {
    return number && !signs ? array(dialect) : text;
  }
}
