package backprop.figure;

/// The ways text is set in a figure; sizes in canvas units at 100 %.
public enum TextStyle {
  /// The sign on a disc: `×`.
  SIGN(20, false, false),
  /// A sign of several letters: `exp`.
  LONG_SIGN(15, false, false),
  /// The name on a pill, at an output, above a layer's shapes.
  NAME(13, false, false),
  /// A layer's title.
  TITLE(14, false, true),
  /// The number on a pill.
  VALUE(16, true, false),
  /// The numbers on edges.
  NUMBER(14, true, false),
  /// Shapes, the numbers of a small matrix.
  SMALL(12, true, false),
  /// Remarks, sentences at a node.
  REMARK(12, false, false),
  /// The sentence below a figure.
  SENTENCE(15, false, false),
  /// What is emphasised in that sentence.
  SENTENCE_STRONG(15, false, true);

  private final double size;
  private final boolean mono;
  private final boolean strong;

  TextStyle(double size, boolean mono, boolean strong) {
    this.size = size;
    this.mono = mono;
    this.strong = strong;
  }

  /// The font size.
  public double size() {
    return size;
  }

  /// Whether all characters have one width.
  public boolean mono() {
    return mono;
  }

  /// Whether it is bold.
  public boolean strong() {
    return strong;
  }

  /// The height of one line.
  public double lineHeight() {
    return Math.ceil(size * 1.25);
  }
}
