package backprop.network;

/// A sum, a mean or the largest along axes.
///
/// @param over how `y` lies over `x`
record ReductionInstruction(Kind kind, Spread over, int x, int y, Target dx)
    implements Instruction {

  /// What is made of a group of numbers.
  enum Kind {
    SUM,
    MEAN,
    LARGEST
  }

  private float factor(Workspace s) {
    return kind == Kind.MEAN ? 1f / over.repeats(s.batch()) : 1;
  }

  @Override
  public void forward(Workspace s) {
    switch (kind) {
      case SUM, MEAN -> over.sum(s.value(x), s.value(y), s.batch(), factor(s), s.kernels().runs());
      case LARGEST -> largest(s.value(x), s.value(y), s.batch());
    }
  }

  private void largest(Matrix in, Matrix out, int batch) {
    int length = over.runLength(batch);
    int step = over.runStep();
    for (int group = 0; group < over.groups(batch); group++) {
      float most = Float.NEGATIVE_INFINITY;
      for (int run = 0; run < over.runs(batch); run++) {
        int at = over.largeAt(group, run, batch);
        for (int i = 0; i < length; i++) {
          most = Math.max(most, in.data[at + i * step]);
        }
      }
      out.data[over.smallAt(group, batch)] = most;
    }
  }

  @Override
  public void backward(Workspace s) {
    if (!dx.wanted()) {
      return;
    }
    Matrix to = s.into(dx);
    switch (kind) {
      case SUM -> over.spread(s.gradient(y), to, s.batch());
      case MEAN -> {
        over.spread(s.gradient(y), to, s.batch());
        s.kernels().scale(to, factor(s), to, 0, to.rows);
      }
      case LARGEST -> shareAmongLargest(s, to);
    }
    s.arrived(dx);
  }

  /// Ties share alike.
  private void shareAmongLargest(Workspace s, Matrix to) {
    Matrix in = s.value(x);
    int batch = s.batch();
    int length = over.runLength(batch);
    int step = over.runStep();
    for (int group = 0; group < over.groups(batch); group++) {
      int small = over.smallAt(group, batch);
      float most = s.value(y).data[small];
      float share = s.gradient(y).data[small] / ties(in, group, most, batch);
      for (int run = 0; run < over.runs(batch); run++) {
        int at = over.largeAt(group, run, batch);
        for (int i = 0; i < length; i++) {
          to.data[at + i * step] = isLargest(in.data[at + i * step], most) ? share : 0;
        }
      }
    }
  }

  private int ties(Matrix in, int group, float most, int batch) {
    int ties = 0;
    for (int run = 0; run < over.runs(batch); run++) {
      int at = over.largeAt(group, run, batch);
      for (int i = 0; i < over.runLength(batch); i++) {
        ties += isLargest(in.data[at + i * over.runStep()], most) ? 1 : 0;
      }
    }
    return ties;
  }

  /// NaN is the largest too, as in PyTorch.
  private static boolean isLargest(float x, float most) {
    return x == most || (Float.isNaN(x) && Float.isNaN(most));
  }
}
