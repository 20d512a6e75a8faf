package backprop.training;

import java.util.List;

/// How well some weights read a whole set.
///
/// @param images how many images were read
/// @param correct how many of them right
/// @param loss the mean loss
/// @param confusion what was read as what
/// @param worst the worst mistakes, worst first, at most [#WORST]
public record Evaluation(
    int images, int correct, double loss, ConfusionMatrix confusion, List<Mistake> worst) {
  /// How many mistakes are kept.
  public static final int WORST = 24;

  public Evaluation {
    worst = List.copyOf(worst);
  }

  /// The share read right, 0 to 1.
  public double accuracy() {
    return (double) correct / images;
  }
}
