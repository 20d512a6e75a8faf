package backprop.ui.network;

import backprop.figure.ColorRole;
import backprop.message.NumberText;
import backprop.network.FloatTensor;
import backprop.tensor.Shape;
import backprop.ui.common.UiContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.css.PseudoClass;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// One neuron: its weights as a picture, and its sum with the largest terms.
final class NeuronCard extends VBox {
  private static final double PICTURE = 120;
  private static final PseudoClass WIDE = PseudoClass.getPseudoClass("wide");
  private static final double MONTAGE = 168;

  private final UiContext context;
  private final CardHead head;
  private final Canvas picture = new Canvas(PICTURE, PICTURE);
  private final Label weights = new Label();
  private final Label range = new Label();
  private final Label sum = new Label();
  private final TermTable terms = new TermTable();

  NeuronCard(UiContext context, Runnable close) {
    this.context = context;
    setId("neuron-card");
    getStyleClass().addAll("bp-card", "neuron-card");
    head = new CardHead(context, close);
    weights.getStyleClass().addAll("muted", "small");
    weights.setWrapText(true);
    range.getStyleClass().addAll("muted", "small");
    VBox legend = new VBox(4, weights, range);
    HBox pictureRow = new HBox(10, picture, legend);
    sum.getStyleClass().add("number");
    sum.setId("neuron-sum");
    sum.setWrapText(true);
    getChildren().addAll(head, pictureRow, sum, terms);
  }

  /// Shows this neuron; its sum only where it is computed.
  void show(PassView view, NetworkModel.Neuron neuron) {
    NetworkPass pass = view.pass().orElseThrow();
    LayerNames names = new LayerNames(pass.structure());
    int layer = neuron.layer();
    boolean first = layer == 0;
    String own = names.neuron(layer, neuron.number());
    head.title(own + "   " + names.formula(layer));
    FloatTensor incoming = column(pass.w().get(layer), neuron.number());
    Optional<MapLayer> maps = first ? pass.structure().lastMaps() : Optional.empty();
    maps.ifPresentOrElse(before -> tiles(incoming, before.out()), () -> paint(incoming));
    String words =
        context
            .texts()
            .text(maps.isPresent() ? "ui-network.card.tiles" : "ui-network.card.weights");
    pseudoClassStateChanged(WIDE, maps.isPresent());
    weights.setText(words);
    range.setText("±" + NumberText.of(incoming.largest(), 3));
    picture.setAccessibleText(words);
    float bias = pass.b().get(layer).get(neuron.number());
    boolean known = view.done(new PassStep.Sum(layer));
    String a = names.sum(layer) + "[" + neuron.number() + "]";
    String right =
        known ? " = " + NumberText.of(pass.sums().get(layer).get(neuron.number()), 4) : "";
    sum.setText(
        a
            + " = Σ "
            + names.input(layer)
            + "·w "
            + (bias < 0 ? NumberText.MINUS : "+")
            + " "
            + NumberText.of(Math.abs(bias), 3)
            + right);
    terms.clear();
    if (known) {
      terms(pass, layer, incoming);
    }
  }

  private void terms(NetworkPass pass, int layer, FloatTensor incoming) {
    FloatTensor input = pass.input(layer);
    List<Integer> largest =
        IntStream.range(0, incoming.size())
            .boxed()
            .sorted(
                (i, j) ->
                    Float.compare(
                        Math.abs(incoming.get(j) * input.get(j)),
                        Math.abs(incoming.get(i) * input.get(i))))
            .limit(TermTable.TERMS)
            .filter(i -> input.get(i) != 0)
            .toList();
    for (int row = 0; row < largest.size(); row++) {
      int i = largest.get(row);
      terms.term(row, name(pass, layer, i), input.get(i), incoming.get(i));
    }
  }

  /// What the layer takes at this position: a pixel, a cell of a map, or a neuron.
  private String name(NetworkPass pass, int layer, int position) {
    LayerNames names = new LayerNames(pass.structure());
    if (layer > 0) {
      return names.neuron(layer - 1, position);
    }
    Optional<MapLayer> maps = pass.structure().lastMaps();
    if (maps.isPresent()) {
      MapLayer.Grid grid = maps.orElseThrow().out();
      int cell = position % grid.cells();
      return context
          .texts()
          .text(
              "ui-network.card.cell",
              names.input(0),
              position / grid.cells(),
              cell / grid.columns(),
              cell % grid.columns());
    }
    int side = Paints.side(pass.input(0).size());
    return context.texts().text("ui-network.card.pixel", position / side, position % side);
  }

  private void paint(FloatTensor weights) {
    picture.setWidth(PICTURE);
    picture.setHeight(PICTURE);
    GraphicsContext g = picture.getGraphicsContext2D();
    g.clearRect(0, 0, PICTURE, PICTURE);
    g.setImageSmoothing(false);
    g.drawImage(Paints.weights(weights, context.theme()), 0, 0, PICTURE, PICTURE);
  }

  /// The weights map by map.
  private void tiles(FloatTensor weights, MapLayer.Grid grid) {
    Montage.paint(
        picture,
        weights,
        0,
        grid.maps(),
        grid.rows(),
        grid.columns(),
        MONTAGE,
        ColorRole.PLUS,
        context.theme());
  }

  private static FloatTensor column(FloatTensor w, int neuron) {
    float[] column = new float[w.shape().dim(0)];
    for (int i = 0; i < column.length; i++) {
      column[i] = w.at(i, neuron);
    }
    return FloatTensor.of(Shape.of(column.length), column);
  }
}
