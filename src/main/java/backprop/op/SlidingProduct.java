package backprop.op;

import backprop.message.Message;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;

/// The sliding product that a [Convolution] is, on (N, C, H, W); one dimension is H = 1.
///
/// Formula: `out[n, o, i, j] = Σ in[n, c, s·i + d·u − p, s·j + d·v − p] · w[o, c, u, v]`, zero
/// outside the input. That is cross-correlation: the filter is not flipped. With groups, output
/// channel o sees the input channels of its group.
///
/// @param paddingHeight the zeros before the first row
/// @param paddingWidth the zeros before the first column
/// @param output the shape of the output
public record SlidingProduct(
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
    int dilation,
    Shape output) {

  /// The sliding product of an input and filters of these shapes.
  ///
  /// Filters are (out, in, k…) for inputs (N, C, …) and (C, …); filters of one channel only (k…)
  /// are for inputs (N, …) and (…).
  ///
  /// @param space 1 or 2, how many axes the filter moves along
  /// @throws ShapeMismatch if the shapes do not fit
  static SlidingProduct of(String sign, int space, Shape x, Shape w, ConvolutionSettings slide) {
    boolean plain = w.rank() == space;
    int channels = plain ? 0 : 1;
    boolean batched = x.rank() == space + channels + 1;
    if ((!plain && w.rank() != space + 2) || (!batched && x.rank() != space + channels)) {
      throw new ShapeMismatch(Message.of("op.shape." + name(space) + ".rank", x, w));
    }
    if (w.isSymbolic() || (x.isSymbolic() && !batched)) {
      throw new ShapeMismatch(Message.of("op.shape." + name(space) + ".rank", x, w));
    }
    int inChannels = plain ? 1 : x.dim(-space - 1);
    int outChannels = plain ? 1 : w.dim(0);
    int filterChannels = plain ? 1 : w.dim(1);
    if (inChannels != filterChannels * slide.groups() || outChannels % slide.groups() != 0) {
      throw new ShapeMismatch(
          Message.of(
              "op.shape.conv.channels", sign, x, w, inChannels, filterChannels, slide.groups()));
    }
    int height = space == 1 ? 1 : x.dim(-2);
    int filterHeight = space == 1 ? 1 : w.dim(-2);
    int outHeight = space == 1 ? 1 : slide.outputLength(height, filterHeight);
    int outWidth = slide.outputLength(x.dim(-1), w.dim(-1));
    if (outHeight == 0 || outWidth == 0) {
      throw new ShapeMismatch(
          Message.of("op.shape.conv.size", sign, x, w, slide.written(), slide.dilation()));
    }
    Shape output = x.with(-1, outWidth);
    output = space == 1 ? output : output.with(-2, outHeight);
    output = plain ? output : output.with(-space - 1, outChannels);
    return new SlidingProduct(
        batched ? x.dim(0) : 1,
        inChannels,
        height,
        x.dim(-1),
        outChannels,
        slide.groups(),
        filterHeight,
        w.dim(-1),
        outHeight,
        outWidth,
        slide.stride(),
        space == 1 ? 0 : slide.before(height, filterHeight),
        slide.before(x.dim(-1), w.dim(-1)),
        slide.dilation(),
        output);
  }

  private static String name(int space) {
    return space == 1 ? "conv1d" : "conv2d";
  }

  /// The shape of the bias: one number an output channel, a scalar for filters of one channel only.
  static void checkBias(String sign, int space, Shape w, Shape b) {
    Shape fits = w.rank() == space ? Shape.scalar() : Shape.of(w.dim(0));
    if (!b.equals(fits)) {
      throw new ShapeMismatch(Message.of("op.shape.conv.bias", sign, b, w, fits));
    }
  }

  Tensor value(Tensor x, Tensor w) {
    double[] xs = x.toArray();
    double[] ws = w.toArray();
    double[] out = new double[output.size()];
    forEachRun(
        (o, i, f, length) -> {
          double weight = ws[f];
          for (int k = 0; k < length; k++) {
            out[o + k] += xs[i + k * stride] * weight;
          }
        });
    return Tensor.of(output, out);
  }

  Tensor inputGradient(Tensor w, Tensor upstream, Shape x) {
    double[] ws = w.toArray();
    double[] dout = upstream.toArray();
    double[] dx = new double[x.size()];
    forEachRun(
        (o, i, f, length) -> {
          double weight = ws[f];
          for (int k = 0; k < length; k++) {
            dx[i + k * stride] += dout[o + k] * weight;
          }
        });
    return Tensor.of(x, dx);
  }

  Tensor filterGradient(Tensor x, Tensor upstream, Shape w) {
    double[] xs = x.toArray();
    double[] dout = upstream.toArray();
    double[] dw = new double[w.size()];
    forEachRun(
        (o, i, f, length) -> {
          double sum = 0;
          for (int k = 0; k < length; k++) {
            sum += dout[o + k] * xs[i + k * stride];
          }
          dw[f] += sum;
        });
    return Tensor.of(w, dw);
  }

  Tensor addBias(Tensor out, Tensor b) {
    int area = outHeight * outWidth;
    return Tensor.generate(out.shape(), i -> out.get(i) + b.get(i / area % outChannels));
  }

  Tensor biasGradient(Tensor upstream, Shape b) {
    int area = outHeight * outWidth;
    double[] db = new double[b.size()];
    for (int i = 0; i < upstream.size(); i++) {
      db[i / area % outChannels] += upstream.get(i);
    }
    return Tensor.of(b, db);
  }

  /// A run of products along one row: output numbers `output`, `output + 1` … meet input numbers
  /// `input`, `input + stride` …, all at one filter number.
  @FunctionalInterface
  private interface Run {
    void at(int output, int input, int filter, int length);
  }

  /// Visits every product: the one place that knows which numbers meet.
  private void forEachRun(Run run) {
    int groupIn = inChannels / groups;
    int groupOut = outChannels / groups;
    for (int n = 0; n < batch; n++) {
      for (int o = 0; o < outChannels; o++) {
        int firstChannel = o / groupOut * groupIn;
        for (int c = 0; c < groupIn; c++) {
          int plane = (n * inChannels + firstChannel + c) * height * width;
          int filter = (o * groupIn + c) * filterHeight * filterWidth;
          int out = (n * outChannels + o) * outHeight * outWidth;
          slide(plane, filter, out, run);
        }
      }
    }
  }

  private void slide(int plane, int filter, int out, Run run) {
    for (int v = 0; v < filterWidth; v++) {
      int shift = v * dilation - paddingWidth;
      int first = shift >= 0 ? 0 : Math.ceilDiv(-shift, stride);
      int end = Math.min(outWidth, Math.ceilDiv(width - shift, stride));
      if (first >= end) {
        continue;
      }
      for (int u = 0; u < filterHeight; u++) {
        for (int i = 0; i < outHeight; i++) {
          int y = i * stride + u * dilation - paddingHeight;
          if (y >= 0 && y < height) {
            run.at(
                out + i * outWidth + first,
                plane + y * width + first * stride + shift,
                filter + u * filterWidth + v,
                end - first);
          }
        }
      }
    }
  }
}
