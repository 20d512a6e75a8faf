package backprop.ui.graph;

import backprop.autodiff.Step;
import backprop.autodiff.Trace;
import backprop.graph.Edge;
import backprop.graph.Node;
import backprop.op.Op;
import backprop.op.OpContext;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a step on tensors is made of: the terms of one cell, made on demand.
///
/// A gradient is linear in its upstream: what a cell gets is the sum, over all outputs, of the
/// upstream number there times the partial derivative of that output by the cell. The partial
/// derivatives are found by sending a one through each output alone, so that every operation opens
/// in the same way and no Jacobian is kept.
final class InnerSteps {
  /// The most partial derivatives that are looked for: the rest would keep a person waiting.
  static final long MOST_PARTIALS = 40_000;

  /// One term of a cell.
  ///
  /// @param output the row-major position of the upstream number
  record Term(int output, double upstream, double partial) {
    double product() {
      return upstream * partial;
    }
  }

  private InnerSteps() {}

  /// The terms of one cell of what is sent down an edge; those whose partial derivative is 0 are
  /// left out.
  ///
  /// @param cell the row-major position in the input's gradient
  /// @return nothing where there are too many to look for
  static Optional<List<Term>> terms(Trace trace, Step.Propagate step, int cell) {
    int outputs = step.upstream().size();
    if ((long) outputs * step.contribution().size() > MOST_PARTIALS * 100
        || outputs > MOST_PARTIALS) {
      return Optional.empty();
    }
    Edge edge = step.edge();
    if (!(trace.graph().node(edge.to()) instanceof Node.Operation(_, _, Op op))) {
      return Optional.empty();
    }
    List<Tensor> inputs = inputs(trace, edge);
    Tensor output = trace.value(edge.to(), trace.count()).orElseThrow();
    OpContext context = trace.context().at(edge.to());
    List<Term> terms = new ArrayList<>();
    for (int o = 0; o < outputs; o++) {
      int at = o;
      Tensor one = Tensor.generate(output.shape(), i -> i == at ? 1 : 0);
      double partial = op.gradient(edge.port(), inputs, output, one, context).get(cell);
      if (partial != 0) {
        terms.add(new Term(o, step.upstream().get(o), partial));
      }
    }
    return Optional.of(terms);
  }

  private static List<Tensor> inputs(Trace trace, Edge edge) {
    return trace.graph().inputs(edge.to()).stream()
        .map(input -> trace.value(input.from(), trace.count()).orElseThrow())
        .toList();
  }

  /// A row-major position as indices: `[1][2]`; nothing for a scalar.
  static String index(Shape shape, int position) {
    StringBuilder text = new StringBuilder();
    int rest = position;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      int length = Math.max(1, shape.dim(axis));
      text.insert(0, "[" + rest % length + "]");
      rest /= length;
    }
    return text.toString();
  }

  /// The row-major position of indices as a person types them: `[3][1]`, `3, 1`, `3 1`.
  static Optional<Integer> position(Shape shape, String typed) {
    String[] parts = typed.replaceAll("[\\[\\],\\s]+", " ").strip().split(" ");
    if (parts.length != shape.rank()) {
      return Optional.empty();
    }
    int position = 0;
    for (int axis = 0; axis < parts.length; axis++) {
      if (!parts[axis].matches("\\d{1,9}") || Integer.parseInt(parts[axis]) >= shape.dim(axis)) {
        return Optional.empty();
      }
      position = position * shape.dim(axis) + Integer.parseInt(parts[axis]);
    }
    return Optional.of(position);
  }
}
