package backprop.file.picture;

import backprop.figure.Bounds;
import backprop.figure.ColorRole;
import backprop.figure.Curve;
import backprop.figure.Drawable;
import backprop.figure.Figure;
import backprop.figure.Paint;
import backprop.figure.TextStyle;
import backprop.graph.Point;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Writes a figure as a LaTeX document of class `standalone` with one TikZ picture.
///
/// pdfLaTeX, XeLaTeX and LuaLaTeX set it in the document's own fonts; `kotex` comes in where there
/// is Hangul. Colours and text styles are named at the top, to be changed there.
final class TikzWriter implements Surface {
  /// A unit of the figure is a CSS pixel: three quarters of a big point.
  private static final double POINTS = 0.75;

  private final Look look;
  private final Lettering letters;
  private final double unit;
  private final StringBuilder body = new StringBuilder();
  private final Set<ColorRole> roles = EnumSet.noneOf(ColorRole.class);
  private final Set<TextStyle> styles = EnumSet.noneOf(TextStyle.class);
  private boolean eastAsian;

  private TikzWriter(Look look, Lettering letters, double scale) {
    this.look = look;
    this.letters = letters;
    this.unit = POINTS * scale;
  }

  /// The figure as a LaTeX document.
  ///
  /// @param title what the figure shows, as a comment
  /// @param scale the picture's size, where 1 is three quarters of a point a unit
  static String write(Figure figure, String title, Look look, Lettering letters, double scale) {
    TikzWriter writer = new TikzWriter(look, letters, scale);
    Bounds b = figure.bounds();
    writer.line(
        "\\path[use as bounding box"
            + (look.ground() ? ", fill=" + writer.name(ColorRole.CANVAS) : "")
            + "] "
            + rectangle(b)
            + ";");
    Surface.draw(figure, writer);
    return writer.head(title) + writer.body + "\\end{tikzpicture}\n\\end{document}\n";
  }

  private String head(String title) {
    StringBuilder head = new StringBuilder();
    head.append("% ").append(title.replaceAll("\\R", " ")).append('\n');
    head.append("\\documentclass[border=0pt]{standalone}\n");
    head.append("\\IfFileExists{lmodern.sty}{\\usepackage{lmodern}}{\\usepackage{fix-cm}}\n");
    head.append(eastAsian ? "\\usepackage{kotex}\n" : "");
    head.append("\\usepackage{tikz}\n");
    for (ColorRole role : roles) {
      head.append("\\definecolor{")
          .append(name(role))
          .append("}{HTML}{")
          .append(look.hex(role).substring(1).toUpperCase(Locale.ROOT))
          .append("}\n");
    }
    head.append("\\tikzset{every node/.style={inner sep=0pt, outer sep=0pt}");
    for (TextStyle style : styles) {
      double size = style.size() * unit;
      head.append(",\n  ")
          .append(name(style))
          .append("/.style={font=\\fontsize{")
          .append(Decimal.of(size))
          .append("bp}{")
          .append(Decimal.of(1.25 * size))
          .append("bp}")
          .append(style.mono() ? "\\ttfamily" : "\\sffamily")
          .append(style.strong() ? "\\bfseries" : "")
          .append("}");
    }
    head.append("}\n\\begin{document}\n\\begin{tikzpicture}[x=")
        .append(Decimal.of(unit))
        .append("bp, y=-")
        .append(Decimal.of(unit))
        .append("bp]\n");
    return head.toString();
  }

  private void line(String text) {
    body.append(text).append('\n');
  }

  /// A role's name as a colour: `bpForwardLine`.
  private String name(ColorRole role) {
    roles.add(role);
    return "bp" + camel(role.name());
  }

  private String name(TextStyle style) {
    styles.add(style);
    return "bp" + camel(style.name());
  }

