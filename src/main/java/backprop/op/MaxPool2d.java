package backprop.op;

import backprop.message.Message;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/// The largest number of each window of an image.
///
/// Formula: `y[i, j] = max x[s·i + u − p, s·j + v − p]`; what stands out of the image counts for
/// nothing. Shapes: see [Pooling]. Gradient: dy goes to the number that was the largest, all others
/// of the window get 0; of equal ones the first in reading order gets it, as in PyTorch. NaN is
/// larger than every number. Source: Saito, Deep Learning from Scratch, chapter 7.3.
///
/// @param windows kernel, stride and padding
public record MaxPool2d(Windows windows) implements Pooling {

  /// The operation with this kernel, stride and padding; see [Windows].
  public MaxPool2d(int kernel, int stride, int padding) {
    this(new Windows(kernel, stride, padding));
  }

  @Override
  public String name() {
    return "max_pool2d";
  }

  @Override
  public String sign() {
    return "MaxPool 2D";
  }

  @Override
  public String formula() {
    return "y[i, j] = max x[s·i + u − p, s·j + v − p]";
  }

  @Override
  public String latex() {
    return "y_{i,j}=\\max_{u,v}\\;x_{s\\,i+u-p,\\,s\\,j+v-p}";
  }

  @Override
  public Tensor value(List<Tensor> inputs, OpContext context) {
    Tensor x = inputs.get(0);
    int[] chosen = chosen(x);
    return Tensor.generate(placed(x.shape()).output(), i -> x.get(chosen[i]));
  }

  /// For each output number the position of the input number that it is.
  private int[] chosen(Tensor x) {
    Windows.Placed placed = placed(x.shape());
    int[] chosen = new int[placed.output().size()];
    windows.forEach(
        placed,
        (output, plane, top, bottom, left, right) -> {
          int best = plane + top * placed.width() + left;
          for (int i = top; i < bottom; i++) {
            for (int j = left; j < right; j++) {
              int at = plane + i * placed.width() + j;
              boolean first = Double.isNaN(x.get(at)) && !Double.isNaN(x.get(best));
              best = first || x.get(at) > x.get(best) ? at : best;
            }
          }
          chosen[output] = best;
        });
    return chosen;
  }

  @Override
  public Tensor gradient(
      int port, List<Tensor> inputs, Tensor output, Tensor upstream, OpContext context) {
    Tensor x = inputs.get(0);
    int[] chosen = chosen(x);
    double[] dx = new double[x.size()];
    for (int i = 0; i < chosen.length; i++) {
      dx[chosen[i]] += upstream.get(i);
    }
    return Tensor.of(x.shape(), dx);
  }

  @Override
  public LocalDerivative localDerivative(
      int port, List<Tensor> inputs, Tensor output, OpContext context) {
    return new LocalDerivative.LinearMap(
        Message.of("op.max_pool2d.local.x"),
        "dx = Σ dy · [x = y]",
        "\\frac{\\partial L}{\\partial x_{a,b}}=\\sum_{i,j}"
            + "\\begin{cases}\\frac{\\partial L}{\\partial y_{i,j}}&\\;(x_{a,b}=y_{i,j})\\\\0&\\;(x_{a,b}<y_{i,j})\\end{cases}");
  }

  /// In each window that a number is in, its distance to the largest of the others; the smallest of
  /// these.
  @Override
  public Tensor kinkDistance(int port, List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    Shape shape = x.shape();
    Windows.Placed placed = placed(shape);
    double[] distance = new double[x.size()];
    Arrays.fill(distance, Double.POSITIVE_INFINITY);
    for (int output = 0; output < placed.output().size(); output++) {
      List<Integer> window = window(shape, output);
      for (int at : window) {
        double other = Double.NEGATIVE_INFINITY;
        for (int o : window) {
          other = o == at ? other : Math.max(other, x.get(o));
        }
        double apart = x.get(at) == other ? 0 : Math.abs(x.get(at) - other);
        distance[at] = Math.min(distance[at], apart);
      }
    }
    return Tensor.of(shape, distance);
  }
}
