package backprop.op;

import backprop.message.Message;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;

/// Scores turned into probabilities, along the last axis: row by row, never over the whole batch.
///
/// Formula: yᵢ = exp(xᵢ) / Σⱼ exp(xⱼ). Shapes: x (…, C), y the same. Gradient: dxᵢ = yᵢ (dyᵢ − Σⱼ
/// dyⱼ yⱼ). The largest score of the row is subtracted first, so that nothing overflows. Source:
/// Saito, Deep Learning from Scratch, chapter 3.5.
public record Softmax() implements Op {

  @Override
  public String name() {
    return "softmax";
  }

  @Override
  public String sign() {
    return "Softmax";
  }

  @Override
  public List<Port> ports() {
    return List.of(Port.of("x"));
  }

  @Override
  public String formula() {
    return "yᵢ = exp(xᵢ) / Σⱼ exp(xⱼ)";
  }

  @Override
  public String latex() {
    return "y_{i}=\\frac{\\exp(x_{i})}{\\sum_{j}\\exp(x_{j})}";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    if (inputs.get(0).isScalar()) {
      throw new ShapeMismatch(Message.of("op.shape.softmax", inputs.get(0)));
    }
    return inputs.get(0);
  }

  @Override
  public Tensor value(List<Tensor> inputs, OpContext context) {
    return probabilities(inputs.get(0));
  }

  /// The softmax of each row.
  static Tensor probabilities(Tensor x) {
    double[] y = x.toArray();
    int classes = x.shape().dim(-1);
    for (int row = 0; row < y.length; row += classes) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int i = row; i < row + classes; i++) {
        largest = Math.max(largest, y[i]);
      }
      double sum = 0;
      for (int i = row; i < row + classes; i++) {
        y[i] = Math.exp(y[i] - largest);
        sum += y[i];
      }
      for (int i = row; i < row + classes; i++) {
        y[i] /= sum;
      }
    }
    return Tensor.of(x.shape(), y);
  }

  @Override
  public Tensor gradient(
      int port, List<Tensor> inputs, Tensor output, Tensor upstream, OpContext context) {
    int classes = output.shape().dim(-1);
    double[] dx = new double[output.size()];
    for (int row = 0; row < dx.length; row += classes) {
      double mean = 0;
      for (int i = row; i < row + classes; i++) {
        mean += upstream.get(i) * output.get(i);
      }
      for (int i = row; i < row + classes; i++) {
        dx[i] = output.get(i) * (upstream.get(i) - mean);
      }
    }
    return Tensor.of(output.shape(), dx);
  }

  @Override
  public LocalDerivative localDerivative(
      int port, List<Tensor> inputs, Tensor output, OpContext context) {
    return new LocalDerivative.LinearMap(
        Message.of("op.softmax.local.x"),
        "dxᵢ = yᵢ(dyᵢ − Σⱼ dyⱼ yⱼ)",
        "\\frac{\\partial L}{\\partial x_{i}}=y_{i}\\left(\\frac{\\partial L}{\\partial y_{i}}"
            + "-\\sum_{j}\\frac{\\partial L}{\\partial y_{j}}\\,y_{j}\\right)");
  }
}
