package backprop.language;

import backprop.graph.Node;
import backprop.op.Op;
import backprop.tensor.CounterRandom;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The values of inputs for which nobody gave one.
///
/// Scalars get 1, 2, 3 … in the order in which the text names them; tensors get two-digit numbers
/// drawn from the standard normal distribution, the same each time; labels get zeros.
final class UsualValues {
  private static final int DIGITS = 100;

  private UsualValues() {}

  static void give(List<Draft> drafts) {
    Map<Draft, Boolean> labels = labels(drafts);
    int scalars = 0;
    int tensors = 0;
    for (Draft draft : drafts) {
      if (draft.isValued() || !(draft.node() instanceof Node.Input input)) {
        continue;
      }
      Shape shape = input.shape();
      Tensor value;
      if (labels.getOrDefault(draft, false)) {
        value = Tensor.zeros(shape);
      } else if (shape.isScalar()) {
        value = Tensor.scalar(++scalars);
      } else {
        long key = CounterRandom.key(++tensors, CounterRandom.name("input"));
        value =
            Tensor.generate(
                shape, i -> Math.rint(DIGITS * CounterRandom.normal(key, i)) / DIGITS + 0.0);
      }
      draft.become(new Node.Input(Draft.noId(), "", new Node.Source.Given(value)));
    }
  }

  /// Whether a value is used, and only as a label.
  private static Map<Draft, Boolean> labels(List<Draft> drafts) {
    Map<Draft, Boolean> labels = new HashMap<>();
    for (Draft draft : drafts) {
      if (draft.node() instanceof Node.Operation(_, _, Op op)) {
        for (int port = 0; port < draft.inputs().size(); port++) {
          boolean label = !op.ports().get(port).differentiable();
          labels.merge(draft.inputs().get(port), label, Boolean::logicalAnd);
        }
      }
    }
    return labels;
  }
}
