package backprop.language;

/// A piece of formula text.
///
/// @param text the sign; or a name as it is meant, without quotes and escapes; or a number's digits
/// @param number a number's value; for a name, which of the values of this name (`W#2`)
/// @param spaced whether white space stands before it
record Token(Kind kind, String text, double number, Span span, boolean spaced) {

  enum Kind {
    NUMBER,
    NAME,
    QUOTED,
    /// Raised digits: `²`.
    RAISED,
    SIGN,
    /// A line end that separates statements.
    LINE,
    END
  }

  boolean is(String sign) {
    return kind == Kind.SIGN && text.equals(sign);
  }

  boolean isName() {
    return kind == Kind.NAME || kind == Kind.QUOTED;
  }

  Name name() {
    return new Name(text, (int) number);
  }
}
