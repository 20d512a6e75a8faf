package backprop.language;

import backprop.tensor.Tensor;

/// What the parts of a formula become: nodes of a graph, or a [backprop.formula.Expr].
///
/// Methods throw [Stop] where a part makes no sense.
interface Algebra<T> {
  T literal(Tensor value, Span span);

  T name(Name name, Span span);

  T negate(Operand<T> operand, Span span);

  T binary(Operator operator, Operand<T> left, Operand<T> right);

  T call(Call<T> call);
}
