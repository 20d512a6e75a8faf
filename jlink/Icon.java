import static java.awt.RenderingHints.KEY_ANTIALIASING;
import static java.awt.RenderingHints.KEY_STROKE_CONTROL;
import static java.awt.RenderingHints.VALUE_ANTIALIAS_ON;
import static java.awt.RenderingHints.VALUE_STROKE_PURE;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Scanner;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/// Draws the program's sign, an SVG of rectangles, curves and circles, as a PNG.
///
/// Anything else in the file is refused: an icon that lacks a part would not be noticed.
final class Icon {
  private Icon() {}

  /// Writes the SVG as a square PNG with sides of `pixels`.
  static Path write(Path svg, int pixels, Path png) {
    try {
      var root =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(svg.toFile())
              .getDocumentElement();
      var image = new BufferedImage(pixels, pixels, BufferedImage.TYPE_INT_ARGB);
      var graphics = image.createGraphics();
      graphics.setRenderingHint(KEY_ANTIALIASING, VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(KEY_STROKE_CONTROL, VALUE_STROKE_PURE);
      var side = Double.parseDouble(root.getAttribute("viewBox").split(" ")[2]);
      graphics.scale(pixels / side, pixels / side);
      var children = root.getChildNodes();
      for (var i = 0; i < children.getLength(); i++) {
        if (children.item(i) instanceof Element shape) {
          draw(graphics, shape);
        }
      }
      graphics.dispose();
      Files.createDirectories(png.toAbsolutePath().getParent());
      ImageIO.write(image, "png", png.toFile());
      return png;
    } catch (IOException | SAXException | ParserConfigurationException e) {
      throw new BuildFailure(svg + " cannot be drawn: " + e.getMessage());
    }
  }

  private static void draw(Graphics2D graphics, Element shape) {
    switch (shape.getTagName()) {
      case "rect" -> {
        var corner = 2 * number(shape, "rx");
        var outline =
            new RoundRectangle2D.Double(
                number(shape, "x"),
                number(shape, "y"),
                number(shape, "width"),
                number(shape, "height"),
                corner,
                corner);
        graphics.setColor(color(shape, "fill"));
        graphics.fill(outline);
        graphics.setColor(color(shape, "stroke"));
        graphics.setStroke(new BasicStroke((float) number(shape, "stroke-width")));
        graphics.draw(outline);
      }
      case "path" -> {
        graphics.setColor(color(shape, "stroke"));
        graphics.setStroke(new BasicStroke((float) number(shape, "stroke-width")));
        graphics.draw(curves(shape.getAttribute("d")));
      }
      case "circle" -> {
        graphics.setColor(color(shape, "fill"));
        var radius = number(shape, "r");
        graphics.fill(
            new Ellipse2D.Double(
                number(shape, "cx") - radius,
                number(shape, "cy") - radius,
                2 * radius,
                2 * radius));
      }
      default ->
          throw new BuildFailure("The icon has a <" + shape.getTagName() + ">: draw it here.");
    }
  }

  /// Reads the absolute moves and cubic curves of a path: `M x y` and `C x1 y1 x2 y2 x y`.
  private static Path2D curves(String commands) {
    var path = new Path2D.Double();
    var words = new Scanner(commands.replaceAll("([A-Za-z])", " $1 ")).useLocale(Locale.ROOT);
    while (words.hasNext()) {
      var command = words.next();
      switch (command) {
        case "M" -> path.moveTo(words.nextDouble(), words.nextDouble());
        case "C" ->
            path.curveTo(
                words.nextDouble(),
                words.nextDouble(),
                words.nextDouble(),
                words.nextDouble(),
                words.nextDouble(),
                words.nextDouble());
        default ->
            throw new BuildFailure("The icon has a path command " + command + ": draw it here.");
      }
    }
    return path;
  }

  private static double number(Element shape, String name) {
    return Double.parseDouble(shape.getAttribute(name));
  }

  private static Color color(Element shape, String name) {
    return Color.decode(shape.getAttribute(name));
  }
}
