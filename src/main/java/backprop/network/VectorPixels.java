package backprop.network;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// Bytes to floats from 0 to 1 in whole vectors: the gathering of a batch from a set of images kept
/// as bytes.
final class VectorPixels {
  private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
  private static final int L = S.length();
  private static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, L * 8)));
  private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, S.vectorShape());
  private static final float SMALL = 1f / 255;

  private VectorPixels() {}

  /// `target[to + j] = (source[from + j] & 255) / 255`, correctly rounded, for `j` below `count`.
  static void convert(byte[] source, int from, float[] target, int to, int count) {
    int end = L < 8 ? 0 : count / L * L;
    for (int j = 0; j < end; j += L) {
      ByteVector bytes = ByteVector.fromArray(BYTES, source, from + j);
      var whole = bytes.convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0);
      FloatVector pixel = (FloatVector) whole.convertShape(VectorOperators.I2F, S, 0);
      // a product with 1/255 and one correction give the quotient's own bits, faster than dividing
      FloatVector quotient = pixel.mul(SMALL);
      FloatVector rest = quotient.fma(FloatVector.broadcast(S, -255f), pixel);
      rest.fma(FloatVector.broadcast(S, SMALL), quotient).intoArray(target, to + j);
    }
    for (int j = end; j < count; j++) {
      target[to + j] = (source[from + j] & 255) / 255f;
    }
  }
}
