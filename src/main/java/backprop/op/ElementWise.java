package backprop.op;

import backprop.formula.Expr;
import backprop.formula.LatexPrinter;
import backprop.formula.PlainPrinter;
import backprop.formula.ScalarFunction;
import backprop.message.Message;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;

/// A scalar function applied element by element, with NumPy's broadcasting.
///
/// Value: y = f(x) or z = f(x, y). Gradient by x: dL/dz · ∂f/∂x, summed to x's shape where x was
/// broadcast (a bias of shape (m) added to N rows gets the sum of N rows). Source: the table of
/// [backprop.formula.Functions].
public record ElementWise(ScalarFunction function) implements Op {

  @Override
  public String name() {
    return function.name();
  }

  @Override
  public String sign() {
    return function.sign();
  }

  @Override
  public List<Port> ports() {
    return function.arity() == 1
        ? List.of(Port.of(ScalarFunction.A))
        : List.of(Port.of(ScalarFunction.A), Port.of(ScalarFunction.B));
  }

  @Override
  public String formula() {
    return function.output() + " = " + PlainPrinter.print(function.definition());
  }

  @Override
  public String latex() {
    return function.output() + "=" + LatexPrinter.print(function.definition());
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    if (function.arity() == 1) {
      return inputs.get(0);
    }
    return Shape.broadcast(inputs.get(0), inputs.get(1))
        .orElseThrow(
            () ->
                new ShapeMismatch(
                    Message.of("op.shape.broadcast", sign(), inputs.get(0), inputs.get(1))));
  }

  @Override
  public Tensor value(List<Tensor> inputs, OpContext context) {
    return function.arity() == 1
        ? inputs.get(0).map(function::value)
        : inputs.get(0).zip(inputs.get(1), function::value);
  }

  @Override
  public Tensor gradient(
      int port, List<Tensor> inputs, Tensor output, Tensor upstream, OpContext context) {
    return upstream
        .zip(local(port, inputs, output), (dz, local) -> dz * local)
        .sumTo(inputs.get(port).shape());
  }

  @Override
  public LocalDerivative localDerivative(
      int port, List<Tensor> inputs, Tensor output, OpContext context) {
    Tensor local = local(port, inputs, output);
    Expr rule = function.shownDerivative(port);
    return local.isScalar()
        ? new LocalDerivative.Factor(local.item(), rule)
        : new LocalDerivative.Elementwise(local, rule);
  }

  @Override
  public Tensor kinkDistance(int port, List<Tensor> inputs) {
    if (function.arity() == 1) {
      return inputs.get(0).map(x -> function.kinkDistance(x, Double.NaN));
    }
    Tensor distance = inputs.get(0).zip(inputs.get(1), function::kinkDistance);
    return distance.minTo(inputs.get(port).shape());
  }

  private Tensor local(int port, List<Tensor> inputs, Tensor output) {
    Tensor x = inputs.get(0);
    if (output.isScalar()) {
      double b = function.arity() == 1 ? Double.NaN : inputs.get(1).item();
      return Tensor.scalar(function.slope(port, x.item(), b, output.item()));
    }
    if (function.arity() == 1) {
      return x.zip(output, (a, y) -> function.slope(port, a, Double.NaN, y));
    }
    Tensor left = x.broadcastTo(output.shape());
    Tensor right = inputs.get(1).broadcastTo(output.shape());
    return Tensor.generate(
        output.shape(), i -> function.slope(port, left.get(i), right.get(i), output.get(i)));
  }
}
