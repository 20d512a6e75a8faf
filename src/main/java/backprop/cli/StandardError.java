package backprop.cli;

/// Where sentences about what went wrong go.
///
/// A runtime with the incubating Vector module writes a line of its own to standard error, before
/// any option or code of ours can stop it. Who starts such a runtime for a person closes its
/// standard error, and says in [#PROPERTY] that sentences go to standard output.
public final class StandardError {
  /// The system property that, if it is `closed`, sends sentences to standard output.
  public static final String PROPERTY = "backprop.standardError";

  /// The property's one value.
  static final String CLOSED = "closed";

  private StandardError() {}

  /// Makes `System.err` what a person sees.
  public static void openIfClosed() {
    if (CLOSED.equals(System.getProperty(PROPERTY))) {
      System.setErr(System.out);
    }
  }
}
