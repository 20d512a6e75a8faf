package backprop.network;

import backprop.graph.NodeId;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/// Gradients of the loss by numerical differentiation, in place of a backward pass: `(L(w + h) −
/// L(w − h)) / 2h` for one number of one parameter after the other.
///
/// It is what backpropagation is there to save: two forward passes for each number. In float32 a
/// loss of about 1 is known to about 10⁻⁷, so a small `h` drowns in rounding (Saito's 10⁻⁴ leaves
/// three digits at most); with [#STEP] rounding and the neglected third derivative each stay near
/// 10⁻⁵. Not safe for several threads.
public final class NumericalGradients {
  /// `h`, a power of two: adding it rounds the least.
  public static final float STEP = 1f / 128;

  private final Workspace workspace;
  private final List<NodeId> parameters;
  private final Matrix[] values;
  private final Matrix[] gradients;
  private final List<Matrix> state;
  private final List<Matrix> before;
  private final List<Matrix> after;

  /// For every parameter that the workspace has a gradient buffer for.
  public NumericalGradients(Workspace workspace) {
    this.workspace = workspace;
    Program program = workspace.program();
    parameters = program.parameters().stream().filter(program::hasGradient).toList();
    values = new Matrix[parameters.size()];
    gradients = new Matrix[values.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = workspace.value(program.slot(parameters.get(i)));
      gradients[i] = workspace.gradient(program.slot(parameters.get(i)));
    }
    state = workspace.remembered();
    before = copies(state);
    after = copies(state);
  }

  private static List<Matrix> copies(List<Matrix> of) {
    return of.stream().map(matrix -> new Matrix(matrix.rows, matrix.columns)).toList();
  }

  /// How many numbers the parameters have: a step takes one forward pass and two more for each.
  public long numbers() {
    long numbers = 0;
    for (Matrix value : values) {
      numbers += (long) value.rows * value.columns;
    }
    return numbers;
  }

  /// Runs the forward pass, then writes the gradients that a backward pass would have written.
  ///
  /// Dropout's masks are the same in all passes, and batch normalisation remembers the first only.
  ///
  /// @param cancelled asked before each number
  /// @return the loss; empty if cancelled, and then nothing is remembered
  public OptionalDouble compute(BooleanSupplier cancelled) {
    copy(state, before);
    double loss = workspace.forward();
    copy(state, after);
    for (int i = 0; i < values.length; i++) {
      Matrix w = values[i];
      for (int row = 0; row < w.rows; row++) {
        for (int column = 0; column < w.columns; column++) {
          if (cancelled.getAsBoolean()) {
            copy(before, state);
            return OptionalDouble.empty();
          }
          gradients[i].set(row, column, slope(w, row, column));
        }
      }
    }
    copy(after, state);
    return OptionalDouble.of(loss);
  }

  private float slope(Matrix w, int row, int column) {
    float kept = w.get(row, column);
    float above = kept + STEP;
    float below = kept - STEP;
    w.set(row, column, above);
    double more = workspace.forward();
    w.set(row, column, below);
    double less = workspace.forward();
    w.set(row, column, kept);
    return (float) ((more - less) / ((double) above - below));
  }

  private static void copy(List<Matrix> from, List<Matrix> to) {
    for (int i = 0; i < from.size(); i++) {
      to.get(i).copy(from.get(i));
    }
  }
}
