package backprop.ui.network;

import backprop.network.FloatTensor;
import java.util.List;
import java.util.Optional;

/// What a [MapLayer] made of a drawing; all arrays of maps in the order map, row, column.
///
/// @param layer which one
/// @param filters its filters (maps, channels of a filter, rows, columns)
/// @param bias one number a map, where there is a bias
/// @param input the maps that came in
/// @param stages what each stage made
public record MapPass(
    MapLayer layer,
    FloatTensor filters,
    Optional<FloatTensor> bias,
    FloatTensor input,
    List<FloatTensor> stages) {

  public MapPass {
    stages = List.copyOf(stages);
  }

  /// What came back to a [MapLayer].
  ///
  /// @param output ∂L/∂ of the maps that left it
  /// @param filters ∂L/∂ of its filters
  public record Back(FloatTensor output, FloatTensor filters) {}

  /// The maps that left it.
  public FloatTensor output() {
    return stages.getLast();
  }
}
