package backprop.network;

import backprop.tensor.Shape;
import java.util.List;

/// A convolution of stride 1 of a batch: images are spread on a [Grid], some at a time, and the
/// filters slide over them.
///
/// Backward the same: the input's gradient is the output's gradient under the filters turned round
/// (`dx[c] = Σ w[o, c, u, v] · dy[o]`, shifted the other way), and the gradient of a filter's
/// number is the product of the output's gradient with the inputs that the number met. Sums over
/// the batch are taken over [#SHARDS] parts of it and then over the parts, so that their bits do
/// not depend on how many threads compute them.
///
/// @param b the bias, or −1
/// @param buffers the scratches from here on, in the order of [#scratches]
record GridConvolution(
    Grid grid, int groups, int x, int w, int b, int y, Target dx, Target dw, Target db, int buffers)
    implements Instruction {

  /// Parts of the batch that are summed apart.
  static final int SHARDS = 4;

  /// The buffers that it needs beside values and gradients.
  static List<Shape> scratches(Grid grid) {
    int in = blocks(grid.inChannels());
    int out = blocks(grid.outChannels());
    int size = grid.filterSize();
    return List.of(
        Shape.of(out, grid.inChannels() * size * Grid.BLOCK),
        Shape.of(in, grid.outChannels() * size * Grid.BLOCK),
        Shape.of(grid.inChannels(), grid.length()),
        Shape.of(out * Grid.BLOCK, grid.length()),
        Shape.of(Math.max(in, out) * Grid.BLOCK, grid.length()),
        Shape.of(3 * Grid.BLOCK, Matrix.LANES),
        Shape.of(SHARDS * out * Grid.BLOCK, Matrix.LANES),
        Shape.of(out * Grid.BLOCK, grid.tripleOffsets().length),
        Shape.of(out * Grid.BLOCK, grid.tripleOffsets().length),
        Shape.of(out * Grid.BLOCK, grid.tripleOffsets().length),
        Shape.of(out * Grid.BLOCK, grid.tripleOffsets().length));
  }

  private static int blocks(int channels) {
    return Math.ceilDiv(channels, Grid.BLOCK);
  }

  private Matrix forwardFilters(Workspace s) {
    return s.scratch(buffers);
  }

  private Matrix backwardFilters(Workspace s) {
    return s.scratch(buffers + 1);
  }

  private Matrix inputs(Workspace s) {
    return s.scratch(buffers + 2);
  }

  private Matrix outputs(Workspace s) {
    return s.scratch(buffers + 3);
  }

  private Matrix results(Workspace s) {
    return s.scratch(buffers + 4);
  }

  private Matrix lanes(Workspace s) {
    return s.scratch(buffers + 5);
  }

  private Matrix biasSums(Workspace s) {
    return s.scratch(buffers + 6);
  }

  private Matrix filterSums(Workspace s, int shard) {
    return s.scratch(buffers + 7 + shard);
  }

  @Override
  public void forward(Workspace s) {
    for (int group = 0; group < groups; group++) {
      pack(s.value(w), group, forwardFilters(s));
      for (int shard = 0; shard < SHARDS; shard++) {
        forward(s, group, shard);
      }
    }
  }

  private void forward(Workspace s, int group, int shard) {
    Matrix in = s.value(x);
    int end = end(in, shard);
    for (int image = end(in, shard - 1); image < end; image += grid.images()) {
      int count = Math.min(grid.images(), end - image);
      grid.spreadInputs(s.kernels(), in, image, count, group, inputs(s));
      s.kernels()
          .slide(
              forwardFilters(s), grid.forwardOffsets(), inputs(s), results(s), grid.places(count));
      Matrix bias = b < 0 ? null : s.value(b);
      grid.gatherOutputs(s.kernels(), results(s), s.value(y), image, count, group, bias);
    }
  }

  /// Behind the last image of a part of the batch.
  private static int end(Matrix batch, int shard) {
    return batch.rows * (shard + 1) / SHARDS;
  }

  /// Puts the filters of a group side by side, number by number.
  private void pack(Matrix from, int group, Matrix to) {
    int numbers = grid.inChannels() * grid.filterSize();
    for (int o = 0; o < grid.outChannels(); o++) {
      int start = o / Grid.BLOCK * to.stride + o % Grid.BLOCK;
      int source = (group * grid.outChannels() + o) * from.stride;
      for (int p = 0; p < numbers; p++) {
        to.data[start + p * Grid.BLOCK] = from.data[source + p];
      }
    }
  }

  /// The same for the way back: for each input channel the numbers that see it, filter by filter.
  private void packTurned(Matrix from, int group, Matrix to) {
    int size = grid.filterSize();
    for (int c = 0; c < grid.inChannels(); c++) {
      int start = c / Grid.BLOCK * to.stride + c % Grid.BLOCK;
      for (int o = 0; o < grid.outChannels(); o++) {
        int source = (group * grid.outChannels() + o) * from.stride + c * size;
        for (int p = 0; p < size; p++) {
          to.data[start + (o * size + p) * Grid.BLOCK] = from.data[source + p];
        }
      }
    }
  }

  @Override
  public void backward(Workspace s) {
    if (!dw.wanted() && !db.wanted() && !dx.wanted()) {
      return;
    }
    for (int group = 0; group < groups; group++) {
      if (dx.wanted()) {
        packTurned(s.value(w), group, backwardFilters(s));
      }
      biasSums(s).clear();
      for (int shard = 0; shard < SHARDS; shard++) {
        filterSums(s, shard).clear();
        backward(s, group, shard);
      }
      if (dw.wanted()) {
        addFilters(s, group, s.into(dw));
      }
      if (db.wanted()) {
        addBiases(s, group, s.into(db));
      }
    }
    arrived(s, dw);
    arrived(s, db);
    arrived(s, dx);
  }

  private static void arrived(Workspace s, Target to) {
    if (to.wanted()) {
      s.arrived(to);
    }
  }

  private void backward(Workspace s, int group, int shard) {
    Matrix dy = s.gradient(y);
    int end = end(dy, shard);
    for (int image = end(dy, shard - 1); image < end; image += grid.images()) {
      int count = Math.min(grid.images(), end - image);
      int places = grid.places(count);
      grid.spreadOutputs(s.kernels(), dy, image, count, group, outputs(s));
      if (db.wanted()) {
        s.kernels().addSums(outputs(s), grid.front(), places, biasSums(s), shard * outputs(s).rows);
      }
      if (dw.wanted()) {
        grid.spreadInputs(s.kernels(), s.value(x), image, count, group, inputs(s));
        s.kernels()
            .slideGradient(
                outputs(s),
                grid.front(),
                grid.tripleOffsets(),
                inputs(s),
                places,
                lanes(s),
                filterSums(s, shard));
      }
      if (dx.wanted()) {
        s.kernels()
            .slide(backwardFilters(s), grid.backwardOffsets(), outputs(s), results(s), places);
        grid.gatherInputs(s.kernels(), results(s), s.into(dx), image, count, group);
      }
    }
  }

  private void addFilters(Workspace s, int group, Matrix to) {
    int numbers = grid.inChannels() * grid.filterSize();
    for (int o = 0; o < grid.outChannels(); o++) {
      int at = (group * grid.outChannels() + o) * to.stride;
      for (int p = 0; p < numbers; p++) {
        float sum = 0;
        for (int shard = 0; shard < SHARDS; shard++) {
          sum += filterSums(s, shard).get(o, p);
        }
        to.data[at + p] = sum;
      }
    }
  }

  private void addBiases(Workspace s, int group, Matrix to) {
    for (int o = 0; o < grid.outChannels(); o++) {
      float sum = 0;
      for (int shard = 0; shard < SHARDS; shard++) {
        sum += Rows.sum(biasSums(s), shard * outputs(s).rows + o);
      }
      to.data[group * grid.outChannels() + o] = sum;
    }
  }
}
