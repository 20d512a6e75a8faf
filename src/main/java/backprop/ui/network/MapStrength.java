package backprop.ui.network;

import backprop.network.FloatTensor;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// How strongly maps answer: a map by the size of its largest cell.
final class MapStrength {

  /// The largest cell of a map, its sign kept.
  ///
  /// @param map the number of the map
  /// @param cell the position within the map, row by row
  record Answer(int map, int cell, float value) {}

  private MapStrength() {}

  /// The largest cell of one map.
  static Answer of(FloatTensor maps, MapLayer.Grid grid, int map) {
    int from = map * grid.cells();
    int most = largest(maps, from, from + grid.cells());
    return new Answer(map, most - from, maps.get(most));
  }

  /// The largest cell of all maps.
  static Answer strongest(FloatTensor maps, MapLayer.Grid grid) {
    int most = largest(maps, 0, grid.size());
    return new Answer(most / grid.cells(), most % grid.cells(), maps.get(most));
  }

  /// The numbers of the maps, the strongest first; equal ones in their order.
  static List<Integer> sorted(FloatTensor maps, MapLayer.Grid grid) {
    float[] strength = new float[grid.maps()];
    for (int map = 0; map < strength.length; map++) {
      strength[map] = Math.abs(of(maps, grid, map).value());
    }
    return IntStream.range(0, strength.length)
        .boxed()
        .sorted(Comparator.comparingDouble(map -> -strength[map]))
        .toList();
  }

  /// The position of the number of the largest size between two positions; the first of equals.
  static int largest(FloatTensor values, int from, int to) {
    int most = from;
    for (int i = from + 1; i < to; i++) {
      if (Math.abs(values.get(i)) > Math.abs(values.get(most))) {
        most = i;
      }
    }
    return most;
  }
}
