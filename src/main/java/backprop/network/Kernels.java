package backprop.network;

/// The float32 arithmetic of training: every loop over numbers that a [Program] runs, behind one
/// interface.
///
/// There are two implementations, one on the JDK's Vector API and one in plain Java; [#best]
/// chooses. Each kernel equals a float64 composition up to rounding (tests hold them to
/// `c·√n·2⁻²⁴·Σ|aᵢ||bᵢ|`), allocates nothing, and gives the same bits for the same input on the
/// same implementation. Shapes are the caller's promise: a [Program] proves them once, when it is
/// compiled.
///
/// Most work on rows `from` to before `end` of their result only, so that several threads can share
/// the work and parts of it stay in a cache; the result's bits do not depend on how it is divided.
public interface Kernels {
  /// What a status line calls this implementation, such as `Vector API, 512 bits`.
  String name();

  /// The Vector API where the running JVM has it in its boot layer and the processor has it in
  /// hardware, otherwise plain Java; `-Dbackprop.kernels=512`, `256` or `plain` chooses another.
  static Kernels best() {
    return KernelChoice.BEST;
  }

  /// The implementation in plain Java, which runs everywhere.
  static Kernels plain() {
    return new PlainKernels();
  }

  /// The same arithmetic on stretches that are no whole rows.
  Runs runs();

  /// Matrix product `c = a·b` with `a` (m, k), `b` (k, n), `c` (m, n).
  void multiply(Matrix a, Matrix b, Matrix c, int from, int end);

  /// The product for a single row, `a` (1, k), which leaves out the terms where `a` is 0: most
  /// pixels of a drawing.
  ///
  /// `places` has room for k numbers and is overwritten.
  void multiplyRow(Matrix a, Matrix b, Matrix c, int[] places);

  /// Product with the left factor transposed, `c = aᵀ·b` with `a` (m, k), `b` (m, n), `c` (k, n): a
  /// weight's gradient `xᵀ·dy`.
  void multiplyTransposedLeft(Matrix a, Matrix b, Matrix c, int from, int end);

  /// Slides filters over images that are spread on a [Grid]: `out[i][place] = Σₚ w(i, p) ·
  /// in[offsets[p] + place]` for places from 0 on, where `in` is taken as one array.
  ///
  /// `filters` holds [Grid#BLOCK] filters in a row, number by number: `w(i, p)` is at `[i / 8][p ·
  /// 8
  /// + i % 8]`. `out` has at least as many rows as these are filters; behind `places` it is
  ///   overwritten up to a multiple of [Grid#TILE].
  void slide(Matrix filters, int first, int end, int[] offsets, Matrix in, Matrix out, int places);

  /// What [#slide] sends to the filters: adds `Σ dy[i][front + place] · in[offsets[p] + place]` to
  /// `sums[to + i][p]`, over places from 0 on.
  ///
  /// `dy` must be zero up to the next multiple of [Matrix#LANES] places. Rows of `dy` and `sums`
  /// are a multiple of [Grid#BLOCK], offsets a multiple of three. `scratch` holds 24 times
  /// [Matrix#LANES] floats and is overwritten.
  void slideGradient(
      Matrix dy,
      int front,
      int[] offsets,
      Matrix in,
      int places,
      Matrix scratch,
      Matrix sums,
      int to);

  /// Adds the `count` numbers of each row of `x` from column `first` on to row `to + i` of `sums`,
  /// whose [Matrix#LANES] numbers together are the sum.
  ///
  /// `x` must be zero from there to the next multiple of [Matrix#LANES].
  void addSums(Matrix x, int first, int count, Matrix sums, int to);

  /// Copies `lines` stretches of `width` numbers, `pitch` apart in `x` and `step` apart in `y`, and
  /// adds `b` to each number. The arrays are different ones.
  void addLines(
      float[] x, int from, int pitch, float[] y, int to, int step, int width, int lines, float b);

  /// Adds the row `b` (1, n) to every row of `x`: `y = x + b`; `y` may be `x`.
  void addRow(Matrix x, Matrix b, Matrix y, int from, int end);

  /// Sums over all rows, `sums[j] = Σᵢ x[i][j]`: a bias's gradient.
  ///
  /// Only columns from `from` on, which must be a multiple of [Matrix#LANES], to before `end`.
  void sumRows(Matrix x, Matrix sums, int from, int end);

  /// Element by element `y = a + b`; `y` may be either.
  void add(Matrix a, Matrix b, Matrix y, int from, int end);

  /// Element by element `y = a · b`; `y` may be either.
  void multiplyElements(Matrix a, Matrix b, Matrix y, int from, int end);

  /// `y = factor · x`; `y` may be `x`.
  void scale(Matrix x, float factor, Matrix y, int from, int end);

  /// `y = max(x, 0)`; a NaN stays NaN.
  void relu(Matrix x, Matrix y, int from, int end);

