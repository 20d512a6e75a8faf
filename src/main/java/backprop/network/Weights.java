package backprop.network;

import backprop.graph.Graph;
import backprop.graph.InitialValue;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The values of a document's parameters, beside the document: an immutable map from node to
/// float32 tensor.
///
/// A document stays small and readable, and rewinding is a reference kept. Beside them lies the
/// state of operations that remember earlier batches, such as batch normalisation's running
/// statistics: it is saved and loaded with the weights and is never a gradient target.
public final class Weights {
  public static final Weights NONE = new Weights(Map.of(), Map.of());

  private final Map<NodeId, FloatTensor> tensors;
  private final Map<NodeId, Map<String, FloatTensor>> state;

  private Weights(Map<NodeId, FloatTensor> tensors, Map<NodeId, Map<String, FloatTensor>> state) {
    this.tensors = Collections.unmodifiableMap(tensors);
    this.state = Map.copyOf(state);
  }

  /// These tensors, in the order of the map.
  public static Weights of(Map<NodeId, FloatTensor> tensors) {
    return new Weights(new LinkedHashMap<>(tensors), Map.of());
  }

  /// What every parameter of the graph begins with, as the document says: the same for the same
  /// document, always.
  public static Weights initial(Graph graph) {
    Map<NodeId, FloatTensor> tensors = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      if (node instanceof Node.Parameter parameter) {
        tensors.put(parameter.id(), FloatTensor.of(InitialValue.of(parameter)));
      }
    }
    return new Weights(tensors, Map.of());
  }

  /// These weights carried over to an edited graph: parameters with the same id and shape keep
  /// theirs, others begin.
  public Weights carriedTo(Graph graph) {
    Map<NodeId, FloatTensor> carried = new LinkedHashMap<>(initial(graph).tensors);
    carried.replaceAll(
        (id, fresh) -> find(id).filter(kept -> kept.shape().equals(fresh.shape())).orElse(fresh));
    Map<NodeId, Map<String, FloatTensor>> kept = new LinkedHashMap<>(state);
    kept.keySet()
        .removeIf(id -> !graph.contains(id) || !(graph.node(id) instanceof Node.Operation));
    return new Weights(carried, kept);
  }

  /// Whether there is a tensor of the right shape for every parameter of the graph.
  public boolean fit(Graph graph) {
    for (Node node : graph.nodes()) {
      if (node instanceof Node.Parameter parameter
          && find(parameter.id()).filter(w -> w.shape().equals(parameter.shape())).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /// The parameters' values by node, in the document's order.
  public Map<NodeId, FloatTensor> tensors() {
    return tensors;
  }

  public Optional<FloatTensor> find(NodeId parameter) {
    return Optional.ofNullable(tensors.get(parameter));
  }

  /// These weights with one tensor replaced.
  public Weights with(NodeId parameter, FloatTensor value) {
    Map<NodeId, FloatTensor> copy = new LinkedHashMap<>(tensors);
    copy.put(parameter, value);
    return new Weights(copy, state);
  }

  /// These weights with another state beside them.
  public Weights withState(Map<NodeId, Map<String, FloatTensor>> state) {
    return new Weights(tensors, state);
  }

  /// What operations remember of earlier batches, by node and name.
  public Map<NodeId, Map<String, FloatTensor>> state() {
    return state;
  }

  /// The state in float64, for an [backprop.autodiff.EvaluationContext].
  public Map<NodeId, Map<String, Tensor>> toState() {
    Map<NodeId, Map<String, Tensor>> values = new LinkedHashMap<>();
    state.forEach(
        (id, named) -> {
          Map<String, Tensor> tensorsOf = new LinkedHashMap<>();
          named.forEach((name, tensor) -> tensorsOf.put(name, tensor.toTensor()));
          values.put(id, tensorsOf);
        });
    return values;
  }

  /// The same values in float64, for an [backprop.autodiff.EvaluationContext].
  public Map<NodeId, Tensor> toTensors() {
    Map<NodeId, Tensor> values = new LinkedHashMap<>();
    tensors.forEach((id, tensor) -> values.put(id, tensor.toTensor()));
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Weights weights
        && tensors.equals(weights.tensors)
        && state.equals(weights.state);
  }

  @Override
  public int hashCode() {
    return 31 * tensors.hashCode() + state.hashCode();
  }

  @Override
  public String toString() {
    return "weights of " + tensors.keySet();
  }
}
