package backprop.autodiff;

import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.InitialValue;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.Problem;
import backprop.graph.Roles;
import backprop.graph.Shapes;
import backprop.message.Message;
import backprop.message.MessageException;
import backprop.op.ShapeMismatch;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Evaluates a document in float64, forward and backward, and keeps every intermediate.
///
/// The steps: evaluate each operation in topological order; seed the output; then each node whose
/// contributions have all arrived sends upstream × local down its edges, ports in order. Nodes with
/// problems are left out with all that depends on them.
public final class Evaluator {

  private final GraphDocument document;
  private final Graph graph;
  private final EvaluationContext context;
  private final List<NodeId> order;
  private final @Nullable Tensor[] values;
  private final boolean[] wants;
  private final Making making;
  private final List<Step> steps = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private Evaluator(GraphDocument document, EvaluationContext context, boolean shown) {
    this.document = document;
    this.graph = document.graph();
    this.context = context;
    this.order = graph.topological();
    this.values = new Tensor[order.size()];
    this.wants = new boolean[order.size()];
    this.making = new Making(document, context, shown);
  }

  /// The whole evaluation of a document, computed now and to be played.
  ///
  /// Never fails for a document: what cannot be evaluated is among [Trace#problems].
  public static Trace trace(GraphDocument document, EvaluationContext context) {
    return trace(document, context, true);
  }

  /// The same values and gradients in less time, for who shows no step: in the place of each local
  /// derivative stand no words.
  public static Trace numbers(GraphDocument document, EvaluationContext context) {
    return trace(document, context, false);
  }

  private static Trace trace(GraphDocument document, EvaluationContext context, boolean shown) {
    Evaluator evaluator = new Evaluator(document, context, shown);
    evaluator.forward();
    Optional<NodeId> output = evaluator.output();
    output.ifPresent(evaluator::backward);
    return new PlayedTrace(
        document, context, evaluator.values, evaluator.steps, evaluator.problems, output);
  }

  private void forward() {
    Shapes shapes = Shapes.of(graph);
    problems.addAll(shapes.problems());
    problems.addAll(making.problems());
    for (int i = 0; i < order.size(); i++) {
      NodeId id = order.get(i);
      if (shapes.of(id).isEmpty()) {
        continue;
      }
      switch (graph.node(id)) {
        case Node.Input input -> {
          values[i] = inputValue(input);
          wants[i] = true;
        }
        case Node.Parameter parameter -> {
          values[i] = parameterValue(parameter);
          wants[i] = true;
        }
        case Node.Constant constant -> values[i] = constant.value();
        case Node.Operation operation -> {
          Tensor value = evaluate(operation);
          values[i] = value;
          if (value != null) {
            steps.add(new Step.Evaluate(id, value));
            wants[i] = wantsThrough(operation);
          }
        }
      }
    }
  }

  private @Nullable Tensor inputValue(Node.Input input) {
    return switch (input.source()) {
      case Node.Source.Given(Tensor value) -> value;
      case Node.Source.Data(_, Shape shape, Node.Scaling scaling) -> {
        Tensor data = context.data().get(input.id());
        String name = input.name().isEmpty() ? input.id().text() : input.name();
        if (data == null) {
          problems.add(
              new Problem.MissingData(input.id(), Message.of("problem.missing-data", name)));
          yield null;
        }
        boolean fits =
            data.shape().rank() == shape.rank()
                && (shape.rank() == 0 || shape.bind(data.shape().dim(0)).equals(data.shape()));
        if (!fits) {
          problems.add(
              new Problem.MissingData(
                  input.id(), Message.of("problem.data-shape", name, shape, data.shape())));
          yield null;
        }
        yield scaling.isStandardised() ? data.map(scaling::of) : data;
      }
    };
  }

