package backprop.network;

import backprop.formula.Functions;
import backprop.formula.ScalarFunction;
import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.message.Message;
import backprop.network.Instruction.Target;
import backprop.op.Affine;
import backprop.op.ArgMax;
import backprop.op.BatchNorm;
import backprop.op.BinaryCrossEntropy;
import backprop.op.Concat;
import backprop.op.Convolution;
import backprop.op.CrossEntropy;
import backprop.op.Dropout;
import backprop.op.ElementWise;
import backprop.op.Flatten;
import backprop.op.LeakyRelu;
import backprop.op.MatMul;
import backprop.op.MeanSquaredError;
import backprop.op.OneHot;
import backprop.op.Pad;
import backprop.op.Pooling;
import backprop.op.Reduction;
import backprop.op.Reshape;
import backprop.op.Softmax;
import backprop.op.SoftmaxLoss;
import backprop.op.SumSquaredError;
import backprop.op.Transpose;
import backprop.tensor.Shape;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Chooses the [Instruction] for an operation, and the buffers that it needs beside values and
/// gradients.
final class Emitter {
  private final Graph graph;
  private final Map<NodeId, Integer> slots;
  private final List<Shape> shapes;
  private final BitSet labels;
  private final BitSet gradients;
  private final BitSet written = new BitSet();
  private final List<Integer> aliases = new ArrayList<>();
  private final List<Shape> spares = new ArrayList<>();
  private final List<Shape> scratches = new ArrayList<>();

  Emitter(
      Graph graph,
      Map<NodeId, Integer> slots,
      List<Shape> shapes,
      BitSet labels,
      BitSet gradients) {
    this.graph = graph;
    this.slots = slots;
    this.shapes = shapes;
    this.labels = labels;
    this.gradients = gradients;
    for (int slot = 0; slot < shapes.size(); slot++) {
      aliases.add(slot);
    }
  }

  List<Integer> aliases() {
    return List.copyOf(aliases);
  }

  List<Shape> spares() {
    return List.copyOf(spares);
  }

  List<Shape> scratches() {
    return List.copyOf(scratches);
  }

  /// The instruction for one operation; operations must come in the order of the backward pass.
  Instruction emit(Node.Operation node) {
    int y = slot(node.id());
    int[] in = graph.inputs(node.id()).stream().map(Edge::from).mapToInt(this::slot).toArray();
    return switch (node.op()) {
      case MatMul _ -> affine(node, in[0], in[1], -1, y);
      case Affine _ -> affine(node, in[0], in[1], in[2], y);
      case ElementWise(ScalarFunction function) -> elementWise(node, function, in, y);
      case Reshape _, Flatten _ -> reshape(in[0], y);
      case Softmax _ -> new Instruction.Softmax(in[0], y, target(in[0], y));
      case SoftmaxLoss _ -> softmaxLoss(node, in[0], in[1], y);
      // no float32 form yet
      case LeakyRelu _,
          Reduction _,
          ArgMax _,
          Transpose _,
          Concat _,
          Pad _,
          OneHot _,
          CrossEntropy _,
          BinaryCrossEntropy _,
          MeanSquaredError _,
          SumSquaredError _,
          Dropout _,
          BatchNorm _,
          Convolution _,
          Pooling _ ->
          throw unsupported(node);
    };
  }

  private Instruction elementWise(Node.Operation node, ScalarFunction function, int[] in, int y) {
    if (function.equals(Functions.RELU)) {
      return activation(Instruction.Function.RELU, in[0], y);
    } else if (function.equals(Functions.SIGMOID)) {
      return activation(Instruction.Function.SIGMOID, in[0], y);
    } else if (function.equals(Functions.TANH)) {
      return activation(Instruction.Function.TANH, in[0], y);
    } else if (function.equals(Functions.IDENTITY)) {
      return reshape(in[0], y);
    } else if (function.equals(Functions.ADD)) {
      return add(node, in[0], in[1], y);
    } else if (function.equals(Functions.MUL)) {
      return multiply(node, in[0], in[1], y);
    }
    throw unsupported(node);
  }

