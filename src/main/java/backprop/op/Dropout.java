package backprop.op;

import backprop.formula.Expr;
import backprop.formula.Functions;
import backprop.tensor.CounterRandom;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;

/// Dropout: in training each number is kept with a probability, else it is 0.
///
/// Formula, classic: y = x ∘ mask in training, y = keep · x in inference. Inverted (PyTorch): y = x
/// ∘ mask / keep in training, y = x in inference. Shapes: y as x. Gradient: dx = dy times the same
/// factors. The mask is 1 where u > 1 − keep; u is uniform in [0, 1), a pure function of (seed,
/// node, step, index), so that the backward pass and every check see the mask of the forward pass.
/// Source: classic, Saito, Deep Learning from Scratch, chapter 6.4.3; inverted, PyTorch.
///
/// @param keep the probability that a number stays, 0 to 1
/// @param inverted whether training is scaled (inverted) or inference is (classic)
public record Dropout(double keep, boolean inverted) implements Op {

  @Override
  public String name() {
    return "dropout";
  }

  @Override
  public String sign() {
    return "Dropout";
  }

  @Override
  public List<Port> ports() {
    return List.of(Port.of("x"));
  }

  @Override
  public String formula() {
    return inverted ? "y = x · mask / keep" : "y = x · mask";
  }

  @Override
  public String latex() {
    return inverted ? "y=\\frac{x\\circ\\mathrm{mask}}{\\mathrm{keep}}" : "y=x\\circ\\mathrm{mask}";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.get(0);
  }

  @Override
  public Tensor value(List<Tensor> inputs, OpContext context) {
    return times(inputs.get(0), context);
  }

  @Override
  public Tensor gradient(
      int port, List<Tensor> inputs, Tensor output, Tensor upstream, OpContext context) {
    return times(upstream, context);
  }

  private Tensor times(Tensor x, OpContext context) {
    return x.zip(factors(x.shape(), context), (a, factor) -> a * factor);
  }

  @Override
  public LocalDerivative localDerivative(
      int port, List<Tensor> inputs, Tensor output, OpContext context) {
    Tensor factors = factors(inputs.get(0).shape(), context);
    Expr mask = Expr.var("mask");
    Expr rule =
        context.training()
            ? inverted ? Expr.call(Functions.DIV, mask, Expr.num(keep)) : mask
            : Expr.num(inverted ? 1 : keep);
    return factors.isScalar()
        ? new LocalDerivative.Factor(factors.item(), rule)
        : new LocalDerivative.Elementwise(factors, rule);
  }

  /// What each number is multiplied by in this mode.
  private Tensor factors(Shape shape, OpContext context) {
    if (!context.training()) {
      return Tensor.full(shape, inverted ? 1 : keep);
    }
    double kept = inverted ? 1 / keep : 1;
    return mask(shape, context).map(one -> one == 0 ? 0 : kept);
  }

  /// The mask of this evaluation: 1 where a number stays, 0 where it is dropped.
  public Tensor mask(Shape shape, OpContext context) {
    long key =
        CounterRandom.key(context.seed(), CounterRandom.name(context.node()), context.step());
    return Tensor.generate(shape, i -> stays(CounterRandom.uniform(key, i)) ? 1 : 0);
  }

  /// Whether a number with this uniform number stays.
  boolean stays(double u) {
    return keep == 1 || u > 1 - keep;
  }
}
