package backprop.op;

import backprop.message.Message;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;
import java.util.Map;

/// Each channel of a batch shifted to mean 0 and scaled to variance 1, then by γ and β.
///
/// - Formula: x̂ = (x − μ) / √(σ² + ε), y = γ·x̂ + β. In training μ and σ² are the batch's (over
///   the rows and all places of a channel); in inference they are the running statistics.
/// - Shapes: x (N, C) or (N, C, …); γ and β (C); y as x.
/// - Gradient in training: dx = γ / √(σ² + ε) · (dy − mean dy − x̂ · mean(dy·x̂)), since μ and σ²
///   are made of x too; in inference dx = γ / √(σ² + ε) · dy. dγ = Σ dy·x̂, dβ = Σ dy.
/// - State: `running_mean` (0 at first) and `running_var` (1 at first), moved after each training
///   step by `momentum` towards the batch's; the variance then by n − 1, as PyTorch does.
/// - Source: Ioffe and Szegedy, Batch Normalization, 2015; Saito, Deep Learning from Scratch,
///   chapter 6.3.
///
/// @param epsilon ε, against a division by 0
/// @param momentum the share of the new batch in the running statistics, 0 to 1
public record BatchNorm(double epsilon, double momentum) implements Op {
  /// The name of the running mean in the state.
  public static final String MEAN = "running_mean";

  /// The name of the running variance in the state.
  public static final String VARIANCE = "running_var";

  /// The mean and the variance of each channel.
  private record Statistics(double[] mean, double[] variance) {}

  @Override
  public String name() {
    return "batch_norm";
  }

  @Override
  public String sign() {
    return "Batch-Norm";
  }

  @Override
  public List<Port> ports() {
    return List.of(Port.of("x"), Port.of("γ"), Port.of("β"));
  }

  @Override
  public String formula() {
    return "y = γ · (x − μ) / √(σ² + ε) + β";
  }

  @Override
  public String latex() {
    return "y=\\gamma\\,\\frac{x-\\mu}{\\sqrt{\\sigma^{2}+\\epsilon}}+\\beta";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    if (x.rank() < 2) {
      throw new ShapeMismatch(Message.of("op.shape.batch-norm.rank", x));
    }
    Shape channels = Shape.of(x.dim(1));
    for (int port = 1; port < inputs.size(); port++) {
      if (!inputs.get(port).equals(channels)) {
        throw new ShapeMismatch(
            Message.of(
                "op.shape.batch-norm.channels",
                x,
                channels,
                ports().get(port).name(),
                inputs.get(port)));
      }
    }
    return x;
  }

  /// How many numbers lie between a number and its neighbour in the next channel.
  private static int inner(Shape x) {
    int inner = 1;
    for (int axis = 2; axis < x.rank(); axis++) {
      inner *= x.dim(axis);
    }
    return inner;
  }

  private static Tensor perChannel(Tensor like, Channel sums) {
    int channels = like.shape().dim(1);
    int inner = inner(like.shape());
    double[] result = new double[channels];
    for (int i = 0; i < like.size(); i++) {
      int channel = i / inner % channels;
      result[channel] += sums.at(i, channel);
    }
    return Tensor.vector(result);
  }

  private static Tensor each(Shape shape, Channel value) {
    int channels = shape.dim(1);
    int inner = inner(shape);
    return Tensor.generate(shape, i -> value.at(i, i / inner % channels));
  }

  /// A number for each position and its channel.
  @FunctionalInterface
  private interface Channel {
    double at(int position, int channel);
  }

  /// How many numbers of x share a mean.
  private static int count(Shape x) {
    return x.dim(1) == 0 ? 0 : x.size() / x.dim(1);
  }

  private static Statistics ofBatch(Tensor x) {
    double n = count(x.shape());
    Tensor mean = perChannel(x, (i, c) -> x.get(i)).map(sum -> sum / n);
    Tensor variance =
        perChannel(
                x,
                (i, c) -> {
                  double apart = x.get(i) - mean.get(c);
                  return apart * apart;
                })
            .map(sum -> sum / n);
    return new Statistics(mean.toArray(), variance.toArray());
  }

  private Statistics statistics(Tensor x, OpContext context) {
    if (context.training()) {
      return ofBatch(x);
    }
    return kept(x.shape(), context);
  }

  /// What is remembered, as long as it is of these channels; else what it begins with.
  private static Statistics kept(Shape x, OpContext context) {
    Shape channels = Shape.of(x.dim(1));
    Tensor mean = context.state().getOrDefault(MEAN, Tensor.zeros(channels));
    Tensor variance = context.state().getOrDefault(VARIANCE, Tensor.ones(channels));
    boolean fits = mean.shape().equals(channels) && variance.shape().equals(channels);
    return new Statistics(
        (fits ? mean : Tensor.zeros(channels)).toArray(),
        (fits ? variance : Tensor.ones(channels)).toArray());
  }

