package backprop.language;

import org.jspecify.annotations.Nullable;

/// What formula text calls a value: a name, and which one of several with that name.
///
/// @param number from 1; the second `W` is written `W#2`
record Name(String text, int number) {

  static Name of(String text) {
    return new Name(text, 1);
  }

  // written out: a record's own would be linked at the first use, which is a part of each start

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Name name && number == name.number && text.equals(name.text);
  }

  @Override
  public int hashCode() {
    return 31 * text.hashCode() + number;
  }

  /// The name as it is written: in quotes where it is no plain name.
  String written() {
    String plain = Lexer.isPlainName(text) ? text : quoted();
    return number == 1 ? plain : plain + "#" + number;
  }

  /// The name in quotes.
  String quoted() {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                default -> {
                  if (Character.isISOControl(c)
                      || Character.getType(c) == Character.SURROGATE
                      || Character.getType(c) == Character.LINE_SEPARATOR
                      || Character.getType(c) == Character.PARAGRAPH_SEPARATOR) {
                    quoted.append("\\u{").append(Integer.toHexString(c)).append('}');
                  } else {
                    quoted.appendCodePoint(c);
                  }
                }
              }
            });
    return quoted.append('"').toString();
  }
}
