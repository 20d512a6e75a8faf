package backprop.network;

import backprop.formula.Functions;
import backprop.formula.ScalarFunction;
import java.util.Map;

/// A scalar function in float32, element by element: the same table as [Functions], one row each.
///
/// The rows here are loops of their own for what large layers may use. Any other function is the
/// float64 row itself, number by number, and so is a derivative without a loop: exact, slower, and
/// without allocation too.
///
/// @param value `y = f(a, b)`; `b` is `a` for functions of one argument
/// @param first `to = dy · ∂f/∂a`
/// @param second `to = dy · ∂f/∂b`
record FloatFunction(Value value, Slope first, Slope second) {

  /// Numbers `from` to before `end` of the value.
  @FunctionalInterface
  interface Value {
    void run(Runs runs, float[] a, float[] b, float[] y, int from, int end);
  }

  /// Numbers `from` to before `end` of what flows back to one argument.
  @FunctionalInterface
  interface Slope {
    void run(float[] a, float[] b, float[] y, float[] dy, float[] to, int from, int end);
  }

  private static final Map<ScalarFunction, FloatFunction> LOOPS =
      Map.ofEntries(
          Map.entry(
              Functions.ADD,
              new FloatFunction(
                  (_, a, b, y, from, end) -> {
                    for (int i = from; i < end; i++) {
                      y[i] = a[i] + b[i];
                    }
                  },
                  FloatFunction::same,
                  FloatFunction::same)),
          Map.entry(
              Functions.SUB,
              new FloatFunction(
                  (_, a, b, y, from, end) -> {
                    for (int i = from; i < end; i++) {
                      y[i] = a[i] - b[i];
                    }
                  },
                  FloatFunction::same,
                  FloatFunction::negative)),
          Map.entry(
              Functions.MUL,
              new FloatFunction(
                  (_, a, b, y, from, end) -> {
                    for (int i = from; i < end; i++) {
                      y[i] = a[i] * b[i];
                    }
                  },
                  (a, b, y, dy, to, from, end) -> {
                    for (int i = from; i < end; i++) {
                      to[i] = dy[i] * b[i];
                    }
                  },
                  (a, b, y, dy, to, from, end) -> {
                    for (int i = from; i < end; i++) {
                      to[i] = dy[i] * a[i];
                    }
                  })),
          Map.entry(
              Functions.DIV,
              new FloatFunction(
                  (_, a, b, y, from, end) -> {
                    for (int i = from; i < end; i++) {
                      y[i] = a[i] / b[i];
                    }
                  },
                  (a, b, y, dy, to, from, end) -> {
                    for (int i = from; i < end; i++) {
                      to[i] = dy[i] / b[i];
                    }
                  },
                  (a, b, y, dy, to, from, end) -> {
                    for (int i = from; i < end; i++) {
                      to[i] = -dy[i] * a[i] / (b[i] * b[i]);
                    }
                  })),
          Map.entry(
              Functions.NEGATE,
              unary(
                  (_, a, b, y, from, end) -> {
                    for (int i = from; i < end; i++) {
                      y[i] = -a[i];
                    }
                  },
                  FloatFunction::negative)),
          Map.entry(
              Functions.RECIPROCAL,
              unary(
                  (_, a, b, y, from, end) -> {
                    for (int i = from; i < end; i++) {
                      y[i] = 1 / a[i];
                    }
                  },
                  (a, b, y, dy, to, from, end) -> {
                    for (int i = from; i < end; i++) {
                      to[i] = -dy[i] * y[i] * y[i];
                    }
                  })),
          Map.entry(
              Functions.EXP,
              unary(
                  (runs, a, b, y, from, end) -> runs.exp(a, from, end - from, y),
                  (a, b, y, dy, to, from, end) -> {
                    for (int i = from; i < end; i++) {
                      to[i] = dy[i] * y[i];
                    }
                  })),
          Map.entry(
              Functions.LOG,
              unary(
                  (runs, a, b, y, from, end) -> runs.log(a, from, end - from, y),
                  (a, b, y, dy, to, from, end) -> {
                    for (int i = from; i < end; i++) {
                      to[i] = dy[i] / a[i];
                    }
                  })),
          Map.entry(
              Functions.SQRT,
              unary(
                  (_, a, b, y, from, end) -> {
                    for (int i = from; i < end; i++) {
                      y[i] = (float) Math.sqrt(a[i]);
                    }
                  },
                  (a, b, y, dy, to, from, end) -> {
                    for (int i = from; i < end; i++) {
                      to[i] = dy[i] / (2 * y[i]);
                    }
                  })),
          Map.entry(
              Functions.ABS,
              unary(
                  (_, a, b, y, from, end) -> {
                    for (int i = from; i < end; i++) {
                      y[i] = Math.abs(a[i]);
                    }
                  },
                  (a, b, y, dy, to, from, end) -> {
                    for (int i = from; i < end; i++) {
                      to[i] = dy[i] * Math.signum(a[i]);
                    }
                  })),
          Map.entry(
              Functions.MAX,
              new FloatFunction(
                  (_, a, b, y, from, end) -> {
                    for (int i = from; i < end; i++) {
                      y[i] = Math.max(a[i], b[i]);
                    }
                  },
                  FloatFunction::whereGreater,
                  (a, b, y, dy, to, from, end) -> whereGreater(b, a, y, dy, to, from, end))),
          Map.entry(
              Functions.MIN,
              new FloatFunction(
                  (_, a, b, y, from, end) -> {
                    for (int i = from; i < end; i++) {
                      y[i] = Math.min(a[i], b[i]);
                    }
                  },
                  (a, b, y, dy, to, from, end) -> whereGreater(b, a, y, dy, to, from, end),
                  FloatFunction::whereGreater)));

