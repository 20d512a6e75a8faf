package backprop.language;

import backprop.message.Message;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Cuts formula text into tokens.
///
/// The signs of the textbook stand for those of the keyboard: `−` for `-`, `×` and `·` for `*`, `÷`
/// for `/`, `**` for `^`, full-width forms for plain ones. Line ends inside of brackets are white
/// space.
final class Lexer {
  /// Words that are values or settings and no names.
  static final Set<String> RESERVED = Set.of("inf", "nan", "true", "false");

  private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  private static final String SIGNS = "+-*/^@()[],;=";

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int open;
  private boolean spaced;

  private Lexer(String text) {
    this.text = text;
  }

  /// The tokens of a text; the last one is its end.
  static List<Token> tokens(String text) {
    return new Lexer(text).run();
  }

  /// Whether a name can stand without quotes.
  static boolean isPlainName(String name) {
    if (name.isEmpty() || !isNameStart(name.codePointAt(0)) || RESERVED.contains(name)) {
      return false;
    }
    return name.codePoints().allMatch(Lexer::isNamePart)
        && Normalizer.isNormalized(name, Normalizer.Form.NFC);
  }

  private static boolean isNameStart(int c) {
    return Character.isLetter(c) || c == '_';
  }

  private static boolean isNamePart(int c) {
    if (c < 128) {
      return Character.isLetterOrDigit(c) || c == '_';
    }
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.LETTER_NUMBER ->
          true;
      case Character.OTHER_NUMBER -> RAISED.indexOf(c) < 0;
      default -> Character.isLetter(c);
    };
  }

  private List<Token> run() {
    while (true) {
      skipSpace();
      if (at >= text.length()) {
        add(Token.Kind.END, "", 0, at);
        return tokens;
      }
      next();
    }
  }

  private void add(Token.Kind kind, String meant, double number, int from) {
    tokens.add(new Token(kind, meant, number, new Span(from, at), spaced));
    spaced = false;
  }

  private void skipSpace() {
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean line = c == '\n' || c == '\r';
      if (line && open == 0) {
        return;
      }
      if (!line && !Character.isWhitespace(c) && !Character.isSpaceChar(c) && c != '\uFEFF') {
        return;
      }
      spaced = true;
      at++;
    }
  }

  private void next() {
    int from = at;
    int c = text.codePointAt(at);
    if (c == '\n' || c == '\r') {
      at++;
      add(Token.Kind.LINE, "", 0, from);
    } else if (isDigit(at) || (c == '.' && isDigit(at + 1))) {
      number();
    } else if (isNameStart(c)) {
      name();
    } else if (c == '"') {
      quoted();
    } else if (c == '∞') {
      at++;
      add(Token.Kind.NUMBER, "∞", Double.POSITIVE_INFINITY, from);
    } else if (RAISED.indexOf(c) >= 0) {
      raised();
    } else {
      sign(c);
    }
  }

  private boolean isDigit(int position) {
    return position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9';
  }

  private void digits() {
    while (isDigit(at)) {
      at++;
    }
  }

  private void number() {
    int from = at;
    digits();
    if (at < text.length() && text.charAt(at) == '.') {
      at++;
      digits();
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      int exponent = at + 1;
      if (exponent < text.length()
          && (text.charAt(exponent) == '+' || text.charAt(exponent) == '-')) {
        exponent++;
      }
      if (isDigit(exponent)) { // else it is the number, times a name that begins with e
        at = exponent;
        digits();
      }
    }
    String written = text.substring(from, at);
    add(Token.Kind.NUMBER, written, Double.parseDouble(written), from);
  }

  private void name() {
    int from = at;
    boolean plain = true;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (!isNamePart(c)) {
        break;
      }
      plain &= c < 128;
      at += Character.charCount(c);
    }
    String written = text.substring(from, at);
    String name = plain ? written : Normalizer.normalize(written, Normalizer.Form.NFC);
    if (name.equals("inf") || name.equals("nan")) {
      add(
          Token.Kind.NUMBER,
          name,
          name.equals("inf") ? Double.POSITIVE_INFINITY : Double.NaN,
          from);
      return;
    }
    int number = ordinal();
    add(Token.Kind.NAME, name, number, from);
  }

  /// Which of the values of a name: what stands behind `#`, else 1.
  private int ordinal() {
    if (at >= text.length() || text.charAt(at) != '#') {
      return 1;
    }
    int from = at++;
    digits();
    String digits = text.substring(from + 1, at);
    if (digits.isEmpty() || digits.length() > 8 || Integer.parseInt(digits) < 1) {
      Span span = new Span(from, at);
      throw new Stop(span, found(text, span), Message.of("formula.expected.ordinal"));
    }
    return Integer.parseInt(digits);
  }

  private void quoted() {
    int from = at++;
    StringBuilder meant = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at);
      if (c == '\n' || c == '\r') {
        break;
      }
      if (c == '\\') {
        escape(meant);
      } else {
        meant.append(c);
        at++;
      }
    }
    if (at >= text.length() || text.charAt(at) != '"' || meant.isEmpty()) {
      Span span = new Span(from, Math.min(at + 1, text.length()));
      throw new Stop(span, found(text, span), Message.of("formula.expected.quote"));
    }
    at++;
    add(Token.Kind.QUOTED, meant.toString(), ordinal(), from);
  }

  private void escape(StringBuilder meant) {
    char c = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
    if (c == 'n') {
      meant.append('\n');
      at += 2;
    } else if (c == '"' || c == '\\') {
      meant.append(c);
      at += 2;
    } else {
      int end = text.startsWith("\\u{", at) ? text.indexOf('}', at) : -1;
      String hex = end < 0 ? "" : text.substring(at + 3, end);
      if (!hex.matches("[0-9a-fA-F]{1,6}")
          || Integer.parseInt(hex, 16) > Character.MAX_CODE_POINT) {
        Span span = new Span(at, Math.min(at + 2, text.length()));
        throw new Stop(span, found(text, span), Message.of("formula.expected.escape"));
      }
      meant.appendCodePoint(Integer.parseInt(hex, 16));
      at = end + 1;
    }
  }

  private void raised() {
    int from = at;
    double value = 0;
    while (at < text.length() && RAISED.indexOf(text.charAt(at)) >= 0) {
      value = 10 * value + RAISED.indexOf(text.charAt(at));
      at++;
    }
    add(Token.Kind.RAISED, text.substring(from, at), value, from);
  }

  private void sign(int c) {
    int from = at;
    int plain = plain(c);
    at += Character.charCount(c);
    if (plain == '*' && at < text.length() && plain(text.charAt(at)) == '*') {
      at++;
      plain = '^';
    }
    if (SIGNS.indexOf(plain) < 0) {
      Span span = new Span(from, at);
      throw new Stop(span, found(text, span), Message.of("formula.expected.sign"));
    }
    open += plain == '(' || plain == '[' ? 1 : plain == ')' || plain == ']' ? -1 : 0;
    open = Math.max(0, open);
    add(Token.Kind.SIGN, Character.toString(plain), 0, from);
  }

  private static int plain(int c) {
    if (c >= 0xFF01 && c <= 0xFF5E) {
      return c - 0xFF01 + '!';
    }
    return switch (c) {
      case '−' -> '-';
      case '×', '·', '⋅', '∗' -> '*';
      case '÷' -> '/';
      default -> c;
    };
  }

  /// What stands at a place, as an error says it.
  static Message found(String text, Span span) {
    if (span.from() >= text.length()) {
      return Message.of("formula.found.end");
    }
    String piece = text.substring(span.from(), span.to());
    if (piece.isBlank()) {
      return Message.of("formula.found.line");
    }
    int c = piece.codePointAt(0);
    if (piece.codePointCount(0, piece.length()) == 1
        && (Character.isISOControl(c)
            || Character.getType(c) == Character.FORMAT
            || Character.getType(c) == Character.SURROGATE
            || !Character.isDefined(c))) {
      return Message.of("formula.found.character", "U+%04X".formatted(c));
    }
    int shown = Math.min(piece.codePointCount(0, piece.length()), 24);
    int end = piece.offsetByCodePoints(0, shown);
    String line = piece.substring(0, end).replaceAll("\\R", " ");
    return Message.of("formula.found.text", end < piece.length() ? line + "…" : line);
  }
}
