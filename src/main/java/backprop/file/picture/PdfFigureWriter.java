package backprop.file.picture;

import backprop.figure.Bounds;
import backprop.figure.ColorRole;
import backprop.figure.Curve;
import backprop.figure.Drawable;
import backprop.figure.Figure;
import backprop.figure.Paint;
import backprop.graph.Point;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openpdf.text.Document;
import org.openpdf.text.DocumentException;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfGState;
import org.openpdf.text.pdf.PdfWriter;

/// Writes a figure as a PDF of one page that is as large as the figure.
///
/// Text stays text, its fonts embedded as far as they are used. A font that has no file, or that
/// forbids embedding, is drawn as outlines: the letters show everywhere.
final class PdfFigureWriter implements Surface {
  /// A unit of the figure is a CSS pixel: three quarters of a point.
  private static final double POINTS = 0.75;

  /// PDF readers refuse pages that are longer, in points.
  private static final double LONGEST_PAGE = 14_400;

  private static final FontRenderContext EXACT = new FontRenderContext(null, true, true);

  private final Look look;
  private final Lettering letters;
  private final PdfContentByte page;
  private final Map<Face, Optional<BaseFont>> fonts = new HashMap<>();
  private final Map<Double, PdfGState> opacities = new HashMap<>();

  private PdfFigureWriter(Look look, Lettering letters, PdfContentByte page) {
    this.look = look;
    this.letters = letters;
    this.page = page;
  }

  /// The figure as a PDF.
  ///
  /// @param scale the page's size, where 1 is three quarters of a point a unit
  static byte[] write(Figure figure, String title, Look look, Lettering letters, double scale) {
    Bounds b = figure.bounds();
    double longest = Math.max(b.width(), b.height());
    double unit = Math.min(POINTS * scale, LONGEST_PAGE / longest);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Document document =
        new Document(new Rectangle((float) (b.width() * unit), (float) (b.height() * unit)));
    PdfWriter writer = PdfWriter.getInstance(document, out);
    document.addTitle(title);
    document.addCreator("Backprop Explorer");
    document.open();
    PdfContentByte page = writer.getDirectContent();
    // y downwards, as in the figure
    page.concatCTM(
        (float) unit, 0, 0, (float) -unit, (float) (-b.minX() * unit), (float) (b.maxY() * unit));
    PdfFigureWriter surface = new PdfFigureWriter(look, letters, page);
    if (look.ground()) {
      surface.box(b, 0, Optional.of(Paint.of(ColorRole.CANVAS)), Optional.empty());
    }
    Surface.draw(figure, surface);
    document.close();
    return out.toByteArray();
  }

  @Override
  public void curve(Curve c, Pen pen) {
    page.moveTo((float) c.start().x(), (float) c.start().y());
    page.curveTo(
        (float) c.control1().x(),
        (float) c.control1().y(),
        (float) c.control2().x(),
        (float) c.control2().y(),
        (float) c.end().x(),
        (float) c.end().y());
    stroke(pen);
  }

  @Override
  public void circle(Point centre, double radius, Optional<Paint> fill, Optional<Pen> border) {
    paint(() -> page.circle((float) centre.x(), (float) centre.y(), (float) radius), fill, border);
  }

  @Override
  public void box(Bounds b, double corner, Optional<Paint> fill, Optional<Pen> border) {
    float x = (float) b.minX();
    float y = (float) b.minY();
    float width = (float) b.width();
    float height = (float) b.height();
    paint(
        () -> {
          if (corner > 0) {
            page.roundRectangle(x, y, width, height, (float) corner);
          } else {
            page.rectangle(x, y, width, height);
          }
        },
        fill,
        border);
  }

  @Override
  public void polygon(List<Point> corners, Paint fill) {
    paint(
        () -> {
          page.moveTo((float) corners.getFirst().x(), (float) corners.getFirst().y());
          corners.stream().skip(1).forEach(p -> page.lineTo((float) p.x(), (float) p.y()));
          page.closePath();
        },
        Optional.of(fill),
        Optional.empty());
  }

