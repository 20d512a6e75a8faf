package backprop.network;

/// How gradients that are too large are cut before the update, as PyTorch does it.
public sealed interface Clipping {
  /// Gradients are taken as they are.
  record None() implements Clipping {}

  /// Every number of every gradient is cut to `−most … most`.
  record Value(double most) implements Clipping {
    public Value {
      positive(most);
    }
  }

  /// All gradients together are scaled by one factor `most / (norm + 10⁻⁶)` when the root of the
  /// sum of all their squares is larger than `most`.
  record Norm(double most) implements Clipping {
    public Norm {
      positive(most);
    }
  }

  private static void positive(double most) {
    if (!(most > 0) || Double.isInfinite(most)) {
      throw new IllegalArgumentException("A limit of gradients is positive, not " + most + ".");
    }
  }
}