  private static String camel(String name) {
    StringBuilder camel = new StringBuilder();
    for (String word : name.split("_")) {
      camel.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return camel.toString();
  }

  @Override
  public void curve(Curve c, Pen pen) {
    line(
        "\\draw["
            + String.join(", ", pen(pen))
            + "] "
            + point(c.start())
            + " .. controls "
            + point(c.control1())
            + " and "
            + point(c.control2())
            + " .. "
            + point(c.end())
            + ";");
  }

  @Override
  public void circle(Point centre, double radius, Optional<Paint> fill, Optional<Pen> border) {
    path(
        fill,
        border,
        List.of(),
        point(centre) + " circle[radius=" + Decimal.of(radius * unit) + "bp]");
  }

  @Override
  public void box(Bounds b, double corner, Optional<Paint> fill, Optional<Pen> border) {
    path(
        fill,
        border,
        corner > 0 ? List.of("rounded corners=" + Decimal.of(corner * unit) + "bp") : List.of(),
        rectangle(b));
  }

  @Override
  public void polygon(List<Point> corners, Paint fill) {
    path(
        Optional.of(fill),
        Optional.empty(),
        List.of(),
        corners.stream().map(TikzWriter::point).collect(Collectors.joining(" -- ")) + " -- cycle");
  }

  private void path(Optional<Paint> fill, Optional<Pen> border, List<String> more, String shape) {
    List<String> options = new ArrayList<>(more);
    fill.ifPresent(
        paint -> {
          options.add("fill=" + name(paint.role()));
          if (paint.opacity() < 1) {
            options.add("fill opacity=" + Decimal.of(paint.opacity()));
          }
        });
    border.ifPresent(pen -> options.addAll(pen(pen)));
    line("\\path[" + String.join(", ", options) + "] " + shape + ";");
  }

  private List<String> pen(Pen pen) {
    List<String> options = new ArrayList<>();
    options.add("draw=" + name(pen.paint().role()));
    options.add("line width=" + Decimal.of(pen.width() * unit) + "bp");
    if (pen.paint().opacity() < 1) {
      options.add("draw opacity=" + Decimal.of(pen.paint().opacity()));
    }
    if (!pen.dashes().isEmpty()) {
      StringBuilder pattern = new StringBuilder("dash pattern=");
      for (int i = 0; i < pen.dashes().size(); i++) {
        pattern
            .append(i == 0 ? "" : " ")
            .append(i % 2 == 0 ? "on " : "off ")
            .append(Decimal.of(pen.dashes().get(i) * unit))
            .append("bp");
      }
      options.add(pattern.toString());
    }
    return options;
  }

  @Override
  public void text(Drawable.Text text) {
    if (text.text().isEmpty()) {
      return;
    }
    eastAsian |= TikzText.isEastAsian(text.text());
    String anchor =
        switch (text.align()) {
          case START -> "base west";
          case CENTRE -> "base";
          case END -> "base east";
        };
    Point at = text.anchor().plus(0, letters.baseline(text.style()));
    line(
        "\\node["
            + name(text.style())
            + ", anchor="
            + anchor
            + ", text="
            + name(text.paint().role())
            + "] at "
            + point(at)
            + " {"
            + TikzText.escape(text.text(), text.style().mono())
            + "};");
  }

  /// One node: in whichever font, each part begins where the one before it ends.
  @Override
  public void words(List<Drawable.Text> parts) {
    Drawable.Text first = parts.getFirst();
    StringBuilder inner = new StringBuilder();
    for (Drawable.Text part : parts) {
      eastAsian |= TikzText.isEastAsian(part.text());
      inner
          .append("{\\color{")
          .append(name(part.paint().role()))
          .append(part.style().strong() ? "}\\bfseries " : "}")
          .append(begun(TikzText.escape(part.text(), false)))
          .append('}');
    }
    Point at = first.anchor().plus(0, letters.baseline(first.style()));
    line(
        "\\node["
            + name(TextStyle.SENTENCE)
            + ", anchor=base west] at "
            + point(at)
            + " {"
            + inner
            + "};");
  }

  /// A space at the beginning, after a command, must be asked for.
  private static String begun(String escaped) {
    return escaped.startsWith(" ") ? "\\" + escaped : escaped;
  }

  private static String rectangle(Bounds b) {
    return point(new Point(b.minX(), b.minY()))
        + " rectangle "
        + point(new Point(b.maxX(), b.maxY()));
  }

  private static String point(Point point) {
    return "(" + Decimal.joined(",", point.x(), point.y()) + ")";
  }
}
