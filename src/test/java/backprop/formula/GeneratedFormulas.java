package backprop.formula;

import static backprop.formula.Expr.call;
import static backprop.formula.Expr.num;
import static backprop.formula.Expr.var;

import backprop.tensor.CounterRandom;
import java.util.List;
import java.util.Map;

/// Formulas in x and y made by chance, all functions of the table, the same for the same seed.
public final class GeneratedFormulas {
  private static final int LEAVES = 6;
  private final long key;
  private long index;

  public GeneratedFormulas(long seed) {
    this.key = CounterRandom.key(seed, 7);
  }

  private int next(int bound) {
    return CounterRandom.below(key, index++, bound);
  }

  /// A number between −3 and 3.
  public double number() {
    return (next(6001) - 3000) / 1000.0;
  }

  /// A formula at most so deep.
  public Expr formula(int depth) {
    int choice = next(depth == 0 ? LEAVES : LEAVES + 12);
    if (choice < 3) {
      return var("x");
    }
    if (choice == 3) {
      return var("y");
    }
    if (choice < LEAVES) {
      return num(choice == 4 ? next(7) - 3 : number());
    }
    if (choice < LEAVES + 8) {
      ScalarFunction[] frequent = {
        Functions.ADD, Functions.SUB, Functions.MUL, Functions.MUL, Functions.DIV
      };
      int which = next(frequent.length + 1);
      return which == frequent.length
          ? call(Functions.POW, formula(depth - 1), num(next(5) - 1))
          : call(frequent[which], formula(depth - 1), formula(depth - 1));
    }
    ScalarFunction f = Functions.operations().get(next(Functions.operations().size()));
    return f.arity() == 1
        ? call(f, formula(depth - 1))
        : call(f, formula(depth - 1), formula(depth - 1));
  }

  /// Whether a part of the formula is so near to a kink that a difference would step over it.
  public static boolean isNearKink(Expr expr, Map<String, Double> at) {
    if (!(expr instanceof Expr.Call(ScalarFunction f, List<Expr> parts))) {
      return false;
    }
    double a = DerivativeTest.value(parts.get(0), at);
    double b = DerivativeTest.value(parts.getLast(), at);
    return f.kinkDistance(a, b) < 0.3 || parts.stream().anyMatch(part -> isNearKink(part, at));
  }
}