  private Instruction affine(Node.Operation node, int x, int w, int b, int y) {
    if (shapes.get(x).rank() != 2 || shapes.get(w).rank() != 2) {
      throw unsupportedShapes(node, x, w);
    }
    if (b >= 0 && (rows(b) != 1 || labels.get(b))) {
      throw unsupportedShapes(node, x, b);
    }
    // in the order in which the instruction sends them, because the first to arrive at a buffer is
    // not added
    Target dw = target(w, y);
    Target db = b < 0 ? Target.NOWHERE : target(b, y);
    Target dx = target(x, y);
    int scratch = -1;
    if (dx.wanted()) {
      scratch = scratches.size();
      scratches.add(Shape.of(shapes.get(w).dim(1), shapes.get(w).dim(0)));
    }
    return new Instruction.Affine(x, w, b, y, dx, dw, db, scratch);
  }

  private Instruction activation(Instruction.Function function, int x, int y) {
    return new Instruction.Activation(function, x, y, target(x, y));
  }

  private Instruction add(Node.Operation node, int a, int b, int y) {
    if (sameLayout(a, y) && sameLayout(b, y)) {
      return new Instruction.Add(a, b, y, target(a, y), target(b, y));
    }
    if (sameLayout(a, y) && isRow(b, y)) {
      return new Instruction.AddRow(a, b, y, target(a, y), target(b, y));
    }
    if (sameLayout(b, y) && isRow(a, y)) {
      return new Instruction.AddRow(b, a, y, target(b, y), target(a, y));
    }
    throw unsupportedShapes(node, a, b);
  }

  private Instruction multiply(Node.Operation node, int a, int b, int y) {
    if (sameLayout(a, y) && sameLayout(b, y)) {
      return new Instruction.Multiply(a, b, y, target(a, y), target(b, y));
    }
    throw unsupportedShapes(node, a, b);
  }

  private Instruction reshape(int x, int y) {
    boolean alias = sameLayout(x, y);
    if (alias) {
      aliases.set(y, x);
    }
    return new Instruction.Reshape(x, y, alias, target(x, y));
  }

  private Instruction softmaxLoss(Node.Operation node, int x, int t, int y) {
    boolean indices = shapes.get(t).rank() < shapes.get(x).rank();
    if (indices) {
      if (graph.node(List.copyOf(slots.keySet()).get(t)) instanceof Node.Operation) {
        throw unsupportedShapes(node, x, t);
      }
      labels.set(t);
    }
    return new Instruction.SoftmaxLoss(x, t, y, indices, target(x, y));
  }

  /// Where the gradient for `input` goes that the operation of buffer `y` sends.
  private Target target(int input, int y) {
    if (!gradients.get(y) || !gradients.get(input)) {
      return Target.NOWHERE;
    }
    if (!written.get(input)) {
      written.set(input);
      return new Target(input, -1);
    }
    spares.add(shapes.get(input));
    return new Target(input, spares.size() - 1);
  }

  private int slot(NodeId id) {
    return Objects.requireNonNull(slots.get(id));
  }

  private int rows(int slot) {
    Shape shape = shapes.get(slot);
    return shape.rank() < 2 ? 1 : shape.dim(0);
  }

  private boolean sameLayout(int a, int b) {
    return rows(a) == rows(b)
        && shapes.get(a).isSymbolic() == shapes.get(b).isSymbolic()
        && columns(a) == columns(b);
  }

  private boolean isRow(int slot, int of) {
    return rows(slot) == 1 && !shapes.get(slot).isSymbolic() && columns(slot) == columns(of);
  }

  private int columns(int slot) {
    return Program.rowSize(shapes.get(slot));
  }

  private ProgramException unsupported(Node.Operation node) {
    return new ProgramException(
        Message.of("program.unsupported", ProgramText.node(graph, node.id()), node.op().sign()));
  }

  private ProgramException unsupportedShapes(Node.Operation node, int a, int b) {
    return new ProgramException(
        Message.of(
            "program.unsupported-shapes",
            ProgramText.node(graph, node.id()),
            shapes.get(a).toString(),
            shapes.get(b).toString()));
  }
}