  /// The float32 form of a function.
  static FloatFunction of(ScalarFunction function) {
    FloatFunction loop = LOOPS.get(function);
    return loop != null ? loop : exact(function);
  }

  /// Whether the function has loops of its own.
  static boolean hasLoop(ScalarFunction function) {
    return LOOPS.containsKey(function);
  }

  private static FloatFunction unary(Value value, Slope slope) {
    return new FloatFunction(value, slope, slope);
  }

  /// Number by number as the float64 table has it.
  static FloatFunction exact(ScalarFunction function) {
    return new FloatFunction(
        (_, a, b, y, from, end) -> {
          for (int i = from; i < end; i++) {
            y[i] = (float) function.value(a[i], b[i]);
          }
        },
        (a, b, y, dy, to, from, end) -> {
          for (int i = from; i < end; i++) {
            to[i] = (float) (dy[i] * function.slope(0, a[i], b[i], y[i]));
          }
        },
        (a, b, y, dy, to, from, end) -> {
          for (int i = from; i < end; i++) {
            to[i] = (float) (dy[i] * function.slope(1, a[i], b[i], y[i]));
          }
        });
  }

  private static void same(
      float[] a, float[] b, float[] y, float[] dy, float[] to, int from, int end) {
    System.arraycopy(dy, from, to, from, end - from);
  }

  private static void negative(
      float[] a, float[] b, float[] y, float[] dy, float[] to, int from, int end) {
    for (int i = from; i < end; i++) {
      to[i] = -dy[i];
    }
  }

  /// All where a > b, half at a tie, nothing where a < b.
  private static void whereGreater(
      float[] a, float[] b, float[] y, float[] dy, float[] to, int from, int end) {
    for (int i = from; i < end; i++) {
      to[i] = a[i] > b[i] ? dy[i] : a[i] == b[i] ? 0.5f * dy[i] : a[i] < b[i] ? 0f : Float.NaN;
    }
  }

  void value(Runs runs, Matrix a, Matrix b, Matrix y) {
    for (int row = 0; row < y.rows; row++) {
      int from = row * y.stride;
      value.run(runs, a.data, b.data, y.data, from, from + y.columns);
    }
  }

  void gradient(int port, Matrix a, Matrix b, Matrix y, Matrix dy, Matrix to) {
    Slope slope = port == 0 ? first : second;
    for (int row = 0; row < y.rows; row++) {
      int from = row * y.stride;
      slope.run(a.data, b.data, y.data, dy.data, to.data, from, from + y.columns);
    }
  }
}
