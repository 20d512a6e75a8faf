package backprop.cli;

/// The program's version, read from the module descriptor that the build stamped.
public final class Version {
  private Version() {}

  /// Gives the version such as `0.1.0`, or `development` where the classes were compiled without
  /// the build's stamp.
  public static String text() {
    var descriptor = Version.class.getModule().getDescriptor();
    return descriptor == null ? "development" : descriptor.rawVersion().orElse("development");
  }
}
