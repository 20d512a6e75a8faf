package backprop.ui.network;

import backprop.formula.Functions;
import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.Shapes;
import backprop.op.BatchNorm;
import backprop.op.Conv2d;
import backprop.op.Dropout;
import backprop.op.ElementWise;
import backprop.op.LeakyRelu;
import backprop.op.Op;
import backprop.op.Pooling;
import backprop.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the convolutions at the beginning of a chain of layers, each with what follows it.
///
/// A convolution opens a layer; bias, batch normalisation, one activation, pooling and dropout
/// belong to it; the next convolution, or whatever makes rows of numbers of the maps, closes it.
final class MapChainReader {
  private final Graph graph;
  private final Shapes shapes;
  private final List<MapLayer> layers = new ArrayList<>();
  private Optional<Open> open = Optional.empty();

  /// A layer that is being read.
  private record Open(
      NodeId input,
      Conv2d convolution,
      Node.Parameter filters,
      Optional<NodeId> bias,
      List<MapLayer.Stage> stages,
      List<Node.Parameter> parameters) {}

  MapChainReader(Graph graph) {
    this.graph = graph;
    this.shapes = Shapes.of(graph);
  }

  /// Takes an operation over, if it belongs to the maps.
  ///
  /// @param edge the edge on which the chain comes to it
  /// @return false if it is none of theirs: nothing is changed then
  boolean take(Edge edge, Node.Operation node) {
    if (edge.port() == 0 && node.op() instanceof Conv2d convolution) {
      return open(edge.from(), convolution, node);
    }
    return open.isPresent() && stage(edge, node).map(kind -> add(node, kind)).orElse(false);
  }

  private boolean open(NodeId input, Conv2d convolution, Node.Operation node) {
    List<Node.Parameter> parameters = parameters(node);
    Optional<MapLayer.Grid> in = grid(input);
    Optional<MapLayer.Grid> out = grid(node.id());
    int ports = convolution.settings().bias() ? 2 : 1;
    if (in.isEmpty()
        || out.isEmpty()
        || parameters.size() != ports
        || parameters.getFirst().shape().rank() != 4) {
      return false;
    }
    close();
    List<MapLayer.Stage> stages = new ArrayList<>();
    stages.add(
        new MapLayer.Stage(MapLayer.Kind.CONVOLUTION, node.id(), convolution, out.orElseThrow()));
    open =
        Optional.of(
            new Open(
                input,
                convolution,
                parameters.getFirst(),
                ports == 2 ? Optional.of(parameters.getLast().id()) : Optional.empty(),
                stages,
                new ArrayList<>(parameters)));
    return true;
  }

  private Optional<MapLayer.Kind> stage(Edge edge, Node.Operation node) {
    Op op = node.op();
    if (op instanceof ElementWise(var function) && function == Functions.ADD) {
      return parameters(node).size() == 1 ? Optional.of(MapLayer.Kind.BIAS) : Optional.empty();
    }
    if (edge.port() != 0) {
      return Optional.empty();
    }
    if (op instanceof BatchNorm) {
      return parameters(node).size() == 2 ? Optional.of(MapLayer.Kind.NORM) : Optional.empty();
    }
    boolean function =
        op instanceof LeakyRelu || (op instanceof ElementWise(var f) && f.arity() == 1);
    if (function) {
      return has(MapLayer.Kind.ACTIVATION)
          ? Optional.empty()
          : Optional.of(MapLayer.Kind.ACTIVATION);
    }
    if (op instanceof Pooling) {
      return Optional.of(MapLayer.Kind.POOLING);
    }
    return op instanceof Dropout ? Optional.of(MapLayer.Kind.DROPOUT) : Optional.empty();
  }

  private boolean has(MapLayer.Kind kind) {
    return open.orElseThrow().stages().stream().anyMatch(stage -> stage.kind() == kind);
  }

  private boolean add(Node.Operation node, MapLayer.Kind kind) {
    Optional<MapLayer.Grid> out = grid(node.id());
    if (out.isEmpty()) {
      return false;
    }
    Open layer = open.orElseThrow();
    layer.stages().add(new MapLayer.Stage(kind, node.id(), node.op(), out.orElseThrow()));
    layer.parameters().addAll(parameters(node));
    return true;
  }

  /// The maps that a node makes, where it makes any.
  private Optional<MapLayer.Grid> grid(NodeId node) {
    return shapes
        .of(node)
        .filter(shape -> shape.rank() == 4)
        .map(shape -> new MapLayer.Grid(shape.dim(1), shape.dim(2), shape.dim(3)));
  }

  private List<Node.Parameter> parameters(Node.Operation node) {
    List<Node.Parameter> parameters = new ArrayList<>();
    for (Edge edge : graph.inputs(node.id())) {
      if (graph.node(edge.from()) instanceof Node.Parameter parameter) {
        parameters.add(parameter);
      }
    }
    return parameters;
  }

  private void close() {
    open.ifPresent(layer -> layers.add(closed(layer)));
    open = Optional.empty();
  }

  private MapLayer closed(Open layer) {
    Shape filters = layer.filters().shape();
    String name = layer.filters().name();
    return new MapLayer(
        layer.convolution(),
        layer.filters().id(),
        name.isEmpty() ? layer.filters().id().text() : name,
        filters.dim(2),
        filters.dim(3),
        filters.dim(1),
        layer.bias(),
        layer.input(),
        layer.stages(),
        grid(layer.input()).orElseThrow(),
        layer.stages().getLast().out(),
        layer.parameters().stream().mapToInt(p -> p.shape().size()).sum());
  }

  /// All layers, the last one closed: what follows is no longer theirs.
  List<MapLayer> end() {
    close();
    return List.copyOf(layers);
  }

  /// How many numbers leave the maps for the first layer of neurons; none where there are no maps.
  Optional<Integer> features() {
    return layers.isEmpty() ? Optional.empty() : Optional.of(layers.getLast().out().size());
  }

  /// Whether a convolution was met.
  boolean begun() {
    return open.isPresent() || !layers.isEmpty();
  }

  /// Whether a node's value is one row of numbers for each image.
  boolean isRow(NodeId node) {
    return shapes.of(node).filter(shape -> shape.rank() == 2).isPresent();
  }
}
