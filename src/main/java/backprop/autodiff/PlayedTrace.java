package backprop.autodiff;

import backprop.graph.Edge;
import backprop.graph.GraphDocument;
import backprop.graph.NodeId;
import backprop.graph.NodeNames;
import backprop.graph.Problem;
import backprop.message.Message;
import backprop.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A trace with the step at which each number becomes visible looked up beforehand.
final class PlayedTrace implements Trace {
  private static final int ALWAYS = -1;
  private static final int[] NEVER = {};

  private final GraphDocument document;
  private final EvaluationContext context;
  private final @Nullable Tensor[] values;
  private final List<Step> steps;
  private final List<Problem> problems;
  private final Optional<NodeId> output;
  private final int[] evaluatedAt;
  private final int[][] arrivals;
  private final int[][] sentAt;
  private final int forwardEnd;
  private final Optional<Integer> firstNonFinite;
  private @Nullable NodeNames names;

  PlayedTrace(
      GraphDocument document,
      EvaluationContext context,
      @Nullable Tensor[] values,
      List<Step> steps,
      List<Problem> problems,
      Optional<NodeId> output) {
    this.document = document;
    this.context = context;
    this.values = values;
    this.steps = List.copyOf(steps);
    this.problems = List.copyOf(problems);
    this.output = output;
    this.evaluatedAt = new int[values.length];
    this.arrivals = new int[values.length][];
    this.sentAt = new int[values.length][];
    Arrays.fill(sentAt, NEVER);
    Arrays.fill(evaluatedAt, ALWAYS);
    Arrays.fill(arrivals, NEVER);
    int forward = 0;
    for (int i = 0; i < this.steps.size(); i++) {
      switch (this.steps.get(i)) {
        case Step.Evaluate(NodeId node, _) -> {
          evaluatedAt[graph().position(node)] = i;
          forward = i + 1;
        }
        case Step.Seed(NodeId node, _) -> arrivals[graph().position(node)] = new int[] {i};
        case Step.Propagate send -> {
          sent(send.edge(), i);
          int below = graph().position(send.node());
          if (send.arrived() == 1) {
            arrivals[below] = new int[send.expected()];
          }
          arrivals[below][send.arrived() - 1] = i;
        }
        case Step.Update _, Step.Tangent _ -> {}
      }
    }
    this.forwardEnd = forward;
    this.firstNonFinite = findNonFinite();
  }

  /// Notes the step that sends down an edge, by the place of the operation and its port.
  private void sent(Edge edge, int step) {
    int at = graph().position(edge.to());
    if (sentAt[at].length <= edge.port()) {
      int before = sentAt[at].length;
      sentAt[at] =
          Arrays.copyOf(sentAt[at], Math.max(edge.port() + 1, graph().inputs(edge.to()).size()));
      Arrays.fill(sentAt[at], before, sentAt[at].length, ALWAYS);
    }
    sentAt[at][edge.port()] = step;
  }

  /// The step that sends down an edge; −1 if none does.
  private int sentAt(Edge edge) {
    int at = graph().position(edge.to());
    return at < 0
            || edge.port() >= sentAt[at].length
            || sentAt[at][edge.port()] < 0
            || !((Step.Propagate) steps.get(sentAt[at][edge.port()])).edge().equals(edge)
        ? ALWAYS
        : sentAt[at][edge.port()];
  }

