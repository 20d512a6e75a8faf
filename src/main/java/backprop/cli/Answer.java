package backprop.cli;

import backprop.autodiff.EvaluationContext;
import backprop.autodiff.Evaluator;
import backprop.autodiff.Trace;
import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.Problem;
import backprop.message.Message;
import backprop.message.MessageException;
import backprop.tensor.Tensor;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What `eval` answers: the output's value, every named value, and the gradient of the output by
/// each.
///
/// @param value the output's value
/// @param values by name, in the order of the document
/// @param grads by name: of every input and parameter, and of every named value that another uses.
///   What the output does not depend on has zeros; what it depends on through no differentiable
///   port, such as a label, has no gradient, and its entry is empty
record Answer(Tensor value, Map<String, Tensor> values, Map<String, Optional<Tensor>> grads) {
  Answer {
    values = Collections.unmodifiableMap(values);
    grads = Collections.unmodifiableMap(grads);
  }

  /// Evaluates a document forward and backward; by values that it does not use, the gradient is 0.
  ///
  /// @throws MessageException if its output cannot be evaluated, with the reason
  static Answer of(Subject subject) {
    GraphDocument document = subject.document();
    Trace trace = Evaluator.numbers(document, EvaluationContext.PLAIN);
    NodeId output = output(trace);
    Graph graph = document.graph();
    Map<NodeId, Tensor> computed = trace.values();
    Map<NodeId, Tensor> gradients = trace.gradients();
    Set<NodeId> upstream = ancestors(graph, output);
    Map<String, Tensor> values = new LinkedHashMap<>();
    Map<String, Optional<Tensor>> grads = new LinkedHashMap<>();
    NamedNodes.of(graph)
        .all()
        .forEach(
            (name, id) -> {
              Tensor value = computed.get(id);
              if (value == null) {
                return;
              }
              values.put(name, value);
              if (wantsGradient(graph, id)) {
                Tensor gradient = gradients.get(id);
                grads.put(
                    name,
                    gradient == null && !upstream.contains(id)
                        ? Optional.of(Tensor.zeros(value.shape()))
                        : Optional.ofNullable(gradient));
              }
            });
    values.putAll(subject.unused());
    subject
        .unused()
        .forEach((name, value) -> grads.put(name, Optional.of(Tensor.zeros(value.shape()))));
    return new Answer(trace.value(output, trace.count()).orElseThrow(), values, grads);
  }

  private static boolean wantsGradient(Graph graph, NodeId id) {
    return switch (graph.node(id)) {
      case Node.Input _, Node.Parameter _ -> true;
      case Node.Constant _ -> false;
      case Node.Operation _ -> !graph.uses(id).isEmpty();
    };
  }

  /// The document's output, if it has a value.
  static NodeId output(Trace trace) {
    List<Problem> problems = trace.problems();
    NodeId output =
        trace
            .document()
            .output()
            .orElseThrow(() -> new MessageException(Message.of("problem.no-output")));
    boolean upstreamFits =
        problems.stream().noneMatch(problem -> problem instanceof Problem.UpstreamDoesNotFit);
    if (trace.values().containsKey(output) && upstreamFits) {
      return output;
    }
    Set<NodeId> upstream = ancestors(trace.graph(), output);
    throw new MessageException(
        problems.stream()
            .filter(problem -> problem.at().filter(upstream::contains).isPresent())
            .findFirst()
            .map(problem -> sentence(trace, problem))
            .orElseGet(() -> Message.of("problem.no-output")));
  }

  private static Message sentence(Trace trace, Problem problem) {
    return problem
        .at()
        .map(id -> Message.of("cli.problem", trace.names().symbol(id), problem.sentence()))
        .orElseGet(problem::sentence);
  }

  private static Set<NodeId> ancestors(Graph graph, NodeId output) {
    Set<NodeId> found = new HashSet<>(Set.of(output));
    List<NodeId> order = graph.topological();
    for (int i = graph.position(output); i >= 0; i--) {
      if (found.contains(order.get(i))) {
        for (Edge edge : graph.inputs(order.get(i))) {
          found.add(edge.from());
        }
      }
    }
    return found;
  }
}
