package backprop.op;

import backprop.message.Message;
import backprop.tensor.Tensor;
import java.util.List;

/// The two-dimensional convolution of a batch with filters.
///
/// - Formula (stride 1, dilation 1): `y[i, j] = Σ x[i + u − p, j + v − p] · w[u, v]`, summed over
///   the input channels, zero outside the input, plus b. The filter is not flipped.
/// - Shapes: x (N, C, H, W), w (O, C/groups, K, K), b (O), y (N, O, H′, W′). Without channels: w
///   (K, K) with x (H, W) or (N, H, W). Without a batch: w (O, C, K, K) with x (C, H, W). Filters
///   need not be square.
/// - Length: `H′ = (H + 2p − d(K − 1) − 1) / s + 1`, rounded down; W′ likewise.
/// - Gradients: `dx[i, j] = Σ dy[i − u + p, j − v + p] · w[u, v]`; `dw[u, v] = Σ dy[i, j] · x[i + u
///   − p, j + v − p]`; `db = Σ dy[i, j]`.
/// - Source: Saito, Deep Learning from Scratch, chapter 7; Weidman, Deep Learning from Scratch,
///   chapter 5.
///
/// @param settings stride, padding, dilation, groups, and whether there is a bias
public record Conv2d(ConvolutionSettings settings) implements Convolution {

  /// The operation with these settings; see [ConvolutionSettings].
  public Conv2d(int stride, int padding, int dilation, int groups, boolean bias) {
    this(new ConvolutionSettings(stride, padding, dilation, groups, bias));
  }

  @Override
  public int space() {
    return 2;
  }

  @Override
  public String name() {
    return "conv2d";
  }

  @Override
  public String sign() {
    return "Conv 2D";
  }

  @Override
  public String formula() {
    return "y[i, j] = Σ x[i + u − p, j + v − p] · w[u, v]" + (settings.bias() ? " + b" : "");
  }

  @Override
  public String latex() {
    return "y_{n,o,i,j}=\\sum_{c,u,v}x_{n,c,\\,i+u-p,\\,j+v-p}\\;w_{o,c,u,v}"
        + (settings.bias() ? "+b_{o}" : "");
  }

  @Override
  public LocalDerivative localDerivative(
      int port, List<Tensor> inputs, Tensor output, OpContext context) {
    return switch (port) {
      case 0 ->
          new LocalDerivative.LinearMap(
              Message.of("op.conv2d.local.x"),
              "dx[i, j] = Σ dy[i − u + p, j − v + p] · w[u, v]",
              "\\frac{\\partial L}{\\partial x_{n,c,i,j}}=\\sum_{o,u,v}\\frac{\\partial L}{\\partial y_{n,o,\\,i-u+p,\\,j-v+p}}\\,w_{o,c,u,v}");
      case 1 ->
          new LocalDerivative.LinearMap(
              Message.of("op.conv2d.local.w"),
              "dw[u, v] = Σ dy[i, j] · x[i + u − p, j + v − p]",
              "\\frac{\\partial L}{\\partial w_{o,c,u,v}}=\\sum_{n,i,j}\\frac{\\partial L}{\\partial y_{n,o,i,j}}\\,x_{n,c,\\,i+u-p,\\,j+v-p}");
      default ->
          new LocalDerivative.LinearMap(
              Message.of("op.conv2d.local.b"),
              "db = Σ dy[i, j]",
              "\\frac{\\partial L}{\\partial b_{o}}=\\sum_{n,i,j}\\frac{\\partial L}{\\partial y_{n,o,i,j}}");
    };
  }
}
