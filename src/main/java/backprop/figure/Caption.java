package backprop.figure;

import backprop.graph.Point;
import backprop.message.Span;
import backprop.message.Tone;
import java.util.ArrayList;
import java.util.List;

/// A sentence with its emphasis and colours, set in lines below a figure.
///
/// Lines break between words only.
public final class Caption {
  /// The height of a line.
  static final double LINE = TextStyle.SENTENCE.size() * 1.45;

  private final TextMeasurer measurer;
  private final double width;
  private final List<List<Piece>> lines = new ArrayList<>();
  private double x;

  /// A stretch of a line that looks the same throughout.
  private record Piece(String text, TextStyle style, ColorRole role) {
    boolean looksLike(Piece other) {
      return style == other.style && role == other.role;
    }
  }

  private Caption(TextMeasurer measurer, double width) {
    this.measurer = measurer;
    this.width = width;
    lines.add(new ArrayList<>());
  }

  /// The sentence line by line, the first line's upper left corner at the origin.
  ///
  /// @param width the length of a line
  public static List<Drawable> lines(List<Span> sentence, double width, TextMeasurer measurer) {
    Caption caption = new Caption(measurer, width);
    caption.breakIntoLines(sentence);
    List<Drawable> all = new ArrayList<>();
    for (int i = 0; i < caption.lines.size(); i++) {
      if (!caption.lines.get(i).isEmpty()) {
        all.add(caption.words(caption.lines.get(i), (i + 0.5) * LINE));
      }
    }
    return all;
  }

  private void breakIntoLines(List<Span> sentence) {
    List<Piece> word = new ArrayList<>();
    for (Span span : sentence) {
      TextStyle style = span.strong() ? TextStyle.SENTENCE_STRONG : TextStyle.SENTENCE;
      ColorRole role = role(span.tone());
      String[] parts = span.text().split(" ", -1);
      for (int i = 0; i < parts.length; i++) {
        if (i > 0) {
          put(word);
          append(new Piece(" ", style, role));
        }
        if (!parts[i].isEmpty()) {
          word.add(new Piece(parts[i], style, role));
        }
      }
    }
    put(word);
  }

  private void put(List<Piece> word) {
    double length = word.stream().mapToDouble(this::width).sum();
    if (x > 0 && x + length > width) {
      lines.add(new ArrayList<>());
      x = 0;
    }
    word.forEach(this::append);
    word.clear();
  }

  private double width(Piece piece) {
    return measurer.width(piece.text(), piece.style());
  }

  private void append(Piece piece) {
    List<Piece> line = lines.getLast();
    if (line.isEmpty() && piece.text().isBlank()) {
      return;
    }
    x += width(piece);
    if (!line.isEmpty() && line.getLast().looksLike(piece)) {
      line.set(
          line.size() - 1,
          new Piece(line.getLast().text() + piece.text(), piece.style(), piece.role()));
    } else {
      line.add(piece);
    }
  }

  private Drawable words(List<Piece> line, double y) {
    List<Drawable.Text> texts = new ArrayList<>();
    double at = 0;
    for (Piece piece : line) {
      double length = width(piece);
      texts.add(
          new Drawable.Text(
              piece.text(),
              new Point(at, y),
              Drawable.Align.START,
              piece.style(),
              Paint.of(piece.role()),
              length));
      at += length;
    }
    return new Drawable.Words(texts);
  }

  private static ColorRole role(Tone tone) {
    return switch (tone) {
      case PLAIN -> ColorRole.INK;
      case FORWARD -> ColorRole.FORWARD;
      case GRADIENT -> ColorRole.GRADIENT;
      case MUTED -> ColorRole.MUTED;
      case RIGHT -> ColorRole.RIGHT;
      case WRONG -> ColorRole.WRONG;
    };
  }
}
