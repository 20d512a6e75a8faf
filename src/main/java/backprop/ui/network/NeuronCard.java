package backprop.ui.network;

import backprop.message.NumberText;
import backprop.network.FloatTensor;
import backprop.tensor.Shape;
import backprop.ui.common.UiContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.geometry.Pos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;

/// One neuron: its weights as a picture, and its sum with the largest terms.
final class NeuronCard extends VBox {
  private static final double PICTURE = 120;
  private static final int TERMS = 6;

  private final UiContext context;
  private final Label title = new Label();
  private final Canvas picture = new Canvas(PICTURE, PICTURE);
  private final Label range = new Label();
  private final Label sum = new Label();
  private final GridPane terms = new GridPane();

  NeuronCard(UiContext context, Runnable close) {
    this.context = context;
    setId("neuron-card");
    getStyleClass().addAll("bp-card", "neuron-card");
    title.getStyleClass().add("strong");
    Button closeButton = new Button();
    closeButton.getStyleClass().add("close");
    closeButton.setGraphic(new FontIcon(Material2AL.CLOSE));
    closeButton.accessibleTextProperty().bind(context.texts().bind("common.close"));
    closeButton.setOnAction(_ -> close.run());
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    HBox head = new HBox(title, space, closeButton);
    head.setAlignment(Pos.CENTER_LEFT);
    Label weights = new Label();
    weights.getStyleClass().addAll("muted", "small");
    weights.textProperty().bind(context.texts().bind("ui-network.card.weights"));
    range.getStyleClass().addAll("muted", "small");
    VBox legend = new VBox(4, weights, range);
    HBox pictureRow = new HBox(10, picture, legend);
    sum.getStyleClass().add("number");
    sum.setId("neuron-sum");
    sum.setWrapText(true);
    terms.getStyleClass().add("terms");
    terms.setHgap(10);
    getChildren().addAll(head, pictureRow, sum, terms);
  }

  /// Shows this neuron; its sum only where it is computed.
  void show(PassView view, NetworkModel.Neuron neuron) {
    NetworkPass pass = view.pass().orElseThrow();
    LayerNames names = new LayerNames(pass.structure());
    int layer = neuron.layer();
    boolean first = layer == 0;
    String own = names.neuron(layer, neuron.number());
    title.setText(own + "   " + names.formula(layer));
    FloatTensor weights = column(pass.w().get(layer), neuron.number());
    paint(weights);
    range.setText("±" + NumberText.of(weights.largest(), 3));
    picture.setAccessibleText(context.texts().text("ui-network.card.weights"));
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
    terms.getChildren().clear();
    if (known) {
      terms(pass, layer, weights, first);
    }
  }

  private void terms(NetworkPass pass, int layer, FloatTensor weights, boolean first) {
    FloatTensor input = pass.input(layer);
    List<Integer> largest =
        IntStream.range(0, weights.size())
            .boxed()
            .sorted(
                (i, j) ->
                    Float.compare(
                        Math.abs(weights.get(j) * input.get(j)),
                        Math.abs(weights.get(i) * input.get(i))))
            .limit(TERMS)
            .filter(i -> input.get(i) != 0)
            .toList();
    LayerNames names = new LayerNames(pass.structure());
    int side = Paints.side(input.size());
    for (int row = 0; row < largest.size(); row++) {
      int i = largest.get(row);
      String name =
          first
              ? context.texts().text("ui-network.card.pixel", i / side, i % side)
              : names.neuron(layer - 1, i);
      cell(name, 0, row, "muted");
      cell(NumberText.of(input.get(i), 3), 1, row, "forward");
      cell("×", 2, row, "muted");
      cell(NumberText.of(weights.get(i), 3), 3, row, "");
      cell("=", 4, row, "muted");
      cell(
          NumberText.signed(NumberText.of((double) input.get(i) * weights.get(i), 3)),
          5,
          row,
          "forward");
    }
  }

  private void cell(String text, int column, int row, String style) {
    Label label = new Label(text);
    label.getStyleClass().addAll("number", "term");
    if (!style.isEmpty()) {
      label.getStyleClass().add(style);
    }
    terms.add(label, column, row);
  }

  private void paint(FloatTensor weights) {
    GraphicsContext g = picture.getGraphicsContext2D();
    g.clearRect(0, 0, PICTURE, PICTURE);
    g.setImageSmoothing(false);
    g.drawImage(Paints.weights(weights, context.theme()), 0, 0, PICTURE, PICTURE);
  }

  private static FloatTensor column(FloatTensor w, int neuron) {
    float[] column = new float[w.shape().dim(0)];
    for (int i = 0; i < column.length; i++) {
      column[i] = w.at(i, neuron);
    }
    return FloatTensor.of(Shape.of(column.length), column);
  }

  /// The neuron to show, if it can be shown.
  static Optional<NetworkModel.Neuron> shown(
      PassView view, Optional<NetworkModel.Neuron> selected) {
    return view.pass().isPresent() ? selected : Optional.empty();
  }
}
