package backprop.op;

import backprop.formula.Expr;
import backprop.message.Message;
import backprop.tensor.Tensor;

/// What an operation multiplies the upstream gradient by on its way to one input.
///
/// A Jacobian is never stored: where it is not a number or one number an element, it is a linear
/// map in words and operands.
public sealed interface LocalDerivative {

  /// One number: all shapes are scalars.
  ///
  /// @param rule the derivative in `x`, `y` (the inputs) and `z` (the output)
  record Factor(double value, Expr rule) implements LocalDerivative {}

  /// One number for each element of the output, multiplied element by element; where the input was
  /// broadcast, the products are then summed to its shape.
  record Elementwise(Tensor values, Expr rule) implements LocalDerivative {}

  /// A linear map, said in words and as a formula: `dx = dz · Wᵀ`.
  ///
  /// @param words what the map does, as a sentence
  /// @param plain the vector-Jacobian product as plain text
  /// @param latex the same, as LaTeX
  record LinearMap(Message words, String plain, String latex) implements LocalDerivative {}
}
