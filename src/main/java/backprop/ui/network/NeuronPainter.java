package backprop.ui.network;

import backprop.figure.ColorRole;
import backprop.message.NumberText;
import backprop.network.FloatTensor;
import backprop.ui.common.Texts;
import backprop.ui.common.Theme;
import backprop.ui.network.Diagram.Column;
import backprop.ui.network.Diagram.Disc;
import backprop.ui.network.Diagram.Gap;
import backprop.ui.network.Diagram.Square;
import java.util.Optional;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/// Draws the diagram as far as the playhead has come: a pure function of what it is given.
final class NeuronPainter {
  private final Brush brush;
  private final NetworkStructure structure;
  private final LayerNames names;
  private final Diagram diagram;
  private final PassView view;
  private final GraphicsContext g;

  private NeuronPainter(Brush brush, NetworkStructure structure, Diagram diagram, PassView view) {
    this.brush = brush;
    this.structure = structure;
    this.names = new LayerNames(structure);
    this.diagram = diagram;
    this.view = view;
    this.g = brush.g();
  }

  /// Draws the whole diagram on a canvas of this size.
  ///
  /// @param pictures the pictures of the maps, kept from one drawing to the next
  /// @param selected the neuron whose weights are shown
  /// @param map the map whose filter is shown
  static void paint(
      GraphicsContext g,
      double width,
      double height,
      Theme theme,
      Texts texts,
      NetworkStructure structure,
      Diagram diagram,
      PassView view,
      MapPictures pictures,
      Optional<Disc> selected,
      Optional<NetworkModel.FeatureMap> map) {
    g.setFill(theme.color(ColorRole.CANVAS));
    g.fillRect(0, 0, width, height);
    Brush brush = new Brush(g, theme, texts, diagram.scale());
    new NeuronPainter(brush, structure, diagram, view).paint(selected, pictures, map);
  }

  private void paint(
      Optional<Disc> selected, MapPictures pictures, Optional<NetworkModel.FeatureMap> map) {
    g.setImageSmoothing(false);
    EdgePainter edges = new EdgePainter(brush, view);
    edges.forward(diagram);
    edges.backward(diagram);
    image();
    gradientImage();
    new MapPainter(brush, structure, view, pictures).paint(diagram, map);
    for (Column column : diagram.columns()) {
      head(column);
      column.gaps().forEach(this::gap);
      column.discs().forEach(disc -> disc(disc, selected.filter(disc::equals).isPresent()));
    }
    parameters();
    new TablePainter(brush, structure, diagram, view).paint();
    new LegendPainter(brush, structure, diagram, view).paint();
  }

  private void image() {
    Square at = diagram.image();
    int side = Paints.side(structure.inputs());
    String shape =
        side * side == structure.inputs()
            ? side + "×" + side + " = " + structure.inputs()
            : Integer.toString(structure.inputs());
    brush.text(
        "x   " + shape, at.x(), at.y() - 16, brush.sans(12.5), ColorRole.MUTED, TextAlignment.LEFT);
    g.setFill(brush.color(ColorRole.SURFACE));
    g.fillRect(at.x(), at.y(), at.side(), at.side());
    view.pass()
        .ifPresent(
            p -> {
              Image ink =
                  Paints.ink(p.x(), brush.color(ColorRole.SURFACE), brush.color(ColorRole.INK));
              g.drawImage(ink, at.x(), at.y(), at.side(), at.side());
            });
    frame(at);
  }

  private void frame(Square at) {
    g.setStroke(brush.color(ColorRole.OUTLINE));
    g.setLineDashes();
    g.setLineWidth(1);
    g.strokeRect(at.x() + 0.5, at.y() + 0.5, at.side() - 1, at.side() - 1);
  }

