package backprop.network;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Copies lines of images to and from a [Grid] in vectors.
///
/// A line seldom fills whole vectors, so its last vector is moved back over numbers already copied.
/// For lines shorter than a vector there are shorter vectors.
final class VectorLines {
  private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
  private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;
  private static final VectorSpecies<Float> FOUR = FloatVector.SPECIES_128;
  private static final int L = S.length();

  private VectorLines() {}

  /// [Kernels#addLines].
  static void add(
      float[] x, int from, int pitch, float[] y, int to, int step, int width, int lines, float b) {
    if (width >= L) {
      whole(x, from, pitch, y, to, step, width, lines, b);
    } else if (width >= 8) {
      eight(x, from, pitch, y, to, step, width, lines, b);
    } else if (width >= 4) {
      four(x, from, pitch, y, to, step, width, lines, b);
    } else {
      PlainSlides.addLines(x, from, pitch, y, to, step, width, lines, b);
    }
  }

  private static void whole(
      float[] x, int from, int pitch, float[] y, int to, int step, int width, int lines, float b) {
    FloatVector more = FloatVector.broadcast(S, b);
    int last = width - L;
    for (int i = 0; i < lines; i++) {
      int a = from + i * pitch;
      int z = to + i * step;
      for (int j = 0; j < last; j += L) {
        FloatVector.fromArray(S, x, a + j).add(more).intoArray(y, z + j);
      }
      FloatVector.fromArray(S, x, a + last).add(more).intoArray(y, z + last);
    }
  }

  private static void eight(
      float[] x, int from, int pitch, float[] y, int to, int step, int width, int lines, float b) {
    FloatVector more = FloatVector.broadcast(EIGHT, b);
    int last = width - 8;
    for (int i = 0; i < lines; i++) {
      int a = from + i * pitch;
      int z = to + i * step;
      for (int j = 0; j < last; j += 8) {
        FloatVector.fromArray(EIGHT, x, a + j).add(more).intoArray(y, z + j);
      }
      FloatVector.fromArray(EIGHT, x, a + last).add(more).intoArray(y, z + last);
    }
  }

  private static void four(
      float[] x, int from, int pitch, float[] y, int to, int step, int width, int lines, float b) {
    FloatVector more = FloatVector.broadcast(FOUR, b);
    int last = width - 4;
    for (int i = 0; i < lines; i++) {
      int a = from + i * pitch;
      int z = to + i * step;
      for (int j = 0; j < last; j += 4) {
        FloatVector.fromArray(FOUR, x, a + j).add(more).intoArray(y, z + j);
      }
      FloatVector.fromArray(FOUR, x, a + last).add(more).intoArray(y, z + last);
    }
  }
}
