package backprop.network;

import backprop.formula.Functions;
import backprop.formula.ScalarFunction;
import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.Node;
import backprop.graph.NodeId;
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
import backprop.op.MaxPool2d;
import backprop.op.MeanSquaredError;
import backprop.op.OneHot;
import backprop.op.Pad;
import backprop.op.Pooling;
import backprop.op.Reduction;
import backprop.op.Reshape;
import backprop.op.SlidingProduct;
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
    // one number a row is an index, whoever reads it
    slots.forEach(
        (id, slot) -> {
          if (graph.node(id) instanceof Node.Input(_, _, Node.Source.Data data)
              && data.column() == Node.Source.Column.LABEL
              && data.shape().rank() == 1) {
            labels.set(slot);
          }
        });
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
      case MatMul _ -> affine(node, in, -1, y);
      case Affine _ -> affine(node, in, in[2], y);
      case ElementWise(ScalarFunction function) -> elementWise(node, function, in, y);
      case Reshape _, Flatten _ -> reshape(in[0], y);
      case Softmax _ ->
          shapes.get(y).rank() > 2
              ? byOperation(node, in, y)
              : new Instruction.Softmax(in[0], y, target(in[0], y));
      case SoftmaxLoss _ -> softmaxLoss(node, in, y);
      case LeakyRelu(double slope) ->
          new Instruction.LeakyRelu((float) slope, in[0], y, target(in[0], y));
      case Convolution convolution -> convolution(node, convolution, in, y);
      case Pooling pooling -> pooling(node, pooling, in, y);
      case BatchNorm norm -> batchNorm(node.id(), norm, in, y);
      case Reduction _,
          ArgMax _,
          Transpose _,
          Concat _,
          Pad _,
          OneHot _,
          CrossEntropy _,
          BinaryCrossEntropy _,
          MeanSquaredError _,
          SumSquaredError _,
          Dropout _ ->
          byOperation(node, in, y);
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
      return add(node, in, y);
    } else if (function.equals(Functions.MUL)) {
      return multiply(node, in, y);
    }
    return byOperation(node, in, y);
  }

  /// What has no kernel, or none for these shapes.
  private Instruction byOperation(Node.Operation node, int[] in, int y) {
    List<Integer> inputs = new ArrayList<>();
    List<Target> targets = new ArrayList<>();
    for (int port = 0; port < in.length; port++) {
      inputs.add(in[port]);
      boolean flows = node.op().ports().get(port).differentiable();
      targets.add(flows ? target(in[port], y) : Target.NOWHERE);
    }
    return new OperationInstruction(
        node.op(), node.id(), List.copyOf(inputs), y, List.copyOf(targets));
  }

  private int scratch(Shape shape) {
    scratches.add(shape);
    return scratches.size() - 1;
  }

  private Instruction convolution(Node.Operation node, Convolution convolution, int[] in, int y) {
    Shape x = shapes.get(in[0]);
    Shape w = shapes.get(in[1]);
    if (x.rank() != convolution.space() + 2 || w.rank() != convolution.space() + 2) {
      return byOperation(node, in, y); // without channels, filters are laid out in other rows
    }
    SlidingProduct slide = convolution.product(x.with(0, 1), w);
    Target dw = target(in[1], y);
    Target db = in.length < 3 ? Target.NOWHERE : target(in[2], y);
    Target dx = target(in[0], y);
    int bias = in.length < 3 ? -1 : in[2];
    int buffers = scratches.size();
    if (Grid.fits(slide)) {
      Grid grid = new Grid(slide);
      GridConvolution.scratches(grid).forEach(this::scratch);
      return new GridConvolution(grid, slide.groups(), in[0], in[1], bias, y, dx, dw, db, buffers);
    }
    Patches patches = new Patches(slide);
    int filters = slide.outChannels() / slide.groups();
    List<Shape> shapesOfBuffers =
        List.of(
            Shape.of(patches.rows(), patches.columns()),
            Shape.of(filters, patches.columns()),
            Shape.of(patches.columns(), filters),
            Shape.of(filters, patches.rows()),
            Shape.of(patches.rows(), filters),
            Shape.of(patches.rows(), filters),
            Shape.of(patches.rows(), patches.columns()));
    shapesOfBuffers.forEach(this::scratch);
    return new ConvolutionInstruction(slide, patches, in[0], in[1], bias, y, dx, dw, db, buffers);
  }

  private Instruction pooling(Node.Operation node, Pooling pooling, int[] in, int y) {
    Shape x = shapes.get(in[0]);
    if (x.rank() < 3 || Program.rowSize(x) > PoolingInstruction.MOST_PLACES) {
      return byOperation(node, in, y);
    }
    boolean largest = pooling instanceof MaxPool2d;
    return new PoolingInstruction(
        pooling.windows(),
        pooling.placed(x.with(0, 1)),
        largest,
        in[0],
        y,
        target(in[0], y),
        largest ? scratch(shapes.get(y)) : -1);
  }

  private Instruction batchNorm(NodeId node, BatchNorm norm, int[] in, int y) {
    Shape x = shapes.get(in[0]);
    return new BatchNormInstruction(
        norm,
        node,
        Program.rowSize(x) / x.dim(1),
        in[0],
        in[1],
        in[2],
        y,
        target(in[0], y),
        target(in[1], y),
        target(in[2], y),
        scratch(x),
        scratch(Shape.of(x.dim(1))));
  }

  private Instruction affine(Node.Operation node, int[] in, int b, int y) {
    int x = in[0];
    int w = in[1];
    if (shapes.get(x).rank() != 2
        || shapes.get(w).rank() != 2
        || shapes.get(w).isSymbolic()
        || (b >= 0 && (rows(b) != 1 || labels.get(b)))) {
      return byOperation(node, in, y);
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

  private Instruction add(Node.Operation node, int[] in, int y) {
    int a = in[0];
    int b = in[1];
    if (sameLayout(a, y) && sameLayout(b, y)) {
      return new Instruction.Add(a, b, y, target(a, y), target(b, y));
    }
    if (sameLayout(a, y) && isRow(b, y)) {
      return new Instruction.AddRow(a, b, y, target(a, y), target(b, y));
    }
    if (sameLayout(b, y) && isRow(a, y)) {
      return new Instruction.AddRow(b, a, y, target(b, y), target(a, y));
    }
    return byOperation(node, in, y);
  }

  private Instruction multiply(Node.Operation node, int[] in, int y) {
    int a = in[0];
    int b = in[1];
    if (sameLayout(a, y) && sameLayout(b, y)) {
      return new Instruction.Multiply(a, b, y, target(a, y), target(b, y));
    }
    return byOperation(node, in, y);
  }

  private Instruction reshape(int x, int y) {
    boolean alias = sameLayout(x, y);
    if (alias) {
      aliases.set(y, x);
    }
    return new Instruction.Reshape(x, y, alias, target(x, y));
  }

  private Instruction softmaxLoss(Node.Operation node, int[] in, int y) {
    int x = in[0];
    int t = in[1];
    boolean indices = shapes.get(t).rank() < shapes.get(x).rank();
    if (indices) {
      if (graph.node(List.copyOf(slots.keySet()).get(t)) instanceof Node.Operation) {
        return byOperation(node, in, y);
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
}
