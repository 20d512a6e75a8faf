package backprop.network;

import backprop.op.SlidingProduct;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Where the numbers of some images lie when they are spread out with their padding, so that a
/// convolution of stride 1 is a sum of shifted rows and needs no patches.
///
/// One row of the matrix a channel; in it image after image, line after line, each line `pitch`
/// floats and each image `area` floats after the one before. What lies between is zero: the padding
/// to the right of one line is the padding to the left of the next. The number that filter number
/// (c, u, v) meets at a place is then always `(u·dilation − padding)·pitch + (v·dilation −
/// padding)` floats further on in row c, whatever the place, and the same holds backwards. Inputs
/// and outputs lie on the same grid.
final class Grid {
  /// Places that a kernel computes at once, at most.
  static final int TILE = 3 * Matrix.LANES;

  /// Filters in a block.
  static final int BLOCK = 8;

  /// Floats that inputs and outputs of the images worked on at once may take: what the second-level
  /// cache holds.
  private static final int CACHED = 150_000;

  private final SlidingProduct slide;
  private final int inChannels;
  private final int outChannels;
  private final int pitch;
  private final int area;
  private final int front;
  private final int images;
  private final int length;
  private final int[] forward;
  private final int[] triples;
  private final int[] backward;

  /// The grid of one group of a sliding product of stride 1.
  Grid(SlidingProduct slide) {
    this.slide = slide;
    inChannels = slide.inChannels() / slide.groups();
    outChannels = slide.outChannels() / slide.groups();
    int right = (slide.filterWidth() - 1) * slide.dilation() - slide.paddingWidth();
    int below = (slide.filterHeight() - 1) * slide.dilation() - slide.paddingHeight();
    pitch = lines(slide.width(), slide.outWidth(), slide.paddingWidth(), right);
    area = pitch * lines(slide.height(), slide.outHeight(), slide.paddingHeight(), below);
    int furthest =
        Math.max(slide.paddingHeight(), below) * pitch + Math.max(slide.paddingWidth(), right);
    front = Math.ceilDiv(furthest, Matrix.LANES) * Matrix.LANES;
    images = Math.max(1, CACHED / (area * (inChannels + outChannels)));
    int vectors = Math.ceilDiv(front + images * area + TILE + front, Matrix.LANES);
    // an odd number of cache lines: rows that are read together do not push each other out
    length = (vectors | 1) * Matrix.LANES;
    forward = offsets(inChannels, 1);
    triples = Arrays.copyOf(forward, Math.ceilDiv(forward.length, 3) * 3);
    Arrays.fill(triples, forward.length, triples.length, forward[forward.length - 1]);
    backward = offsets(outChannels, -1);
  }

  static boolean fits(SlidingProduct slide) {
    return slide.stride() == 1;
  }

  /// Lines (or floats of a line) until the next image (or line) may begin, so that a filter that
  /// reaches `before` back and `after` on meets zeros outside, forward and backward.
  private static int lines(int in, int out, int before, int after) {
    return Math.max(Math.max(in, out), Math.max(in + before, out + after));
  }

  /// How many images of a batch are worked on at once.
  int images() {
    return images;
  }

  /// Floats of a row.
  int length() {
    return length;
  }

  /// Where in a row the first image begins.
  int front() {
    return front;
  }

  /// Places from the first to the last of so many images.
  int places(int count) {
    return count * area;
  }

  int inChannels() {
    return inChannels;
  }

  int outChannels() {
    return outChannels;
  }

  int filterSize() {
    return slide.filterHeight() * slide.filterWidth();
  }

  /// For each number of a filter, channel by channel, how far from a place of the output the number
  /// is that it meets.
  int[] forwardOffsets() {
    return forward;
  }

  /// [#forwardOffsets], the last repeated up to a multiple of three.
  int[] tripleOffsets() {
    return triples;
  }

  /// For each number of the filters that see one input channel, filter by filter, how far from a
  /// place of the input the output is that it went to.
  int[] backwardOffsets() {
    return backward;
  }

  private int[] offsets(int channels, int sign) {
    int[] offsets = new int[channels * filterSize()];
    int next = 0;
    for (int c = 0; c < channels; c++) {
      for (int u = 0; u < slide.filterHeight(); u++) {
        for (int v = 0; v < slide.filterWidth(); v++) {
          int down = u * slide.dilation() - slide.paddingHeight();
          int right = v * slide.dilation() - slide.paddingWidth();
          offsets[next++] = c * length + front + sign * (down * pitch + right);
        }
      }
    }
    return offsets;
  }

  void spreadInputs(Kernels kernels, Matrix batch, int image, int count, int group, Matrix grid) {
    spread(kernels, batch, image, count, group, grid, inChannels, slide.height(), slide.width());
  }

  void spreadOutputs(Kernels kernels, Matrix batch, int image, int count, int group, Matrix grid) {
    spread(
        kernels,
        batch,
        image,
        count,
        group,
        grid,
        outChannels,
        slide.outHeight(),
        slide.outWidth());
  }

  /// Copies the channels of a group of some images onto the grid, and zeros behind the last of
  /// them.
  private void spread(
      Kernels kernels,
      Matrix batch,
      int image,
      int count,
      int group,
      Matrix grid,
      int channels,
      int height,
      int width) {
    for (int c = 0; c < channels; c++) {
      int row = c * grid.stride + front;
      int plane = (group * channels + c) * height * width;
      for (int n = 0; n < count; n++) {
        int from = (image + n) * batch.stride + plane;
        int to = row + n * area;
        kernels.addLines(batch.data, from, width, grid.data, to, pitch, width, height, 0);
      }
      if (count < images) {
        int end = row + count * area;
        Arrays.fill(grid.data, end, end + front + TILE, 0f);
      }
    }
  }

  /// Copies outputs from a grid (without its front) to where they stand in the batch, and adds each
  /// filter's number from `bias`, if there is one.
  void gatherOutputs(
      Kernels kernels,
      Matrix grid,
      Matrix batch,
      int image,
      int count,
      int group,
      @Nullable Matrix bias) {
    gather(
        kernels,
        grid,
        batch,
        image,
        count,
        group,
        outChannels,
        slide.outHeight(),
        slide.outWidth(),
        bias);
  }

  /// Copies gradients of inputs from a grid (without its front) to where they stand in the batch.
  void gatherInputs(Kernels kernels, Matrix grid, Matrix batch, int image, int count, int group) {
    gather(
        kernels, grid, batch, image, count, group, inChannels, slide.height(), slide.width(), null);
  }

  private void gather(
      Kernels kernels,
      Matrix grid,
      Matrix batch,
      int image,
      int count,
      int group,
      int channels,
      int height,
      int width,
      @Nullable Matrix bias) {
    for (int n = 0; n < count; n++) {
      for (int c = 0; c < channels; c++) {
        int channel = group * channels + c;
        int from = c * grid.stride + n * area;
        int to = (image + n) * batch.stride + channel * height * width;
        float b = bias == null ? 0 : bias.data[channel];
        kernels.addLines(grid.data, from, pitch, batch.data, to, width, width, height, b);
      }
    }
  }
}
