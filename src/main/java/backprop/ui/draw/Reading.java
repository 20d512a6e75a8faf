package backprop.ui.draw;

import java.util.List;

/// What was read in the drawing on the pad, as far as it may be shown.
public sealed interface Reading {

  /// Nothing is drawn, so nothing is predicted.
  record Empty() implements Reading {}

  /// The prediction lies ahead of the playhead, or is being computed.
  record NotYet() implements Reading {}

  /// The probability of each class, in the order of the classes.
  ///
  /// @param probabilities one number a class, 0 to 1
  record Classes(List<Float> probabilities) implements Reading {
    public Classes {
      probabilities = List.copyOf(probabilities);
    }

    /// The most probable class, the first of equals.
    public int best() {
      int best = 0;
      for (int k = 1; k < probabilities.size(); k++) {
        if (probabilities.get(k) > probabilities.get(best)) {
          best = k;
        }
      }
      return best;
    }
  }
}
