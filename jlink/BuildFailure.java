/// Why the app could not be made, in words for the person who builds it.
final class BuildFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  BuildFailure(String message) {
    super(message);
  }
}
