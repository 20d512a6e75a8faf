package backprop.op;

import backprop.message.Message;
import backprop.tensor.Tensor;
import java.util.List;

/// The mean of each window of an image.
///
/// Formula: `y[i, j] = (1/k²) Σ x[s·i + u − p, s·j + v − p]`, zero outside the image: the padding
/// counts, as in PyTorch. Shapes: see [Pooling]. Gradient: every number of the window gets dy / k².
///
/// @param windows kernel, stride and padding
public record AveragePool2d(Windows windows) implements Pooling {

  /// The operation with this kernel, stride and padding; see [Windows].
  public AveragePool2d(int kernel, int stride, int padding) {
    this(new Windows(kernel, stride, padding));
  }

  @Override
  public String name() {
    return "avg_pool2d";
  }

  @Override
  public String sign() {
    return "AvgPool 2D";
  }

  @Override
  public String formula() {
    return "y[i, j] = (1/k²) Σ x[s·i + u − p, s·j + v − p]";
  }

  @Override
  public String latex() {
    return "y_{i,j}=\\frac{1}{k^{2}}\\sum_{u,v}x_{s\\,i+u-p,\\,s\\,j+v-p}";
  }

  private double area() {
    return (double) windows.kernel() * windows.kernel();
  }

  @Override
  public Tensor value(List<Tensor> inputs, OpContext context) {
    Tensor x = inputs.get(0);
    Windows.Placed placed = placed(x.shape());
    double[] y = new double[placed.output().size()];
    windows.forEach(
        placed,
        (output, plane, top, bottom, left, right) -> {
          double sum = 0;
          for (int i = top; i < bottom; i++) {
            for (int j = left; j < right; j++) {
              sum += x.get(plane + i * placed.width() + j);
            }
          }
          y[output] = sum / area();
        });
    return Tensor.of(placed.output(), y);
  }

  @Override
  public Tensor gradient(
      int port, List<Tensor> inputs, Tensor output, Tensor upstream, OpContext context) {
    Tensor x = inputs.get(0);
    Windows.Placed placed = placed(x.shape());
    double[] dx = new double[x.size()];
    windows.forEach(
        placed,
        (at, plane, top, bottom, left, right) -> {
          for (int i = top; i < bottom; i++) {
            for (int j = left; j < right; j++) {
              dx[plane + i * placed.width() + j] += upstream.get(at) / area();
            }
          }
        });
    return Tensor.of(x.shape(), dx);
  }

  @Override
  public LocalDerivative localDerivative(
      int port, List<Tensor> inputs, Tensor output, OpContext context) {
    return new LocalDerivative.LinearMap(
        Message.of("op.avg_pool2d.local.x", (int) area()),
        "dx = Σ dy / k²",
        "\\frac{\\partial L}{\\partial x_{a,b}}=\\frac{1}{k^{2}}\\sum_{i,j}\\frac{\\partial L}{\\partial y_{i,j}}");
  }
}
