package backprop.autodiff;

import backprop.op.SlidingProduct;
import java.util.ArrayList;
import java.util.List;

/// Which numbers meet in an operation that sums products: output o gets input i times weight w.
public sealed interface Pairs {
  /// One product: the row-major positions of its output, input and weight.
  record Pair(int output, int input, int weight) {}

  /// The products that make an output number, in reading order.
  List<Pair> ofOutput(int output);

  /// The products that an input number is in.
  List<Pair> ofInput(int input);

  /// The products that a weight is in.
  List<Pair> ofWeight(int weight);

  /// The position of the bias that is added to an output number.
  int bias(int output);

  /// How many numbers the output has.
  int outputs();

  /// A matrix product: X (rows, inner) · W (inner, columns).
  record Matrix(int rows, int inner, int columns) implements Pairs {
    private Pair pair(int row, int k, int column) {
      return new Pair(row * columns + column, row * inner + k, k * columns + column);
    }

    @Override
    public List<Pair> ofOutput(int output) {
      List<Pair> pairs = new ArrayList<>(inner);
      for (int k = 0; k < inner; k++) {
        pairs.add(pair(output / columns, k, output % columns));
      }
      return pairs;
    }

    @Override
    public List<Pair> ofInput(int input) {
      List<Pair> pairs = new ArrayList<>(columns);
      for (int column = 0; column < columns; column++) {
        pairs.add(pair(input / inner, input % inner, column));
      }
      return pairs;
    }

    @Override
    public List<Pair> ofWeight(int weight) {
      List<Pair> pairs = new ArrayList<>(rows);
      for (int row = 0; row < rows; row++) {
        pairs.add(pair(row, weight / columns, weight % columns));
      }
      return pairs;
    }

    @Override
    public int bias(int output) {
      return output % columns;
    }

    @Override
    public int outputs() {
      return rows * columns;
    }
  }

  /// A sliding product on (N, C, H, W) with filters (O, C / groups, K, K); one dimension is H = 1.
  ///
  /// @param slide the sizes, as the operation itself reads them
  record Window(SlidingProduct slide) implements Pairs {

    private int groupIn() {
      return slide.inChannels() / slide.groups();
    }

    private int groupOut() {
      return slide.outChannels() / slide.groups();
    }

    /// Adds the product of one output place with one filter number, unless it lies in the padding.
    private void add(List<Pair> pairs, int n, int o, int i, int j, int c, int u, int v) {
      int y = i * slide.stride() + u * slide.dilation() - slide.paddingHeight();
      int x = j * slide.stride() + v * slide.dilation() - slide.paddingWidth();
      if (y >= 0 && y < slide.height() && x >= 0 && x < slide.width()) {
        int channel = o / groupOut() * groupIn() + c;
        pairs.add(
            new Pair(
                ((n * slide.outChannels() + o) * slide.outHeight() + i) * slide.outWidth() + j,
                ((n * slide.inChannels() + channel) * slide.height() + y) * slide.width() + x,
                ((o * groupIn() + c) * slide.filterHeight() + u) * slide.filterWidth() + v));
      }
    }

    @Override
    public List<Pair> ofOutput(int output) {
      List<Pair> pairs = new ArrayList<>();
      int j = output % slide.outWidth();
      int i = output / slide.outWidth() % slide.outHeight();
      int o = output / (slide.outWidth() * slide.outHeight()) % slide.outChannels();
      int n = output / (slide.outWidth() * slide.outHeight() * slide.outChannels());
      for (int c = 0; c < groupIn(); c++) {
        for (int u = 0; u < slide.filterHeight(); u++) {
          for (int v = 0; v < slide.filterWidth(); v++) {
            add(pairs, n, o, i, j, c, u, v);
          }
        }
      }
      return pairs;
    }

    @Override
    public List<Pair> ofInput(int input) {
      List<Pair> pairs = new ArrayList<>();
      int x = input % slide.width();
      int y = input / slide.width() % slide.height();
      int channel = input / (slide.width() * slide.height()) % slide.inChannels();
      int n = input / (slide.width() * slide.height() * slide.inChannels());
      int group = channel / groupIn();
      for (int o = group * groupOut(); o < (group + 1) * groupOut(); o++) {
        for (int u = 0; u < slide.filterHeight(); u++) {
          for (int v = 0; v < slide.filterWidth(); v++) {
            int down = y + slide.paddingHeight() - u * slide.dilation();
            int right = x + slide.paddingWidth() - v * slide.dilation();
            if (down % slide.stride() == 0
                && right % slide.stride() == 0
                && down >= 0
                && right >= 0
                && down / slide.stride() < slide.outHeight()
                && right / slide.stride() < slide.outWidth()) {
              add(
                  pairs,
                  n,
                  o,
                  down / slide.stride(),
                  right / slide.stride(),
                  channel % groupIn(),
                  u,
                  v);
            }
          }
        }
      }
      return pairs;
    }

    @Override
    public List<Pair> ofWeight(int weight) {
      List<Pair> pairs = new ArrayList<>();
      int v = weight % slide.filterWidth();
      int u = weight / slide.filterWidth() % slide.filterHeight();
      int c = weight / (slide.filterWidth() * slide.filterHeight()) % groupIn();
      int o = weight / (slide.filterWidth() * slide.filterHeight() * groupIn());
      for (int n = 0; n < slide.batch(); n++) {
        for (int i = 0; i < slide.outHeight(); i++) {
          for (int j = 0; j < slide.outWidth(); j++) {
            add(pairs, n, o, i, j, c, u, v);
          }
        }
      }
      return pairs;
    }

    @Override
    public int bias(int output) {
      return output / (slide.outWidth() * slide.outHeight()) % slide.outChannels();
    }

    @Override
    public int outputs() {
      return slide.batch() * slide.outChannels() * slide.outHeight() * slide.outWidth();
    }
  }
}