  private @Nullable Tensor parameterValue(Node.Parameter parameter) {
    String name = parameter.name().isEmpty() ? parameter.id().text() : parameter.name();
    Tensor weights = context.weights().get(parameter.id());
    if (weights != null && weights.shape().equals(parameter.shape())) {
      return weights;
    }
    if (weights != null) {
      problems.add(
          new Problem.BadValue(
              parameter.id(),
              Message.of("problem.weight-shape", name, parameter.shape(), weights.shape())));
    }
    Tensor value = InitialValue.of(parameter);
    if (!value.shape().equals(parameter.shape())) {
      problems.add(
          new Problem.BadValue(
              parameter.id(),
              Message.of("problem.initial-shape", name, parameter.shape(), value.shape())));
      return null;
    }
    return value;
  }

  private @Nullable Tensor evaluate(Node.Operation operation) {
    List<Tensor> inputs = new ArrayList<>(2);
    List<Shape> shapes = new ArrayList<>(2);
    for (Edge edge : graph.inputs(operation.id())) {
      Tensor input = values[graph.position(edge.from())];
      if (input == null) {
        return null;
      }
      inputs.add(input);
      shapes.add(input.shape());
    }
    try {
      if (!context.data().isEmpty()) { // batch axes are bound now: the shapes may fit no longer
        Shape shape = operation.op().shape(shapes);
        if (Shapes.numbers(shape) > Shapes.MOST_NUMBERS) {
          problems.add(Shapes.tooLarge(operation.id(), shape));
          return null;
        }
      }
      var wrong = operation.op().valueProblem(inputs);
      if (wrong.isPresent()) {
        problems.add(new Problem.BadValue(operation.id(), wrong.get()));
        return null;
      }
      return making.rule(operation.id()).isEmpty()
          ? operation.op().value(inputs, context.at(operation.id()))
          : ownValue(operation);
    } catch (ShapeMismatch mismatch) {
      problems.add(new Problem.ShapesDoNotFit(operation.id(), mismatch.sentence()));
    } catch (MessageException wrong) {
      problems.add(new Problem.BadValue(operation.id(), wrong.sentence()));
    }
    return null;
  }

  /// The value by the person's own rule; the operation's where that cannot be computed.
  private Tensor ownValue(Node.Operation operation) {
    try {
      return making.value(operation, edge -> valueOf(edge.from()));
    } catch (MessageException wrong) {
      problems.add(new Problem.RuleDoesNotFit(operation.id(), wrong.sentence()));
      List<Tensor> inputs =
          graph.inputs(operation.id()).stream().map(edge -> valueOf(edge.from())).toList();
      return operation.op().value(inputs, context.at(operation.id()));
    }
  }

  /// Whether some input or parameter is reached from here through differentiable ports.
  private boolean wantsThrough(Node.Operation operation) {
    for (Edge edge : graph.inputs(operation.id())) {
      if (operation.op().ports().get(edge.port()).differentiable()
          && wants[graph.position(edge.from())]) {
        return true;
      }
    }
    return false;
  }

  /// The output if it has a value; unless one is marked, the last value that nothing uses.
  private Optional<NodeId> output() {
    Roles roles = document.roles();
    Optional<NodeId> marked = roles.output().or(roles::loss).filter(graph::contains);
    if (marked.isPresent()) {
      return marked.filter(id -> values[graph.position(id)] != null);
    }
    Optional<NodeId> last =
        steps.stream()
            .map(Step::node)
            .filter(
                id -> graph.uses(id).stream().allMatch(e -> values[graph.position(e.to())] == null))
            .reduce((a, b) -> b);
    if (last.isEmpty()) {
      problems.add(new Problem.NoOutput(Message.of("problem.no-output")));
    }
    return last;
  }

