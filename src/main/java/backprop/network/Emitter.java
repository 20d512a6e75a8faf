package backprop.network;

import backprop.formula.ScalarFunction;
import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.network.Instruction.Target;
import backprop.network.LossInstruction.SquaredError.Divisor;
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
import backprop.tensor.CounterRandom;
import backprop.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Chooses the [Instruction] for an operation, and the buffers that it needs beside values and
/// gradients.
final class Emitter {
  private final Graph graph;
  private final Buffers buffers;
  private final ElementEmitter elements;
  private final GroupEmitter groups;

  Emitter(Graph graph, Buffers buffers) {
    this.graph = graph;
    this.buffers = buffers;
    this.elements = new ElementEmitter(buffers);
    this.groups = new GroupEmitter(buffers);
  }

  /// The instruction for one operation; operations must come in the order of the backward pass.
  Instruction emit(Node.Operation node) {
    int y = buffers.slot(node.id());
    int[] in = graph.inputs(node.id()).stream().map(Edge::from).mapToInt(buffers::slot).toArray();
    return switch (node.op()) {
      case MatMul _ -> product(in[0], in[1], -1, y);
      case Affine _ -> product(in[0], in[1], in[2], y);
      case ElementWise(ScalarFunction function) -> elements.elementWise(function, in, y);
      case Reshape _, Flatten _ -> elements.reshape(in[0], y);
      case Softmax _ -> groups.softmax(in[0], y);
      case SoftmaxLoss _ -> softmaxLoss(in, y);
      case LeakyRelu(double slope) ->
          new Instruction.LeakyRelu((float) slope, in[0], y, buffers.target(in[0], y));
      case Convolution convolution -> convolution(convolution, in, y);
      case Pooling pooling -> pooling(pooling, in[0], y);
      case BatchNorm norm -> batchNorm(node.id(), norm, in, y);
      case Reduction reduction -> groups.reduction(reduction, in[0], y);
      case ArgMax(int axis) ->
          new ClassInstruction.ArgMax(groups.reduced(in[0], List.of(axis), y), in[0], y);
      case Transpose(List<Integer> axes) -> groups.transpose(axes, in[0], y);
      case Concat concat -> groups.concat(concat, in, y);
      case Pad(List<Integer> axes, int before, _) -> groups.pad(axes, before, in[0], y);
      case OneHot(int classes) -> new ClassInstruction.OneHot(classes, in[0], y);
      case CrossEntropy(double delta) -> groups.crossEntropy(delta, false, in, y);
      case BinaryCrossEntropy(double delta) -> groups.crossEntropy(delta, true, in, y);
      case MeanSquaredError(boolean rows) ->
          groups.squaredError(rows ? Divisor.ROWS : Divisor.NUMBERS, in, y);
      case SumSquaredError _ -> groups.squaredError(Divisor.TWO, in, y);
      case Dropout dropout ->
          new DropoutInstruction(
              dropout,
              CounterRandom.name(node.id().text()),
              in[0],
              y,
              buffers.target(in[0], y),
              buffers.scratch(sixteenths(buffers.shape(y))));
    };
  }

  /// A matrix product, with a bias unless `b` is −1.
  private Instruction product(int x, int w, int b, int y) {
    Shape right = buffers.shape(w);
    if (right.isSymbolic()) {
      return sumOverBatch(x, w, b, y);
    }
    if (right.rank() == 1) { // a vector on the right is a column
      int column = buffers.shaped(w, Shape.of(right.dim(0), 1));
      int rows = buffers.shape(x).rank() == 1 ? 1 : buffers.shape(x).dim(0);
      int out = buffers.between(Shape.of(rows, 1), y);
      return elements.reshaped(
          new int[] {x, w}, new int[] {x, column}, y, out, () -> affine(x, column, b, out));
    }
    return affine(x, w, b, y);
  }

  /// A vector of the batch times the batch itself: the sum over the rows of w, each times its
  /// number in x.
  private Instruction sumOverBatch(int x, int w, int b, int y) {
    Shape right = buffers.shape(w);
    int column = buffers.shaped(x, right.rank() == 1 ? right : Shape.of(Shape.N, 1));
    int products = buffers.between(right, y);
    int sums = b < 0 ? y : buffers.between(buffers.shape(y), y);
    return elements.reshaped(
        new int[] {x},
        new int[] {column},
        y,
        y,
        () -> {
          List<Instruction> steps = new ArrayList<>();
          if (b >= 0) {
            steps.addFirst(elements.add(new int[] {sums, b}, y));
          }
          Spread over = Spread.reduced(right, new int[] {0}, buffers.shape(y));
          steps.addFirst(
              new ReductionInstruction(
                  ReductionInstruction.Kind.SUM,
                  over,
                  products,
                  sums,
                  buffers.target(products, sums)));
          steps.addFirst(elements.multiply(new int[] {column, w}, products));
          return new SequenceInstruction(List.copyOf(steps));
        });
  }

  private Instruction affine(int x, int w, int b, int y) {
    // in the order in which the instruction sends them, because the first to arrive at a buffer is
    // not added
    Target dw = buffers.target(w, y);
    Target db = b < 0 ? Target.NOWHERE : buffers.target(b, y);
    Target dx = buffers.target(x, y);
    Shape turned = Shape.of(buffers.shape(w).dim(1), buffers.shape(w).dim(0));
    int scratch = dx.wanted() ? buffers.scratch(turned) : -1;
    return new Instruction.Affine(x, w, b, y, dx, dw, db, scratch);
  }