  private void gradientImage() {
    Square at = diagram.gradientImage();
    PassStep step = structure.drawingBack();
    Optional<FloatTensor> gradient =
        view.done(step)
            ? view.pass().flatMap(NetworkPass::backward).map(NetworkPass.Backward::x)
            : Optional.empty();
    String head =
        gradient.map(this::range).orElseGet(() -> brush.texts().text("ui-network.not-yet"));
    brush.text(
        "∂L/∂x   " + head,
        at.x(),
        at.y() - 16,
        brush.sans(12.5),
        gradient.isPresent() ? ColorRole.GRADIENT : ColorRole.MUTED,
        TextAlignment.LEFT);
    if (gradient.isPresent()) {
      g.drawImage(
          Paints.gradient(gradient.orElseThrow(), brush.theme()),
          at.x(),
          at.y(),
          at.side(),
          at.side());
      frame(at);
      double room = diagram.maps().isEmpty() ? Double.MAX_VALUE : at.side() + 14;
      brush.lines(
          brush.texts().text("ui-network.gradient-image"),
          at.x(),
          at.y() + at.side() + 14,
          room,
          brush.sans(11),
          ColorRole.MUTED,
          TextAlignment.LEFT);
    } else {
      brush.slot(at.x(), at.y(), at.side(), at.side(), 2);
    }
  }

  private String range(FloatTensor values) {
    return "±" + NumberText.of(values.largest(), 3);
  }

  private void head(Column column) {
    int layer = column.layer();
    double y = column.top() - (layer == structure.last() ? 58 : 59);
    String formula = names.formula(layer) + "   " + structure.layers().get(layer).outputs();
    brush.text(formula, column.x(), y, brush.sans(13), ColorRole.INK, TextAlignment.CENTER);
    if (layer < structure.last() && column.sorted()) {
      brush.lines(
          brush.texts().text("ui-network.sorted", names.weights(layer + 1)),
          column.x(),
          y + 18,
          headRoom(column),
          brush.sans(12),
          ColorRole.MUTED,
          TextAlignment.CENTER);
    }
  }

  /// How wide the head of a hidden layer may be beside maps: half way to its neighbours.
  private double headRoom(Column column) {
    if (diagram.maps().isEmpty()) {
      return Double.MAX_VALUE;
    }
    double next = diagram.columns().get(column.layer() + 1).x();
    double before =
        column.layer() == 0 ? diagram.left() : diagram.columns().get(column.layer() - 1).x();
    return Math.max(90, Math.min(next - column.x(), column.x() - before));
  }

  private void gap(Gap gap) {
    String key =
        switch (gap.reason()) {
          case SMALLER -> "ui-network.smaller";
          case ZERO -> "ui-network.zero";
          case NO_ROOM -> "ui-network.more";
        };
    brush.haloText(
        "⋮  " + brush.texts().text(key, gap.count()),
        gap.x(),
        gap.y(),
        brush.sans(12.5),
        ColorRole.MUTED,
        TextAlignment.CENTER);
  }

  private void disc(Disc disc, boolean selected) {
    double r = disc.radius();
    Optional<Float> output = output(disc);
    Optional<Float> gradient = view.gradient(disc.layer(), disc.neuron());
    g.setFill(brush.color(ColorRole.SURFACE));
    g.fillOval(disc.x() - r, disc.y() - r, 2 * r, 2 * r);
    output.ifPresent(
        value -> {
          g.setFill(brush.color(ColorRole.FORWARD_LINE, 0.1 + 0.6 * share(disc.layer(), value)));
          g.fillOval(disc.x() - r, disc.y() - r, 2 * r, 2 * r);
        });
    double back = gradient.map(value -> gradientShare(disc.layer(), value)).orElse(0.0);
    g.setLineDashes();
    g.setStroke(brush.color(back > 0.15 ? ColorRole.GRADIENT : ColorRole.OUTLINE));
    g.setLineWidth(back > 0.15 ? 1.2 + 1.6 * back : 1);
    g.strokeOval(disc.x() - r, disc.y() - r, 2 * r, 2 * r);
    if (selected) {
      g.setStroke(brush.color(ColorRole.INK));
      g.setLineWidth(1.5);
      g.strokeOval(disc.x() - r - 4, disc.y() - r - 4, 2 * r + 8, 2 * r + 8);
    }
    boolean last = disc.layer() == structure.last();
    brush.text(
        names.neuron(disc.layer(), disc.neuron()),
        disc.x(),
        disc.y(),
        last ? brush.sans(14) : brush.sans(11.5),
        ColorRole.INK,
        TextAlignment.CENTER);
    if (!last) {
      numbers(disc, gradient);
    }
  }

