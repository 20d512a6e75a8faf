package backprop.training;

import backprop.data.DigitSet;
import backprop.graph.GraphDocument;
import backprop.network.Kernels;
import backprop.network.Mode;
import backprop.network.Program;
import backprop.network.Weights;
import backprop.network.Workspace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Reads a whole set with some weights and counts what comes out. Not safe for several threads.
public final class Evaluator {
  private static final int BATCH = 500;

  private final Program program;
  private final Engine engine;
  private final Map<Integer, Workspace> workspaces = new HashMap<>();

  public Evaluator(GraphDocument document, Kernels kernels) {
    this(document, Engine.alone(kernels));
  }

  Evaluator(GraphDocument document, Engine engine) {
    this.program = Program.compile(document, Set.of(), Mode.LOSS);
    this.engine = engine;
  }

  /// Reads the set with these weights.
  public Evaluation evaluate(DigitSet set, Weights weights) {
    return evaluate(set, workspace -> workspace.load(weights), () -> false).orElseThrow();
  }

  /// Reads the set with the weights that another workspace of the same document holds.
  ///
  /// @param cancelled asked between batches
  /// @return empty if it was cancelled
  Optional<Evaluation> evaluate(DigitSet set, Workspace weights, BooleanSupplier cancelled) {
    return evaluate(set, workspace -> workspace.loadFrom(weights), cancelled);
  }

  private Optional<Evaluation> evaluate(
      DigitSet set, Consumer<Workspace> loading, BooleanSupplier cancelled) {
    Count count = new Count(set);
    for (int from = 0; from < set.count(); from += BATCH) {
      if (cancelled.getAsBoolean()) {
        return Optional.empty();
      }
      int size = Math.min(BATCH, set.count() - from);
      Workspace workspace =
          workspaces.computeIfAbsent(
              size, rows -> program.workspace(rows, engine.kernels(), engine.team()));
      if (from == 0 || size < BATCH) {
        loading.accept(workspace);
      }
      count.add(workspace, from, size);
    }
    return Optional.of(count.evaluation());
  }

  /// The running count over one set.
  private static final class Count {
    private final DigitSet set;
    private final int classes;
    private final int[] confusion;
    private final byte[] pixels;
    private final PriorityQueue<Mistake> worst =
        new PriorityQueue<>(
            Comparator.comparingDouble(Mistake::loss)
                .thenComparing(Comparator.comparingInt(Mistake::image).reversed()));
    private int correct;
    private double loss;

    Count(DigitSet set) {
      this.set = set;
      this.classes = set.classes();
      this.confusion = new int[classes * classes];
      this.pixels = new byte[set.pixelsPerImage()];
    }

    void add(Workspace workspace, int from, int size) {
      for (int row = 0; row < size; row++) {
        set.copyBytes(from + row, pixels, 0);
        workspace.pixels(row, pixels, 0).label(row, set.label(from + row));
      }
      loss += workspace.forward() * size;
      for (int row = 0; row < size; row++) {
        int label = set.label(from + row);
        int predicted = workspace.predicted(row);
        confusion[label * classes + predicted]++;
        if (predicted == label) {
          correct++;
        } else {
          mistake(workspace, row, from + row, label, predicted);
        }
      }
    }

    private void mistake(Workspace workspace, int row, int image, int label, int predicted) {
      float[] probabilities = workspace.probabilities(row);
      double rowLoss = -Math.log(Math.max(probabilities[label], Float.MIN_NORMAL));
      worst.add(new Mistake(image, label, predicted, probabilities[predicted], rowLoss));
      if (worst.size() > Evaluation.WORST) {
        worst.poll();
      }
    }

    Evaluation evaluation() {
      List<Mistake> kept = new ArrayList<>(worst);
      kept.sort(
          Comparator.comparingDouble(Mistake::loss).reversed().thenComparingInt(Mistake::image));
      return new Evaluation(
          set.count(), correct, loss / set.count(), new ConfusionMatrix(classes, confusion), kept);
    }
  }
}
