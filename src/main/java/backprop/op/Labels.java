package backprop.op;

import backprop.message.Message;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.Optional;

/// Labels in their two forms, told apart by rank and never guessed from sizes: one rank less than
/// the scores means class indices, the same shape means one-hot.
final class Labels {
  private Labels() {}

  /// Checks that scores (C) or (N, C) and labels fit.
  ///
  /// @throws ShapeMismatch where they do not
  static void check(String sign, Shape scores, Shape labels) {
    if (scores.rank() < 1 || scores.rank() > 2) {
      throw new ShapeMismatch(Message.of("op.shape.scores", sign, scores));
    }
    Shape indices = indices(scores);
    if (!labels.equals(scores) && !labels.equals(indices)) {
      throw new ShapeMismatch(Message.of("op.shape.labels", sign, scores, labels, indices));
    }
  }

  private static Shape indices(Shape scores) {
    return scores.rank() == 1 ? Shape.scalar() : Shape.of(scores.dim(0));
  }

  /// How many rows these scores have; one where there is no batch axis.
  static int rows(Shape scores) {
    return scores.rank() == 1 ? 1 : scores.dim(0);
  }

  /// The labels in the scores' shape: as they are where they are one-hot, else 1 at each row's
  /// class. A row whose index is no class is NaN.
  static Tensor oneHot(Shape scores, Tensor labels) {
    if (labels.shape().rank() == scores.rank()) {
      return labels;
    }
    int classes = scores.dim(-1);
    return Tensor.generate(
        scores,
        i -> {
          double index = labels.get(i / classes);
          return !isClass(index, classes) ? Double.NaN : index == i % classes ? 1 : 0;
        });
  }

  /// The first index that is no class, as a sentence.
  static Optional<Message> problem(Shape scores, Tensor labels) {
    int classes = scores.dim(-1);
    if (labels.shape().rank() < scores.rank()) {
      for (int row = 0; row < labels.size(); row++) {
        if (!isClass(labels.get(row), classes)) {
          return Optional.of(
              Message.of("op.value.label", labels.get(row), classes, classes - 1, row));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isClass(double index, int classes) {
    return index >= 0 && index < classes && index == Math.rint(index);
  }
}
