package backprop.network;

import backprop.graph.NodeId;
import backprop.op.BatchNorm;

/// Batch normalisation: by the batch's statistics in training, which it remembers, and by the
/// remembered ones in inference.
///
/// Sums run in float64, so that a mean over many thousand pixels keeps its digits.
///
/// @param inner how many numbers of a row belong to one channel
/// @param normalised the scratch of x̂, as large as x
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
    int normalised,
    int scales)
    implements Instruction {

  @Override
  public void forward(Workspace s) {
    Matrix in = s.value(x);
    for (int channel = 0; channel < channels(s); channel++) {
      double mean = s.state(node, BatchNorm.MEAN).data[channel];
      double variance = s.state(node, BatchNorm.VARIANCE).data[channel];
      if (s.training()) {
        mean = mean(in, channel);
        variance = variance(in, channel, mean);
        remember(s, channel, mean, variance);
      }
      float scale = (float) (1 / Math.sqrt(variance + op.epsilon()));
      s.scratch(scales).data[channel] = scale;
      apply(s, channel, (float) mean, scale);
    }
  }

  private int channels(Workspace s) {
    return s.value(gamma).columns;
  }

  private double count(Matrix in) {
    return (double) in.rows * inner;
  }

  private double mean(Matrix in, int channel) {
    double sum = 0;
    for (int row = 0; row < in.rows; row++) {
      int start = row * in.stride + channel * inner;
      for (int i = start; i < start + inner; i++) {
        sum += in.data[i];
      }
    }
    return sum / count(in);
  }

  private double variance(Matrix in, int channel, double mean) {
    double sum = 0;
    for (int row = 0; row < in.rows; row++) {
      int start = row * in.stride + channel * inner;
      for (int i = start; i < start + inner; i++) {
        double apart = in.data[i] - mean;
        sum += apart * apart;
      }
    }
    return sum / count(in);
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

  private void apply(Workspace s, int channel, float mean, float scale) {
    Matrix in = s.value(x);
    Matrix out = s.value(y);
    Matrix hat = s.scratch(normalised);
    float factor = s.value(gamma).data[channel];
    float shift = s.value(beta).data[channel];
    for (int row = 0; row < in.rows; row++) {
      int start = row * in.stride + channel * inner;
      for (int i = start; i < start + inner; i++) {
        float normal = (in.data[i] - mean) * scale;
        hat.data[i] = normal;
        out.data[i] = factor * normal + shift;
      }
    }
  }

  @Override
  public void backward(Workspace s) {
    Matrix dy = s.gradient(y);
    Matrix hat = s.scratch(normalised);
    for (int channel = 0; channel < channels(s); channel++) {
      double sum = 0;
      double products = 0;
      for (int row = 0; row < dy.rows; row++) {
        int start = row * dy.stride + channel * inner;
        for (int i = start; i < start + inner; i++) {
          sum += dy.data[i];
          products += (double) dy.data[i] * hat.data[i];
        }
      }
      if (dGamma.wanted()) {
        s.into(dGamma).data[channel] = (float) products;
      }
      if (dBeta.wanted()) {
        s.into(dBeta).data[channel] = (float) sum;
      }
      if (dx.wanted()) {
        sendDown(s, channel, sum, products);
      }
    }
    arrived(s, dx);
    arrived(s, dGamma);
    arrived(s, dBeta);
  }

  private static void arrived(Workspace s, Target to) {
    if (to.wanted()) {
      s.arrived(to);
    }
  }

  private void sendDown(Workspace s, int channel, double sum, double products) {
    Matrix dy = s.gradient(y);
    Matrix hat = s.scratch(normalised);
    Matrix to = s.into(dx);
    float factor = s.value(gamma).data[channel] * s.scratch(scales).data[channel];
    float mean = s.training() ? (float) (sum / count(dy)) : 0;
    float along = s.training() ? (float) (products / count(dy)) : 0;
    for (int row = 0; row < dy.rows; row++) {
      int start = row * dy.stride + channel * inner;
      for (int i = start; i < start + inner; i++) {
        to.data[i] = factor * (dy.data[i] - mean - hat.data[i] * along);
      }
    }
  }
}
