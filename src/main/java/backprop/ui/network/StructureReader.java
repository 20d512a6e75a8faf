package backprop.ui.network;

import backprop.formula.Functions;
import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.message.Message;
import backprop.message.MessageException;
import backprop.op.Affine;
import backprop.op.CrossEntropy;
import backprop.op.Dropout;
import backprop.op.ElementWise;
import backprop.op.Flatten;
import backprop.op.LeakyRelu;
import backprop.op.MatMul;
import backprop.op.Op;
import backprop.op.Reshape;
import backprop.op.Softmax;
import backprop.op.SoftmaxLoss;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads layers off a document: from the image along the one way that leads to the loss or the
/// prediction; convolutions first, where there are any, then layers of neurons.
///
/// Affine layers, or a matrix product with or without a bias added, with a function of one number
/// after each; flattening, reshaping and dropout (which does nothing when a digit is read) on the
/// way are passed over.
final class StructureReader {
  private final GraphDocument document;
  private final Graph graph;
  private final MapChainReader mapReader;
  private final List<DenseLayer> layers = new ArrayList<>();
  private Optional<List<MapLayer>> maps = Optional.empty();
  private Optional<NodeId> features = Optional.empty();
  private Optional<Open> open = Optional.empty();
  private Optional<NodeId> label = Optional.empty();
  private Optional<NodeId> loss = Optional.empty();
  private boolean softmax;

  /// A layer whose sum was met and whose activation may follow.
  private record Open(
      NodeId weights,
      Optional<NodeId> bias,
      NodeId sum,
      Optional<String> activation,
      NodeId output,
      int inputs,
      int outputs) {
    Open withBias(NodeId newBias, NodeId newSum) {
      return new Open(weights, Optional.of(newBias), newSum, activation, newSum, inputs, outputs);
    }

    Open after(Optional<String> function, NodeId newOutput) {
      return new Open(
          weights, bias, sum, activation.or(() -> function), newOutput, inputs, outputs);
    }

    DenseLayer close() {
      return new DenseLayer(weights, bias, sum, activation, output, inputs, outputs);
    }
  }

  private StructureReader(GraphDocument document) {
    this.document = document;
    this.graph = document.graph();
    this.mapReader = new MapChainReader(graph);
  }

  /// The layers of this document.
  ///
  /// @throws MessageException with a sentence that says why it cannot be drawn as neurons
  static NetworkStructure read(GraphDocument document) {
    return new StructureReader(document).read();
  }

  private NetworkStructure read() {
    NodeId image = image();
    NodeId at = image;
    while (true) {
      Optional<Edge> next = next(at);
      if (next.isEmpty()) {
        break;
      }
      at = next.get().to();
      take(next.get(), (Node.Operation) graph.node(at));
    }
    closeLayer();
    if (layers.isEmpty()) {
      throw new MessageException(Message.of("ui-network.problem.no-layer"));
    }
    if (!softmax) {
      throw new MessageException(Message.of("ui-network.problem.no-softmax"));
    }
    DenseLayer last = layers.removeLast();
    layers.add(
        new DenseLayer(
            last.weights(),
            last.bias(),
            last.sum(),
            Optional.of("softmax"),
            last.output(),
            last.inputs(),
            last.outputs()));
    return new NetworkStructure(
        document, image, label, loss, maps.orElse(List.of()), features.orElse(image), layers);
  }

  private NodeId image() {
    for (Node node : graph.nodes()) {
      if (node instanceof Node.Input(var id, _, Node.Source.Data(Node.Source.Column column, _, _))
          && column == Node.Source.Column.IMAGE) {
        return id;
      }
    }
    throw new MessageException(Message.of("ui-network.problem.no-image"));
  }

  /// The use of this value that leads on: to the loss where one leads there, else the only one.
  private Optional<Edge> next(NodeId at) {
    List<Edge> uses = graph.uses(at);
    Optional<Edge> toLoss = uses.stream().filter(edge -> isLoss(edge.to())).findFirst();
    if (toLoss.isPresent() || uses.size() == 1) {
      return toLoss.or(() -> uses.stream().findFirst());
    }
    if (uses.isEmpty()) {
      return Optional.empty();
    }
    throw new MessageException(Message.of("ui-network.problem.fork", name(at)));
  }

