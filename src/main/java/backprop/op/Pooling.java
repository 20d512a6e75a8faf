package backprop.op;

import backprop.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/// What max and average pooling have in common: a window slides over the last two axes.
///
/// Shapes: x (…, H, W), usually (N, C, H, W); y (…, H′, W′) with `H′ = (H + 2p − k) / s + 1`,
/// rounded down.
public sealed interface Pooling extends Op permits MaxPool2d, AveragePool2d {

  /// How the window moves.
  Windows windows();

  @Override
  default List<Port> ports() {
    return List.of(Port.of("x"));
  }

  @Override
  default Shape shape(List<Shape> inputs) {
    return placed(inputs.get(0)).output();
  }

  /// The windows on an input of this shape.
  ///
  /// @throws ShapeMismatch if there is no place for one
  default Windows.Placed placed(Shape x) {
    return windows().on(sign(), x);
  }

  /// The positions in x of the numbers that one output number is made of, in reading order.
  default List<Integer> window(Shape x, int output) {
    List<Integer> positions = new ArrayList<>();
    windows()
        .window(
            placed(x),
            output,
            (_, plane, top, bottom, left, right) -> {
              for (int i = top; i < bottom; i++) {
                for (int j = left; j < right; j++) {
                  positions.add(plane + i * x.dim(-1) + j);
                }
              }
            });
    return positions;
  }
}
