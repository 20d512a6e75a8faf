package backprop.message;

/// Keeps Korean words whole where a line is broken: `오차역전파법` breaks before or after, never inside.
///
/// Java breaks a line between any two Hangul syllables. An invisible joiner of no width between
/// them says not to; it is put in when text is shown and never into what is stored, compared or
/// searched.
public final class KeepAll {

  // Zero width no-break space. Its successor, the word joiner U+2060, is not obeyed by Java's line
  // breaking.
  private static final char JOINER = '\uFEFF';

  private KeepAll() {}

  /// The text with its words held together; unchanged where it holds no Hangul.
  public static String join(String text) {
    if (text.codePoints().noneMatch(KeepAll::isHangul)) {
      return text;
    }
    StringBuilder joined = new StringBuilder(2 * text.length());
    int before = ' ';
    for (int at = 0; at < text.length(); ) {
      int point = text.codePointAt(at);
      if (belongTogether(before, point)) {
        joined.append(JOINER);
      }
      joined.appendCodePoint(point);
      before = point;
      at += Character.charCount(point);
    }
    return joined.toString();
  }

  /// The text as the continuation of another one, held to it where no space stands between them.
  public static String join(String before, String text) {
    boolean together =
        !before.isEmpty()
            && !text.isEmpty()
            && belongTogether(before.codePointBefore(before.length()), text.codePointAt(0));
    return together ? JOINER + join(text) : join(text);
  }

  private static boolean belongTogether(int before, int after) {
    return (isHangul(before) || isHangul(after))
        && !Character.isWhitespace(before)
        && !Character.isWhitespace(after)
        && before != JOINER
        && after != JOINER;
  }

  private static boolean isHangul(int point) {
    return point >= 0xAC00 && point <= 0xD7A3;
  }
}
