package backprop.network;

/// One operation over numbered buffers: forward, and backward to those inputs whose gradient is
/// wanted.
///
/// The sizes were proved when the document was compiled. Nothing here allocates.
sealed interface Instruction
    permits Instruction.Affine,
        Instruction.AddRow,
        Instruction.Add,
        Instruction.Multiply,
        Instruction.Activation,
        Instruction.LeakyRelu,
        Instruction.Reshape,
        Instruction.Softmax,
        Instruction.SoftmaxLoss,
        ConvolutionInstruction,
        GridConvolution,
        PoolingInstruction,
        BatchNormInstruction,
        ElementInstruction,
        ReductionInstruction,
        ClassInstruction,
        MoveInstruction,
        DropoutInstruction,
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
  record Affine(int x, int w, int b, int y, Target dx, Target dw, Target db, int scratch)
      implements Instruction {
    @Override
    public void forward(Workspace s) {
      Matrix out = s.value(y);
      s.kernels().multiply(s.value(x), s.value(w), out);
      if (b >= 0) {
        s.kernels().addRow(out, s.value(b), out);
      }
    }

    @Override
    public void backward(Workspace s) {
      Matrix dy = s.gradient(y);
      if (dw.wanted()) {
        s.kernels().multiplyTransposedLeft(s.value(x), dy, s.into(dw));
        s.arrived(dw);
      }
      if (db.wanted()) {
        s.kernels().sumRows(dy, s.into(db));
        s.arrived(db);
      }
      if (dx.wanted()) {
        s.kernels().multiplyTransposedRight(dy, s.value(w), s.into(dx), s.scratch(scratch));
        s.arrived(dx);
      }
    }
  }

  /// `y = x + b` with the row `b` added to every row.
  record AddRow(int x, int b, int y, Target dx, Target db) implements Instruction {
    @Override
    public void forward(Workspace s) {
      s.kernels().addRow(s.value(x), s.value(b), s.value(y));
    }

    @Override
    public void backward(Workspace s) {
      Matrix dy = s.gradient(y);
      if (dx.wanted()) {
        s.into(dx).copy(dy);
        s.arrived(dx);
      }
      if (db.wanted()) {
        s.kernels().sumRows(dy, s.into(db));
        s.arrived(db);
      }
    }
  }

  /// `y = a + b`, element by element.
  record Add(int a, int b, int y, Target da, Target db) implements Instruction {
    @Override
    public void forward(Workspace s) {
      s.kernels().add(s.value(a), s.value(b), s.value(y));
    }

    @Override
    public void backward(Workspace s) {
      if (da.wanted()) {
        s.into(da).copy(s.gradient(y));
        s.arrived(da);
      }
      if (db.wanted()) {
        s.into(db).copy(s.gradient(y));
        s.arrived(db);
      }
    }
  }

  /// `y = a·b`, element by element.
  record Multiply(int a, int b, int y, Target da, Target db) implements Instruction {
    @Override
    public void forward(Workspace s) {
      s.kernels().multiplyElements(s.value(a), s.value(b), s.value(y));
    }

    @Override
    public void backward(Workspace s) {
      if (da.wanted()) {
        s.kernels().multiplyElements(s.gradient(y), s.value(b), s.into(da));
        s.arrived(da);
      }
      if (db.wanted()) {
        s.kernels().multiplyElements(s.gradient(y), s.value(a), s.into(db));
        s.arrived(db);
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
  record Activation(Function function, int x, int y, Target dx) implements Instruction {
    @Override
    public void forward(Workspace s) {
      Matrix in = s.value(x);
      Matrix out = s.value(y);
      switch (function) {
        case RELU -> s.kernels().relu(in, out);
        case SIGMOID -> s.kernels().sigmoid(in, out);
        case TANH -> s.kernels().tanh(in, out);
      }
    }

    @Override
    public void backward(Workspace s) {
      if (!dx.wanted()) {
        return;
      }
      Matrix dy = s.gradient(y);
      Matrix to = s.into(dx);
      switch (function) {
        case RELU -> s.kernels().reluGradient(s.value(x), dy, to);
        case SIGMOID -> s.kernels().sigmoidGradient(s.value(y), dy, to);
        case TANH -> s.kernels().tanhGradient(s.value(y), dy, to);
      }
      s.arrived(dx);
    }
  }

  /// `y = x` where x > 0, else `slope·x`.
  record LeakyRelu(float slope, int x, int y, Target dx) implements Instruction {
    @Override
    public void forward(Workspace s) {
      s.kernels().leakyRelu(s.value(x), slope, s.value(y));
    }

    @Override
    public void backward(Workspace s) {
      if (dx.wanted()) {
        s.kernels().leakyReluGradient(s.value(x), slope, s.gradient(y), s.into(dx));
        s.arrived(dx);
      }
    }
  }

  /// The same numbers in the same order in another shape, or under another name.
  record Reshape(int x, int y, boolean alias, Target dx) implements Instruction {
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
  }

  /// Softmax over each row.
  record Softmax(int x, int y, Target dx) implements Instruction {
    @Override
    public void forward(Workspace s) {
      s.kernels().softmax(s.value(x), s.value(y));
    }

    @Override
    public void backward(Workspace s) {
      if (dx.wanted()) {
        s.kernels().softmaxGradient(s.value(y), s.gradient(y), s.into(dx));
        s.arrived(dx);
      }
    }
  }

  /// Softmax and mean cross-entropy; its inner `y` is kept in the workspace under the loss's slot.
  ///
  /// @param indices whether `t` holds class indices instead of one row of numbers for each row of
  ///   `x`
  /// @param computed whether an operation computes these indices
  record SoftmaxLoss(int x, int t, int y, boolean indices, boolean computed, Target dx)
      implements Instruction {
    @Override
    public void forward(Workspace s) {
      if (computed && !s.takeLabels(t, s.value(x).columns)) {
        s.lossOf(y, Double.NaN);
        return;
      }
      double loss =
          indices
              ? s.kernels().softmaxLoss(s.value(x), s.labels(t), s.inner(y))
              : s.kernels().softmaxLoss(s.value(x), s.value(t), s.inner(y));
      s.lossOf(y, loss);
    }

    @Override
    public void backward(Workspace s) {
      if (!dx.wanted()) {
        return;
      }
      float upstream = s.gradient(y).data[0];
      if (indices) {
        s.kernels().softmaxLossGradient(s.inner(y), s.labels(t), upstream, s.into(dx));
      } else {
        s.kernels().softmaxLossGradient(s.inner(y), s.value(t), upstream, s.into(dx));
      }
      s.arrived(dx);
    }
  }
}
