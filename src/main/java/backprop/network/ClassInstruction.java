package backprop.network;

/// What has to do with class indices and has no gradient: the place of the largest number, and rows
/// with a 1 at a class.
sealed interface ClassInstruction extends Instruction {

  @Override
  default void backward(Workspace s) {
    // an index jumps, it does not slope
  }

  /// The index of the largest number along an axis: the first of equals, NaN above all.
  ///
  /// @param over how `y` lies over `x`
  record ArgMax(Spread over, int x, int y) implements ClassInstruction {
    @Override
    public void forward(Workspace s) {
      float[] in = s.value(x).data;
      int batch = s.batch();
      int step = over.runStep();
      for (int group = 0; group < over.groups(batch); group++) {
        int at = over.largeAt(group, 0, batch);
        int best = 0;
        for (int i = 1; i < over.runLength(batch); i++) {
          if (in[at + i * step] > in[at + best * step]
              || (Float.isNaN(in[at + i * step]) && !Float.isNaN(in[at + best * step]))) {
            best = i;
          }
        }
        s.value(y).data[over.smallAt(group, batch)] = best;
      }
    }
  }

  /// A row of numbers for each class index: 1 at the class, else 0; NaN where there is no such
  /// class.
  record OneHot(int classes, int t, int y) implements ClassInstruction {
    @Override
    public void forward(Workspace s) {
      Matrix in = s.value(t);
      Matrix out = s.value(y);
      int count = in.rows * in.columns;
      for (int i = 0; i < count; i++) {
        float index = in.get(i / in.columns, i % in.columns);
        boolean known = index >= 0 && index < classes && index == Math.rint(index);
        for (int k = 0; k < classes; k++) {
          int at = i * classes + k;
          float number = !known ? Float.NaN : index == k ? 1 : 0;
          out.set(at / out.columns, at % out.columns, number);
        }
      }
    }
  }
}
