package backprop.network;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// How many floats the vector kernels take at once: what suits this processor, or 256 bits where
/// [KernelChoice#PROPERTY] says so.
final class VectorWidth {
  static final VectorSpecies<Float> FLOATS = choose();

  private VectorWidth() {}

  private static VectorSpecies<Float> choose() {
    VectorSpecies<Float> preferred = FloatVector.SPECIES_PREFERRED;
    boolean narrow = KernelChoice.NARROW.equals(System.getProperty(KernelChoice.PROPERTY));
    return narrow && preferred.length() > FloatVector.SPECIES_256.length()
        ? FloatVector.SPECIES_256
        : preferred;
  }
}
