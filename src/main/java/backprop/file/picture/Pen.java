package backprop.file.picture;

import backprop.figure.ColorRole;
import backprop.figure.Paint;
import backprop.figure.Stroke;
import java.util.List;

/// What draws a line.
///
/// @param width in the figure's units
/// @param dashes lengths of ink and gap in turn, as the canvas has them; nothing for a solid line
record Pen(Paint paint, double width, List<Double> dashes) {
  /// The border of a slot.
  static final Pen SLOT = new Pen(new Paint(ColorRole.OUTLINE, 0.75), 1, List.of(2.5, 2.5));

  Pen {
    dashes = List.copyOf(dashes);
  }

  static Pen of(Stroke stroke) {
    return new Pen(
        stroke.paint(),
        stroke.width(),
        switch (stroke.dash()) {
          case SOLID -> List.of();
          case DASHED -> List.of(6.0, 5.0);
          case DOTTED -> List.of(1.5, 3.0);
        });
  }
}
