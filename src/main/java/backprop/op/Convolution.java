package backprop.op;

import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;

/// What convolutions along one and two axes have in common: all but their texts.
///
/// Ports: x, the filters w, and with a bias b. Which numbers meet, [SlidingProduct] knows.
public sealed interface Convolution extends Op permits Conv1d, Conv2d {

  /// How the filter moves, and whether there is a bias.
  ConvolutionSettings settings();

  /// Along how many axes the filter moves, 1 or 2.
  int space();

  @Override
  default List<Port> ports() {
    return settings().bias()
        ? List.of(Port.of("x"), Port.of("w"), Port.of("b"))
        : List.of(Port.of("x"), Port.of("w"));
  }

  /// The sliding product on an input and filters of these shapes.
  ///
  /// @throws ShapeMismatch if they do not fit
  default SlidingProduct product(Shape x, Shape w) {
    return SlidingProduct.of(sign(), space(), x, w, settings());
  }

  @Override
  default Shape shape(List<Shape> inputs) {
    SlidingProduct product = product(inputs.get(0), inputs.get(1));
    if (settings().bias()) {
      SlidingProduct.checkBias(sign(), space(), inputs.get(1), inputs.get(2));
    }
    return product.output();
  }

  @Override
  default Tensor value(List<Tensor> inputs, OpContext context) {
    Tensor x = inputs.get(0);
    Tensor w = inputs.get(1);
    SlidingProduct product = product(x.shape(), w.shape());
    Tensor y = product.value(x, w);
    return settings().bias() ? product.addBias(y, inputs.get(2)) : y;
  }

  @Override
  default Tensor gradient(
      int port, List<Tensor> inputs, Tensor output, Tensor upstream, OpContext context) {
    Tensor x = inputs.get(0);
    Tensor w = inputs.get(1);
    SlidingProduct product = product(x.shape(), w.shape());
    return switch (port) {
      case 0 -> product.inputGradient(w, upstream, x.shape());
      case 1 -> product.filterGradient(x, upstream, w.shape());
      default -> product.biasGradient(upstream, inputs.get(2).shape());
    };
  }
}
