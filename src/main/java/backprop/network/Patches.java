package backprop.network;

import backprop.op.SlidingProduct;

/// Turns the windows of one image into the columns of a matrix and back (im2col, col2im), so that a
/// convolution is a matrix product.
///
/// Row (c, u, v) of the patches holds, for every place (i, j) of the filter, the number that filter
/// number (c, u, v) meets there; zero where it meets the padding. Only places inside the image are
/// ever written, so that a matrix that began as zeros keeps its padding.
final class Patches {
  private final SlidingProduct slide;
  private final int channels;

  Patches(SlidingProduct slide) {
    this.slide = slide;
    this.channels = slide.inChannels() / slide.groups();
  }

  /// Rows of the patches of one group.
  int rows() {
    return channels * slide.filterHeight() * slide.filterWidth();
  }

  /// Columns of the patches: the places of the filter.
  int columns() {
    return slide.outHeight() * slide.outWidth();
  }

  /// Copies the windows of a group of one image into the patches.
  void gather(Matrix images, int image, int group, Matrix patches) {
    move(images, image, group, patches, true);
  }

  /// Adds the patches to the windows of a group of one image that they came from.
  void scatter(Matrix patches, Matrix images, int image, int group) {
    move(images, image, group, patches, false);
  }

  private void move(Matrix images, int image, int group, Matrix patches, boolean gather) {
    int row = 0;
    for (int c = 0; c < channels; c++) {
      int plane = image * images.stride + (group * channels + c) * slide.height() * slide.width();
      for (int u = 0; u < slide.filterHeight(); u++) {
        for (int v = 0; v < slide.filterWidth(); v++) {
          lines(images, plane, u, v, patches, row++ * patches.stride, gather);
        }
      }
    }
  }

  private void lines(
      Matrix images, int plane, int u, int v, Matrix patches, int row, boolean gather) {
    int stride = slide.stride();
    int shift = v * slide.dilation() - slide.paddingWidth();
    int first = shift >= 0 ? 0 : Math.ceilDiv(-shift, stride);
    int end = Math.min(slide.outWidth(), Math.ceilDiv(slide.width() - shift, stride));
    for (int i = 0; i < slide.outHeight() && first < end; i++) {
      int y = i * stride + u * slide.dilation() - slide.paddingHeight();
      if (y >= 0 && y < slide.height()) {
        int from = plane + y * slide.width() + first * stride + shift;
        int to = row + i * slide.outWidth() + first;
        if (gather) {
          copy(images.data, from, stride, patches.data, to, end - first);
        } else {
          add(patches.data, to, images.data, from, stride, end - first);
        }
      }
    }
  }

  private static void copy(float[] from, int at, int step, float[] to, int start, int length) {
    if (step == 1) {
      System.arraycopy(from, at, to, start, length);
      return;
    }
    for (int k = 0; k < length; k++) {
      to[start + k] = from[at + k * step];
    }
  }

  private static void add(float[] from, int start, float[] to, int at, int step, int length) {
    if (step == 1) {
      for (int k = 0; k < length; k++) {
        to[at + k] += from[start + k];
      }
      return;
    }
    for (int k = 0; k < length; k++) {
      to[at + k * step] += from[start + k];
    }
  }
}
