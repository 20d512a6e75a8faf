package backprop.ui.network;

import backprop.figure.ColorRole;
import backprop.message.Message;
import backprop.message.NumberText;
import backprop.network.FloatTensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/// Draws the layers of maps as far as the playhead has come.
final class MapPainter {
  private static final double WIDE = 118;
  private static final double LEAST_FONT = 7;

  private final Brush brush;
  private final NetworkStructure structure;
  private final LayerNames names;
  private final PassView view;
  private final MapPictures pictures;
  private final GraphicsContext g;

  MapPainter(Brush brush, NetworkStructure structure, PassView view, MapPictures pictures) {
    this.brush = brush;
    this.structure = structure;
    this.names = new LayerNames(structure);
    this.view = view;
    this.pictures = pictures;
    this.g = brush.g();
  }

  /// Draws the blocks and what leads from one to the next.
  ///
  /// @param selected the map whose filter is shown
  void paint(Diagram diagram, Optional<NetworkModel.FeatureMap> selected) {
    view.pass().ifPresent(pass -> pictures.begin(pass, brush.theme()));
    diagram.flows().forEach(this::flow);
    for (MapBlock block : diagram.maps()) {
      head(block);
      for (MapBlock.Tile tile : block.tiles()) {
        boolean chosen =
            selected.filter(s -> s.layer() == tile.layer() && s.number() == tile.map()).isPresent();
        tile(tile, chosen);
      }
      foot(block);
    }
  }

  private void head(MapBlock block) {
    MapLayer layer = structure.maps().get(block.layer());
    double y = block.top() + MapBlock.LINE / 2 - 3;
    String name = names.maps(block.layer()) + "  " + layer.out();
    fitted(name, block.x(), y, block.width() + 6, 12.5, ColorRole.INK);
    for (List<Message> parts : MapHead.lines(layer, block.width() >= WIDE)) {
      y += MapBlock.LINE;
      String line = parts.stream().map(brush.texts()::shown).collect(Collectors.joining(" · "));
      fitted(line, block.x(), y, block.width() + 6, 11.5, ColorRole.MUTED);
    }
  }

  private void tile(MapBlock.Tile tile, boolean chosen) {
    brush.text(
        Integer.toString(tile.map()),
        tile.x() - 3,
        tile.middle(),
        brush.mono(8.5),
        ColorRole.MUTED,
        TextAlignment.RIGHT);
    if (view.hasMaps(tile.layer())) {
      NetworkPass pass = view.pass().orElseThrow();
      g.drawImage(
          pictures.forward(pass, tile.layer(), tile.map(), brush.theme()),
          tile.x(),
          tile.y(),
          tile.side(),
          tile.side());
      frame(tile.x(), tile, ColorRole.OUTLINE);
    } else {
      brush.slot(tile.x(), tile.y(), tile.side(), tile.side(), 2);
    }
    if (view.mapGradient(tile.layer()).isPresent()) {
      NetworkPass pass = view.pass().orElseThrow();
      g.drawImage(
          pictures.back(pass, tile.layer(), tile.map(), brush.theme()),
          tile.gradientX(),
          tile.y(),
          tile.side(),
          tile.side());
      frame(tile.gradientX(), tile, ColorRole.GRADIENT);
    } else {
      brush.slot(tile.gradientX(), tile.y(), tile.side(), tile.side(), 2);
    }
    if (chosen) {
      g.setStroke(brush.color(ColorRole.INK));
      g.setLineWidth(1.5);
      g.setLineDashes();
      g.strokeRect(tile.x() - 2, tile.y() - 2, tile.right() - tile.x() + 4, tile.side() + 4);
    }
  }

  private void frame(double x, MapBlock.Tile tile, ColorRole role) {
    g.setStroke(brush.color(role));
    g.setLineDashes();
    g.setLineWidth(1);
    g.strokeRect(x + 0.5, tile.y() + 0.5, tile.side() - 1, tile.side() - 1);
  }

  private void foot(MapBlock block) {
    double left = block.x();
    double room = block.width() + 8;
    if (block.hidden() > 0) {
      String key = view.pass().isPresent() ? "ui-network.maps.smaller" : "ui-network.more";
      String more = brush.texts().text(key, block.hidden());
      fitted("⋮ " + more, left, block.gapY(), room, 11.5, ColorRole.MUTED);
    }
    Optional<FloatTensor> gradient = view.filterGradient(block.layer());
    gradient.ifPresent(
        values ->
            fitted(
                "∂L/∂" + names.filters(block.layer()) + " ±" + NumberText.of(values.largest(), 2),
                left,
                block.footY(),
                room,
                11.5,
                ColorRole.GRADIENT));
  }

  /// A text as large as fits.
  private void fitted(String text, double x, double y, double width, double size, ColorRole role) {
    Font font = brush.sans(size);
    double wide = TextWidth.of(text, font);
    if (wide > width) {
      font = Font.font(font.getFamily(), Math.max(LEAST_FONT, font.getSize() * width / wide));
    }
    brush.haloText(text, x, y, font, role, TextAlignment.LEFT);
  }

  /// Forward a solid line to the maps as they are made, backward a dashed one beside it.
  private void flow(MapBlock.Flow flow) {
    double there = view.progress(new PassStep.Maps(flow.layer()));
    if (there > 0) {
      line(flow, ColorRole.FORWARD_LINE, 0, there, 0);
      if (there >= 1) {
        tip(flow.toX(), flow.toY(), flow.fromX() == flow.toX(), 1);
      }
    }
    PassStep back = new PassStep.MapsBack(flow.layer());
    double gone = view.progress(back);
    if (gone > 0) {
      if (view.newest(back)) {
        g.setLineDashes(7, 4);
      }
      line(flow, ColorRole.GRADIENT, 1 - gone, 1, 3.5);
      if (gone >= 1) {
        boolean down = flow.fromX() == flow.toX();
        tip(flow.fromX() + (down ? 3.5 : 0), flow.fromY() + (down ? 0 : 3.5), down, -1);
      }
    }
  }

  private void line(MapBlock.Flow flow, ColorRole role, double from, double to, double beside) {
    boolean down = flow.fromX() == flow.toX();
    g.setStroke(brush.color(role));
    g.setFill(brush.color(role));
    g.setLineWidth(1.8);
    EdgePainter.curve(
        g,
        flow.fromX() + (down ? beside : 0),
        flow.fromY() + (down ? 0 : beside),
        flow.toX() + (down ? beside : 0),
        flow.toY() + (down ? 0 : beside),
        from,
        to);
    g.setLineDashes();
  }

  /// The head of an arrow in the colour of its line, to the right or down, or the other way.
  private void tip(double x, double y, boolean down, int way) {
    double back = 5.0 * way;
    double aside = 3;
    if (down) {
      g.fillPolygon(
          new double[] {x, x - aside, x + aside}, new double[] {y, y - back, y - back}, 3);
    } else {
      g.fillPolygon(
          new double[] {x, x - back, x - back}, new double[] {y, y - aside, y + aside}, 3);
    }
  }
}
