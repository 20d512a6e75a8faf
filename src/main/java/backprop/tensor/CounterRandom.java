package backprop.tensor;

/// Random numbers that are pure functions of where they are used: (seed, node, step, index).
///
/// There is no state to advance. The same place always holds the same number, so stepping back,
/// checking a gradient or evaluating in another precision never redraws a dropout mask, and no
/// thread can disturb another.
///
/// A place is first condensed to a *key*; within a key the numbers are those of SplitMix64, by
/// position:
///
/// ```java
/// long key = CounterRandom.key(seed, CounterRandom.name("dropout1"), step);
/// for (int i = 0; i < n; i++) mask[i] = CounterRandom.uniform(key, i) < keep ? 1 / keep : 0;
/// ```
///
/// The mixing function is variant 13 of Stafford's, as in Steele, Lea and Flood, *Fast splittable
/// pseudorandom number generators*, OOPSLA 2014; a few lines in any language repeat it exactly,
/// which exported code relies on.
public final class CounterRandom {

  /// 2⁶⁴ divided by the golden ratio, made odd: the distance of two counters.
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private CounterRandom() {}

  /// The key of one random array: of this node, in this step, under this seed.
  ///
  /// The order matters: `key(1, 2, 3)` and `key(2, 1, 3)` are unrelated.
  public static long key(long seed, long node, long step) {
    long key = mix(seed + GOLDEN_GAMMA);
    key = mix((key ^ node) + GOLDEN_GAMMA);
    return mix((key ^ step) + GOLDEN_GAMMA);
  }

  /// The key of an array that belongs to no step, such as initial weights: `key(seed, node, 0)`.
  public static long key(long seed, long node) {
    return key(seed, node, 0);
  }

  /// The number of a node that is known by name, for [#key(long, long, long)]: FNV-1a over the
  /// UTF-16 units of `id`.
  public static long name(String id) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * FNV_PRIME;
    }
    return hash;
  }

  /// 64 random bits at `index` of the array `key`.
  ///
  /// For index 0, 1, 2 … these are the outputs of SplitMix64 seeded with `key`.
  public static long bits(long key, long index) {
    return mix(key + (index + 1) * GOLDEN_GAMMA);
  }

  /// A uniform number in [0, 1) at `index` of the array `key`: the upper 53 bits divided by 2⁵³.
  public static double uniform(long key, long index) {
    return (bits(key, index) >>> 11) * 0x1p-53;
  }

  /// A uniform whole number in [0, `bound`) at `index` of the array `key`, `bound` > 0.
  ///
  /// Its bias is below `bound` / 2⁶⁴.
  ///
  /// @throws IllegalArgumentException if `bound` is not positive
  public static int below(long key, long index, int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException(
          "The bound of a random number is " + bound + "; it must be positive.");
    }
    return (int) Math.unsignedMultiplyHigh(bits(key, index), bound);
  }

  /// A standard normal number (mean 0, standard deviation 1) at `index` of the array `key`.
  ///
  /// The uniform number, moved half a step to lie inside (0, 1), goes through
  /// [Normal#quantile(double)]: one number in, one out, the same on every machine.
  public static double normal(long key, long index) {
    return Normal.quantile((bits(key, index) >>> 12) * 0x1p-52 + 0x1p-53);
  }

  private static long mix(long z) {
    long first = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    long second = (first ^ (first >>> 27)) * 0x94d049bb133111ebL;
    return second ^ (second >>> 31);
  }
}