  private void backward(NodeId output) {
    Tensor value = valueOf(output);
    Tensor seed =
        document
            .roles()
            .upstream()
            .filter(given -> fits(output, value, given))
            .orElseGet(() -> Tensor.ones(value.shape()));
    int[] expected = new int[order.size()];
    expectContributions(graph.position(output), expected);
    int[] arrived = new int[order.size()];
    @Nullable Tensor[] sums = new Tensor[order.size()];
    steps.add(new Step.Seed(output, seed));
    sums[graph.position(output)] = seed;
    Deque<NodeId> ready = new ArrayDeque<>();
    ready.add(output);
    while (!ready.isEmpty()) {
      NodeId id = ready.remove();
      if (!(graph.node(id) instanceof Node.Operation operation)) {
        continue;
      }
      Tensor upstream = Objects.requireNonNull(sums[graph.position(id)]);
      List<Tensor> inputs = new ArrayList<>(2);
      for (Edge edge : graph.inputs(id)) {
        inputs.add(valueOf(edge.from()));
      }
      for (Edge edge : making.sends(id)) {
        int below = graph.position(edge.from());
        if (!wants[below]) {
          continue;
        }
        steps.add(
            send(
                operation, edge, inputs, upstream, sums[below], ++arrived[below], expected[below]));
        sums[below] = ((Step.Propagate) steps.getLast()).sum();
        if (arrived[below] == expected[below]) {
          ready.add(edge.from());
        }
      }
    }
  }

  private boolean fits(NodeId output, Tensor value, Tensor given) {
    if (given.shape().equals(value.shape())) {
      return true;
    }
    problems.add(
        new Problem.UpstreamDoesNotFit(
            output, Message.of("problem.upstream-shape", given.shape(), value.shape())));
    return false;
  }

  private Step.Propagate send(
      Node.Operation sender,
      Edge edge,
      List<Tensor> inputs,
      Tensor upstream,
      @Nullable Tensor before,
      int arrived,
      int expected) {
    Tensor output = valueOf(sender.id());
    Making.Sent sent = sent(sender, edge, inputs, output, upstream);
    Tensor added = fitted(sender, edge, sent.contribution());
    boolean adds = before != null && !document.rules().overwritten().contains(edge.from());
    Tensor sum = adds ? Objects.requireNonNull(before).zip(added, Double::sum) : added;
    return new Step.Propagate(
        edge, upstream, sent.local(), sent.contribution(), sum, arrived, expected);
  }

  private Making.Sent sent(
      Node.Operation sender, Edge edge, List<Tensor> inputs, Tensor output, Tensor upstream) {
    try {
      return making.send(sender.id(), edge, inputs, in -> valueOf(in.from()), output, upstream);
    } catch (MessageException wrong) {
      problems.add(new Problem.RuleDoesNotFit(sender.id(), wrong.sentence()));
      return new Making.Sent(
          Making.unknown(), Tensor.full(valueOf(edge.from()).shape(), Double.NaN));
    }
  }

  /// What is added below: a gradient of another shape is said, and goes on number by number where
  /// it has as many, else as NaN.
  private Tensor fitted(Node.Operation sender, Edge edge, Tensor contribution) {
    Shape shape = valueOf(edge.from()).shape();
    if (contribution.shape().equals(shape)) {
      return contribution;
    }
    problems.add(
        new Problem.RuleDoesNotFit(
            sender.id(), Message.of("check.rule.gradient-shape", contribution.shape(), shape)));
    return contribution.size() == shape.size()
        ? contribution.reshape(shape)
        : Tensor.full(shape, Double.NaN);
  }

  /// Counts how many contributions each node will get from the nodes the output is made of.
  private void expectContributions(int output, int[] expected) {
    boolean[] reached = new boolean[order.size()];
    reached[output] = true;
    for (int i = output; i >= 0; i--) {
      if (reached[i]) {
        for (Edge edge : making.sends(order.get(i))) {
          int below = graph.position(edge.from());
          if (wants[below]) {
            reached[below] = true;
            expected[below]++;
          }
        }
      }
    }
  }

  private Tensor valueOf(NodeId id) {
    return Objects.requireNonNull(values[graph.position(id)]);
  }
}
