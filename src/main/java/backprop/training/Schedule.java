package backprop.training;

/// How the learning rate changes over a run: a pure function of the iteration, so that a run that
/// is resumed goes on as if it had never stopped.
///
/// The rate of an iteration is the plan's rate times [#factor].
public sealed interface Schedule {

  /// What the rate is multiplied by in this iteration.
  ///
  /// @param iteration counted from 0
  /// @param iterations mini-batches of the whole run, at least 1
  double factor(long iteration, long iterations);

  /// The name in commands and files.
  String name();

  /// The same rate throughout.
  record Constant() implements Schedule {
    @Override
    public double factor(long iteration, long iterations) {
      return 1;
    }

    @Override
    public String name() {
      return "constant";
    }
  }

  /// The rate falls by a factor after every so many iterations, as PyTorch's `StepLR` does.
  ///
  /// @param every iterations between two falls, at least 1
  /// @param factor what the rate is multiplied by at each, above 0
  record Step(long every, double factor) implements Schedule {
    public Step {
      if (every < 1 || !(factor > 0) || Double.isInfinite(factor)) {
        throw new IllegalArgumentException(
            "A step schedule has a whole number of iterations and a positive factor.");
      }
    }

    @Override
    public double factor(long iteration, long iterations) {
      long falls = iteration / every;
      return Math.pow(factor, (double) falls);
    }

    @Override
    public String name() {
      return "step";
    }
  }

  /// Half a cosine from the rate down to a share of it at the end of the run (Loshchilov and Hutter
  /// 2017): `last + (1 − last) · (1 + cos(π · iteration / iterations)) / 2`.
  ///
  /// @param last the share that would be reached one iteration after the last, 0 to 1
  record Cosine(double last) implements Schedule {
    public Cosine {
      if (!(last >= 0 && last <= 1)) {
        throw new IllegalArgumentException("The last share of a rate is 0 to 1, not " + last + ".");
      }
    }

    @Override
    public double factor(long iteration, long iterations) {
      double done = Math.min(1, (double) iteration / iterations);
      return last + (1 - last) * (1 + Math.cos(Math.PI * done)) / 2;
    }

    @Override
    public String name() {
      return "cosine";
    }
  }

  /// The rate grows in equal steps from nearly nothing to the whole, then another schedule begins.
  ///
  /// @param iterations how many it takes: the first has `1 / iterations` of the rate, the last all
  ///   of it; at least 1
  /// @param then the schedule of the rest of the run, which counts from 0 there
  record WarmUp(long iterations, Schedule then) implements Schedule {
    public WarmUp {
      if (iterations < 1) {
        throw new IllegalArgumentException("A warm-up takes at least one iteration.");
      }
      if (then instanceof WarmUp) {
        throw new IllegalArgumentException("A run warms up once.");
      }
    }

    @Override
    public double factor(long iteration, long all) {
      return iteration < iterations
          ? (double) (iteration + 1) / iterations
          : then.factor(iteration - iterations, Math.max(1, all - iterations));
    }

    @Override
    public String name() {
      return then.name();
    }
  }
}
