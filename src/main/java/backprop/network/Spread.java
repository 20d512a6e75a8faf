package backprop.network;

import backprop.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// How the numbers of a small tensor lie over a large one: each axis of the large one moves through
/// the small one too, or repeats it.
///
/// One description serves broadcasting and the sum that is its adjoint, reductions and their
/// gradients, and, where nothing repeats, transposes and parts. Immutable; the batch axis is
/// symbolic until a method is told how many rows there are. Nothing here allocates.
final class Spread {
  private final Axes all;
  private final Axes kept;
  private final Axes repeated;
  private final int start;

  private Spread(List<Axis> axes, int start) {
    List<Axis> moving = axes.stream().filter(axis -> axis.length != 1).toList();
    List<Axis> inMemory =
        moving.stream().sorted(Comparator.comparingInt(axis -> -axis.large)).toList();
    this.all = Axes.merged(inMemory);
    this.kept = Axes.merged(moving.stream().filter(axis -> axis.small != 0).toList());
    this.repeated = Axes.merged(moving.stream().filter(axis -> axis.small == 0).toList());
    this.start = start;
  }

  /// By NumPy's broadcasting; the shapes must fit.
  static Spread broadcast(Shape small, Shape large) {
    int[] strides = strides(small);
    int[] aligned = new int[large.rank()];
    for (int back = 1; back <= small.rank(); back++) {
      boolean repeats = small.dim(-back) == 1 && large.dim(-back) != 1;
      aligned[large.rank() - back] = repeats ? 0 : strides[small.rank() - back];
    }
    return new Spread(axes(large, strides(large), aligned), 0);
  }

  /// A reduction of `large` along these axes (from 0, in order) to `small`, whose reduced axes are
  /// gone or have length 1.
  static Spread reduced(Shape large, int[] gone, Shape small) {
    int[] strides = strides(small);
    boolean keeps = small.rank() == large.rank();
    int[] aligned = new int[large.rank()];
    int next = 0;
    for (int axis = 0; axis < large.rank(); axis++) {
      boolean reduced = Arrays.binarySearch(gone, axis) >= 0;
      aligned[axis] = reduced ? 0 : strides[next];
      next += reduced && !keeps ? 0 : 1;
    }
    return new Spread(axes(large, strides(large), aligned), 0);
  }

  /// A transpose: axis `i` of `large` is axis `order[i]` of `small`.
  static Spread permuted(Shape small, int[] order, Shape large) {
    int[] strides = strides(small);
    int[] aligned = Arrays.stream(order).map(axis -> strides[axis]).toArray();
    return new Spread(axes(large, strides(large), aligned), 0);
  }

  /// The place of a part of the same rank inside a whole, beginning at these indices.
  static Spread part(Shape part, int[] starts, Shape whole) {
    int[] strides = strides(whole);
    int start = 0;
    for (int axis = 0; axis < starts.length; axis++) {
      start += starts[axis] * strides[axis];
    }
    return new Spread(axes(part, strides, strides(part)), start);
  }

  /// How far apart neighbours along each axis lie in a [Matrix] that holds a tensor of this shape.
  private static int[] strides(Shape shape) {
    int[] strides = new int[shape.rank()];
    int step = 1;
    for (int axis = shape.rank() - 1; axis >= 1; axis--) {
      strides[axis] = step;
      step *= shape.dim(axis);
    }
    if (strides.length > 0) {
      strides[0] = strides.length == 1 ? 1 : Math.ceilDiv(step, Matrix.LANES) * Matrix.LANES;
    }
    return strides;
  }

  private static List<Axis> axes(Shape lengths, int[] large, int[] small) {
    List<Axis> axes = new ArrayList<>();
    for (int axis = 0; axis < lengths.rank(); axis++) {
      axes.add(new Axis(lengths.dim(axis), large[axis], small[axis]));
    }
    return axes;
  }

  /// Writes each number of the small tensor wherever it lies in the large one.
  void spread(Matrix small, Matrix large, int batch) {
    int length = all.innerLength(batch);
    int step = all.innerLarge();
    int smallStep = all.innerSmall();
    int runs = all.outerCount(batch);
    for (int run = 0; run < runs; run++) {
      int to = start + all.large(run, batch);
      int from = all.small(run, batch);
      if (step == 1 && smallStep == 1) {
        System.arraycopy(small.data, from, large.data, to, length);
      } else if (step == 1 && smallStep == 0) {
        Arrays.fill(large.data, to, to + length, small.data[from]);
      } else {
        for (int i = 0; i < length; i++) {
          large.data[to + i * step] = small.data[from + i * smallStep];
        }
      }
    }
  }

  /// Reads the numbers of the small tensor back from where they lie, for a spread that repeats
  /// nothing.
  void collect(Matrix large, Matrix small, int batch) {
    int length = all.innerLength(batch);
    int step = all.innerLarge();
    int smallStep = all.innerSmall();
    int runs = all.outerCount(batch);
    for (int run = 0; run < runs; run++) {
      int from = start + all.large(run, batch);
      int to = all.small(run, batch);
      if (step == 1 && smallStep == 1) {
        System.arraycopy(large.data, from, small.data, to, length);
      } else {
        for (int i = 0; i < length; i++) {
          small.data[to + i * smallStep] = large.data[from + i * step];
        }
      }
    }
  }

