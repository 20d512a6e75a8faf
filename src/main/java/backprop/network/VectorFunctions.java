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
  private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
  private static final float LOG2_E = (float) (1 / Math.log(2));
  private static final float LN2_HIGH = 0.693359375f; // 355/512
  private static final float LN2_LOW = (float) (Math.log(2) - 0.693359375);

  /// 1.5·2²³: adding it rounds to a whole number, which then stands in the low bits.
  private static final float ROUNDER = 12582912f;

  private static final int ONE = 0x3F800000;

  /// Below this the exponential is 0.
  private static final float SMALLEST = -86.9f;

  /// The bits of √½.
  private static final int ROOT_HALF = 0x3F3504F3;

  private VectorFunctions() {}

  /// `exp x` for x from −87 to 88; beyond, the value at the border, so that neither ∞ nor a
  /// subnormal number appears.
  static FloatVector exp(FloatVector x) {
    FloatVector inside = x.max(-87f).min(88f);
    FloatVector shifted = inside.mul(LOG2_E).add(ROUNDER);
    return powerOfTwo(shifted).mul(expMinusOneReduced(reduce(inside, shifted)).add(1f));
  }

  /// `exp x` for every x, but 0 below 2·10⁻³⁸ where floats begin to lose their digits.
  static FloatVector wholeExp(FloatVector x) {
    FloatVector inside = x.max(-88f).min(89f);
    FloatVector shifted = inside.mul(LOG2_E).add(ROUNDER);
    // half of it first: 2¹²⁸ is no float, and beyond it the doubling gives the infinity
    FloatVector half = powerOfTwo(shifted.sub(1f));
    FloatVector result = half.mul(expMinusOneReduced(reduce(inside, shifted)).add(1f)).mul(2f);
    return result.blend(0f, x.compare(VectorOperators.LT, SMALLEST));
  }

  /// `ln x`: −∞ for 0, NaN below.
  ///
  /// `x = 2ᵉ·m` with m around 1, and `ln m` by the polynomial of the Cephes library's `logf`
  /// (Moshier).
  static FloatVector log(FloatVector x) {
    var subnormal = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
    FloatVector scaled = x.blend(x.mul(0x1p23f), subnormal);
    IntVector bits = scaled.reinterpretAsInts();
    // the exponent that leaves m in [√½, √2)
    IntVector up = bits.sub(ROOT_HALF).lanewise(VectorOperators.ASHR, 23);
    FloatVector m = bits.sub(up.lanewise(VectorOperators.LSHL, 23)).reinterpretAsFloats().sub(1f);
    FloatVector e = (FloatVector) up.convert(VectorOperators.I2F, 0);
    FloatVector exponent = e.blend(e.sub(23f), subnormal);
    FloatVector square = m.mul(m);
    FloatVector sum = logPolynomial(m).mul(m).mul(square);
    sum = exponent.fma(FloatVector.broadcast(S, LN2_LOW), sum);
    sum = square.fma(FloatVector.broadcast(S, -0.5f), sum);
    FloatVector result = exponent.fma(FloatVector.broadcast(S, LN2_HIGH), m.add(sum));
    return result
        .blend(Float.NaN, x.compare(VectorOperators.LT, 0f))
        .blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f))
        .blend(x, x.compare(VectorOperators.LE, Float.MAX_VALUE).not());
  }

  private static FloatVector logPolynomial(FloatVector m) {
    FloatVector sum =
        m.fma(FloatVector.broadcast(S, 7.0376836e-2f), FloatVector.broadcast(S, -1.1514610e-1f));
    sum = sum.fma(m, FloatVector.broadcast(S, 1.1676999e-1f));
    sum = sum.fma(m, FloatVector.broadcast(S, -1.2420141e-1f));
    sum = sum.fma(m, FloatVector.broadcast(S, 1.4249323e-1f));
    sum = sum.fma(m, FloatVector.broadcast(S, -1.6668058e-1f));
    sum = sum.fma(m, FloatVector.broadcast(S, 2.0000715e-1f));
    sum = sum.fma(m, FloatVector.broadcast(S, -2.4999994e-1f));
    return sum.fma(m, FloatVector.broadcast(S, 3.3333331e-1f));
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
