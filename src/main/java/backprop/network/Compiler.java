package backprop.network;

import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.message.Message;
import backprop.op.Op;
import backprop.op.ShapeMismatch;
import backprop.tensor.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Turns a document into a [Compilation]: which nodes are needed, their shapes, then one
/// instruction an operation.
final class Compiler {
  private final Graph graph;
  private final Optional<NodeId> loss;
  private final Optional<NodeId> prediction;
  private final Map<NodeId, Integer> slots = new LinkedHashMap<>();
  private final List<Shape> shapes = new ArrayList<>();
  private final BitSet labels = new BitSet();
  private final BitSet gradients = new BitSet();

  private Compiler(Graph graph, Optional<NodeId> loss, Optional<NodeId> prediction) {
    this.graph = graph;
    this.loss = loss;
    this.prediction = prediction;
  }

  static Compilation compile(GraphDocument document, Set<NodeId> observed, Mode mode) {
    Graph graph = document.graph();
    document.rules().rules().keySet().stream()
        .sorted()
        .findFirst()
        .or(() -> document.rules().overwritten().stream().sorted().findFirst())
        .ifPresent(
            own -> {
              throw new ProgramException(
                  Message.of("check.rule.not-compiled", ProgramText.node(graph, own)));
            });
    Optional<NodeId> loss = document.roles().loss().filter(graph::contains).or(document::output);
    Optional<NodeId> prediction =
        document.roles().prediction().filter(graph::contains).or(() -> beforeLoss(graph, loss));
    if (mode != Mode.PREDICT && loss.isEmpty()) {
      throw new ProgramException(Message.of("program.no-loss"));
    }
    if (mode == Mode.PREDICT && prediction.isEmpty()) {
      throw new ProgramException(Message.of("program.no-prediction"));
    }
    Optional<NodeId> lowered = mode == Mode.PREDICT ? Optional.empty() : loss;
    Compiler compiler = new Compiler(graph, lowered, prediction);
    compiler.placeNodes(observed);
    if (lowered.isPresent() && !compiler.shapeOf(lowered.get()).isScalar()) {
      throw new ProgramException(
          Message.of(
              "program.loss-shape",
              ProgramText.node(graph, lowered.get()),
              compiler.shapeOf(lowered.get()).toString()));
    }
    if (mode == Mode.GRADIENT) {
      compiler.markGradients(observed);
    }
    return compiler.emit(observed);
  }

  /// The scores that enter a softmax-with-loss, for documents that mark no prediction.
  private static Optional<NodeId> beforeLoss(Graph graph, Optional<NodeId> loss) {
    return loss.filter(id -> !graph.inputs(id).isEmpty())
        .map(id -> graph.inputs(id).getFirst().from())
        .filter(id -> graph.node(id) instanceof Node.Operation);
  }

  private int slot(NodeId id) {
    return Objects.requireNonNull(slots.get(id));
  }

  private Shape shapeOf(NodeId id) {
    return shapes.get(slot(id));
  }

  /// Numbers the nodes that the targets need, and proves their shapes.
  private void placeNodes(Set<NodeId> observed) {
    Set<NodeId> needed = new HashSet<>();
    Deque<NodeId> waiting = new ArrayDeque<>(observed);
    loss.ifPresent(waiting::add);
    prediction.ifPresent(waiting::add);
    while (!waiting.isEmpty()) {
      NodeId id = waiting.pop();
      if (needed.add(id)) {
        graph.inputs(id).forEach(edge -> waiting.add(edge.from()));
      }
    }
    for (NodeId id : graph.topological()) {
      if (needed.contains(id)) {
        slots.put(id, shapes.size());
        shapes.add(infer(graph.node(id)));
      }
    }
  }

  private Shape infer(Node node) {
    return switch (node) {
      case Node.Input input -> input.shape();
      case Node.Parameter parameter -> parameter.shape();
      case Node.Constant constant -> constant.value().shape();
      case Node.Operation operation -> infer(operation);
    };
  }

  private Shape infer(Node.Operation node) {
    Op op = node.op();
    List<Edge> inputs = graph.inputs(node.id());
    for (int port = 0; port < op.ports().size(); port++) {
      if (port >= inputs.size() || inputs.get(port).port() != port) {
        throw new ProgramException(
            Message.of(
                "program.empty-port",
                ProgramText.node(graph, node.id()),
                op.ports().get(port).name()));
      }
    }
    try {
      return op.shape(inputs.stream().map(edge -> shapeOf(edge.from())).toList());
    } catch (ShapeMismatch mismatch) {
      throw new ProgramException(
          Message.of("program.shape", ProgramText.node(graph, node.id()), mismatch.sentence()));
    }
  }

  /// Marks the buffers on a way from a parameter or an observed node to the loss.
  private void markGradients(Set<NodeId> observed) {
    BitSet above = new BitSet();
    for (NodeId id : slots.keySet()) {
      boolean starts = graph.node(id) instanceof Node.Parameter || observed.contains(id);
      boolean passes =
          graph.inputs(id).stream()
              .anyMatch(edge -> differentiable(edge) && above.get(slot(edge.from())));
      above.set(slot(id), starts || passes);
    }
    NodeId end = loss.orElseThrow();
    BitSet below = new BitSet();
    below.set(slot(end));
    List<NodeId> order = List.copyOf(slots.keySet());
    for (int i = order.size() - 1; i >= 0; i--) {
      if (below.get(i)) {
        graph.inputs(order.get(i)).stream()
            .filter(this::differentiable)
            .forEach(edge -> below.set(slot(edge.from())));
      }
    }
    above.and(below);
    above.set(slot(end));
    gradients.or(above);
  }

  private boolean differentiable(Edge edge) {
    return graph.node(edge.to()) instanceof Node.Operation operation
        && operation.op().ports().get(edge.port()).differentiable();
  }

  private Compilation emit(Set<NodeId> observed) {
    Buffers buffers = new Buffers(graph, slots, shapes, labels, gradients);
    Emitter emitter = new Emitter(graph, buffers);
    List<Instruction> instructions = new ArrayList<>();
    // in reverse, because the first contribution to a gradient, in the order of the backward pass,
    // is written and not added
    List<NodeId> order = new ArrayList<>(slots.keySet());
    for (int i = order.size() - 1; i >= 0; i--) {
      if (graph.node(order.get(i)) instanceof Node.Operation operation) {
        instructions.addFirst(emitter.emit(operation));
      }
    }
    BitSet kept = new BitSet();
    observed.forEach(id -> kept.set(slot(id)));
    loss.ifPresent(id -> kept.set(slot(id)));
    prediction.ifPresent(id -> kept.set(slot(id)));
    InPlace.plan(instructions, buffers, kept, gradients.isEmpty());
    return new Compilation(
        graph,
        slots,
        List.copyOf(shapes),
        labels,
        gradients,
        buffers.aliases(),
        buffers.gradientAliases(),
        buffers.overwrittenValues(),
        buffers.overwrittenGradients(),
        buffers.spares(),
        buffers.forks(),
        buffers.scratches(),
        buffers.own(),
        List.copyOf(instructions),
        prediction,
        loss);
  }
}
