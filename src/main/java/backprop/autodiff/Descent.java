package backprop.autodiff;

import backprop.graph.Edge;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/// A document trained step by step in float64 by its own pass, a person's own rules included, until
/// a number is no longer finite.
///
/// This is not how a network is trained well: every step takes all the document's data, and every
/// intermediate is kept. It is how a wrong gradient is followed to its end: which step made the
/// first infinity or NaN, and where.
///
/// @param losses the output's value before each update, the last that was computed included
/// @param largest the largest |number| of all parameters before each update
/// @param broken where it ended, if a number was not finite
/// @param accuracy how many rows the prediction answers as labelled at the end; as in NumPy the
///   first NaN of a row is its largest number
public record Descent(
    List<Double> losses, List<Double> largest, Optional<Broken> broken, OptionalDouble accuracy) {
  public Descent {
    losses = List.copyOf(losses);
    largest = List.copyOf(largest);
  }

  /// Where the first infinity or NaN arose.
  ///
  /// @param step the number of updates made before it
  /// @param node the first node whose value or gradient was not finite
  public record Broken(int step, NodeId node) {}

  /// Follows the gradient for so many updates at most.
  ///
  /// @param document marks a scalar output or loss
  /// @param optimizer how each parameter moves
  /// @param progress told of each step
  /// @throws CancellationException if cancelled
  public static Descent follow(
      GraphDocument document,
      Optimizer optimizer,
      int steps,
      BooleanSupplier cancelled,
      GradientCheck.Progress progress) {
    List<Double> losses = new ArrayList<>();
    List<Double> largest = new ArrayList<>();
    Map<NodeId, Tensor> weights = new HashMap<>();
    Map<NodeId, Optimizer.State> states = new HashMap<>();
    for (int step = 0; ; step++) {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException();
      }
      progress.at(step, steps);
      Trace trace =
          Evaluator.trace(document, new EvaluationContext(Map.of(), weights, false, 0, step));
      Map<NodeId, Tensor> values = trace.values();
      Optional<Tensor> loss = trace.output().flatMap(output -> trace.value(output, trace.count()));
      if (loss.isEmpty() || !loss.get().isScalar()) {
        return new Descent(losses, largest, Optional.empty(), OptionalDouble.empty());
      }
      losses.add(loss.get().item());
      largest.add(largest(trace, values));
      boolean finite = trace.firstNonFinite().isEmpty();
      if (!finite || step == steps) {
        int at = step;
        return new Descent(
            losses,
            largest,
            trace.firstNonFiniteNode().filter(_ -> !finite).map(node -> new Broken(at, node)),
            accuracy(trace, values));
      }
      update(trace, optimizer, weights, states);
    }
  }

  private static void update(
      Trace trace,
      Optimizer optimizer,
      Map<NodeId, Tensor> weights,
      Map<NodeId, Optimizer.State> states) {
    Map<NodeId, Tensor> values = trace.values();
    trace
        .gradients()
        .forEach(
            (id, gradient) -> {
              Tensor weight = values.get(id);
              if (trace.graph().node(id) instanceof Node.Parameter
                  && weight != null
                  && gradient.shape().equals(weight.shape())) {
                Optimizer.State state = states.getOrDefault(id, optimizer.begin(weight.shape()));
                Optimizer.Updated updated = optimizer.update(weight, gradient, state);
                weights.put(id, updated.weight());
                states.put(id, updated.state());
              }
            });
  }

  private static double largest(Trace trace, Map<NodeId, Tensor> values) {
    double largest = 0;
    for (Map.Entry<NodeId, Tensor> entry : values.entrySet()) {
      if (trace.graph().node(entry.getKey()) instanceof Node.Parameter) {
        for (int i = 0; i < entry.getValue().size(); i++) {
          largest = Math.max(largest, Math.abs(entry.getValue().get(i)));
        }
      }
    }
    return largest;
  }

  /// The share of rows whose largest score stands where the label does, where there are both.
  private static OptionalDouble accuracy(Trace trace, Map<NodeId, Tensor> values) {
    Optional<NodeId> output = trace.output();
    if (output.isEmpty()) {
      return OptionalDouble.empty();
    }
    List<Edge> inputs = trace.graph().inputs(output.get());
    Tensor scores = inputs.size() == 2 ? values.get(inputs.get(0).from()) : null;
    Tensor labels = inputs.size() == 2 ? values.get(inputs.get(1).from()) : null;
    if (scores == null || labels == null || scores.shape().rank() != 2) {
      return OptionalDouble.empty();
    }
    int rows = scores.shape().dim(0);
    int classes = scores.shape().dim(1);
    boolean indices = labels.shape().rank() == 1 && labels.size() == rows;
    if (!indices && !labels.shape().equals(scores.shape())) {
      return OptionalDouble.empty();
    }
    int right = 0;
    for (int row = 0; row < rows; row++) {
      int label = indices ? (int) labels.get(row) : argmax(labels, row * classes, classes);
      if (argmax(scores, row * classes, classes) == label) {
        right++;
      }
    }
    return OptionalDouble.of((double) right / rows);
  }

  private static int argmax(Tensor tensor, int from, int length) {
    int best = 0;
    for (int i = 0; i < length; i++) {
      if (Double.isNaN(tensor.get(from + i))) {
        return i;
      }
      if (tensor.get(from + i) > tensor.get(from + best)) {
        best = i;
      }
    }
    return best;
  }
}
