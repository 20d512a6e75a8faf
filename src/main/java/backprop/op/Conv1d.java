package backprop.op;

import backprop.message.Message;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;

/// The one-dimensional convolution of a batch with filters.
///
/// - Formula (stride 1, dilation 1): `y[i] = Σ x[i + u − p] · w[u]`, summed over the input
///   channels, zero outside the input, plus b. The filter is not flipped.
/// - Shapes: x (N, C, L), w (O, C/groups, K), b (O), y (N, O, L′). Without channels: w (K) with x
///   (L) or (N, L). Without a batch: w (O, C, K) with x (C, L).
/// - Length: `L′ = (L + 2p − d(K − 1) − 1) / s + 1`, rounded down.
/// - Gradients: `dx[i] = Σ dy[i − u + p] · w[u]`; `dw[u] = Σ dy[i] · x[i + u − p]`; `db = Σ dy[i]`.
/// - Source: Weidman, Deep Learning from Scratch, chapter 5.
///
/// @param stride the step of the filter, 1 or more
/// @param padding the zeros put before and after each axis; (K − 1) / 2 keeps the size
/// @param dilation the distance of neighbouring filter numbers, 1 or more
/// @param groups into how many separate groups the channels are split, 1 or more
/// @param bias whether there is a third port, the bias
public record Conv1d(int stride, int padding, int dilation, int groups, boolean bias)
    implements Op {
  private static final int SPACE = 1;

  @Override
  public String name() {
    return "conv1d";
  }

  @Override
  public String sign() {
    return "Conv 1D";
  }

  @Override
  public List<Port> ports() {
    return bias
        ? List.of(Port.of("x"), Port.of("w"), Port.of("b"))
        : List.of(Port.of("x"), Port.of("w"));
  }

  @Override
  public String formula() {
    return "y[i] = Σ x[i + u − p] · w[u]" + (bias ? " + b" : "");
  }

  @Override
  public String latex() {
    return "y_{n,o,i}=\\sum_{c,u}x_{n,c,\\,i+u-p}\\;w_{o,c,u}" + (bias ? "+b_{o}" : "");
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Convolution convolution = convolution(inputs.get(0), inputs.get(1));
    if (bias) {
      Convolution.checkBias(sign(), SPACE, inputs.get(1), inputs.get(2));
    }
    return convolution.output();
  }

  private Convolution convolution(Shape x, Shape w) {
    return Convolution.of(
        sign(), SPACE, x, w, new Convolution.Slide(stride, padding, dilation, groups));
  }

  @Override
  public Tensor value(List<Tensor> inputs, OpContext context) {
    Tensor x = inputs.get(0);
    Tensor w = inputs.get(1);
    Convolution convolution = convolution(x.shape(), w.shape());
    Tensor y = convolution.value(x, w);
    return bias ? convolution.addBias(y, inputs.get(2)) : y;
  }

  @Override
  public Tensor gradient(
      int port, List<Tensor> inputs, Tensor output, Tensor upstream, OpContext context) {
    Tensor x = inputs.get(0);
    Tensor w = inputs.get(1);
    Convolution convolution = convolution(x.shape(), w.shape());
    return switch (port) {
      case 0 -> convolution.inputGradient(w, upstream, x.shape());
      case 1 -> convolution.filterGradient(x, upstream, w.shape());
      default -> convolution.biasGradient(upstream, inputs.get(2).shape());
    };
  }

  @Override
  public LocalDerivative localDerivative(
      int port, List<Tensor> inputs, Tensor output, OpContext context) {
    return switch (port) {
      case 0 ->
          new LocalDerivative.LinearMap(
              Message.of("op.conv1d.local.x"),
              "dx[i] = Σ dy[i − u + p] · w[u]",
              "\\frac{\\partial L}{\\partial x_{n,c,i}}=\\sum_{o,u}\\frac{\\partial L}{\\partial y_{n,o,\\,i-u+p}}\\,w_{o,c,u}");
      case 1 ->
          new LocalDerivative.LinearMap(
              Message.of("op.conv1d.local.w"),
              "dw[u] = Σ dy[i] · x[i + u − p]",
              "\\frac{\\partial L}{\\partial w_{o,c,u}}=\\sum_{n,i}\\frac{\\partial L}{\\partial y_{n,o,i}}\\,x_{n,c,\\,i+u-p}");
      default ->
          new LocalDerivative.LinearMap(
              Message.of("op.conv1d.local.b"),
              "db = Σ dy[i]",
              "\\frac{\\partial L}{\\partial b_{o}}=\\sum_{n,i}\\frac{\\partial L}{\\partial y_{n,o,i}}");
    };
  }
}