  private boolean isLoss(NodeId id) {
    return graph.node(id) instanceof Node.Operation operation
        && (operation.op() instanceof SoftmaxLoss || operation.op() instanceof CrossEntropy);
  }

  private void take(Edge edge, Node.Operation node) {
    if (maps.isEmpty() && mapReader.take(edge, node)) {
      return;
    }
    switch (node.op()) {
      case Affine _ -> {
        first(edge, node);
        layer(edge, node, Optional.of(parameter(node, 2).id()));
      }
      case MatMul _ -> {
        first(edge, node);
        layer(edge, node, Optional.empty());
      }
      case ElementWise(var function) -> {
        if (function == Functions.ADD && open.isPresent()) {
          Node.Parameter bias = parameter(node, 1 - edge.port());
          open = open.map(o -> o.withBias(bias.id(), node.id()));
        } else if (function.arity() == 1 && open.isPresent()) {
          boolean repeated = open.flatMap(Open::activation).isPresent();
          if (repeated) {
            throw undrawable(node);
          }
          open = open.map(o -> o.after(Optional.of(sign(node.op())), node.id()));
        } else {
          throw undrawable(node);
        }
      }
      case LeakyRelu _ when open.isPresent() && open.flatMap(Open::activation).isEmpty() ->
          open = open.map(o -> o.after(Optional.of(sign(node.op())), node.id()));
      case Flatten _, Reshape _, Dropout _ -> passOver(node);
      case Softmax _ -> softmax = true;
      case SoftmaxLoss _ -> {
        first(edge, node);
        softmax = true;
        loss(node);
      }
      case CrossEntropy _ -> {
        first(edge, node);
        loss(node);
      }
      default -> throw undrawable(node);
    }
  }

  /// What changes no number when a digit is read, or all alike. A flattening ends the maps; what
  /// makes maps of another form of them cannot be drawn.
  private void passOver(Node.Operation node) {
    endMapsAt(node);
    open = open.map(o -> o.after(Optional.empty(), node.id()));
  }

  private void endMapsAt(Node.Operation node) {
    boolean begun = maps.isEmpty() && mapReader.begun();
    if (begun) {
      if (!mapReader.isRow(node.id())) {
        throw undrawable(node);
      }
      endMaps();
    }
  }

  private void endMaps() {
    if (maps.isEmpty()) {
      maps = Optional.of(mapReader.end());
    }
  }

  private static String sign(Op op) {
    return op.sign();
  }

  private void layer(Edge edge, Node.Operation node, Optional<NodeId> bias) {
    Node.Parameter weights = parameter(node, 1);
    closeLayer();
    if (layers.isEmpty()) {
      endMaps();
      features = Optional.of(edge.from());
      if (mapReader.features().filter(n -> n != weights.shape().dim(0)).isPresent()) {
        throw undrawable(node);
      }
    }
    open =
        Optional.of(
            new Open(
                weights.id(),
                bias,
                node.id(),
                Optional.empty(),
                node.id(),
                weights.shape().dim(0),
                weights.shape().dim(1)));
  }

  private void closeLayer() {
    open.ifPresent(o -> layers.add(o.close()));
    open = Optional.empty();
  }

  private void loss(Node.Operation node) {
    loss = Optional.of(node.id());
    label = graph.inputs(node.id()).stream().filter(e -> e.port() == 1).map(Edge::from).findFirst();
  }

  private void first(Edge edge, Node.Operation node) {
    if (edge.port() != 0) {
      throw undrawable(node);
    }
  }

  private Node.Parameter parameter(Node.Operation node, int port) {
    for (Edge edge : graph.inputs(node.id())) {
      if (edge.port() == port && graph.node(edge.from()) instanceof Node.Parameter parameter) {
        return parameter;
      }
    }
    throw undrawable(node);
  }

  private MessageException undrawable(Node.Operation node) {
    return new MessageException(
        Message.of("ui-network.problem.operation", name(node.id()), node.op().sign()));
  }

  private String name(NodeId id) {
    Node node = graph.node(id);
    return node.name().isEmpty() ? id.text() : node.name();
  }
}
