package backprop.network;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The exponential and its kin in whole vectors, to about two units in the last place.
///
/// `x = n·ln 2 + r` with `|r| ≤ ½ ln 2`, so that `exp x = 2ⁿ·exp r`. The Taylor sum of `exp r` to
/// `r⁷/7!` leaves `r⁸/8! < 5·10⁻⁹`, less than half a unit in the last place of a float. `ln 2` is
/// taken away in two parts, of which the first has so few bits that its multiple is exact.
final class VectorFunctions {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final float LOG2_E = (float) (1 / Math.log(2));
  private static final float LN2_HIGH = 0.693359375f; // 355/512
  private static final float LN2_LOW = (float) (Math.log(2) - 0.693359375);

  /// 1.5·2²³: adding it rounds to a whole number, which then stands in the low bits.
  private static final float ROUNDER = 12582912f;

  private static final int ONE = 0x3F800000;

  private VectorFunctions() {}

  /// `exp x` for x from −87 to 88; beyond, the value at the border, so that neither ∞ nor a
  /// subnormal number appears.
  static FloatVector exp(FloatVector x) {
    FloatVector inside = x.max(-87f).min(88f);
    FloatVector shifted = inside.mul(LOG2_E).add(ROUNDER);
    return powerOfTwo(shifted).mul(expMinusOneReduced(reduce(inside, shifted)).add(1f));
  }

  /// `1 / (1 + exp(−x))`.
  static FloatVector sigmoid(FloatVector x) {
    FloatVector e = exp(x.neg());
    return FloatVector.broadcast(S, 1f).div(e.add(1f));
  }

  /// `tanh x = e / (e + 2)` with `e = exp(2x) − 1`, which keeps its relative precision near 0.
  static FloatVector tanh(FloatVector x) {
    FloatVector inside = x.add(x).max(-20f).min(20f);
    FloatVector shifted = inside.mul(LOG2_E).add(ROUNDER);
    FloatVector two = powerOfTwo(shifted);
    FloatVector e = two.fma(expMinusOneReduced(reduce(inside, shifted)), two.sub(1f));
    return e.div(e.add(2f));
  }

  private static FloatVector reduce(FloatVector x, FloatVector shifted) {
    FloatVector n = shifted.sub(ROUNDER);
    return n.fma(FloatVector.broadcast(S, -LN2_LOW), n.fma(FloatVector.broadcast(S, -LN2_HIGH), x));
  }

  private static FloatVector powerOfTwo(FloatVector shifted) {
    IntVector bits = shifted.reinterpretAsInts();
    return bits.lanewise(VectorOperators.LSHL, 23).add(ONE).reinterpretAsFloats();
  }

  private static FloatVector expMinusOneReduced(FloatVector r) {
    FloatVector sum =
        r.fma(FloatVector.broadcast(S, 1f / 5040), FloatVector.broadcast(S, 1f / 720));
    sum = sum.fma(r, FloatVector.broadcast(S, 1f / 120));
    sum = sum.fma(r, FloatVector.broadcast(S, 1f / 24));
    sum = sum.fma(r, FloatVector.broadcast(S, 1f / 6));
    sum = sum.fma(r, FloatVector.broadcast(S, 0.5f));
    return sum.mul(r).fma(r, r);
  }
}
