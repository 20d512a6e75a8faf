package backprop.ui.graph;

import backprop.autodiff.ChainRule;
import backprop.autodiff.Step;
import backprop.autodiff.Trace;
import backprop.formula.Expr;
import backprop.formula.LatexPrinter;
import backprop.formula.ScalarFunction;
import backprop.graph.Edge;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.op.ElementWise;
import backprop.op.LocalDerivative;
import backprop.op.Op;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the playhead is at, as LaTeX for math mode: what a person pastes into a text.
///
/// Nothing ahead of the playhead is in it.
final class StepLatex {
  private final Trace trace;
  private final int playhead;

  private StepLatex(Trace trace, int playhead) {
    this.trace = trace;
    this.playhead = playhead;
  }

  /// The chain rule to the selected node if its gradient is there, else its value; without a
  /// selection what the last step did.
  static Optional<String> of(Trace trace, int playhead, Optional<NodeId> selected) {
    StepLatex latex = new StepLatex(trace, playhead);
    if (selected.isPresent()) {
      return latex.chainRule(selected.get()).or(() -> latex.value(selected.get()));
    }
    if (playhead == 0) {
      return Optional.empty();
    }
    return switch (trace.steps().get(playhead - 1)) {
      case Step.Evaluate evaluate -> latex.value(evaluate.node());
      case Step.Seed seed -> latex.chainRule(seed.node());
      case Step.Propagate sent -> latex.chainRule(sent.node());
      case Step.Update update -> latex.value(update.node());
      case Step.Tangent tangent -> latex.value(tangent.node());
    };
  }

  private Optional<String> chainRule(NodeId node) {
    return ChainRule.of(trace, node, playhead)
        .map(
            rule ->
                derivative(node) + " = " + (rule.paths().isEmpty() ? rules(node) : rule.latex()));
  }

  private String derivative(NodeId node) {
    String output = trace.output().map(this::name).orElse("?");
    return "\\frac{\\partial " + output + "}{\\partial " + name(node) + "}";
  }

  /// The rules of the edges whose contributions have arrived; the upstream where none has a rule.
  private String rules(NodeId node) {
    List<String> rules = new ArrayList<>();
    for (Edge edge : trace.graph().uses(node)) {
      trace.propagated(edge, playhead).map(this::rule).ifPresent(rules::add);
    }
    return rules.isEmpty() ? "1" : String.join(" + ", rules);
  }

  private String rule(Step.Propagate sent) {
    String upstream = derivative(sent.edge().to());
    return switch (sent.local()) {
      case LocalDerivative.Factor(double value, _) ->
          upstream + " \\cdot " + LatexPrinter.number(value);
      case LocalDerivative.Elementwise(_, Expr rule) ->
          upstream + " \\odot \\left(" + LatexPrinter.print(rule) + "\\right)";
      case LocalDerivative.LinearMap(_, _, String latex) -> latex;
    };
  }

  private Optional<String> value(NodeId node) {
    return trace
        .value(node, playhead)
        .map(value -> name(node) + " = " + made(node) + written(value));
  }

  /// What an operation makes its value of, with an equals sign: `100 \times 2 = `.
  private String made(NodeId id) {
    if (!(trace.graph().node(id) instanceof Node.Operation(_, _, Op op))) {
      return "";
    }
    List<NodeId> inputs = trace.graph().inputs(id).stream().map(Edge::from).toList();
    List<Tensor> values =
        inputs.stream().flatMap(input -> trace.value(input, playhead).stream()).toList();
    if (op instanceof ElementWise(ScalarFunction function)
        && values.size() == function.arity()
        && values.stream().allMatch(Tensor::isScalar)) {
      List<Expr> numbers = values.stream().map(value -> (Expr) new Expr.Num(value.item())).toList();
      return LatexPrinter.print(new Expr.Call(function, numbers)) + " = ";
    }
    return "\\operatorname{"
        + op.name().replace("_", "\\_")
        + "}\\left("
        + inputs.stream().map(this::name).collect(Collectors.joining(", "))
        + "\\right) = ";
  }

  private String name(NodeId node) {
    return LatexPrinter.name(trace.names().symbol(node));
  }

  /// A number, or a matrix; a shape where it is too large to be read.
  private static String written(Tensor tensor) {
    if (tensor.isScalar()) {
      return LatexPrinter.number(tensor.item());
    }
    int columns = tensor.shape().dim(-1);
    if (tensor.shape().rank() > 2 || tensor.size() > 100 || tensor.size() == 0) {
      return "\\left[" + tensor.shape().toString().replace("×", " \\times ") + "\\right]";
    }
    StringBuilder rows = new StringBuilder("\\begin{bmatrix}");
    for (int i = 0; i < tensor.size(); i++) {
      rows.append(i == 0 ? " " : i % columns == 0 ? " \\\\ " : " & ")
          .append(LatexPrinter.number(tensor.get(i)));
    }
    return rows.append(" \\end{bmatrix}").toString();
  }
}
