package backprop.autodiff.symbols;

import backprop.autodiff.symbols.DerivativeBuilder.TooLarge;
import backprop.graph.NodeId;
import backprop.op.Conv1d;
import backprop.op.Conv2d;
import backprop.op.Convolution;
import backprop.op.ConvolutionSettings;
import backprop.op.MatMul;
import backprop.op.Op;
import backprop.op.Pad;
import backprop.op.SlidingProduct;
import backprop.op.Sum;
import backprop.op.Transpose;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The gradients of a convolution, which are convolutions themselves.
///
/// By the input: dy with zeros between and around its numbers, under the turned filters with their
/// channels exchanged. By the filters: the input under dy as filters, with the batch as channels,
/// stride and dilation exchanged. With groups, each group does so for itself.
final class ConvolutionRules {
  private final DerivativeBuilder make;
  private final ConvolutionSettings settings;
  private final int space;
  private final NodeId x;
  private final NodeId w;
  private final Shape by;
  private final SlidingProduct product;
  private final int groups;

  /// @param by the shape of what is differentiated by
  ConvolutionRules(DerivativeBuilder make, Convolution convolution, List<NodeId> inputs, Shape by) {
    this.make = make;
    this.settings = convolution.settings();
    this.space = convolution.space();
    this.product = convolution.product(make.shape(inputs.get(0)), make.shape(inputs.get(1)));
    this.groups = settings.groups();
    this.by = by;
    this.x = make.reshaped(inputs.get(0), full(product.batch(), product.inChannels(), image()));
    this.w =
        make.reshaped(
            inputs.get(1), full(product.outChannels(), product.inChannels() / groups, filter()));
  }

  private List<Integer> image() {
    return spaces(product.height(), product.width());
  }

  private List<Integer> filter() {
    return spaces(product.filterHeight(), product.filterWidth());
  }

  private List<Integer> output() {
    return spaces(product.outHeight(), product.outWidth());
  }

  private List<Integer> padding() {
    return spaces(product.paddingHeight(), product.paddingWidth());
  }

  private List<Integer> spaces(int vertical, int horizontal) {
    return space == 1 ? List.of(horizontal) : List.of(vertical, horizontal);
  }

  private static Shape full(int first, int second, List<Integer> spaces) {
    List<Integer> dims = new ArrayList<>(List.of(first, second));
    dims.addAll(spaces);
    return Shape.of(dims.stream().mapToInt(Integer::intValue).toArray());
  }

  private NodeId upstream(NodeId upstream) {
    return make.reshaped(upstream, full(product.batch(), product.outChannels(), output()));
  }

  /// The sum of dy over all but the channels.
  NodeId byBias(NodeId upstream) {
    List<Integer> axes = IntStream.range(0, space + 2).filter(i -> i != 1).boxed().toList();
    return make.reshaped(make.apply(new Sum(axes, false), upstream(upstream)), by);
  }

  NodeId byInput(NodeId upstream) throws TooLarge {
    NodeId dy = upstream(upstream);
    int stride = settings.stride();
    int dilation = settings.dilation();
    for (int axis = 0; axis < space; axis++) {
      int reach = (filter().get(axis) - 1) * dilation;
      int before = reach - padding().get(axis);
      dy = stretched(dy, axis + 2, stride, before, image().get(axis) + reach);
    }
    return make.reshaped(slide(dy, turned(), 1, dilation), by);
  }

  /// A tensor with stride − 1 zeros between its numbers along an axis, and zeros before and after.
  private NodeId stretched(NodeId id, int axis, int stride, int before, int length)
      throws TooLarge {
    int now = make.shape(id).dim(axis);
    int after = length - before - now;
    if (stride == 1 && before >= 0 && after >= 0) {
      return padded(id, axis, before, after);
    }
    return make.along(
        id,
        axis,
        DerivativeBuilder.table(
            now, length, (row, column) -> column == row * stride + before ? 1 : 0));
  }

  private NodeId padded(NodeId id, int axis, int before, int after) {
    return before == 0 && after == 0 ? id : make.apply(new Pad(List.of(axis), before, after), id);
  }

  /// The filters with their numbers in reverse, and the input's channels for the output's.
  private NodeId turned() throws TooLarge {
    int out = product.outChannels() / groups;
    int in = product.inChannels() / groups;
    int area = product.filterHeight() * product.filterWidth();
    NodeId swapped = exchanged(w, out, in, filter());
    if (area == 1) {
      return swapped;
    }
    Tensor reverse =
        DerivativeBuilder.table(area, area, (row, column) -> row + column == area - 1 ? 1 : 0);
    NodeId rows = make.reshaped(swapped, Shape.of(product.inChannels() * out, area));
    return make.reshaped(
        make.apply(new MatMul(), rows, make.table(reverse)),
        full(product.inChannels(), out, filter()));
  }

  /// (groups · a, b, …) as (groups · b, a, …), within each group.
  private NodeId exchanged(NodeId id, int a, int b, List<Integer> spaces) {
    if (groups == 1) {
      return make.swapped(id);
    }
    List<Integer> axes = new ArrayList<>(List.of(0, 2, 1));
    IntStream.range(0, space).forEach(axis -> axes.add(axis + 3));
    NodeId apart = make.reshaped(id, grouped(groups, a, b, spaces));
    return make.reshaped(make.apply(new Transpose(axes), apart), full(groups * b, a, spaces));
  }

  private static Shape grouped(int first, int second, int third, List<Integer> spaces) {
    List<Integer> dims = new ArrayList<>(List.of(first, second, third));
    dims.addAll(spaces);
    return Shape.of(dims.stream().mapToInt(Integer::intValue).toArray());
  }

  NodeId byFilters(NodeId upstream) throws TooLarge {
    NodeId padded = x;
    for (int axis = 0; axis < space; axis++) {
      int needed =
          (output().get(axis) - 1) * settings.stride()
              + (filter().get(axis) - 1) * settings.dilation()
              + 1;
      int before = padding().get(axis);
      int after = Math.max(0, needed - before - image().get(axis));
      padded = padded(padded, axis + 2, before, after);
    }
    NodeId made =
        slide(
            batchAsChannels(padded),
            make.swapped(upstream(upstream)),
            /* stride= */ settings.dilation(),
            /* dilation= */ settings.stride());
    for (int axis = 0; axis < space; axis++) {
      made = new PartRules(make).part(made, axis + 2, 0, filter().get(axis));
    }
    return make.reshaped(make.swapped(made), by);
  }

  /// (N, groups · C, …) as (C, groups · N, …).
  private NodeId batchAsChannels(NodeId id) {
    if (groups == 1) {
      return make.swapped(id);
    }
    Shape shape = make.shape(id);
    List<Integer> spaces = IntStream.range(2, space + 2).map(shape::dim).boxed().toList();
    int channels = product.inChannels() / groups;
    List<Integer> axes = new ArrayList<>(List.of(2, 1, 0));
    IntStream.range(0, space).forEach(axis -> axes.add(axis + 3));
    NodeId apart = make.reshaped(id, grouped(product.batch(), groups, channels, spaces));
    return make.reshaped(
        make.apply(new Transpose(axes), apart), full(channels, groups * product.batch(), spaces));
  }

  private NodeId slide(NodeId image, NodeId filters, int stride, int dilation) {
    var slide = new ConvolutionSettings(stride, 0, dilation, groups, false);
    Op op = space == 1 ? new Conv1d(slide) : new Conv2d(slide);
    return make.apply(op, image, filters);
  }
}
