package backprop.autodiff.symbols;

import backprop.autodiff.symbols.DerivativeBuilder.TooLarge;
import backprop.formula.Functions;
import backprop.graph.Edge;
import backprop.graph.NodeId;
import backprop.op.AxisMax;
import backprop.op.Concat;
import backprop.op.Pad;
import backprop.op.Sum;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;

/// What is sent by operations that put tensors together or choose among their numbers.
///
/// The language has no word for a part of a tensor, so a part is a product with a table of zeros
/// and ones.
final class PartRules {
  private final DerivativeBuilder make;

  PartRules(DerivativeBuilder make) {
    this.make = make;
  }

  /// dy's own part of each input.
  NodeId concatenated(Edge edge, Concat concat, NodeId upstream) throws TooLarge {
    Shape out = make.shape(edge.to());
    int axis = Math.floorMod(concat.axis(), out.rank());
    int start = 0;
    for (NodeId before : make.inputs(edge).subList(0, edge.port())) {
      start += make.shape(before).dim(axis);
    }
    return part(upstream, axis, start, make.shape(edge.from()).dim(axis));
  }

  /// dy without the border.
  NodeId padded(Pad pad, NodeId upstream, Shape in) throws TooLarge {
    NodeId inner = upstream;
    for (int axis = 0; axis < in.rank(); axis++) {
      if (make.shape(inner).dim(axis) != in.dim(axis)) {
        inner = part(inner, axis, pad.before(), in.dim(axis));
      }
    }
    return inner;
  }

  /// So many numbers along an axis, from a place on.
  NodeId part(NodeId id, int axis, int start, int length) throws TooLarge {
    int all = make.shape(id).dim(axis);
    return length == all
        ? id
        : make.along(
            id,
            axis,
            DerivativeBuilder.table(all, length, (row, column) -> row == start + column ? 1 : 0));
  }

  /// Which numbers are the largest, each with its part: [x = y] / k.
  NodeId largest(Edge edge, AxisMax max) {
    Shape in = make.shape(edge.from());
    NodeId y = make.reshaped(edge.to(), max.kept(in));
    NodeId chosen = equal(edge.from(), y);
    NodeId ties = make.apply(new Sum(max.axes(), true), chosen);
    return make.apply(Functions.DIV, chosen, ties);
  }

  /// 1 where x is its bound y, which it never exceeds, else 0: 1 − mask(y − x).
  NodeId equal(NodeId x, NodeId y) {
    NodeId below = make.apply(Functions.MASK, make.apply(Functions.SUB, y, x));
    return make.apply(Functions.SUB, make.constant(Tensor.scalar(1)), below);
  }

  /// All axes of a shape but the second, over which a batch normalisation takes its means.
  static List<Integer> allButChannels(Shape shape) {
    return java.util.stream.IntStream.range(0, shape.rank())
        .filter(axis -> axis != 1)
        .boxed()
        .toList();
  }
}
