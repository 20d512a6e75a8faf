package backprop.figure;

import backprop.graph.Point;
import java.util.Optional;

/// One thing to draw. A writer of figures is an exhaustive switch over these.
public sealed interface Drawable {

  /// A rectangle that holds it, stroke included.
  Bounds bounds();

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