  /// Writes into each number of the small tensor the sum, times `factor`, of those it lies over.
  void sum(Matrix large, Matrix small, int batch, float factor, Runs runs) {
    if (repeated.innerLarge() != 1 && kept.innerLarge() == 1 && kept.innerSmall() == 1) {
      sumByRows(large, small, batch, factor);
      return;
    }
    int groups = groups(batch);
    for (int group = 0; group < groups; group++) {
      small.data[smallAt(group, batch)] = (float) (factor * sum(large, group, batch, runs));
    }
  }

  private double sum(Matrix large, int group, int batch, Runs runs) {
    int length = runLength(batch);
    int step = runStep();
    double sum = 0;
    for (int run = 0; run < runs(batch); run++) {
      int at = largeAt(group, run, batch);
      if (step == 1) {
        sum += runs.sum(large.data, at, length);
      } else {
        for (int i = 0; i < length; i++) {
          sum += large.data[at + i * step];
        }
      }
    }
    return sum;
  }

  /// The same where the neighbours that are kept lie side by side: run is added to run.
  private void sumByRows(Matrix large, Matrix small, int batch, float factor) {
    int length = kept.innerLength(batch);
    int rows = repeated.count(batch);
    for (int outer = 0; outer < kept.outerCount(batch); outer++) {
      int to = kept.small(outer, batch);
      int first = kept.large(outer, batch);
      Arrays.fill(small.data, to, to + length, 0f);
      for (int row = 0; row < rows; row++) {
        add(large.data, first + repeated.position(row, batch), small.data, to, length);
      }
      for (int i = to; i < to + length; i++) {
        small.data[i] *= factor;
      }
    }
  }

  private static void add(float[] from, int at, float[] to, int into, int length) {
    for (int i = 0; i < length; i++) {
      to[into + i] += from[at + i];
    }
  }

  /// How many numbers of the large tensor each number of the small one lies over.
  int repeats(int batch) {
    return repeated.count(batch);
  }

  /// How many numbers the small tensor has.
  int groups(int batch) {
    return kept.count(batch);
  }

  /// Where the number of a group lies in the small tensor.
  int smallAt(int group, int batch) {
    return kept.smallPosition(group, batch);
  }

  /// Where a run of a group begins in the large tensor; its numbers are [#runStep] apart.
  int largeAt(int group, int run, int batch) {
    return start + kept.position(group, batch) + repeated.large(run, batch);
  }

  /// How many runs the numbers of a group lie in.
  int runs(int batch) {
    return repeated.outerCount(batch);
  }

  int runLength(int batch) {
    return repeated.innerLength(batch);
  }

  int runStep() {
    return repeated.innerLarge();
  }

  /// One axis: its length ([Shape#N] for the batch) and its stride in both tensors.
  private record Axis(int length, int large, int small) {
    boolean continues(Axis outer) {
      return length != Shape.N
          && outer.length != Shape.N
          && outer.large == large * length
          && outer.small == small * length;
    }
  }

  /// Some axes, the last of which is the inner one.
  private static final class Axes {
    private final int[] lengths;
    private final int[] large;
    private final int[] small;
    private final int last;

    private Axes(List<Axis> axes) {
      lengths = axes.stream().mapToInt(Axis::length).toArray();
      large = axes.stream().mapToInt(Axis::large).toArray();
      small = axes.stream().mapToInt(Axis::small).toArray();
      last = lengths.length - 1;
    }

    /// Neighbouring axes that both tensors walk through in one stride are one.
    static Axes merged(List<Axis> axes) {
      List<Axis> merged = new ArrayList<>();
      for (Axis axis : axes) {
        if (!merged.isEmpty() && axis.continues(merged.getLast())) {
          Axis outer = merged.removeLast();
          merged.add(new Axis(outer.length * axis.length, axis.large, axis.small));
        } else {
          merged.add(axis);
        }
      }
      return new Axes(merged);
    }

    int innerLength(int batch) {
      return last < 0 ? 1 : length(last, batch);
    }

    int innerLarge() {
      return last < 0 ? 1 : large[last];
    }

    int innerSmall() {
      return last < 0 ? 1 : small[last];
    }

    private int length(int axis, int batch) {
      return lengths[axis] == Shape.N ? batch : lengths[axis];
    }

    int outerCount(int batch) {
      int count = 1;
      for (int axis = 0; axis < last; axis++) {
        count *= length(axis, batch);
      }
      return count;
    }

    int count(int batch) {
      return outerCount(batch) * innerLength(batch);
    }

    /// Where a run along the inner axis begins in the large tensor.
    int large(int run, int batch) {
      return at(run, large, last - 1, batch);
    }

    int small(int run, int batch) {
      return at(run, small, last - 1, batch);
    }

    int position(int index, int batch) {
      return at(index, large, last, batch);
    }

    int smallPosition(int index, int batch) {
      return at(index, small, last, batch);
    }

    private int at(int index, int[] strides, int from, int batch) {
      int rest = index;
      int at = 0;
      for (int axis = from; axis > 0; axis--) {
        int length = length(axis, batch);
        at += rest % length * strides[axis];
        rest /= length;
      }
      return from < 0 ? at : at + rest * strides[0];
    }
  }
}