  private Instruction convolution(Convolution convolution, int[] in, int y) {
    Shape x = buffers.shape(in[0]);
    Shape w = buffers.shape(in[1]);
    if (x.rank() != convolution.space() + 2 || w.rank() != convolution.space() + 2) {
      return convolutionWithout(convolution, in, y);
    }
    SlidingProduct slide = convolution.product(x.with(0, 1), w);
    Target dw = buffers.target(in[1], y);
    Target db = in.length < 3 ? Target.NOWHERE : buffers.target(in[2], y);
    Target dx = buffers.target(in[0], y);
    int bias = in.length < 3 ? -1 : in[2];
    if (Grid.fits(slide)) {
      Grid grid = new Grid(slide);
      return new GridConvolution(
          grid,
          slide.groups(),
          in[0],
          in[1],
          bias,
          y,
          dx,
          dw,
          db,
          buffers.scratch(GridConvolution.scratches(grid, slide.groups())),
          buffers.own(GridConvolution.own(grid)));
    }
    Patches patches = new Patches(slide);
    int filters = slide.outChannels() / slide.groups();
    int first =
        buffers.scratch(
            List.of(
                Shape.of(patches.rows(), patches.columns()),
                Shape.of(filters, patches.columns()),
                Shape.of(patches.columns(), filters),
                Shape.of(filters, patches.rows()),
                Shape.of(patches.rows(), filters),
                Shape.of(patches.rows(), filters),
                Shape.of(patches.rows(), patches.columns())));
    return new ConvolutionInstruction(slide, patches, in[0], in[1], bias, y, dx, dw, db, first);
  }

  /// A convolution without a batch or without channels: one image, or one channel.
  private Instruction convolutionWithout(Convolution convolution, int[] in, int y) {
    int space = convolution.space();
    boolean channels = buffers.shape(in[1]).rank() == space + 2;
    int[] shaped = new int[in.length];
    shaped[0] = buffers.shaped(in[0], withBatchAndChannel(buffers.shape(in[0]), space, channels));
    shaped[1] = buffers.shaped(in[1], withBatchAndChannel(buffers.shape(in[1]), space, channels));
    if (in.length > 2) {
      shaped[2] = channels ? in[2] : buffers.shaped(in[2], Shape.of(1));
    }
    int out = buffers.shaped(y, withBatchAndChannel(buffers.shape(y), space, channels));
    return elements.reshaped(in, shaped, y, out, () -> convolution(convolution, shaped, out));
  }

  private static Shape withBatchAndChannel(Shape shape, int space, boolean channels) {
    int[] dims = new int[space + 2];
    Arrays.fill(dims, 1);
    int[] own = shape.dims();
    System.arraycopy(own, own.length - space, dims, 2, space);
    int left = own.length - space - 1;
    if (channels && left >= 0) {
      dims[1] = own[left--];
    }
    if (left >= 0) {
      dims[0] = own[left];
    }
    return Shape.of(dims);
  }

  private Instruction pooling(Pooling pooling, int x, int y) {
    Shape shape = buffers.shape(x);
    if (shape.rank() == 2) { // one image, which otherwise would be a batch of its rows
      int image = buffers.between(Shape.of(1, shape.dim(0), shape.dim(1)), x);
      int out = buffers.between(Shape.of(1, buffers.shape(y).dim(0), buffers.shape(y).dim(1)), y);
      return elements.reshaped(
          new int[] {x}, new int[] {image}, y, out, () -> pooling(pooling, image, out));
    }
    boolean largest = pooling instanceof MaxPool2d;
    return new PoolingInstruction(
        pooling.windows(),
        pooling.placed(shape.with(0, 1)),
        largest,
        x,
        y,
        buffers.target(x, y),
        largest ? buffers.scratch(buffers.shape(y)) : -1);
  }

  private Instruction batchNorm(NodeId node, BatchNorm norm, int[] in, int y) {
    Shape x = buffers.shape(in[0]);
    return new BatchNormInstruction(
        norm,
        node,
        Program.rowSize(x) / x.dim(1),
        in[0],
        in[1],
        in[2],
        y,
        buffers.target(in[0], y),
        buffers.target(in[1], y),
        buffers.target(in[2], y),
        buffers.scratch(Shape.of(x.dim(1))),
        buffers.scratch(Shape.of(x.dim(1))));
  }

  private Instruction softmaxLoss(int[] in, int y) {
    int x = in[0];
    int t = in[1];
    boolean indices = buffers.shape(t).rank() < buffers.shape(x).rank();
    boolean computed = buffers.isComputed(t);
    if (indices) {
      buffers.labels.set(t);
    }
    return new Instruction.SoftmaxLoss(x, t, y, indices, indices && computed, buffers.target(x, y));
  }

  /// As many rows, with a sixteenth of the numbers.
  private static Shape sixteenths(Shape shape) {
    int columns = Math.ceilDiv(Program.rowSize(shape), Matrix.LANES);
    return shape.rank() < 2 ? Shape.of(1, columns) : Shape.of(shape.dim(0), columns);
  }
}
