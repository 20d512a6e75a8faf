package backprop.formula;

import static backprop.formula.Expr.call;
import static backprop.formula.Expr.num;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A sum taken apart into its terms; like terms are joined, and what all have in common is put in
/// front where that makes the formula smaller: 2x + 2y is 2(x + y).
final class Terms {
  private final List<Factors> terms = new ArrayList<>();

  private Terms() {}

  /// The sum of two simplified formulas, or their difference.
  static Expr sum(Expr a, Expr b, boolean minus) {
    Terms terms = new Terms();
    terms.collect(a, false);
    terms.collect(b, minus);
    return terms.factored();
  }

  private void collect(Expr expr, boolean minus) {
    if (expr instanceof Expr.Call(ScalarFunction f, List<Expr> parts)) {
      if (f == Functions.ADD || f == Functions.SUB) {
        collect(parts.get(0), minus);
        collect(parts.get(1), minus ^ (f == Functions.SUB));
        return;
      }
      if (f == Functions.NEGATE) {
        collect(parts.get(0), !minus);
        return;
      }
    }
    Factors term = Factors.of(expr);
    add(term.withNumber(term.isNegative() ^ minus, term.above(), term.below()));
  }

  private void add(Factors term) {
    for (int i = 0; i < terms.size(); i++) {
      Factors other = terms.get(i);
      if (other.powers().equals(term.powers()) && !term.isUnsafe()) {
        Optional<Factors> joined = joined(other, term);
        if (joined.isPresent()) {
          if (joined.get().above() == 0) {
            terms.remove(i);
          } else {
            terms.set(i, joined.get());
          }
          return;
        }
      }
    }
    if (term.above() != 0 || term.isUnsafe()) {
      terms.add(term);
    }
  }

  private static Optional<Factors> joined(Factors a, Factors b) {
    Optional<Double> left = Numbers.product(a.above(), b.below());
    Optional<Double> right = Numbers.product(b.above(), a.below());
    Optional<Double> bottom =
        a.below() == b.below() ? Optional.of(a.below()) : Numbers.product(a.below(), b.below());
    if (a.below() == b.below()) {
      left = Optional.of(a.above());
      right = Optional.of(b.above());
    }
    if (left.isEmpty() || right.isEmpty() || bottom.isEmpty()) {
      return Optional.empty();
    }
    double below = bottom.get();
    return Numbers.sum(
            a.isNegative() ? -left.get() : left.get(), b.isNegative() ? -right.get() : right.get())
        .map(sum -> a.withNumber(sum < 0, Math.abs(sum), below));
  }

  private Expr factored() {
    Expr plain = build();
    if (terms.size() < 2 || terms.stream().anyMatch(Factors::isUnsafe)) {
      return plain;
    }
    Terms rest = new Terms();
    Expr front = num(1);
    double number = commonNumber();
    for (Factors term : terms) {
      rest.terms.add(term.withNumber(term.isNegative(), term.above() / number, term.below()));
    }
    if (number != 1) {
      front = num(number);
    }
    Set<Expr> bases = new LinkedHashSet<>(terms.getFirst().powers().keySet());
    for (Expr base : bases) {
      int common = commonExponent(base);
      if (common != 0) {
        rest.terms.replaceAll(term -> term.without(base, common));
        front = call(Functions.MUL, front, call(Functions.POW, base, num(common)));
      }
    }
    if (front.equals(num(1))) {
      return plain;
    }
    Expr factored = Factors.of(call(Functions.MUL, front, rest.build())).build();
    return size(factored) < size(plain) ? factored : plain;
  }

  /// The whole number that is in front of every term.
  private double commonNumber() {
    double common = terms.getFirst().above();
    for (Factors term : terms) {
      common = common == term.above() ? common : Numbers.commonDivisor(common, term.above());
    }
    return common;
  }

  private int commonExponent(Expr base) {
    int common = terms.getFirst().powers().getOrDefault(base, 0);
    for (Factors term : terms) {
      int own = term.powers().getOrDefault(base, 0);
      common = common > 0 ? Math.clamp(own, 0, common) : Math.clamp(own, common, 0);
    }
    return common;
  }

  /// The terms in their order, a positive one first where there is one.
  private Expr build() {
    if (terms.isEmpty()) {
      return num(0);
    }
    List<Factors> ordered = new ArrayList<>(terms);
    for (int i = 1; i < ordered.size() && ordered.getFirst().isNegative(); i++) {
      if (!ordered.get(i).isNegative()) {
        ordered.addFirst(ordered.remove(i));
      }
    }
    Expr sum = ordered.getFirst().build();
    for (Factors term : ordered.subList(1, ordered.size())) {
      sum = call(term.isNegative() ? Functions.SUB : Functions.ADD, sum, term.buildSize());
    }
    return sum;
  }

  /// How many numbers, names and functions a formula has.
  static int size(Expr expr) {
    return switch (expr) {
      case Expr.Num _, Expr.Var _ -> 1;
      case Expr.Call(ScalarFunction _, List<Expr> parts) ->
          1 + parts.stream().mapToInt(Terms::size).sum();
    };
  }
}
