package backprop.language;

import backprop.formula.Expr;
import backprop.formula.Functions;
import backprop.formula.ScalarFunction;
import backprop.message.Message;
import backprop.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/// Makes formulas of the parts of a formula.
final class ExprAlgebra implements Algebra<ExprAlgebra.Deep> {
  /// How deep a formula may be, since those who use it descend into it.
  static final int DEEPEST = 1_000;

  private final String text;

  /// A formula and how deep it is.
  record Deep(Expr expr, int depth) {}

  ExprAlgebra(String text) {
    this.text = text;
  }

  @Override
  public Deep literal(Tensor value, Span span) {
    if (!value.isScalar()) {
      throw stop(span, "formula.expected.scalar");
    }
    return new Deep(Expr.num(value.item()), 1);
  }

  @Override
  public Deep name(Name name, Span span) {
    return new Deep(Expr.var(name.number() == 1 ? name.text() : name.written()), 1);
  }

  @Override
  public Deep negate(Operand<Deep> operand, Span span) {
    return apply(Functions.NEGATE, List.of(operand), span);
  }

  @Override
  public Deep binary(Operator operator, Operand<Deep> left, Operand<Deep> right) {
    Span span = left.span().through(right.span());
    ScalarFunction function =
        operator.function().orElseThrow(() -> stop(span, "formula.expected.scalar"));
    return apply(function, List.of(left, right), span);
  }

  @Override
  public Deep call(Call<Deep> call) {
    ScalarFunction function =
        find(call).orElseThrow(() -> GraphAlgebra.unknownFunction(text, call));
    if (!call.options().isEmpty()) {
      throw stop(call.options().getFirst().span(), "formula.expected.no-settings", call.function());
    }
    if (call.arguments().size() != function.arity()) {
      throw new Stop(
          call.span(),
          Message.of("formula.found.arguments", call.arguments().size()),
          Message.of("formula.expected.arguments", call.function(), function.arity()));
    }
    return apply(function, call.arguments(), call.span());
  }

  private static Optional<ScalarFunction> find(Call<Deep> call) {
    return Spelling.find(call.function(), 2, List.of())
        .flatMap(type -> Functions.find(type.name()))
        .or(
            () ->
                Functions.helpers().stream()
                    .filter(helper -> helper.name().equals(call.function()))
                    .findFirst());
  }

  private Deep apply(ScalarFunction function, List<Operand<Deep>> arguments, Span span) {
    int depth = 1 + arguments.stream().mapToInt(a -> a.value().depth()).max().orElse(0);
    if (depth > DEEPEST) {
      throw stop(span, "formula.expected.shallower", DEEPEST);
    }
    return new Deep(
        new Expr.Call(function, arguments.stream().map(a -> a.value().expr()).toList()), depth);
  }

  private Stop stop(Span span, String expected, Object... arguments) {
    return new Stop(span, Lexer.found(text, span), Message.of(expected, arguments));
  }
}
