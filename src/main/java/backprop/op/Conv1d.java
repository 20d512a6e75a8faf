package backprop.op;

import backprop.message.Message;
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
/// @param settings stride, padding, dilation, groups, and whether there is a bias
public record Conv1d(ConvolutionSettings settings) implements Convolution {

  /// The operation with these settings; see [ConvolutionSettings].
  public Conv1d(int stride, int padding, int dilation, int groups, boolean bias) {
    this(new ConvolutionSettings(stride, padding, dilation, groups, bias));
  }

  @Override
  public int space() {
    return 1;
  }

  @Override
  public String name() {
    return "conv1d";
  }

  @Override
  public String sign() {
    return "Conv 1D";
  }

  @Override
  public String formula() {
    return "y[i] = Σ x[i + u − p] · w[u]" + (settings.bias() ? " + b" : "");
  }

  @Override
  public String latex() {
    return "y_{n,o,i}=\\sum_{c,u}x_{n,c,\\,i+u-p}\\;w_{o,c,u}" + (settings.bias() ? "+b_{o}" : "");
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
