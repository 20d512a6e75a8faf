package backprop.figure;

/// Tells how wide a text is; each writer of figures brings its own fonts.
@FunctionalInterface
public interface TextMeasurer {

  /// The width of one line in canvas units.
  double width(String text, TextStyle style);

  /// A measurer without fonts, for tests and for writers that have none: every Latin letter 0.6 em,
  /// every Hangul or CJK letter 1 em.
  TextMeasurer ESTIMATE =
      (text, style) ->
          text.codePoints().mapToDouble(point -> point >= 0x1100 ? 1 : 0.6).sum() * style.size();
}
