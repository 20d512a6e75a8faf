package backprop.cli;

import backprop.autodiff.EdgeCheck;
import backprop.autodiff.EvaluationContext;
import backprop.autodiff.Evaluator;
import backprop.autodiff.GradientCheck;
import backprop.autodiff.NumericalGradient;
import backprop.autodiff.Trace;
import backprop.graph.GraphDocument;
import backprop.graph.NodeId;
import backprop.tensor.Tensor;
import java.util.List;
import java.util.Map;

/// What `check` answers: each edge by itself, and each input and parameter as a whole.
///
/// @param edges in the order of the pass, backward
/// @param inputs in the order in which their gradients are complete
record CheckAnswer(Trace trace, List<EdgeCheck> edges, List<GradientCheck.Row> inputs) {

  /// Checks a document.
  ///
  /// @param data rows for inputs that wait for data
  /// @throws backprop.message.MessageException if its output cannot be evaluated, with the reason
  static CheckAnswer of(GraphDocument document, Map<NodeId, Tensor> data) {
    Trace trace = Evaluator.trace(document, new EvaluationContext(data, Map.of(), false, 0, 0));
    Answer.output(trace);
    return new CheckAnswer(
        trace,
        EdgeCheck.all(trace, NumericalGradient.NEVER, GradientCheck.Progress.NONE),
        GradientCheck.check(trace, trace.count(), NumericalGradient.NEVER));
  }

  /// Whether no edge is wrong.
  boolean agrees() {
    return edges.stream().noneMatch(EdgeCheck::wrong);
  }
}
