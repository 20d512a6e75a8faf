package backprop.ui.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Shortens a column of neurons to the rows there are: the largest contributions first, then how
/// many smaller ones are hidden, then the smallest, then how many are at zero.
final class Shortening {
  private static final int SMALLEST_SHOWN = 3;

  /// A row of a column.
  sealed interface Row {}

  /// A neuron, by its number in the layer.
  record Shown(int neuron) implements Row {}

  /// Neurons that are hidden, how many and why.
  record Hidden(int count, Reason reason) implements Row {}

  /// Why neurons are hidden.
  enum Reason {
    SMALLER,
    ZERO,
    NO_ROOM
  }

  private Shortening() {}

  /// The rows of a layer of which nothing is known yet.
  static List<Row> of(int neurons, int rows) {
    if (neurons <= rows) {
      return inOrder(neurons);
    }
    List<Row> column = new ArrayList<>(inOrder(rows - 1));
    column.add(new Hidden(neurons - rows + 1, Reason.NO_ROOM));
    return List.copyOf(column);
  }

  /// The rows of a layer.
  ///
  /// @param contribution how much each neuron contributes; its size counts, not its sign
  /// @param rows how many rows there is room for, at least 6
  static List<Row> of(float[] contribution, int rows) {
    if (contribution.length <= rows) {
      return inOrder(contribution.length);
    }
    List<Integer> alive =
        IntStream.range(0, contribution.length)
            .filter(i -> contribution[i] != 0)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -Math.abs(contribution[i])))
            .toList();
    int zeros = contribution.length - alive.size();
    int room = rows - (zeros > 0 ? 1 : 0);
    List<Row> column = new ArrayList<>();
    if (alive.size() <= room) {
      alive.forEach(i -> column.add(new Shown(i)));
    } else {
      int last = Math.min(SMALLEST_SHOWN, (room - 1) / 3);
      int first = room - 1 - last;
      alive.subList(0, first).forEach(i -> column.add(new Shown(i)));
      column.add(new Hidden(alive.size() - first - last, Reason.SMALLER));
      alive.subList(alive.size() - last, alive.size()).forEach(i -> column.add(new Shown(i)));
    }
    if (zeros > 0) {
      column.add(new Hidden(zeros, Reason.ZERO));
    }
    return List.copyOf(column);
  }

  private static List<Row> inOrder(int neurons) {
    return IntStream.range(0, neurons).<Row>mapToObj(Shown::new).toList();
  }
}
