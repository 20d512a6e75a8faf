package backprop.autodiff;

import backprop.autodiff.Mistake.Kind;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntUnaryOperator;

/// Names the mistake in a gradient from its numbers and the right ones.
///
/// @param ours the gradient in question
/// @param right what it should be; NaN where that is not known
/// @param tolerance how far two equal numbers may be apart, against the largest right one
public record Diagnosis(Tensor ours, Tensor right, double tolerance) {

  /// The mistake, if it is a known one.
  ///
  /// @param upstream the gradient that the sender was given
  /// @param rows how many rows the batch has; 1 where there is none
  public Optional<Mistake> of(Optional<Tensor> upstream, int rows) {
    if (!ours.shape().equals(right.shape())) {
      return Optional.of(shape(upstream));
    }
    if (same(ours, right)) {
      return Optional.empty();
    }
    if (right.shape().rank() == 2
        && right.shape().dim(0) == right.shape().dim(1)
        && same(transposed(ours), right)) {
      return Optional.of(Mistake.of(Kind.TRANSPOSED));
    }
    OptionalDouble ratio = ratio();
    if (ratio.isPresent()) {
      return Optional.of(factor(ratio.getAsDouble(), rows));
    }
    return summed(upstream).or(this::shifted).or(this::truncated).or(this::masked);
  }

  /// What every number is multiplied by, where that is one factor.
  public OptionalDouble ratio() {
    if (!ours.shape().equals(right.shape())) {
      return OptionalDouble.empty();
    }
    double largest = 0;
    double ratio = Double.NaN;
    for (int i = 0; i < right.size(); i++) {
      if (Math.abs(right.get(i)) > largest) {
        largest = Math.abs(right.get(i));
        ratio = ours.get(i) / right.get(i);
      }
    }
    double factor = ratio;
    return Double.isFinite(ratio) && ratio != 0 && same(ours, right.map(v -> v * factor))
        ? OptionalDouble.of(ratio)
        : OptionalDouble.empty();
  }

  private Mistake factor(double ratio, int rows) {
    if (near(ratio, -1)) {
      return Mistake.of(Kind.TURNED);
    }
    if (rows > 1 && near(ratio, rows)) {
      return Mistake.of(Kind.NOT_DIVIDED, rows);
    }
    double inverse = Math.rint(1 / ratio);
    return inverse > 1 && near(ratio, 1 / inverse)
        ? Mistake.of(Kind.DIVIDED, inverse)
        : Mistake.of(Kind.FACTOR, ratio);
  }

  private Mistake shape(Optional<Tensor> upstream) {
    Shape is = ours.shape();
    Shape should = right.shape();
    if (is.rank() == 2
        && should.rank() == 2
        && is.dim(0) == should.dim(1)
        && is.dim(1) == should.dim(0)
        && same(transposed(ours), right)) {
      return Mistake.of(Kind.TRANSPOSED);
    }
    if (is.size() == should.size() && same(ours.reshape(should), right)) {
      return Mistake.of(Kind.NOT_RESHAPED, is, should);
    }
    return upstream
        .filter(up -> up.shape().rank() == 2 && is.rank() == 1 && should.rank() == 1)
        .filter(up -> same(ours, sumOfRows(transposed(up))))
        .map(_ -> Mistake.of(Kind.SUMMED_ACROSS))
        .orElseGet(() -> Mistake.of(Kind.OTHER_SHAPE, is, should));
  }

  private Optional<Mistake> summed(Optional<Tensor> upstream) {
    Optional<Tensor> matrix =
        upstream.filter(up -> up.shape().rank() == 2 && ours.shape().rank() == 1);
    if (matrix.filter(up -> same(ours, sumOfRows(up))).isPresent()) {
      return Optional.of(Mistake.of(Kind.SUMMED_EARLY));
    }
    return matrix
        .filter(up -> same(ours, sumOfRows(transposed(up))))
        .map(_ -> Mistake.of(Kind.SUMMED_ACROSS));
  }

  private static Tensor sumOfRows(Tensor matrix) {
    return matrix.sumTo(Shape.of(matrix.shape().dim(1)));
  }

  private static Tensor transposed(Tensor matrix) {
    int rows = matrix.shape().dim(0);
    int columns = matrix.shape().dim(1);
    return Tensor.generate(Shape.of(columns, rows), i -> matrix.get(i % rows * columns + i / rows));
  }

  /// Along the last axis by one place; what falls in at the end may be anything.
  private Optional<Mistake> shifted() {
    int length = right.shape().rank() == 0 ? 1 : right.shape().dim(-1);
    if (length < 3) {
      return Optional.empty();
    }
    boolean right1 = follows(length, i -> i % length == 0 ? -1 : i - 1);
    boolean left1 = follows(length, i -> i % length == length - 1 ? -1 : i + 1);
    return right1 || left1 ? Optional.of(Mistake.of(Kind.SHIFTED)) : Optional.empty();
  }

  private boolean follows(int length, IntUnaryOperator source) {
    double scale = scale(right);
    for (int i = 0; i < ours.size(); i++) {
      int from = source.applyAsInt(i);
      if (from >= 0 && !(Math.abs(ours.get(i) - right.get(from)) <= tolerance * scale)) {
        return false;
      }
    }
    return length > 0;
  }

  private Optional<Mistake> truncated() {
    boolean fractions = false;
    for (int i = 0; i < ours.size(); i++) {
      if (ours.get(i) != Math.rint(ours.get(i))) {
        return Optional.empty();
      }
      fractions |= Math.abs(right.get(i) - Math.rint(right.get(i))) > tolerance * scale(right);
    }
    return fractions ? Optional.of(Mistake.of(Kind.TRUNCATED)) : Optional.empty();
  }

  private Optional<Mistake> masked() {
    int zeros = 0;
    for (int i = 0; i < ours.size(); i++) {
      if (Math.abs(ours.get(i) - right.get(i)) <= tolerance * scale(right)) {
        continue;
      }
      if (ours.get(i) != 0 || Double.isNaN(right.get(i))) {
        return Optional.empty();
      }
      zeros++;
    }
    return zeros > 0 && zeros < ours.size()
        ? Optional.of(Mistake.of(Kind.MASKED, zeros))
        : Optional.empty();
  }

  /// Whether two tensors are the same where the second is known; nothing known is not the same.
  private boolean same(Tensor a, Tensor b) {
    if (!a.shape().equals(b.shape())) {
      return false;
    }
    double scale = scale(b);
    int known = 0;
    for (int i = 0; i < a.size(); i++) {
      if (Double.isNaN(b.get(i))) {
        continue;
      }
      known++;
      if (!(Math.abs(a.get(i) - b.get(i)) <= tolerance * scale)) {
        return false;
      }
    }
    return known > 0;
  }

  private boolean near(double a, double b) {
    return Math.abs(a - b) <= tolerance * Math.abs(b);
  }

  private static double scale(Tensor tensor) {
    double largest = 0;
    for (int i = 0; i < tensor.size(); i++) {
      if (Double.isFinite(tensor.get(i))) {
        largest = Math.max(largest, Math.abs(tensor.get(i)));
      }
    }
    return largest;
  }
}
