package backprop.file;

/// A name from a file as a sentence can show it: on one line, and not too long.
final class ShownName {
  private static final int LONGEST = 40;

  private ShownName() {}

  static String of(String name) {
    String cut = name.length() <= LONGEST ? name : name.substring(0, LONGEST) + "…";
    StringBuilder shown = new StringBuilder();
    cut.codePoints()
        .forEach(
            point -> {
              boolean hidden =
                  Character.isISOControl(point)
                      || Character.getType(point) == Character.LINE_SEPARATOR
                      || Character.getType(point) == Character.PARAGRAPH_SEPARATOR;
              shown.appendCodePoint(hidden ? '·' : point);
            });
    return shown.toString();
  }
}
