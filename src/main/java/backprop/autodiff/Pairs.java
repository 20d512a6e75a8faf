package backprop.autodiff;

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
  record Window(
      int batch,
      int inChannels,
      int height,
      int width,
      int outChannels,
      int groups,
      int filterHeight,
      int filterWidth,
      int outHeight,
      int outWidth,
      int stride,
      int paddingHeight,
      int paddingWidth,
      int dilation)
      implements Pairs {

    private int groupIn() {
      return inChannels / groups;
    }

    private int groupOut() {
      return outChannels / groups;
    }

    /// Adds the product of one output place with one filter number, unless it lies in the padding.
    private void add(List<Pair> pairs, int n, int o, int i, int j, int c, int u, int v) {
      int y = i * stride + u * dilation - paddingHeight;
      int x = j * stride + v * dilation - paddingWidth;
      if (y >= 0 && y < height && x >= 0 && x < width) {
        int channel = o / groupOut() * groupIn() + c;
        pairs.add(
            new Pair(
                ((n * outChannels + o) * outHeight + i) * outWidth + j,
                ((n * inChannels + channel) * height + y) * width + x,
                ((o * groupIn() + c) * filterHeight + u) * filterWidth + v));
      }
    }

    @Override
    public List<Pair> ofOutput(int output) {
      List<Pair> pairs = new ArrayList<>();
      int j = output % outWidth;
      int i = output / outWidth % outHeight;
      int o = output / (outWidth * outHeight) % outChannels;
      int n = output / (outWidth * outHeight * outChannels);
      for (int c = 0; c < groupIn(); c++) {
        for (int u = 0; u < filterHeight; u++) {
          for (int v = 0; v < filterWidth; v++) {
            add(pairs, n, o, i, j, c, u, v);
          }
        }
      }
      return pairs;
    }

    @Override
    public List<Pair> ofInput(int input) {
      List<Pair> pairs = new ArrayList<>();
      int x = input % width;
      int y = input / width % height;
      int channel = input / (width * height) % inChannels;
      int n = input / (width * height * inChannels);
      int group = channel / groupIn();
      for (int o = group * groupOut(); o < (group + 1) * groupOut(); o++) {
        for (int u = 0; u < filterHeight; u++) {
          for (int v = 0; v < filterWidth; v++) {
            int down = y + paddingHeight - u * dilation;
            int right = x + paddingWidth - v * dilation;
            if (down % stride == 0
                && right % stride == 0
                && down >= 0
                && right >= 0
                && down / stride < outHeight
                && right / stride < outWidth) {
              add(pairs, n, o, down / stride, right / stride, channel % groupIn(), u, v);
            }
          }
        }
      }
      return pairs;
    }

    @Override
    public List<Pair> ofWeight(int weight) {
      List<Pair> pairs = new ArrayList<>();
      int v = weight % filterWidth;
      int u = weight / filterWidth % filterHeight;
      int c = weight / (filterWidth * filterHeight) % groupIn();
      int o = weight / (filterWidth * filterHeight * groupIn());
      for (int n = 0; n < batch; n++) {
        for (int i = 0; i < outHeight; i++) {
          for (int j = 0; j < outWidth; j++) {
            add(pairs, n, o, i, j, c, u, v);
          }
        }
      }
      return pairs;
    }

    @Override
    public int bias(int output) {
      return output / (outWidth * outHeight) % outChannels;
    }

    @Override
    public int outputs() {
      return batch * outChannels * outHeight * outWidth;
    }
  }
}
