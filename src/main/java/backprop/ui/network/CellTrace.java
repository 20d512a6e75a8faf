package backprop.ui.network;

import backprop.network.FloatTensor;
import backprop.op.Pooling;
import backprop.tensor.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// How the largest cell of a map came about: from the numbers under its filter, through every
/// stage.
///
/// A pooling is followed back to the cell of its window that was largest: for a maximum the only
/// one that counts, for a mean the one that counts most.
///
/// @param map the number of the map
/// @param row of the cell of the convolution's sum
/// @param column of the cell of the convolution's sum
/// @param values what the cell is after each stage, the sum first
/// @param bias what is added to the terms, where there is a bias
/// @param terms input times filter, the largest product first; those at zero are left out
record CellTrace(
    int map, int row, int column, List<Float> values, Optional<Float> bias, List<Term> terms) {

  CellTrace {
    values = List.copyOf(values);
    terms = List.copyOf(terms);
  }

  /// A number of the input times a number of the filter.
  ///
  /// @param channel the map of the input
  record Term(int channel, int row, int column, float value, float weight) {
    double product() {
      return (double) value * weight;
    }
  }

  /// The largest cell of this map.
  static CellTrace of(MapPass made, int map) {
    MapLayer layer = made.layer();
    MapLayer.Grid out = layer.out();
    int at = map * out.cells() + MapStrength.of(made.output(), out, map).cell();
    List<Float> values = new ArrayList<>();
    for (int stage = layer.stages().size() - 1; stage >= 0; stage--) {
      values.addFirst(made.stages().get(stage).get(at));
      if (layer.stages().get(stage).op() instanceof Pooling pooling) {
        FloatTensor before = made.stages().get(stage - 1);
        MapLayer.Grid grid = layer.stages().get(stage - 1).out();
        at =
            largest(
                pooling.window(Shape.of(1, grid.maps(), grid.rows(), grid.columns()), at), before);
      }
    }
    MapLayer.Grid summed = layer.stages().getFirst().out();
    int row = at % summed.cells() / summed.columns();
    int column = at % summed.columns();
    return new CellTrace(
        map, row, column, values, made.bias().map(b -> b.get(map)), terms(made, map, row, column));
  }

  private static int largest(List<Integer> window, FloatTensor values) {
    return window.stream()
        .max(Comparator.comparingDouble(position -> values.get(position)))
        .orElseThrow();
  }

  private static List<Term> terms(MapPass made, int map, int row, int column) {
    MapLayer layer = made.layer();
    var settings = layer.convolution().settings();
    MapLayer.Grid in = layer.in();
    int top = row * settings.stride() - settings.before(in.rows(), layer.filterRows());
    int left = column * settings.stride() - settings.before(in.columns(), layer.filterColumns());
    List<Term> terms = new ArrayList<>();
    int weight = map * layer.filterChannels() * layer.filterRows() * layer.filterColumns();
    for (int k = 0; k < layer.filterChannels(); k++) {
      int channel = layer.firstChannel(map) + k;
      for (int u = 0; u < layer.filterRows(); u++) {
        for (int v = 0; v < layer.filterColumns(); v++, weight++) {
          int i = top + u * settings.dilation();
          int j = left + v * settings.dilation();
          if (i >= 0 && i < in.rows() && j >= 0 && j < in.columns()) {
            float value = made.input().get(channel * in.cells() + i * in.columns() + j);
            if (value != 0) {
              terms.add(new Term(channel, i, j, value, made.filters().get(weight)));
            }
          }
        }
      }
    }
    terms.sort(Comparator.comparingDouble(term -> -Math.abs(term.product())));
    return terms;
  }
}
