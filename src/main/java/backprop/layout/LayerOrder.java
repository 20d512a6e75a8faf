package backprop.layout;

import backprop.layout.LayeredLayout.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Orders the cells of each layer so that few edges cross, by the barycentre of their neighbours.
final class LayerOrder {
  private static final int SWEEPS = 8;

  private final List<List<Cell>> layers;
  private final Map<Cell, Integer> position = new HashMap<>();

  LayerOrder(List<List<Cell>> layers) {
    this.layers = layers;
    layers.forEach(this::number);
  }

  /// Sweeps forward and back and keeps the best order found; the first one where none is better.
  void improve() {
    for (int i = 1; i < layers.size(); i++) { // bends come last: put them where their edges are
      sort(layers.get(i), false);
    }
    long best = crossings();
    List<List<Cell>> kept = copy();
    for (int sweep = 0; sweep < SWEEPS && best > 0; sweep++) {
      for (int i = layers.size() - 2; i >= 0; i--) {
        sort(layers.get(i), true);
      }
      for (int i = 1; i < layers.size(); i++) {
        sort(layers.get(i), false);
      }
      long now = crossings();
      if (now < best) {
        best = now;
        kept = copy();
      }
    }
    for (int i = 0; i < layers.size(); i++) {
      layers.get(i).clear();
      layers.get(i).addAll(kept.get(i));
    }
  }

  private List<List<Cell>> copy() {
    List<List<Cell>> copy = new ArrayList<>();
    layers.forEach(layer -> copy.add(new ArrayList<>(layer)));
    return copy;
  }

  private void number(List<Cell> layer) {
    for (int i = 0; i < layer.size(); i++) {
      position.put(layer.get(i), i);
    }
  }

  private void sort(List<Cell> layer, boolean byAfter) {
    Map<Cell, Double> centre = new HashMap<>();
    for (Cell cell : layer) {
      List<Cell> neighbours = byAfter ? cell.after() : cell.before();
      centre.put(
          cell,
          neighbours.stream()
              .mapToInt(this::at)
              .average()
              .orElse(at(cell))); // a cell without neighbours stays about where it is
    }
    layer.sort(Comparator.comparingDouble(cell -> centre.getOrDefault(cell, 0.0)));
    number(layer);
  }

  private int at(Cell cell) {
    return position.getOrDefault(cell, 0);
  }

  /// How many pairs of edges cross between neighbouring layers.
  long crossings() {
    long crossings = 0;
    for (int i = 0; i + 1 < layers.size(); i++) {
      crossings += crossings(layers.get(i), layers.get(i + 1).size());
    }
    return crossings;
  }

  /// Counts with a Fenwick tree over the right-hand positions: O(edges · log cells).
  private long crossings(List<Cell> layer, int right) {
    int[] tree = new int[right + 1];
    long crossings = 0;
    int passed = 0;
    for (Cell cell : layer) {
      int[] ends = cell.after().stream().mapToInt(this::at).sorted().toArray();
      for (int end : ends) {
        int atOrBefore = 0;
        for (int k = Math.min(end + 1, right); k > 0; k -= k & -k) {
          atOrBefore += tree[k];
        }
        crossings += passed - atOrBefore;
      }
      for (int end : ends) {
        for (int k = end + 1; k <= right; k += k & -k) {
          tree[k]++;
        }
        passed++;
      }
    }
    return crossings;
  }
}
