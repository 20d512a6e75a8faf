package backprop.autodiff.symbols;

import backprop.formula.Functions;
import backprop.graph.Edge;
import backprop.graph.NodeId;
import backprop.op.BatchNorm;
import backprop.op.Mean;
import backprop.op.Sum;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/// What a batch normalisation sends: with the batch's own statistics as it trains, else with those
/// that it remembers.
final class BatchNormRules {
  private final DerivativeBuilder make;
  private final Edge edge;
  private final BatchNorm norm;
  private final NodeId x;
  private final NodeId gamma;
  private final Shape shape;
  private final Shape channels;
  private final List<Integer> axes;
  private final boolean training;
  private final NodeId apart;
  private final NodeId scale;

  BatchNormRules(DerivativeBuilder make, Edge edge, BatchNorm norm) {
    this.make = make;
    this.edge = edge;
    this.norm = norm;
    this.x = make.inputs(edge).get(0);
    this.gamma = make.inputs(edge).get(1);
    this.shape = make.shape(x);
    int[] ones = new int[shape.rank()];
    Arrays.fill(ones, 1);
    this.channels = Shape.of(ones).with(1, shape.dim(1));
    this.axes = PartRules.allButChannels(shape);
    this.training = make.trace().context().at(edge.to()).training();
    this.apart = apart();
    this.scale = scale();
  }

  /// The gradient of the input at the edge.
  NodeId sent(NodeId upstream) {
    return switch (edge.port()) {
      case 0 -> training ? throughTheBatch(upstream) : scaled(upstream);
      case 1 -> summed(make.apply(Functions.MUL, upstream, normal()));
      default -> summed(upstream);
    };
  }

  private NodeId summed(NodeId id) {
    return make.reshaped(make.apply(new Sum(axes, false), id), make.shape(edge.from()));
  }

  /// γ / √(σ² + ε) · dy.
  private NodeId scaled(NodeId upstream) {
    NodeId factor = make.apply(Functions.MUL, make.reshaped(gamma, channels), scale);
    return make.apply(Functions.MUL, upstream, factor);
  }

  /// γ / √(σ² + ε) · (dy − mean(dy) − x̂ · mean(dy · x̂)).
  private NodeId throughTheBatch(NodeId upstream) {
    NodeId normal = normal();
    NodeId together = make.apply(Functions.MUL, normal, mean(times(upstream, normal)));
    NodeId centred = make.apply(Functions.SUB, upstream, mean(upstream));
    return scaled(make.apply(Functions.SUB, centred, together));
  }

  private NodeId times(NodeId a, NodeId b) {
    return make.apply(Functions.MUL, a, b);
  }

  private NodeId mean(NodeId id) {
    return make.apply(new Mean(axes, true), id);
  }

  /// x̂ = (x − μ) / √(σ² + ε).
  private NodeId normal() {
    return times(apart, scale);
  }

  private NodeId apart() {
    if (training) {
      return make.apply(Functions.SUB, x, mean(x));
    }
    Tensor mean = remembered("μ");
    return mean.equals(Tensor.scalar(0)) ? x : make.apply(Functions.SUB, x, make.constant(mean));
  }

  /// 1 / √(σ² + ε).
  private NodeId scale() {
    NodeId variance = training ? mean(times(apart, apart)) : make.constant(remembered("σ²"));
    NodeId more = make.constant(Tensor.scalar(norm.epsilon()));
    NodeId root = make.apply(Functions.SQRT, make.apply(Functions.ADD, variance, more));
    return make.apply(Functions.RECIPROCAL, root);
  }

  /// A statistic as it stands beside the images; one number where it is the same for each channel.
  private Tensor remembered(String name) {
    List<Tensor> inputs = make.inputs(edge).stream().map(make::value).toList();
    Tensor value =
        norm.innerValues(inputs, make.value(edge.to()), make.trace().context().at(edge.to()))
            .getOrDefault(name, Tensor.scalar(0));
    double first = value.size() == 0 ? 0 : value.get(0);
    boolean same = Arrays.stream(value.toArray()).allMatch(number -> number == first);
    return same ? Tensor.scalar(first) : value.reshape(channels);
  }
}
