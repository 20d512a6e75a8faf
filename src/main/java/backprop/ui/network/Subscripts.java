package backprop.ui.network;

/// Small figures below the line: `h₁₇`.
final class Subscripts {

  private Subscripts() {}

  static String of(int number) {
    StringBuilder text = new StringBuilder();
    Integer.toString(number).chars().forEach(c -> text.append((char) ('₀' + c - '0')));
    return text.toString();
  }
}
