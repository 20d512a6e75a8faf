package backprop.autodiff;

import backprop.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/// Finds the step of a trace in which a number first became NaN or infinite.
public final class NotFinite {
  private NotFinite() {}

  /// The first step that makes a NaN or an infinity; nothing where all numbers are finite.
  public static Optional<Integer> firstStep(Trace trace) {
    List<Step> steps = trace.steps();
    for (int i = 0; i < steps.size(); i++) {
      if (makesOne(steps.get(i))) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private static boolean makesOne(Step step) {
    return switch (step) {
      case Step.Evaluate evaluate -> holdsOne(evaluate.value());
      case Step.Seed seed -> holdsOne(seed.upstream());
      case Step.Propagate sent -> holdsOne(sent.contribution()) || holdsOne(sent.sum());
      case Step.Tangent sent -> holdsOne(sent.contribution()) || holdsOne(sent.sum());
      case Step.Update update -> holdsOne(update.after());
    };
  }

  private static boolean holdsOne(Tensor tensor) {
    for (int i = 0; i < tensor.size(); i++) {
      if (!Double.isFinite(tensor.get(i))) {
        return true;
      }
    }
    return false;
  }
}
