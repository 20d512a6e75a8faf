package backprop.autodiff;

/// A person's own formula as LaTeX: letter by letter as it was typed, since it need not be one of
/// the textbook's.
final class RuleLatex {
  private static final String SPECIAL = "#$%&_{}";

  private RuleLatex() {}

  static String of(String text) {
    StringBuilder latex = new StringBuilder("\\texttt{");
    text.strip()
        .replaceAll("\\s+", " ")
        .codePoints()
        .forEach(
            point -> {
              if (point == '\\' || point == '~' || point == '^') {
                latex.append(point == '^' ? "\\char94 " : " ");
              } else {
                latex.append(SPECIAL.indexOf(point) >= 0 ? "\\" : "").appendCodePoint(point);
              }
            });
    return latex.append('}').toString();
  }
}
