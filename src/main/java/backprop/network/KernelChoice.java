package backprop.network;

/// Decides once which [Kernels] this JVM gets.
///
/// `jdk.incubator.vector` is an optional dependency: what does not train starts without it (it
/// slows the start). So the class that uses it is only touched after the boot layer was seen to
/// hold the module.
final class KernelChoice {
  /// `512`, `256` or `plain`, for comparing and for helping somebody with a strange machine; what
  /// the processor has not is not chosen, and without the property what is fastest.
  static final String PROPERTY = "backprop.kernels";

  static final String NARROW = "256";

  static final Kernels BEST = choose();

  private KernelChoice() {}

  private static Kernels choose() {
    boolean refused = "plain".equals(System.getProperty(PROPERTY));
    if (refused || ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      return new PlainKernels();
    }
    return VectorKernels.supported() ? new VectorKernels() : new PlainKernels();
  }
}
