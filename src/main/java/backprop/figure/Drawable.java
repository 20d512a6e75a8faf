package backprop.figure;

import backprop.graph.Point;
import java.util.List;
import java.util.Optional;

/// One thing to draw. A writer of figures is an exhaustive switch over these.
public sealed interface Drawable {

  /// A rectangle that holds it, stroke included.
  Bounds bounds();

  /// The same thing, shifted.
  default Drawable translate(double dx, double dy) {
    return switch (this) {
      case Line(Curve curve, Stroke stroke) -> new Line(curve.translate(dx, dy), stroke);
      case Disc disc -> new Disc(disc.centre.plus(dx, dy), disc.radius, disc.fill, disc.border);
      case Box box -> new Box(box.box.translate(dx, dy), box.corner, box.fill, box.border);
      case Text text ->
          new Text(
              text.text, text.anchor.plus(dx, dy), text.align, text.style, text.paint, text.width);
      case Words(List<Text> parts) ->
          new Words(parts.stream().map(part -> (Text) part.translate(dx, dy)).toList());
      case Slot(Bounds box) -> new Slot(box.translate(dx, dy));
      case Warning(Point centre, double size) -> new Warning(centre.plus(dx, dy), size);
    };
  }

  /// A curved line.
  record Line(Curve curve, Stroke stroke) implements Drawable {
    @Override
    public Bounds bounds() {
      return curve.bounds().grow(stroke.width());
    }
  }

  /// A circle.
  record Disc(Point centre, double radius, Optional<Paint> fill, Optional<Stroke> border)
      implements Drawable {
    @Override
    public Bounds bounds() {
      return Bounds.around(centre, 2 * radius, 2 * radius)
          .grow(border.map(Stroke::width).orElse(0.0));
    }
  }

  /// A rounded rectangle; a pill where the corner's radius is half the height.
  record Box(Bounds box, double corner, Optional<Paint> fill, Optional<Stroke> border)
      implements Drawable {
    @Override
    public Bounds bounds() {
      return box.grow(border.map(Stroke::width).orElse(0.0));
    }
  }

  /// One line of text; the anchor is at half its height.
  ///
  /// @param width what the measurer said, so that bounds need no fonts
  record Text(String text, Point anchor, Align align, TextStyle style, Paint paint, double width)
      implements Drawable {
    @Override
    public Bounds bounds() {
      double left =
          switch (align) {
            case START -> anchor.x();
            case CENTRE -> anchor.x() - width / 2;
            case END -> anchor.x() - width;
          };
      double half = style.lineHeight() / 2;
      return new Bounds(left, anchor.y() - half, left + width, anchor.y() + half);
    }
  }

  /// Texts that follow each other on one line, so that writers with other fonts keep them apart.
  ///
  /// @param parts at least one, from left to right, each anchored at its start; their spaces are in
  ///   them
  record Words(List<Text> parts) implements Drawable {
    public Words {
      parts = List.copyOf(parts);
    }

    @Override
    public Bounds bounds() {
      return parts.stream().map(Text::bounds).reduce(Bounds::union).orElseThrow();
    }
  }

  /// The hatched place of what is not computed yet.
  record Slot(Bounds box) implements Drawable {
    @Override
    public Bounds bounds() {
      return box;
    }
  }

  /// The warning sign at something wrong: a triangle with a stroke and a dot.
  record Warning(Point centre, double size) implements Drawable {
    @Override
    public Bounds bounds() {
      return Bounds.around(centre, size, size);
    }
  }

  /// Where a text stands on its anchor.
  enum Align {
    START,
    CENTRE,
    END
  }
}
