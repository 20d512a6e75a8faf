package backprop.network;

import backprop.op.SlidingProduct;

/// A convolution of a batch, image by image a product of filters and [Patches].
///
/// For each group: `Y = W·P` with W (O, K) and P (K, places); backward `dWᵀ = Σ P·dYᵀ` over the
/// images (dY is the smaller of the two to transpose) and `dP = Wᵀ·dY`, added back to the image it
/// came from.
///
/// @param b the bias, or −1
/// @param slide the sliding product on one image
/// @param buffers the scratches from here on: patches, outputs of one group and image, these
///   transposed, filters of one group, their gradient (transposed), the sum of that over the
///   images, and the gradient of the patches
record ConvolutionInstruction(
    SlidingProduct slide,
    Patches patches,
    int x,
    int w,
    int b,
    int y,
    Target dx,
    Target dw,
    Target db,
    int buffers)
    implements Instruction {

  private Matrix patchesOf(Workspace s) {
    return s.scratch(buffers);
  }

  private Matrix outputs(Workspace s) {
    return s.scratch(buffers + 1);
  }

  private Matrix transposed(Workspace s) {
    return s.scratch(buffers + 2);
  }

  private Matrix filters(Workspace s) {
    return s.scratch(buffers + 3);
  }

  private Matrix filtersGradient(Workspace s) {
    return s.scratch(buffers + 4);
  }

  private Matrix filtersSum(Workspace s) {
    return s.scratch(buffers + 5);
  }

  /// Apart from the patches, whose padding must stay zero.
  private Matrix patchesGradient(Workspace s) {
    return s.scratch(buffers + 6);
  }

  private int filtersInGroup() {
    return slide.outChannels() / slide.groups();
  }

  @Override
  public void forward(Workspace s) {
    Matrix in = s.value(x);
    Matrix out = s.value(y);
    for (int group = 0; group < slide.groups(); group++) {
      copyRows(s.value(w), group * filtersInGroup(), filters(s), 0, filtersInGroup());
      for (int image = 0; image < in.rows; image++) {
        patches.gather(in, image, group, patchesOf(s));
        s.kernels().multiply(filters(s), patchesOf(s), outputs(s), 0, filters(s).rows);
        place(outputs(s), out, image, group);
      }
    }
    if (b >= 0) {
      addBias(s.value(b), out);
    }
  }

  /// Copies rows of one matrix into another of as many columns.
  private static void copyRows(Matrix from, int first, Matrix to, int at, int count) {
    for (int i = 0; i < count; i++) {
      System.arraycopy(
          from.data, (first + i) * from.stride, to.data, (at + i) * to.stride, from.columns);
    }
  }

  /// Writes the outputs of one image and group where they stand in the batch.
  private void place(Matrix outputs, Matrix batch, int image, int group) {
    int start = image * batch.stride + group * filtersInGroup() * outputs.columns;
    for (int o = 0; o < outputs.rows; o++) {
      System.arraycopy(
          outputs.data,
          o * outputs.stride,
          batch.data,
          start + o * outputs.columns,
          outputs.columns);
    }
  }

  /// Reads back what [#place] wrote.
  private void take(Matrix batch, int image, int group, Matrix outputs) {
    int start = image * batch.stride + group * filtersInGroup() * outputs.columns;
    for (int o = 0; o < outputs.rows; o++) {
      System.arraycopy(
          batch.data,
          start + o * outputs.columns,
          outputs.data,
          o * outputs.stride,
          outputs.columns);
    }
  }

  private void addBias(Matrix bias, Matrix out) {
    int area = patches.columns();
    for (int image = 0; image < out.rows; image++) {
      for (int o = 0; o < slide.outChannels(); o++) {
        float number = bias.data[o];
        int start = image * out.stride + o * area;
        for (int i = start; i < start + area; i++) {
          out.data[i] += number;
        }
      }
    }
  }

  @Override
  public void backward(Workspace s) {
    if (dw.wanted()) {
      filterGradient(s, s.into(dw));
      s.arrived(dw);
    }
    if (db.wanted()) {
      biasGradient(s.gradient(y), s.into(db));
      s.arrived(db);
    }
    if (dx.wanted()) {
      inputGradient(s, s.into(dx));
      s.arrived(dx);
    }
  }

  private void filterGradient(Workspace s, Matrix to) {
    Matrix in = s.value(x);
    Matrix sum = filtersSum(s);
    for (int group = 0; group < slide.groups(); group++) {
      sum.clear();
      for (int image = 0; image < in.rows; image++) {
        patches.gather(in, image, group, patchesOf(s));
        take(s.gradient(y), image, group, outputs(s));
        Rows.transpose(outputs(s), transposed(s), 0, outputs(s).rows);
        s.kernels().multiply(patchesOf(s), transposed(s), filtersGradient(s), 0, sum.rows);
        s.kernels().add(sum, filtersGradient(s), sum, 0, sum.rows);
      }
      Rows.transpose(sum, filters(s), 0, sum.rows);
      copyRows(filters(s), 0, to, group * filtersInGroup(), filtersInGroup());
    }
  }

  private void biasGradient(Matrix dy, Matrix to) {
    int area = patches.columns();
    for (int o = 0; o < slide.outChannels(); o++) {
      double sum = 0;
      for (int image = 0; image < dy.rows; image++) {
        int start = image * dy.stride + o * area;
        for (int i = start; i < start + area; i++) {
          sum += dy.data[i];
        }
      }
      to.data[o] = (float) sum;
    }
  }

  private void inputGradient(Workspace s, Matrix to) {
    to.clear();
    for (int group = 0; group < slide.groups(); group++) {
      copyRows(s.value(w), group * filtersInGroup(), filters(s), 0, filtersInGroup());
      for (int image = 0; image < to.rows; image++) {
        take(s.gradient(y), image, group, outputs(s));
        s.kernels()
            .multiplyTransposedLeft(
                filters(s), outputs(s), patchesGradient(s), 0, patchesGradient(s).rows);
        patches.scatter(patchesGradient(s), to, image, group);
      }
    }
  }
}
