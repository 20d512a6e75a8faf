package backprop.network;

import backprop.tensor.Shape;
import java.util.List;

/// A convolution of stride 1 of a batch: images are spread on a [Grid], some at a time, and the
/// filters slide over them.
///
/// Backward the same: the input's gradient is the output's gradient under the filters turned round
/// (`dx[c] = Σ w[o, c, u, v] · dy[o]`, shifted the other way), and the gradient of a filter's
/// number is the product of the output's gradient with the inputs that the number met. Sums over
/// the batch are taken over [Bands#SHARDS] parts of it and then over the parts, so that their bits
/// do not depend on how many threads compute them.
///
/// @param b the bias, or −1
/// @param buffers the scratches from here on, in the order of [#scratches]
/// @param mine the scratches of a thread from here on, in the order of [#own]
record GridConvolution(
    Grid grid,
    int groups,
    int x,
    int w,
    int b,
    int y,
    Target dx,
    Target dw,
    Target db,
    int buffers,
    int mine)
    implements RowInstruction {

  /// The buffers that it needs beside values and gradients: filters made ready for the way forward
  /// and back, and sums of the bias's and the filters' gradients, shard by shard and group by
  /// group.
  static List<Shape> scratches(Grid grid, int groups) {
    int in = blocks(grid.inChannels());
    int out = blocks(grid.outChannels());
    int size = grid.filterSize();
    int sums = Bands.SHARDS * groups * out * Grid.BLOCK;
    return List.of(
        Shape.of(groups * out, grid.inChannels() * size * Grid.BLOCK),
        Shape.of(groups * in, grid.outChannels() * size * Grid.BLOCK),
        Shape.of(sums, Matrix.LANES),
        Shape.of(sums, grid.tripleOffsets().length));
  }

  /// The buffers of one thread: inputs, outputs' gradients and results on the grid, and the lanes
  /// of sums.
  static List<Shape> own(Grid grid) {
    int in = blocks(grid.inChannels()) * Grid.BLOCK;
    int out = blocks(grid.outChannels()) * Grid.BLOCK;
    return List.of(
        Shape.of(grid.inChannels(), grid.length()),
        Shape.of(out, grid.length()),
        Shape.of(Math.max(in, out), grid.length()),
        Shape.of(3 * Grid.BLOCK, Matrix.LANES));
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

  private Matrix biasSums(Workspace s) {
    return s.scratch(buffers + 2);
  }

  private Matrix filterSums(Workspace s) {
    return s.scratch(buffers + 3);
  }

  private Matrix inputs(Workspace s, Band band) {
    return s.own(mine, band.lane());
  }

  private Matrix outputs(Workspace s, Band band) {
    return s.own(mine + 1, band.lane());
  }

  private Matrix results(Workspace s, Band band) {
    return s.own(mine + 2, band.lane());
  }

  private Matrix lanes(Workspace s, Band band) {
    return s.own(mine + 3, band.lane());
  }

  /// The first row of the sums of a shard and group.
  private int sums(int shard, int group) {
    return (shard * groups + group) * blocks(grid.outChannels()) * Grid.BLOCK;
  }

  @Override
  public List<Integer> rowBuffers() {
    return List.of(y, x);
  }

  @Override
  public List<Integer> sharedBuffers() {
    return b < 0 ? List.of(w) : List.of(w, b);
  }

  @Override
  public boolean beginsPiece() {
    return true;
  }

  @Override
  public int rowsAtOnce() {
    return grid.images();
  }

  @Override
  public void prepare(Workspace s, int lane, int lanes) {
    int end = Bands.share(groups * grid.outChannels(), lane + 1, lanes);
    for (int o = Bands.share(groups * grid.outChannels(), lane, lanes); o < end; o++) {
      pack(s.value(w), o, forwardFilters(s));
    }
    if (dx.wanted()) {
      int last = Bands.share(groups * grid.inChannels(), lane + 1, lanes);
      for (int c = Bands.share(groups * grid.inChannels(), lane, lanes); c < last; c++) {
        packTurned(s.value(w), c, backwardFilters(s));
      }
    }
  }

  /// Puts a filter beside those of its group, number by number.
  private void pack(Matrix from, int filter, Matrix to) {
    int numbers = grid.inChannels() * grid.filterSize();
    int start = place(filter, grid.outChannels(), to);
    for (int p = 0; p < numbers; p++) {
      to.data[start + p * Grid.BLOCK] = from.data[filter * from.stride + p];
    }
  }

  /// The same for the way back: for an input channel the numbers that see it, filter by filter.
  private void packTurned(Matrix from, int channel, Matrix to) {
    int size = grid.filterSize();
    int start = place(channel, grid.inChannels(), to);
    int first = channel / grid.inChannels() * grid.outChannels();
    for (int o = 0; o < grid.outChannels(); o++) {
      int source = (first + o) * from.stride + channel % grid.inChannels() * size;
      for (int p = 0; p < size; p++) {
        to.data[start + (o * size + p) * Grid.BLOCK] = from.data[source + p];
      }
    }
  }

  /// Where the first number of the `index`th filter is, of so many in a group.
  private static int place(int index, int inGroup, Matrix to) {
    int within = index % inGroup;
    int block = index / inGroup * blocks(inGroup) + within / Grid.BLOCK;
    return block * to.stride + within % Grid.BLOCK;
  }

  @Override
  public void forward(Workspace s, Band band) {
    Matrix bias = b < 0 ? null : s.value(b);
    int blocks = blocks(grid.outChannels());
    for (int image = band.from(); image < band.end(); image += grid.images()) {
      int count = Math.min(grid.images(), band.end() - image);
      for (int group = 0; group < groups; group++) {
        grid.spreadInputs(s.kernels(), s.value(x), image, count, group, inputs(s, band));
        s.kernels()
            .slide(
                forwardFilters(s),
                group * blocks,
                (group + 1) * blocks,
                grid.forwardOffsets(),
                inputs(s, band),
                results(s, band),
                grid.places(count));
        grid.gatherOutputs(s.kernels(), results(s, band), s.value(y), image, count, group, bias);
      }
    }
  }

  @Override
  public void backward(Workspace s, Band band) {
    if (!dw.wanted() && !db.wanted() && !dx.wanted()) {
      return;
    }
    for (int image = band.from(); image < band.end(); image += grid.images()) {
      int count = Math.min(grid.images(), band.end() - image);
      for (int group = 0; group < groups; group++) {
        backward(s, band, image, count, group);
      }
    }
    if (dx.wanted()) {
      s.arrived(dx, band);
    }
  }

  private void backward(Workspace s, Band band, int image, int count, int group) {
    int places = grid.places(count);
    int sums = sums(band.shard(), group);
    grid.spreadOutputs(s.kernels(), s.gradient(y), image, count, group, outputs(s, band));
    if (db.wanted()) {
      s.kernels().addSums(outputs(s, band), grid.front(), places, biasSums(s), sums);
    }
    if (dw.wanted()) {
      grid.spreadInputs(s.kernels(), s.value(x), image, count, group, inputs(s, band));
      s.kernels()
          .slideGradient(
              outputs(s, band),
              grid.front(),
              grid.tripleOffsets(),
              inputs(s, band),
              places,
              lanes(s, band),
              filterSums(s),
              sums);
    }
    if (dx.wanted()) {
      int blocks = blocks(grid.inChannels());
      s.kernels()
          .slide(
              backwardFilters(s),
              group * blocks,
              (group + 1) * blocks,
              grid.backwardOffsets(),
              outputs(s, band),
              results(s, band),
              places);
      grid.gatherInputs(s.kernels(), results(s, band), s.into(dx), image, count, group);
    }
  }

  @Override
  public void gather(Workspace s, int lane, int lanes) {
    int end = Bands.share(groups * grid.outChannels(), lane + 1, lanes);
    for (int o = Bands.share(groups * grid.outChannels(), lane, lanes); o < end; o++) {
      if (dw.wanted()) {
        takeFilter(filterSums(s), o, s.into(dw));
      }
      if (db.wanted()) {
        takeBias(biasSums(s), o, s.into(db));
      }
    }
    if (dw.wanted()) {
      s.arrived(dw, lane, lanes);
    }
    if (db.wanted()) {
      s.arrived(db, lane, lanes);
    }
  }

  private int sums(int shard, int filter, int group) {
    return sums(shard, group) + filter - group * grid.outChannels();
  }

  /// Adds the shards' sums and leaves them zero for the next pass.
  private void takeFilter(Matrix sums, int filter, Matrix to) {
    int numbers = grid.inChannels() * grid.filterSize();
    int group = filter / grid.outChannels();
    java.util.Arrays.fill(to.data, filter * to.stride, filter * to.stride + numbers, 0f);
    for (int shard = 0; shard < Bands.SHARDS; shard++) {
      int from = sums(shard, filter, group) * sums.stride;
      for (int p = 0; p < numbers; p++) {
        to.data[filter * to.stride + p] += sums.data[from + p];
      }
      java.util.Arrays.fill(sums.data, from, from + sums.stride, 0f);
    }
  }

  private void takeBias(Matrix sums, int filter, Matrix to) {
    float sum = 0;
    for (int shard = 0; shard < Bands.SHARDS; shard++) {
      int row = sums(shard, filter, filter / grid.outChannels());
      sum += Rows.sum(sums, row);
      sums.clear(row, row + 1);
    }
    to.data[filter] = sum;
  }
}