  @Override
  public Map<String, Tensor> initialState(List<Shape> inputs) {
    Shape channels = Shape.of(inputs.get(0).dim(1));
    return Map.of(MEAN, Tensor.zeros(channels), VARIANCE, Tensor.ones(channels));
  }

  @Override
  public Map<String, Tensor> nextState(List<Tensor> inputs, OpContext context) {
    Tensor x = inputs.get(0);
    double n = count(x.shape());
    double unbiased = n > 1 ? n / (n - 1) : 1;
    Statistics batch = ofBatch(x);
    Statistics before = kept(x.shape(), context);
    return Map.of(
        MEAN, moved(before.mean, batch.mean, 1),
        VARIANCE, moved(before.variance, batch.variance, unbiased));
  }

  private Tensor moved(double[] before, double[] now, double factor) {
    return Tensor.generate(
        Shape.of(before.length), c -> (1 - momentum) * before[c] + momentum * factor * now[c]);
  }

  private double[] scales(Statistics statistics) {
    double[] scales = statistics.variance.clone();
    for (int c = 0; c < scales.length; c++) {
      scales[c] = 1 / Math.sqrt(scales[c] + epsilon);
    }
    return scales;
  }

  private Tensor normalised(Tensor x, Statistics statistics) {
    double[] scales = scales(statistics);
    return each(x.shape(), (i, c) -> (x.get(i) - statistics.mean[c]) * scales[c]);
  }

  @Override
  public Tensor value(List<Tensor> inputs, OpContext context) {
    Tensor x = inputs.get(0);
    Tensor normalised = normalised(x, statistics(x, context));
    return each(
        x.shape(), (i, c) -> inputs.get(1).get(c) * normalised.get(i) + inputs.get(2).get(c));
  }

  @Override
  public Tensor gradient(
      int port, List<Tensor> inputs, Tensor output, Tensor upstream, OpContext context) {
    Tensor x = inputs.get(0);
    if (port == 2) {
      return perChannel(x, (i, c) -> upstream.get(i));
    }
    Statistics statistics = statistics(x, context);
    Tensor normalised = normalised(x, statistics);
    Tensor products = perChannel(x, (i, c) -> upstream.get(i) * normalised.get(i));
    if (port == 1) {
      return products;
    }
    double[] scales = scales(statistics);
    Tensor gamma = inputs.get(1);
    if (!context.training()) {
      return each(x.shape(), (i, c) -> gamma.get(c) * scales[c] * upstream.get(i));
    }
    double n = count(x.shape());
    Tensor sums = perChannel(x, (i, c) -> upstream.get(i));
    return each(
        x.shape(),
        (i, c) ->
            gamma.get(c)
                * scales[c]
                * (upstream.get(i) - sums.get(c) / n - normalised.get(i) * (products.get(c) / n)));
  }

  @Override
  public LocalDerivative localDerivative(
      int port, List<Tensor> inputs, Tensor output, OpContext context) {
    String scale = "\\frac{\\gamma}{\\sqrt{\\sigma^{2}+\\epsilon}}";
    String dy = "\\frac{\\partial L}{\\partial y}";
    return switch (port) {
      case 0 ->
          context.training()
              ? new LocalDerivative.LinearMap(
                  Message.of("op.batch_norm.local.x"),
                  "dx = γ / √(σ² + ε) · (dy − mean(dy) − x̂ · mean(dy · x̂))",
                  "\\frac{\\partial L}{\\partial x}=%1$s\\left(%2$s-\\mathrm{mean}\\left(%2$s\\right)-\\hat{x}\\,\\mathrm{mean}\\left(%2$s\\,\\hat{x}\\right)\\right)"
                      .formatted(scale, dy))
              : new LocalDerivative.LinearMap(
                  Message.of("op.batch_norm.local.x.inference"),
                  "dx = γ / √(σ² + ε) · dy",
                  "\\frac{\\partial L}{\\partial x}=%s\\,%s".formatted(scale, dy));
      case 1 ->
          new LocalDerivative.LinearMap(
              Message.of("op.batch_norm.local.gamma"),
              "dγ = Σ dy · x̂",
              "\\frac{\\partial L}{\\partial \\gamma}=\\sum \\frac{\\partial L}{\\partial y}\\,\\hat{x}");
      default ->
          new LocalDerivative.LinearMap(
              Message.of("op.batch_norm.local.beta"),
              "dβ = Σ dy",
              "\\frac{\\partial L}{\\partial \\beta}=\\sum \\frac{\\partial L}{\\partial y}");
    };
  }

  /// The mean and the variance that were used, of each channel.
  @Override
  public Map<String, Tensor> innerValues(List<Tensor> inputs, Tensor output, OpContext context) {
    Statistics statistics = statistics(inputs.get(0), context);
    return Map.of("μ", Tensor.vector(statistics.mean), "σ²", Tensor.vector(statistics.variance));
  }
}
