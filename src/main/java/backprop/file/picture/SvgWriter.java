package backprop.file.picture;

import backprop.figure.Bounds;
import backprop.figure.ColorRole;
import backprop.figure.Curve;
import backprop.figure.Drawable;
import backprop.figure.Figure;
import backprop.figure.Paint;
import backprop.graph.Point;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Writes a figure as SVG 1.1: one element a line, attributes only, so that every program reads it.
///
/// Text stays text. Fonts are named, not embedded, with those that the systems bring for Hangul
/// after them; `textLength` keeps every text as wide as it was measured, whichever font there is.
final class SvgWriter implements Surface {
  private static final String HANGUL =
      "'Noto Sans KR', 'Noto Sans CJK KR', 'Apple SD Gothic Neo', 'Malgun Gothic'";
  private static final String SANS =
      "Inter, 'Segoe UI', 'Helvetica Neue', Arial, " + HANGUL + ", sans-serif";
  private static final String MONO =
      "'JetBrains Mono', Menlo, Consolas, 'DejaVu Sans Mono', " + HANGUL + ", monospace";

  private static final String BOLD = " font-weight=\"bold\"";

  private final Look look;
  private final Lettering letters;
  private final StringBuilder out = new StringBuilder();

  private SvgWriter(Look look, Lettering letters) {
    this.look = look;
    this.letters = letters;
  }

  /// The figure as an SVG document.
  ///
  /// @param title what the figure shows, for readers that speak
  /// @param scale the document's size in pixels for each unit
  static String write(Figure figure, String title, Look look, Lettering letters, double scale) {
    Bounds b = figure.bounds();
    SvgWriter writer = new SvgWriter(look, letters);
    writer
        .out
        .append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        .append("<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\"")
        .append(attribute("width", b.width() * scale))
        .append(attribute("height", b.height() * scale))
        .append(" viewBox=\"")
        .append(Decimal.joined(" ", b.minX(), b.minY(), b.width(), b.height()))
        .append("\">\n");
    writer.out.append("<title>").append(escape(title)).append("</title>\n");
    if (look.ground()) {
      writer.box(b, 0, Optional.of(Paint.of(ColorRole.CANVAS)), Optional.empty());
    }
    Surface.draw(figure, writer);
    return writer.out.append("</svg>\n").toString();
  }

  @Override
  public void curve(Curve c, Pen pen) {
    out.append("<path d=\"M")
        .append(point(c.start()))
        .append(" C")
        .append(point(c.control1()))
        .append(' ')
        .append(point(c.control2()))
        .append(' ')
        .append(point(c.end()))
        .append('"')
        .append(look(Optional.empty(), Optional.of(pen)))
        .append("/>\n");
  }

  @Override
  public void circle(Point centre, double radius, Optional<Paint> fill, Optional<Pen> border) {
    out.append("<circle")
        .append(attribute("cx", centre.x()))
        .append(attribute("cy", centre.y()))
        .append(attribute("r", radius))
        .append(look(fill, border))
        .append("/>\n");
  }

  @Override
  public void box(Bounds b, double corner, Optional<Paint> fill, Optional<Pen> border) {
    out.append("<rect")
        .append(attribute("x", b.minX()))
        .append(attribute("y", b.minY()))
        .append(attribute("width", b.width()))
        .append(attribute("height", b.height()))
        .append(corner > 0 ? attribute("rx", corner) : "")
        .append(look(fill, border))
        .append("/>\n");
  }

  @Override
  public void polygon(List<Point> corners, Paint fill) {
    out.append("<polygon points=\"")
        .append(corners.stream().map(SvgWriter::point).collect(Collectors.joining(" ")))
        .append('"')
        .append(look(Optional.of(fill), Optional.empty()))
        .append("/>\n");
  }

  @Override
  public void text(Drawable.Text text) {
    if (text.text().isEmpty()) {
      return;
    }
    String anchor =
        switch (text.align()) {
          case START -> "";
          case CENTRE -> " text-anchor=\"middle\"";
          case END -> " text-anchor=\"end\"";
        };
    boolean several = text.text().codePointCount(0, text.text().length()) > 1;
    String bold = text.style().strong() ? BOLD : "";
    open(text, anchor + bold + (several ? attribute("textLength", text.width()) : ""));
    out.append(look(Optional.of(text.paint()), Optional.empty()))
        .append('>')
        .append(escape(text.text()))
        .append("</text>\n");
  }

  /// One text element: in whichever font, each part begins where the one before it ends.
  @Override
  public void words(List<Drawable.Text> parts) {
    double width = parts.stream().mapToDouble(Drawable.Text::width).sum();
    open(parts.getFirst(), attribute("textLength", width));
    out.append('>');
    for (Drawable.Text part : parts) {
      out.append("<tspan")
          .append(part.style().strong() ? BOLD : "")
          .append(look(Optional.of(part.paint()), Optional.empty()))
          .append('>')
          .append(escape(part.text()))
          .append("</tspan>");
    }
    out.append("</text>\n");
  }

  private void open(Drawable.Text text, String more) {
    out.append("<text")
        .append(attribute("x", text.anchor().x()))
        .append(attribute("y", text.anchor().y() + letters.baseline(text.style())))
        .append(more)
        .append(" font-family=\"")
        .append(text.style().mono() ? MONO : SANS)
        .append('"')
        .append(attribute("font-size", text.style().size()))
        .append(" xml:space=\"preserve\"");
  }

  private String look(Optional<Paint> fill, Optional<Pen> border) {
    StringBuilder all = new StringBuilder();
    all.append(fill.map(paint -> color("fill", paint)).orElse(" fill=\"none\""));
    border.ifPresent(
        pen -> {
          all.append(color("stroke", pen.paint())).append(attribute("stroke-width", pen.width()));
          if (!pen.dashes().isEmpty()) {
            all.append(" stroke-dasharray=\"")
                .append(pen.dashes().stream().map(Decimal::of).collect(Collectors.joining(" ")))
                .append('"');
          }
        });
    return all.toString();
  }

  private String color(String name, Paint paint) {
    return " "
        + name
        + "=\""
        + look.hex(paint.role())
        + "\""
        + (paint.opacity() < 1 ? attribute(name + "-opacity", paint.opacity()) : "");
  }

  private static String attribute(String name, double value) {
    return " " + name + "=\"" + Decimal.of(value) + "\"";
  }

  private static String point(Point point) {
    return Decimal.of(point.x()) + "," + Decimal.of(point.y());
  }

  /// The text with what XML reserves written out, and what it forbids replaced.
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                default -> escaped.appendCodePoint(isAllowed(point) ? point : 0xFFFD);
              }
            });
    return escaped.toString();
  }

  private static boolean isAllowed(int point) {
    return point == '\t'
        || (point >= 0x20 && point <= 0xD7FF)
        || (point >= 0xE000 && point <= 0xFFFD)
        || point >= 0x10000;
  }
}
