package backprop.autodiff;

import backprop.graph.Edge;
import backprop.graph.GraphDocument;
import backprop.graph.NodeId;
import backprop.graph.NodeNames;
import backprop.graph.Problem;
import backprop.message.Message;
import backprop.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A trace in which one final gradient is another than it should be.
record WrongTrace(Trace right, NodeId node, Tensor gradient) implements Trace {
  @Override
  public GraphDocument document() {
    return right.document();
  }

  @Override
  public EvaluationContext context() {
    return right.context();
  }

  @Override
  public List<Step> steps() {
    return right.steps();
  }

  @Override
  public Optional<Tensor> value(NodeId id, int playhead) {
    return right.value(id, playhead);
  }

  @Override
  public Optional<Tensor> gradient(NodeId id, int playhead) {
    return id.equals(node) ? Optional.of(gradient) : right.gradient(id, playhead);
  }

  @Override
  public boolean gradientComplete(NodeId id, int playhead) {
    return right.gradientComplete(id, playhead);
  }

  @Override
  public Optional<Step.Propagate> propagated(Edge edge, int playhead) {
    return right.propagated(edge, playhead);
  }

  @Override
  public boolean carriesGradient(Edge edge) {
    return right.carriesGradient(edge);
  }

  @Override
  public Map<NodeId, Tensor> values() {
    return right.values();
  }

  @Override
  public Map<NodeId, Tensor> gradients() {
    return right.gradients();
  }

  @Override
  public Optional<Integer> firstNonFinite() {
    return right.firstNonFinite();
  }

  @Override
  public Optional<NodeId> firstNonFiniteNode() {
    return right.firstNonFiniteNode();
  }

  @Override
  public List<Problem> problems() {
    return right.problems();
  }

  @Override
  public Optional<NodeId> output() {
    return right.output();
  }

  @Override
  public NodeNames names() {
    return right.names();
  }

  @Override
  public Optional<Integer> stepOf(NodeId id) {
    return right.stepOf(id);
  }

  @Override
  public Optional<Integer> stepOf(Edge edge) {
    return right.stepOf(edge);
  }

  @Override
  public Phase phase(int step) {
    return right.phase(step);
  }

  @Override
  public Message sentence(int step) {
    return right.sentence(step);
  }

  @Override
  public boolean endsGroup(int step) {
    return right.endsGroup(step);
  }
}