  /// Below a hidden neuron: its value, and beside it what came back.
  private void numbers(Disc disc, Optional<Float> gradient) {
    Optional<Float> value = value(disc);
    double y = disc.y() + disc.radius() + 8;
    boolean both = value.isPresent() && gradient.isPresent();
    value.ifPresent(
        v ->
            brush.haloText(
                NumberText.of(v, 3),
                disc.x() - (both ? 3 : 0),
                y,
                brush.mono(9.5),
                ColorRole.FORWARD,
                both ? TextAlignment.RIGHT : TextAlignment.CENTER));
    gradient.ifPresent(
        v ->
            brush.haloText(
                NumberText.signed(NumberText.of(v, 2)),
                disc.x() + 3,
                y,
                brush.mono(9.5),
                ColorRole.GRADIENT,
                TextAlignment.LEFT));
  }

  /// What the neuron sends on, once that is computed.
  private Optional<Float> output(Disc disc) {
    return view.hasOutput(disc.layer())
        ? view.pass().map(p -> p.outputs().get(disc.layer()).get(disc.neuron()))
        : Optional.empty();
  }

  /// The newest value of a neuron: its output, or its sum while that is all there is.
  private Optional<Float> value(Disc disc) {
    return output(disc)
        .or(
            () ->
                view.done(new PassStep.Sum(disc.layer()))
                    ? view.pass().map(p -> p.sums().get(disc.layer()).get(disc.neuron()))
                    : Optional.empty());
  }

  /// How full a disc is: a probability as it is, other values against the largest of the layer.
  private double share(int layer, float value) {
    return layer == structure.last()
        ? value
        : share(view.pass().orElseThrow().outputs().get(layer), value);
  }

  private double gradientShare(int layer, float value) {
    NetworkPass.Backward back = view.pass().flatMap(NetworkPass::backward).orElseThrow();
    boolean ofSums = layer == structure.last() || view.gradientOfSums(layer);
    return share(ofSums ? back.sums().get(layer) : back.outputs().get(layer), value);
  }

  private static double share(FloatTensor all, float value) {
    float most = all.largest();
    return most > 0 ? Math.abs(value) / most : 0;
  }

  /// Between two columns, once they are there: the gradients by the weights that lie between.
  private void parameters() {
    for (Column column : diagram.columns()) {
      int layer = column.layer();
      if (!view.done(new PassStep.ParametersBack(layer))) {
        continue;
      }
      double from = layer == 0 ? diagram.left() : diagram.columns().get(layer - 1).x();
      DenseLayer dense = structure.layers().get(layer);
      String name = "∂L/∂" + names.weights(layer);
      String size = dense.inputs() + "×" + dense.outputs();
      double x = (from + column.x()) / 2;
      double y = diagram.columns().getFirst().top() - 22;
      Font font = brush.sans(11.5);
      if (TextWidth.of(name + "  " + size, font) < column.x() - from - 12) {
        brush.haloText(name + "  " + size, x, y, font, ColorRole.GRADIENT, TextAlignment.CENTER);
      } else {
        // Below the head of a hidden layer, above the first neuron where there is none.
        double lower = structure.last() > 0 ? 13 : 0;
        brush.haloText(name, x, y + lower, font, ColorRole.GRADIENT, TextAlignment.CENTER);
        brush.haloText(size, x, y + lower + 13, font, ColorRole.GRADIENT, TextAlignment.CENTER);
      }
    }
  }
}