  private void paint(Runnable path, Optional<Paint> fill, Optional<Pen> border) {
    fill.ifPresent(
        paint -> {
          path.run();
          fill(paint);
          page.fill();
        });
    border.ifPresent(
        pen -> {
          path.run();
          stroke(pen);
        });
  }

  private void fill(Paint paint) {
    Color color = look.color(paint.role());
    page.setRGBColorFill(color.getRed(), color.getGreen(), color.getBlue());
    opacity(paint.opacity());
  }

  private void stroke(Pen pen) {
    Color color = look.color(pen.paint().role());
    page.setRGBColorStroke(color.getRed(), color.getGreen(), color.getBlue());
    opacity(pen.paint().opacity());
    page.setLineWidth((float) pen.width());
    float[] dashes = new float[pen.dashes().size()];
    for (int i = 0; i < dashes.length; i++) {
      dashes[i] = pen.dashes().get(i).floatValue();
    }
    page.setLineDash(dashes, 0);
    page.stroke();
  }

  private void opacity(double opacity) {
    page.setGState(
        opacities.computeIfAbsent(
            opacity,
            value -> {
              PdfGState state = new PdfGState();
              state.setFillOpacity(value.floatValue());
              state.setStrokeOpacity(value.floatValue());
              return state;
            }));
  }

  @Override
  public void text(Drawable.Text text) {
    double x = text.bounds().minX();
    double y = text.anchor().y() + letters.baseline(text.style());
    fill(text.paint());
    for (Lettering.Run run : letters.runs(text.text(), text.style())) {
      Optional<BaseFont> font = fonts.computeIfAbsent(run.face(), PdfFigureWriter::embeddable);
      if (font.isPresent()) {
        page.beginText();
        page.setFontAndSize(font.get(), (float) text.style().size());
        page.setTextMatrix(1, 0, 0, -1, (float) x, (float) y);
        page.showText(run.text());
        page.endText();
      } else {
        Font awt = Lettering.font(run.face(), text.style());
        outline(awt.createGlyphVector(EXACT, run.text()).getOutline((float) x, (float) y));
      }
      x += run.width();
    }
  }

  private static Optional<BaseFont> embeddable(Face face) {
    if (face.program().isEmpty()) {
      return Optional.empty();
    }
    Face.Program program = face.program().get();
    try {
      byte[] content = program.content().orElse(null);
      return Optional.of(
          BaseFont.createFont(
              program.name(),
              BaseFont.IDENTITY_H,
              BaseFont.EMBEDDED,
              BaseFont.NOT_CACHED,
              content,
              null));
    } catch (IOException | DocumentException e) {
      return Optional.empty(); // not to be embedded: drawn as outlines
    }
  }

  private void outline(Shape shape) {
    float[] at = new float[6];
    float x = 0;
    float y = 0;
    PathIterator path = shape.getPathIterator(new AffineTransform());
    for (; !path.isDone(); path.next()) {
      int end = 0;
      switch (path.currentSegment(at)) {
        case PathIterator.SEG_MOVETO -> page.moveTo(at[0], at[1]);
        case PathIterator.SEG_LINETO -> page.lineTo(at[0], at[1]);
        case PathIterator.SEG_QUADTO -> {
          // PDF knows cubic curves only: each arm is two thirds of the way to the control point
          page.curveTo(
              x + (at[0] - x) * 2 / 3,
              y + (at[1] - y) * 2 / 3,
              at[2] + (at[0] - at[2]) * 2 / 3,
              at[3] + (at[1] - at[3]) * 2 / 3,
              at[2],
              at[3]);
          end = 2;
        }
        case PathIterator.SEG_CUBICTO -> {
          page.curveTo(at[0], at[1], at[2], at[3], at[4], at[5]);
          end = 4;
        }
        default -> page.closePath();
      }
      x = at[end];
      y = at[end + 1];
    }
    if (path.getWindingRule() == PathIterator.WIND_NON_ZERO) {
      page.fill();
    } else {
      page.eoFill();
    }
  }
}
