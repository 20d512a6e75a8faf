package backprop.network;

import java.util.List;

/// One operation over numbered buffers: forward, and backward to those inputs whose gradient is
/// wanted.
///
/// The sizes were proved when the document was compiled. Nothing here allocates.
sealed interface Instruction
    permits RowInstruction,
        SplitInstruction,
        ConvolutionInstruction,
        ElementInstruction,
        ReductionInstruction,
        ClassInstruction,
        MoveInstruction,
        LossInstruction,
        SoftmaxInstruction,
        SequenceInstruction {

  /// Computes the output's buffer.
  void forward(Workspace w);

  /// Sends the output's gradient on.
  void backward(Workspace w);

  /// Where a gradient goes.
  ///
  /// @param slot the buffer of the input, or [#NOWHERE]
  /// @param spare the spare buffer to compute in before it is added, or −1 for the first
  ///   contribution, which is written
  record Target(int slot, int spare) {
    static final Target NOWHERE = new Target(-1, -1);

    boolean wanted() {
      return slot >= 0;
    }
  }

  /// `y = x·w + b`, or without `b` (−1) the plain product.
  ///
  /// @param turned the scratch of `wᵀ`, or −1 if `dx` is not wanted
  record Affine(int x, int w, int b, int y, Target dx, Target dw, Target db, int turned)
      implements RowInstruction {
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
    public void prepare(Workspace s, int lane, int lanes) {
      if (dx.wanted()) {
        int rows = s.value(w).rows;
        int from = Bands.share(rows, Matrix.LANES, lane, lanes);
        int end = Bands.share(rows, Matrix.LANES, lane + 1, lanes);
        Rows.transpose(s.value(w), s.scratch(turned), from, end);
      }
    }

    @Override
    public void forward(Workspace s, Band rows) {
      Matrix out = s.value(y);
      if (out.rows == 1) {
        s.kernels().multiplyRow(s.value(x), s.value(w), out, s.places());
      } else {
        s.kernels().multiply(s.value(x), s.value(w), out, rows.from(), rows.end());
      }
      if (b >= 0) {
        s.kernels().addRow(out, s.value(b), out, rows.from(), rows.end());
      }
    }

    @Override
    public void backward(Workspace s, Band rows) {
      if (dx.wanted()) {
        s.kernels().multiply(s.gradient(y), s.scratch(turned), s.into(dx), rows.from(), rows.end());
        s.arrived(dx, rows);
      }
    }

    @Override
    public void gather(Workspace s, int lane, int lanes) {
      Matrix dy = s.gradient(y);
      if (dw.wanted()) {
        Matrix to = s.into(dw);
        int from = Bands.share(to.rows, TILE, lane, lanes);
        int end = Bands.share(to.rows, TILE, lane + 1, lanes);
        s.kernels().multiplyTransposedLeft(s.value(x), dy, to, from, end);
        s.arrived(dw, lane, lanes);
      }
      sumRows(s, dy, db, lane, lanes);
    }
  }

  /// Rows that a product's tile has at most.
  int TILE = 12;

  /// A bias's gradient.
  private static void sumRows(Workspace s, Matrix dy, Target db, int lane, int lanes) {
    if (db.wanted()) {
      int from = Bands.share(dy.stride, Matrix.LANES, lane, lanes);
      int end = Bands.share(dy.stride, Matrix.LANES, lane + 1, lanes);
      s.kernels().sumRows(dy, s.into(db), from, end);
      s.arrived(db, lane, lanes);
    }
  }

  /// `y = x + b` with the row `b` added to every row.
  record AddRow(int x, int b, int y, Target dx, Target db) implements RowInstruction {
    @Override
    public List<Integer> rowBuffers() {
      return List.of(y, x);
    }

    @Override
    public List<Integer> sharedBuffers() {
      return List.of(b);
    }

    @Override
    public void forward(Workspace s, Band rows) {
      s.kernels().addRow(s.value(x), s.value(b), s.value(y), rows.from(), rows.end());
    }

    @Override
    public void backward(Workspace s, Band rows) {
      if (dx.wanted()) {
        s.into(dx).copy(s.gradient(y), rows.from(), rows.end());
        s.arrived(dx, rows);
      }
    }

    @Override
    public void gather(Workspace s, int lane, int lanes) {
      sumRows(s, s.gradient(y), db, lane, lanes);
    }
  }

  /// `y = a + b`, element by element.
  record Add(int a, int b, int y, Target da, Target db) implements RowInstruction {
    @Override
    public List<Integer> rowBuffers() {
      return List.of(y, a, b);
    }

    @Override
    public void forward(Workspace s, Band rows) {
      s.kernels().add(s.value(a), s.value(b), s.value(y), rows.from(), rows.end());
    }

    @Override
    public void backward(Workspace s, Band rows) {
      if (da.wanted()) {
        s.into(da).copy(s.gradient(y), rows.from(), rows.end());
        s.arrived(da, rows);
      }
      if (db.wanted()) {
        s.into(db).copy(s.gradient(y), rows.from(), rows.end());
        s.arrived(db, rows);
      }
    }
  }

  /// `y = a·b`, element by element.
  record Multiply(int a, int b, int y, Target da, Target db) implements RowInstruction {
    @Override
    public List<Integer> rowBuffers() {
      return List.of(y, a, b);
    }

    @Override
    public void forward(Workspace s, Band rows) {
      s.kernels().multiplyElements(s.value(a), s.value(b), s.value(y), rows.from(), rows.end());
    }

    @Override
    public void backward(Workspace s, Band rows) {
      Matrix dy = s.gradient(y);
      if (da.wanted()) {
        s.kernels().multiplyElements(dy, s.value(b), s.into(da), rows.from(), rows.end());
        s.arrived(da, rows);
      }
      if (db.wanted()) {
        s.kernels().multiplyElements(dy, s.value(a), s.into(db), rows.from(), rows.end());
        s.arrived(db, rows);
      }
    }
  }

  /// The activation functions.
  enum Function {
    RELU,
    SIGMOID,
    TANH
  }

  /// `y = f(x)`, element by element.
  record Activation(Function function, int x, int y, Target dx) implements RowInstruction {
    @Override
    public List<Integer> rowBuffers() {
      return List.of(y, x);
    }

    @Override
    public void forward(Workspace s, Band rows) {
      Matrix in = s.value(x);
      Matrix out = s.value(y);
      switch (function) {
        case RELU -> s.kernels().relu(in, out, rows.from(), rows.end());
        case SIGMOID -> s.kernels().sigmoid(in, out, rows.from(), rows.end());
        case TANH -> s.kernels().tanh(in, out, rows.from(), rows.end());
      }
    }

    @Override
    public void backward(Workspace s, Band rows) {
      if (!dx.wanted()) {
        return;
      }
      Matrix dy = s.gradient(y);
      Matrix to = s.into(dx);
      switch (function) {
        // y > 0 where x > 0, and x may be overwritten
        case RELU -> s.kernels().reluGradient(s.value(y), dy, to, rows.from(), rows.end());
        case SIGMOID -> s.kernels().sigmoidGradient(s.value(y), dy, to, rows.from(), rows.end());
        case TANH -> s.kernels().tanhGradient(s.value(y), dy, to, rows.from(), rows.end());
      }
      s.arrived(dx, rows);
    }
  }

  /// `y = x` where x > 0, else `slope·x`.
  record LeakyRelu(float slope, int x, int y, Target dx) implements RowInstruction {
    @Override
    public List<Integer> rowBuffers() {
      return List.of(y, x);
    }

    @Override
    public void forward(Workspace s, Band rows) {
      s.kernels().leakyRelu(s.value(x), slope, s.value(y), rows.from(), rows.end());
    }

    @Override
    public void backward(Workspace s, Band rows) {
      if (dx.wanted()) {
        s.kernels()
            .leakyReluGradient(
                s.value(x), slope, s.gradient(y), s.into(dx), rows.from(), rows.end());
        s.arrived(dx, rows);
      }
    }
  }

  /// The same numbers in the same order in another shape, or under another name.
  ///
  /// @param alias whether the rows stay, so that both share their memory
  record Reshape(int x, int y, boolean alias, Target dx) implements RowInstruction {
    @Override
    public List<Integer> rowBuffers() {
      return List.of(y, x);
    }

    @Override
    public boolean byRows() {
      return alias;
    }

    @Override
    public void forward(Workspace s) {
      if (!alias) {
        s.value(y).copyInOrder(s.value(x));
      }
    }

    @Override
    public void backward(Workspace s) {
      if (dx.wanted()) {
        s.into(dx).copyInOrder(s.gradient(y));
        s.arrived(dx);
      }
    }

    @Override
    public void forward(Workspace s, Band rows) {}

    @Override
    public void backward(Workspace s, Band rows) {
      if (dx.wanted()) {
        s.into(dx).copy(s.gradient(y), rows.from(), rows.end());
        s.arrived(dx, rows);
      }
    }
  }

  /// Softmax over each row.
  record Softmax(int x, int y, Target dx) implements RowInstruction {
    @Override
    public List<Integer> rowBuffers() {
      return List.of(y, x);
    }

    @Override
    public void forward(Workspace s, Band rows) {
      s.kernels().softmax(s.value(x), s.value(y), rows.from(), rows.end());
    }

    @Override
    public void backward(Workspace s, Band rows) {
      if (dx.wanted()) {
        s.kernels().softmaxGradient(s.value(y), s.gradient(y), s.into(dx), rows.from(), rows.end());
        s.arrived(dx, rows);
      }
    }
  }

  /// Softmax and mean cross-entropy; its inner `y` is kept in the workspace under the loss's slot.
  ///
  /// @param indices whether `t` holds class indices instead of one row of numbers for each row of
  ///   `x`
  /// @param computed whether an operation computes these indices
  record SoftmaxLoss(int x, int t, int y, boolean indices, boolean computed, Target dx)
      implements RowInstruction {
    @Override
    public int whole() {
      return x;
    }

    @Override
    public List<Integer> rowBuffers() {
      return indices ? List.of(x) : List.of(x, t);
    }

    @Override
    public boolean byRows() {
      return !computed;
    }

    @Override
    public void forward(Workspace s) {
      if (computed && !s.takeLabels(t, s.value(x).columns)) {
        s.lossOf(y, Double.NaN);
        return;
      }
      forward(s, s.all(x));
      finish(s);
    }

    @Override
    public void forward(Workspace s, Band rows) {
      if (indices) {
        s.kernels()
            .softmaxLoss(s.value(x), s.labels(t), s.inner(y), s.losses(y), rows.from(), rows.end());
      } else {
        s.kernels()
            .softmaxLoss(s.value(x), s.value(t), s.inner(y), s.losses(y), rows.from(), rows.end());
      }
    }

    @Override
    public void finish(Workspace s) {
      double sum = 0;
      for (double loss : s.losses(y)) {
        sum += loss;
      }
      s.lossOf(y, sum / s.value(x).rows);
    }

    @Override
    public void backward(Workspace s, Band rows) {
      if (!dx.wanted()) {
        return;
      }
      float upstream = s.gradient(y).data[0];
      if (indices) {
        s.kernels()
            .softmaxLossGradient(
                s.inner(y), s.labels(t), upstream, s.into(dx), rows.from(), rows.end());
      } else {
        s.kernels()
            .softmaxLossGradient(
                s.inner(y), s.value(t), upstream, s.into(dx), rows.from(), rows.end());
      }
      s.arrived(dx, rows);
    }
  }
}
