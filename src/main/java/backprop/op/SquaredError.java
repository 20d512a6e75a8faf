package backprop.op;

import backprop.message.Message;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;

/// What the losses of squared differences have in common: L = c · Σ (y − t)², dy = dL · 2c · (y −
/// t).
final class SquaredError {
  static final List<Port> PORTS = List.of(Port.of("y"), Port.label("t"));

  private SquaredError() {}

  /// @throws ShapeMismatch unless both shapes are equal
  static Shape shape(String sign, List<Shape> inputs) {
    if (!inputs.get(0).equals(inputs.get(1))) {
      throw new ShapeMismatch(Message.of("op.shape.same", sign, inputs.get(0), inputs.get(1)));
    }
    return Shape.scalar();
  }

  static double sum(List<Tensor> inputs) {
    Tensor y = inputs.get(0);
    double sum = 0;
    for (int i = 0; i < y.size(); i++) {
      double difference = y.get(i) - inputs.get(1).get(i);
      sum += difference * difference;
    }
    return sum;
  }

  /// The differences y − t times a factor.
  static Tensor differences(List<Tensor> inputs, double factor) {
    return inputs.get(0).zip(inputs.get(1), (y, t) -> factor * (y - t));
  }
}
