package backprop.network;

import backprop.graph.NodeId;
import backprop.op.BatchNorm;

/// Batch normalisation: by the batch's statistics in training, which it remembers, and by the
/// remembered ones in inference.
///
/// The numbers of one channel are a run in each row. Each run's mean and squares are taken while it
/// lies in the first-level cache and are joined in float64 (Chan, Golub and LeVeque, *Updating
/// formulae and a pairwise algorithm for computing sample variances*, 1979), so that the batch is
/// read once and a mean over many thousand pixels keeps its digits. x̂ is never stored: backward
/// computes it again.
///
/// @param inner how many numbers of a row belong to one channel
/// @param means the scratch of μ, one a channel
/// @param scales the scratch of 1 / √(σ² + ε), one a channel
record BatchNormInstruction(
    BatchNorm op,
    NodeId node,
    int inner,
    int x,
    int gamma,
    int beta,
    int y,
    Target dx,
    Target dGamma,
    Target dBeta,
    int means,
    int scales)
    implements SplitInstruction {

  @Override
  public void forward(Workspace s, int lane, int lanes) {
    int channels = s.value(gamma).columns;
    int end = Bands.share(channels, lane + 1, lanes);
    for (int channel = Bands.share(channels, lane, lanes); channel < end; channel++) {
      measure(s, channel);
      apply(s, channel);
    }
  }

  private double count(Matrix in) {
    return (double) in.rows * inner;
  }

  /// Finds the channel's μ and 1 / √(σ² + ε).
  private void measure(Workspace s, int channel) {
    double mean = s.state(node, BatchNorm.MEAN).data[channel];
    double variance = s.state(node, BatchNorm.VARIANCE).data[channel];
    if (s.training()) {
      Matrix in = s.value(x);
      Runs runs = s.kernels().runs();
      mean = 0;
      double squares = 0;
      for (int row = 0; row < in.rows; row++) {
        int start = row * in.stride + channel * inner;
        double own = inner == 1 ? in.data[start] : runs.sum(in.data, start, inner) / inner;
        float shift = (float) own;
        double rest = own - shift;
        double about = inner == 1 ? 0 : runs.squares(in.data, start, inner, shift);
        double apart = own - mean;
        mean += apart / (row + 1);
        squares += about - inner * rest * rest + inner * apart * apart * row / (row + 1);
      }
      variance = squares / count(in);
      remember(s, channel, mean, variance);
    }
    s.scratch(means).data[channel] = (float) mean;
    s.scratch(scales).data[channel] = (float) (1 / Math.sqrt(variance + op.epsilon()));
  }

  private void remember(Workspace s, int channel, double mean, double variance) {
    double n = count(s.value(x));
    double unbiased = n > 1 ? n / (n - 1) : 1;
    move(s.state(node, BatchNorm.MEAN), channel, mean);
    move(s.state(node, BatchNorm.VARIANCE), channel, variance * unbiased);
  }

  private void move(Matrix kept, int channel, double now) {
    double before = kept.data[channel];
    kept.data[channel] = (float) ((1 - op.momentum()) * before + op.momentum() * now);
  }

  private void apply(Workspace s, int channel) {
    Matrix in = s.value(x);
    Matrix out = s.value(y);
    double factor = (double) s.value(gamma).data[channel] * s.scratch(scales).data[channel];
    float shift = s.value(beta).data[channel];
    float mean = s.scratch(means).data[channel];
    for (int row = 0; row < in.rows; row++) {
      int start = row * in.stride + channel * inner;
      if (inner == 1) {
        out.data[start] = (float) (factor * (in.data[start] - mean) + shift);
      } else {
        s.kernels().runs().line(in.data, start, inner, mean, (float) factor, shift, out.data);
      }
    }
  }

  @Override
  public void backward(Workspace s, int lane, int lanes) {
    int channels = s.value(gamma).columns;
    int end = Bands.share(channels, lane + 1, lanes);
    for (int channel = Bands.share(channels, lane, lanes); channel < end; channel++) {
      backward(s, channel);
    }
    arrived(s, dx, lane, lanes);
    arrived(s, dGamma, lane, lanes);
    arrived(s, dBeta, lane, lanes);
  }

  private static void arrived(Workspace s, Target to, int lane, int lanes) {
    if (to.wanted()) {
      s.arrived(to, lane, lanes);
    }
  }

  private void backward(Workspace s, int channel) {
    Matrix dy = s.gradient(y);
    Matrix in = s.value(x);
    Runs runs = s.kernels().runs();
    float mean = s.scratch(means).data[channel];
    float scale = s.scratch(scales).data[channel];
    double sum = 0;
    double products = 0;
    for (int row = 0; row < dy.rows; row++) {
      int start = row * dy.stride + channel * inner;
      if (inner == 1) {
        sum += dy.data[start];
        products += (double) dy.data[start] * (in.data[start] - mean);
      } else {
        sum += runs.sum(dy.data, start, inner);
        products += runs.products(dy.data, in.data, start, inner, mean);
      }
    }
    if (dGamma.wanted()) {
      s.into(dGamma).data[channel] = (float) (products * scale);
    }
    if (dBeta.wanted()) {
      s.into(dBeta).data[channel] = (float) sum;
    }
    if (dx.wanted()) {
      sendDown(s, channel, sum, products);
    }
  }

  /// `dx = γ/σ · (dy − mean dy − x̂ · mean(dy·x̂))`, in inference `γ/σ · dy`.
  private void sendDown(Workspace s, int channel, double sum, double products) {
    Matrix dy = s.gradient(y);
    Matrix in = s.value(x);
    Matrix to = s.into(dx);
    double scale = s.scratch(scales).data[channel];
    double factor = s.value(gamma).data[channel] * scale;
    double along = s.training() ? products / count(dy) * scale * scale : 0;
    double mean = s.training() ? sum / count(dy) : 0;
    double shift = -factor * mean;
    float center = s.scratch(means).data[channel];
    double slope = -factor * along;
    for (int row = 0; row < dy.rows; row++) {
      int start = row * dy.stride + channel * inner;
      if (inner == 1) {
        to.data[start] =
            (float) (factor * dy.data[start] + slope * (in.data[start] - center) + shift);
      } else {
        s.kernels()
            .runs()
            .plane(
                dy.data,
                (float) factor,
                in.data,
                center,
                (float) slope,
                (float) shift,
                start,
                inner,
                to.data);
      }
    }
  }
}
