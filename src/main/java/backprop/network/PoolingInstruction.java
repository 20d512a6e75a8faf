package backprop.network;

import backprop.op.Windows;
import java.util.List;

/// Max or average pooling of a batch of images.
///
/// @param placed the windows on one image of the batch
/// @param largest whether the largest of a window is taken instead of the mean
/// @param chosen the scratch that keeps, for each output, which number of its window was the
///   largest, in reading order; −1 for the mean
record PoolingInstruction(
    Windows windows, Windows.Placed placed, boolean largest, int x, int y, Target dx, int chosen)
    implements RowInstruction {

  private int area() {
    return windows.kernel() * windows.kernel();
  }

  private boolean inside() {
    return windows.padding() == 0;
  }

  /// The first row or column of a window, and the first that it has inside the image.
  private int first(int place) {
    return place * windows.stride() - windows.padding();
  }

  @Override
  public List<Integer> rowBuffers() {
    return List.of(y, x);
  }

  @Override
  public void forward(Workspace s, Band rows) {
    Matrix in = s.value(x);
    Matrix out = s.value(y);
    int planes = out.columns / (placed.outHeight() * placed.outWidth());
    for (int row = rows.from(); row < rows.end(); row++) {
      for (int plane = 0; plane < planes; plane++) {
        for (int line = 0; line < placed.outHeight(); line++) {
          int from = row * in.stride + plane * placed.height() * placed.width();
          int to = row * out.stride + (plane * placed.outHeight() + line) * placed.outWidth();
          forwardLine(s, line, from, to);
        }
      }
    }
  }

  private void forwardLine(Workspace s, int line, int plane, int to) {
    float[] in = s.value(x).data;
    float[] out = s.value(y).data;
    if (!largest) {
      means(in, plane, first(line), out, to);
    } else if (inside() && windows.kernel() == 2 && windows.stride() == 2) {
      int from = plane + first(line) * placed.width();
      int stride = s.value(y).stride;
      int end = (to / stride + 1) * stride; // of this image
      float[] places = s.scratch(chosen).data;
      s.kernels()
          .runs()
          .largestOfFour(in, from, placed.width(), out, places, to, placed.outWidth(), end);
    } else {
      largestOfMany(in, plane, first(line), out, s.scratch(chosen).data, to);
    }
  }

  private void largestOfMany(float[] in, int plane, int top, float[] out, float[] places, int to) {
    int kernel = windows.kernel();
    int width = placed.width();
    for (int j = 0; j < placed.outWidth(); j++) {
      int left = first(j);
      int up = Math.max(-top, 0);
      int across = Math.max(-left, 0);
      int place = up * kernel + across;
      float most = in[plane + (top + up) * width + left + across];
      for (int u = up; u < Math.min(kernel, placed.height() - top); u++) {
        for (int v = across; v < Math.min(kernel, width - left); v++) {
          float value = in[plane + (top + u) * width + left + v];
          if (PlainRuns.wins(value, most)) {
            most = value;
            place = u * kernel + v;
          }
        }
      }
      out[to + j] = most;
      places[to + j] = place;
    }
  }

  private void means(float[] in, int plane, int top, float[] out, int to) {
    int kernel = windows.kernel();
    int width = placed.width();
    float part = 1f / area();
    for (int j = 0; j < placed.outWidth(); j++) {
      int left = first(j);
      float sum = 0;
      for (int u = Math.max(-top, 0); u < Math.min(kernel, placed.height() - top); u++) {
        int at = plane + (top + u) * width + left;
        for (int v = Math.max(-left, 0); v < Math.min(kernel, width - left); v++) {
          sum += in[at + v];
        }
      }
      out[to + j] = sum * part;
    }
  }

  @Override
  public void backward(Workspace s, Band rows) {
    if (!dx.wanted()) {
      return;
    }
    Matrix dy = s.gradient(y);
    Matrix to = s.into(dx);
    to.clear(rows.from(), rows.end());
    int planes = dy.columns / (placed.outHeight() * placed.outWidth());
    for (int row = rows.from(); row < rows.end(); row++) {
      for (int plane = 0; plane < planes; plane++) {
        for (int line = 0; line < placed.outHeight(); line++) {
          int from = row * dy.stride + (plane * placed.outHeight() + line) * placed.outWidth();
          int into = row * to.stride + plane * placed.height() * placed.width();
          if (largest) {
            giveToLargest(dy.data, s.scratch(chosen).data, from, to.data, into, first(line));
          } else {
            share(dy.data, from, to.data, into, first(line));
          }
        }
      }
    }
    s.arrived(dx, rows);
  }

  private void giveToLargest(float[] dy, float[] places, int from, float[] to, int plane, int top) {
    int kernel = windows.kernel();
    int width = placed.width();
    for (int j = 0; j < placed.outWidth(); j++) {
      int place = (int) places[from + j];
      int line = kernel == 2 ? place >> 1 : place / kernel;
      to[plane + (top + line) * width + first(j) + place - line * kernel] += dy[from + j];
    }
  }

  private void share(float[] dy, int from, float[] to, int plane, int top) {
    int kernel = windows.kernel();
    int width = placed.width();
    float part = 1f / area();
    for (int j = 0; j < placed.outWidth(); j++) {
      int left = first(j);
      float each = dy[from + j] * part;
      for (int u = Math.max(-top, 0); u < Math.min(kernel, placed.height() - top); u++) {
        int at = plane + (top + u) * width + left;
        for (int v = Math.max(-left, 0); v < Math.min(kernel, width - left); v++) {
          to[at + v] += each;
        }
      }
    }
  }
}
