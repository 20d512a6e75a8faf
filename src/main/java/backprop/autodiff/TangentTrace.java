package backprop.autodiff;

import backprop.graph.Edge;
import backprop.graph.GraphDocument;
import backprop.graph.NodeId;
import backprop.graph.NodeNames;
import backprop.graph.Problem;
import backprop.message.Message;
import backprop.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A trace whose second half sends derivatives forward; its values are those of another trace.
final class TangentTrace implements Trace {
  private final Trace base;
  private final Tangents.Direction direction;
  private final List<Step> steps;
  private final int forwardEnd;
  private final Map<Edge, Integer> sent = new HashMap<>();

  /// The steps at which a node's sum grows, in rising order.
  private final Map<NodeId, List<Integer>> arrivals = new HashMap<>();

  TangentTrace(Trace base, Tangents.Direction direction, List<Step> steps) {
    this.base = base;
    this.direction = direction;
    this.steps = List.copyOf(steps);
    this.forwardEnd = base.forwardEnd();
    for (int i = forwardEnd; i < this.steps.size(); i++) {
      arrivals.computeIfAbsent(target(this.steps.get(i)), id -> new java.util.ArrayList<>()).add(i);
      if (this.steps.get(i) instanceof Step.Tangent tangent) {
        sent.put(tangent.edge(), i);
      }
    }
  }

  private static NodeId target(Step step) {
    return step.node();
  }

  @Override
  public GraphDocument document() {
    return base.document();
  }

  @Override
  public EvaluationContext context() {
    return base.context();
  }

  @Override
  public List<Step> steps() {
    return steps;
  }

  @Override
  public Optional<Tensor> value(NodeId node, int playhead) {
    return base.value(node, Math.min(playhead, forwardEnd));
  }

  @Override
  public Optional<Tensor> gradient(NodeId node, int playhead) {
    return Optional.empty();
  }

  @Override
  public boolean gradientComplete(NodeId node, int playhead) {
    return false;
  }

  @Override
  public Optional<Step.Propagate> propagated(Edge edge, int playhead) {
    return Optional.empty();
  }

  @Override
  public boolean carriesGradient(Edge edge) {
    return false;
  }

  @Override
  public Map<NodeId, Tensor> values() {
    return base.values();
  }

  @Override
  public Map<NodeId, Tensor> gradients() {
    return Map.of();
  }

  @Override
  public Optional<Tangents.Direction> direction() {
    return Optional.of(direction);
  }

  @Override
  public Optional<Tensor> tangent(NodeId node, int playhead) {
    Optional<Tensor> newest = Optional.empty();
    for (int step : arrivals.getOrDefault(node, List.of())) {
      if (step < playhead) {
        newest =
            switch (steps.get(step)) {
              case Step.Seed(_, Tensor one) -> Optional.of(one);
              case Step.Tangent tangent -> Optional.of(tangent.sum());
              case Step.Evaluate _, Step.Propagate _, Step.Update _ -> newest;
            };
      }
    }
    return newest;
  }

  @Override
  public boolean tangentComplete(NodeId node, int playhead) {
    List<Integer> at = arrivals.getOrDefault(node, List.of());
    return !at.isEmpty() && at.getLast() < playhead;
  }

  @Override
  public Optional<Step.Tangent> tangentSent(Edge edge, int playhead) {
    int at = sent.getOrDefault(edge, Integer.MAX_VALUE);
    return at < playhead ? Optional.of((Step.Tangent) steps.get(at)) : Optional.empty();
  }

  @Override
  public Optional<Integer> firstNonFinite() {
    return base.firstNonFinite().filter(step -> step < forwardEnd);
  }

  @Override
  public Optional<NodeId> firstNonFiniteNode() {
    return base.firstNonFiniteNode();
  }

  @Override
  public List<Problem> problems() {
    return base.problems();
  }

  @Override
  public Optional<NodeId> output() {
    return base.output();
  }

  @Override
  public NodeNames names() {
    return base.names();
  }

  @Override
  public Optional<Integer> stepOf(NodeId node) {
    return base.stepOf(node);
  }

  @Override
  public Optional<Integer> stepOf(Edge edge) {
    return Optional.ofNullable(sent.get(edge));
  }

  @Override
  public Phase phase(int step) {
    return step < forwardEnd ? Phase.FORWARD : Phase.TANGENT;
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
    return step < forwardEnd
        || step + 1 == count()
        || !target(steps.get(step)).equals(target(steps.get(step + 1)));
  }

  @Override
  public Message sentence(int step) {
    return new StepSentence(this).of(step);
  }
}
