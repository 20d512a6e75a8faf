package backprop.autodiff.symbols;

import backprop.autodiff.symbols.DerivativeBuilder.TooLarge;
import backprop.formula.Functions;
import backprop.graph.Edge;
import backprop.graph.NodeId;
import backprop.op.AveragePool2d;
import backprop.op.AxisMax;
import backprop.op.Convolution;
import backprop.op.MatMul;
import backprop.op.MaxPool2d;
import backprop.op.Pooling;
import backprop.op.Transpose;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;

/// What convolutions and poolings send.
final class SlidingRules {
  /// Less than any number of an image, where a window stands out over its border.
  private static final double OUTSIDE = -1e300;

  private final DerivativeBuilder make;
  private final PartRules parts;

  SlidingRules(DerivativeBuilder make) {
    this.make = make;
    this.parts = new PartRules(make);
  }

  /// The gradient of a convolution's input, filters or bias: itself a convolution, or a sum.
  NodeId convolution(Edge edge, Convolution convolution, NodeId upstream) throws TooLarge {
    ConvolutionRules rules =
        new ConvolutionRules(make, convolution, make.inputs(edge), make.shape(edge.from()));
    return switch (edge.port()) {
      case 0 -> rules.byInput(upstream);
      case 1 -> rules.byFilters(upstream);
      default -> rules.byBias(upstream);
    };
  }

  /// The gradient of a pooling's input.
  NodeId pooling(Edge edge, Pooling pooling, NodeId upstream) throws TooLarge {
    Shape in = make.shape(edge.from());
    int planes = pooling.placed(in).planes();
    int outputs = make.shape(edge.to()).size() / Math.max(1, planes);
    int image = in.size() / Math.max(1, planes);
    Shape flat = Shape.of(image / in.dim(-1), in.dim(-1));
    return switch (pooling) {
      case AveragePool2d average -> {
        double share = 1.0 / (average.windows().kernel() * average.windows().kernel());
        Tensor shares =
            DerivativeBuilder.table(
                outputs,
                image,
                (out, pixel) -> average.window(flat, out).contains(pixel) ? share : 0);
        NodeId rows = make.reshaped(upstream, Shape.of(planes, outputs));
        yield make.reshaped(make.apply(new MatMul(), rows, make.table(shares)), in);
      }
      case MaxPool2d max -> {
        NodeId dy = make.reshaped(upstream, Shape.of(planes * outputs, 1));
        yield largest(edge.from(), max, new Planes(planes, image, outputs, flat), dy);
      }
    };
  }

  /// Images beside each other.
  ///
  /// @param image how many numbers one has
  /// @param outputs how many windows lie on it
  /// @param shape of one
  private record Planes(int count, int image, int outputs, Shape shape) {}

  /// dy at the first largest number of each window: each window is a row, in which equals after the
  /// first are left out; then the rows are put back where they came from.
  private NodeId largest(NodeId x, MaxPool2d max, Planes planes, NodeId upstream) throws TooLarge {
    long seenBy = (long) planes.outputs() * max.windows().kernel() * max.windows().kernel();
    if (seenBy > DerivativeBuilder.MOST_NUMBERS) {
      throw new TooLarge();
    }
    int area = max.windows().kernel() * max.windows().kernel();
    int wide = (int) seenBy;
    Tensor windows = windows(max, planes, area);
    NodeId rows = make.reshaped(x, Shape.of(planes.count(), planes.image()));
    NodeId table = make.table(windows);
    NodeId seen = make.apply(new MatMul(), rows, table);
    boolean[] inside = new boolean[wide];
    for (int i = 0; i < windows.size(); i++) {
      inside[i % wide] |= windows.get(i) != 0;
    }
    Tensor outside = Tensor.generate(Shape.of(wide), i -> inside[i] ? 0 : OUTSIDE);
    if (outside.toArray().length > 0 && !outside.equals(Tensor.zeros(outside.shape()))) {
      seen = make.apply(Functions.ADD, seen, make.table(outside));
    }
    seen = make.reshaped(seen, Shape.of(planes.count() * planes.outputs(), area));
    NodeId equal = parts.equal(seen, make.apply(new AxisMax(List.of(1), true), seen));
    Tensor before = DerivativeBuilder.table(area, area, (row, column) -> row < column ? 1 : 0);
    NodeId earlier = make.apply(new MatMul(), equal, make.table(before));
    NodeId first =
        make.apply(
            Functions.MUL,
            equal,
            make.apply(
                Functions.SUB,
                make.constant(Tensor.scalar(1)),
                make.apply(Functions.MASK, earlier)));
    NodeId sent = make.apply(Functions.MUL, upstream, first);
    NodeId back =
        make.apply(
            new MatMul(),
            make.reshaped(sent, Shape.of(planes.count(), wide)),
            make.apply(new Transpose(List.of()), table));
    return make.reshaped(back, make.shape(x));
  }

  /// Which number of an image (row) stands at which place of which window (column).
  private static Tensor windows(MaxPool2d max, Planes planes, int area) throws TooLarge {
    int kernel = max.windows().kernel();
    int stride = max.windows().stride();
    int padding = max.windows().padding();
    int width = planes.shape().dim(1);
    int outWidth = max.placed(planes.shape()).outWidth();
    return DerivativeBuilder.table(
        planes.image(),
        planes.outputs() * area,
        (pixel, column) -> {
          int out = column / area;
          int place = column % area;
          int down = out / outWidth * stride - padding + place / kernel;
          int right = out % outWidth * stride - padding + place % kernel;
          return down == pixel / width && right == pixel % width ? 1 : 0;
        });
  }
}