  /// `dx = dy` where `x > 0`, else 0.
  void reluGradient(Matrix x, Matrix dy, Matrix dx, int from, int end);

  /// `y = x` where `x > 0`, else `slope · x`; a NaN stays NaN.
  void leakyRelu(Matrix x, float slope, Matrix y, int from, int end);

  /// `dx = dy` where `x > 0`, else `slope · dy`.
  void leakyReluGradient(Matrix x, float slope, Matrix dy, Matrix dx, int from, int end);

  /// `y = 1 / (1 + exp(−x))`.
  void sigmoid(Matrix x, Matrix y, int from, int end);

  /// `dx = dy · y · (1 − y)`.
  void sigmoidGradient(Matrix y, Matrix dy, Matrix dx, int from, int end);

  /// `y = tanh(x)`.
  void tanh(Matrix x, Matrix y, int from, int end);

  /// `dx = dy · (1 − y²)`.
  void tanhGradient(Matrix y, Matrix dy, Matrix dx, int from, int end);

  /// Row by row `y = exp(x − max x) / Σ exp(x − max x)`.
  void softmax(Matrix x, Matrix y, int from, int end);

  /// Row by row `dx = y · (dy − Σ y·dy)`.
  void softmaxGradient(Matrix y, Matrix dy, Matrix dx, int from, int end);

  /// Softmax and cross-entropy for class indices: writes `y` and each row's loss, `losses[i] = −ln
  /// y[i][label i]`.
  ///
  /// The logarithm is taken of the exact quotient (`x − max − ln Σ`), so a sure mistake gives a
  /// large loss, not ∞.
  void softmaxLoss(Matrix x, int[] labels, Matrix y, double[] losses, int from, int end);

  /// The gradient of the mean of these losses over all N rows: `dx = upstream · (y −
  /// onehot(labels)) / N`.
  void softmaxLossGradient(Matrix y, int[] labels, float upstream, Matrix dx, int from, int end);

  /// The same for targets of the same shape (one-hot, or any distribution): `losses[i] = −Σ t·ln
  /// y`.
  void softmaxLoss(Matrix x, Matrix targets, Matrix y, double[] losses, int from, int end);

  /// The gradient of the loss with targets: `dx = upstream · (y·Σt − t) / N`, with the sum over
  /// each row (1 for one-hot).
  void softmaxLossGradient(Matrix y, Matrix targets, float upstream, Matrix dx, int from, int end);

  /// Stochastic gradient descent: `w −= rate · g`.
  void sgd(Matrix w, Matrix g, float rate, int from, int end);

  /// Momentum: `v = momentum · v + g`, then `w −= rate · v`.
  void momentum(Matrix w, Matrix g, Matrix v, float rate, float momentum, int from, int end);

  /// Nesterov's momentum: `v = momentum · v + g`, then `w −= rate · (g + momentum · v)`.
  void nesterov(Matrix w, Matrix g, Matrix v, float rate, float momentum, int from, int end);

  /// RMSProp: `v += rest · (g² − v)`, then `w −= rate · g / (√v + epsilon)`; `rest` is one minus
  /// the decay of the moving mean.
  void rmsProp(
      Matrix w, Matrix g, Matrix v, float rate, float rest, float epsilon, int from, int end);

  /// AdaGrad: `h += g²`, then `w −= rate · g / (√h + epsilon)`.
  void adaGrad(Matrix w, Matrix g, Matrix h, float rate, float epsilon, int from, int end);

  /// Adam: `m += rest₁·(g − m)`, `v += rest₂·(g² − v)`, then `w −= rate · m / (√v · root +
  /// epsilon)`.
  ///
  /// `restᵢ` is `1 − βᵢ`, which in float32 would lose digits if it were subtracted here. The caller
  /// folds the corrections of the first steps into `rate` (`rate / (1 − β₁ᵗ)`) and `root` (`1 / √(1
  /// − β₂ᵗ)`).
  void adam(
      Matrix w,
      Matrix g,
      Matrix m,
      Matrix v,
      float rate,
      float root,
      float rest1,
      float rest2,
      float epsilon,
      int from,
      int end);

  /// Pixels as numbers from 0 to 1: row `row` of `x` becomes `(pixel & 255) / 255` of the `columns`
  /// bytes at `from`.
  void pixels(byte[] source, int from, Matrix x, int row);

  /// Standardises a row of numbers from 0 to 1: `x = x · factor + offset`.
  void shiftRow(Matrix x, int row, float factor, float offset);

  /// `y += factor · x`.
  void addScaled(Matrix x, float factor, Matrix y, int from, int end);

  /// Cuts every number to `−most … most`; a NaN stays NaN.
  void clip(Matrix x, float most, int from, int end);

  /// `Σ x²`, of sums in float32 over a row and in float64 over the rows.
  double sumOfSquares(Matrix x);

  /// The largest absolute value; NaN if any value is NaN.
  float largest(Matrix x);
}
