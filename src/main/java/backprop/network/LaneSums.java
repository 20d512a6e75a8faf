package backprop.network;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The sum of a vector's lanes in one fixed order: a vector is added to itself with its halves
/// exchanged, then its quarters, down to single lanes.
///
/// `reduceLanes` promises no order for floats, and takes another one in compiled code than in the
/// interpreter: the first steps of a run would differ in bits from one run to the next.
final class LaneSums {
  private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
  private static final int L = S.length();
  private static final VectorShuffle<Float> BY_1 = exchanged(1);
  private static final VectorShuffle<Float> BY_2 = exchanged(2);
  private static final VectorShuffle<Float> BY_4 = exchanged(4);
  private static final VectorShuffle<Float> BY_8 = exchanged(8);

  private LaneSums() {}

  private static VectorShuffle<Float> exchanged(int distance) {
    return VectorShuffle.fromOp(S, lane -> (lane ^ distance) % L);
  }

  static float of(FloatVector v) {
    FloatVector sums = v;
    if (L > 8) {
      sums = sums.add(sums.rearrange(BY_8));
    }
    if (L > 4) {
      sums = sums.add(sums.rearrange(BY_4));
    }
    sums = sums.add(sums.rearrange(BY_2));
    return sums.add(sums.rearrange(BY_1)).lane(0);
  }
}