  private Optional<Integer> findNonFinite() {
    for (int i = 0; i < steps.size(); i++) {
      if (!isFinite(number(steps.get(i)))) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  /// The number that a step makes.
  private static Tensor number(Step step) {
    return switch (step) {
      case Step.Evaluate(_, Tensor value) -> value;
      case Step.Seed(_, Tensor upstream) -> upstream;
      case Step.Propagate send -> send.sum();
      case Step.Update update -> update.after();
      case Step.Tangent tangent -> tangent.sum();
    };
  }

  private static boolean isFinite(Tensor tensor) {
    for (int i = 0; i < tensor.size(); i++) {
      if (!Double.isFinite(tensor.get(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public GraphDocument document() {
    return document;
  }

  @Override
  public EvaluationContext context() {
    return context;
  }

  @Override
  public List<Step> steps() {
    return steps;
  }

  @Override
  public List<Problem> problems() {
    return problems;
  }

  @Override
  public Optional<NodeId> output() {
    return output;
  }

  @Override
  public NodeNames names() {
    NodeNames known = names;
    if (known == null) {
      known = NodeNames.of(graph());
      names = known;
    }
    return known;
  }

  @Override
  public Optional<Tensor> value(NodeId node, int playhead) {
    int at = graph().position(node);
    return at < 0 || evaluatedAt[at] >= playhead
        ? Optional.empty()
        : Optional.ofNullable(values[at]);
  }

  @Override
  public Optional<Tensor> gradient(NodeId node, int playhead) {
    int at = graph().position(node);
    int arrived = at < 0 ? 0 : arrived(arrivals[at], playhead);
    if (at < 0 || arrived == 0) {
      return Optional.empty();
    }
    return switch (steps.get(arrivals[at][arrived - 1])) {
      case Step.Seed(_, Tensor upstream) -> Optional.of(upstream);
      case Step.Propagate send -> Optional.of(send.sum());
      case Step.Evaluate _, Step.Update _, Step.Tangent _ -> Optional.empty();
    };
  }

  /// How many of these steps, in rising order, are done at this playhead.
  private static int arrived(int[] at, int playhead) {
    int found = Arrays.binarySearch(at, playhead);
    return found >= 0 ? found : -found - 1;
  }

  @Override
  public boolean gradientComplete(NodeId node, int playhead) {
    int at = graph().position(node);
    return at >= 0 && arrivals[at].length > 0 && arrivals[at][arrivals[at].length - 1] < playhead;
  }

  @Override
  public Optional<Step.Propagate> propagated(Edge edge, int playhead) {
    int at = sentAt(edge);
    return at < 0 || at >= playhead
        ? Optional.empty()
        : Optional.of((Step.Propagate) steps.get(at));
  }

  @Override
  public boolean carriesGradient(Edge edge) {
    return sentAt(edge) >= 0;
  }

  @Override
  public Optional<Integer> stepOf(Edge edge) {
    int at = sentAt(edge);
    return at < 0 ? Optional.empty() : Optional.of(at);
  }

  @Override
  public Optional<Integer> stepOf(NodeId node) {
    int at = graph().position(node);
    return at < 0 || evaluatedAt[at] == ALWAYS ? Optional.empty() : Optional.of(evaluatedAt[at]);
  }

  @Override
  public Map<NodeId, Tensor> values() {
    Map<NodeId, Tensor> all = new LinkedHashMap<>();
    for (NodeId id : graph().topological()) {
      value(id, count()).ifPresent(value -> all.put(id, value));
    }
    return all;
  }

  @Override
  public Map<NodeId, Tensor> gradients() {
    Map<NodeId, Tensor> all = new LinkedHashMap<>();
    for (NodeId id : graph().topological()) {
      gradient(id, count()).ifPresent(gradient -> all.put(id, gradient));
    }
    return all;
  }

  @Override
  public Optional<Integer> firstNonFinite() {
    return firstNonFinite;
  }

  @Override
  public Optional<NodeId> firstNonFiniteNode() {
    for (NodeId id : graph().topological()) {
      Tensor value = values[graph().position(id)];
      if (value != null && !isFinite(value)) {
        return Optional.of(id);
      }
    }
    return firstNonFinite.map(step -> steps.get(step).node());
  }

  @Override
  public Phase phase(int step) {
    return switch (steps.get(step)) {
      case Step.Evaluate _ -> Phase.FORWARD;
      case Step.Tangent _ -> Phase.TANGENT;
      case Step.Seed _, Step.Propagate _ -> Phase.BACKWARD;
      case Step.Update _ -> Phase.UPDATE;
    };
  }

  @Override
  public int[] positionInPhase(int step) {
    return step < forwardEnd
        ? new int[] {step + 1, forwardEnd}
        : new int[] {step + 1 - forwardEnd, count() - forwardEnd};
  }

  @Override
  public int forwardEnd() {
    return forwardEnd;
  }

  @Override
  public boolean endsGroup(int step) {
    return !(steps.get(step) instanceof Step.Propagate send)
        || step + 1 == count()
        || !(steps.get(step + 1) instanceof Step.Propagate next)
        || !next.edge().to().equals(send.edge().to());
  }

  @Override
  public Message sentence(int step) {
    return new StepSentence(this).of(step);
  }
}
