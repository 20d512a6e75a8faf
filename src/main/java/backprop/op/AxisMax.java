package backprop.op;

import backprop.message.Message;
import backprop.tensor.Axes;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/// The largest number along axes.
///
/// Formula: y = max x. Shapes: as [Sum]. Gradient: dx = dy where x is the largest, else 0; where k
/// numbers tie, each gets dy / k, as in PyTorch's `amax`. NaN is larger than every number; the
/// largest of no numbers is −∞.
public record AxisMax(List<Integer> axes, boolean keep) implements Reduction {
  public AxisMax {
    axes = List.copyOf(axes);
  }

  @Override
  public String name() {
    return "amax";
  }

  @Override
  public String sign() {
    return "amax";
  }

  @Override
  public String formula() {
    return "y = max x";
  }

  @Override
  public String latex() {
    return "y=\\max_{i} x_{i}";
  }

  @Override
  public Tensor reduce(Tensor x, Shape kept) {
    return x.maxTo(kept);
  }

  @Override
  public Tensor gradient(
      int port, List<Tensor> inputs, Tensor output, Tensor upstream, OpContext context) {
    Tensor x = inputs.get(0);
    Tensor largest = spread(output, x.shape());
    Tensor chosen = x.zip(largest, (a, b) -> Double.compare(a + 0.0, b + 0.0) == 0 ? 1 : 0);
    Tensor ties = spread(chosen.sumTo(kept(x.shape())), x.shape());
    Tensor share = chosen.zip(ties, (one, k) -> one / k);
    return share.zip(spread(upstream, x.shape()), (part, dy) -> part == 0 ? 0 : part * dy);
  }

  @Override
  public LocalDerivative localDerivative(
      int port, List<Tensor> inputs, Tensor output, OpContext context) {
    return new LocalDerivative.LinearMap(
        Message.of("op.amax.local.x"),
        "dx = dy · [x = y] / k",
        "\\frac{\\partial L}{\\partial x_{i}}="
            + "\\begin{cases}\\frac{1}{k}\\,\\frac{\\partial L}{\\partial y}&\\;(x_{i}=y)\\\\0&\\;(x_{i}<y)\\end{cases}");
  }

  /// The distance to the largest of the other numbers.
  @Override
  public Tensor kinkDistance(int port, List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    int[] group = Axes.groups(x.shape(), Reduction.resolve(x.shape(), axes));
    double[] first = new double[x.size()];
    double[] second = new double[x.size()];
    Arrays.fill(first, Double.NEGATIVE_INFINITY);
    Arrays.fill(second, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < group.length; i++) {
      double value = x.get(i);
      if (value > first[group[i]]) {
        second[group[i]] = first[group[i]];
        first[group[i]] = value;
      } else if (value > second[group[i]]) {
        second[group[i]] = value;
      }
    }
    return Tensor.generate(
        x.shape(),
        i -> {
          double other = x.get(i) == first[group[i]] ? second[group[i]] : first[group[i]];
          return x.get(i) == other ? 0 : Math.abs(x.get(i) - other);
        });
  }
}
