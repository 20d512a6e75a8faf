package backprop.ui.network;

import backprop.figure.ColorRole;
import backprop.message.NumberText;
import backprop.network.FloatTensor;
import backprop.ui.common.UiContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// One feature map: its filter as pictures, and the sum of its largest cell with the largest terms.
final class MapCard extends VBox {
  private static final double PICTURE = 128;

  private final UiContext context;
  private final CardHead head;
  private final Label parts = new Label();
  private final Canvas filter = new Canvas();
  private final Label filterWords = new Label();
  private final Canvas gradient = new Canvas();
  private final Label gradientWords = new Label();
  private final HBox gradientRow = new HBox(10, gradient, gradientWords);
  private final Label where = new Label();
  private final Label sum = new Label();
  private final Label stages = new Label();
  private final TermTable terms = new TermTable();

  MapCard(UiContext context, Runnable close) {
    this.context = context;
    this.head = new CardHead(context, close);
    setId("map-card");
    getStyleClass().addAll("bp-card", "neuron-card");
    pseudoClassStateChanged(PseudoClass.getPseudoClass("wide"), true);
    for (Label label : List.of(parts, filterWords, gradientWords, where)) {
      label.getStyleClass().addAll("muted", "small");
      label.setWrapText(true);
    }
    gradientWords.getStyleClass().add("gradient");
    sum.getStyleClass().add("number");
    sum.setId("map-sum");
    sum.setWrapText(true);
    stages.getStyleClass().addAll("number", "term");
    stages.setId("map-stages");
    stages.setWrapText(true);
    where.setId("map-where");
    getChildren()
        .addAll(
            head, parts, new HBox(10, filter, filterWords), gradientRow, where, sum, stages, terms);
  }

  /// Shows this map; its sum only where it is computed, its filter's gradient only where that has
  /// come.
  void show(PassView view, NetworkModel.FeatureMap selected) {
    NetworkPass pass = view.pass().orElseThrow();
    MapPass made = pass.maps().get(selected.layer());
    LayerNames names = new LayerNames(pass.structure());
    head.title(
        context
            .texts()
            .text("ui-network.card.map", selected.number(), names.maps(selected.layer())));
    parts.setText(
        made.layer().stages().stream()
            .map(stage -> context.texts().shown(MapHead.text(made.layer(), stage)))
            .collect(Collectors.joining(" · ")));
    filters(made, selected, names.filters(selected.layer()), view.filterGradient(selected.layer()));
    boolean known = view.hasMaps(selected.layer());
    for (Label label : List.of(where, sum, stages)) {
      label.setVisible(known);
      label.setManaged(known);
    }
    terms.clear();
    if (known) {
      cell(CellTrace.of(made, selected.number()), made, names, selected.layer());
    }
  }

  private void filters(
      MapPass made,
      NetworkModel.FeatureMap selected,
      String filterName,
      Optional<FloatTensor> back) {
    MapLayer layer = made.layer();
    int from = selected.number() * numbers(layer);
    montage(filter, made.filters(), layer, from, ColorRole.PLUS);
    String words =
        context
            .texts()
            .text(
                layer.filterChannels() == 1 ? "ui-network.card.filter" : "ui-network.card.filters");
    filter.setAccessibleText(words);
    filterWords.setText(words + "\n" + range(made.filters(), from, numbers(layer)));
    gradientRow.setVisible(back.isPresent());
    gradientRow.setManaged(back.isPresent());
    back.ifPresent(
        values -> {
          montage(gradient, values, layer, from, ColorRole.GRADIENT);
          String of = "∂L/∂" + filterName + "[" + selected.number() + "]";
          gradient.setAccessibleText(of);
          gradientWords.setText(of + "\n" + range(values, from, numbers(layer)));
        });
  }

  private static int numbers(MapLayer layer) {
    return layer.filterChannels() * layer.filterRows() * layer.filterColumns();
  }

  private void montage(
      Canvas canvas, FloatTensor values, MapLayer layer, int from, ColorRole above) {
    Montage.paint(
        canvas,
        values,
        from,
        layer.filterChannels(),
        layer.filterRows(),
        layer.filterColumns(),
        layer.filterChannels() == 1 ? PICTURE / 2 : PICTURE,
        above,
        context.theme());
  }

  private static String range(FloatTensor values, int from, int count) {
    return "±" + NumberText.of(Montage.slice(values, from, count).largest(), 3);
  }

  private void cell(CellTrace trace, MapPass made, LayerNames names, int layer) {
    String input = names.mapInput(layer);
    where.setText(context.texts().text("ui-network.card.largest", trace.row(), trace.column()));
    String bias =
        trace
            .bias()
            .map(b -> (b < 0 ? " " + NumberText.MINUS : " +") + " " + NumberText.of(Math.abs(b), 3))
            .orElse("");
    sum.setText("Σ " + input + "·w" + bias + " = " + NumberText.of(trace.values().getFirst(), 4));
    StringBuilder after = new StringBuilder();
    for (int stage = 1; stage < trace.values().size(); stage++) {
      after
          .append(stage > 1 ? "\n" : "")
          .append("→ ")
          .append(
              context.texts().shown(MapHead.text(made.layer(), made.layer().stages().get(stage))))
          .append(": ")
          .append(NumberText.of(trace.values().get(stage), 4));
    }
    stages.setText(after.toString());
    boolean any = !after.isEmpty();
    stages.setVisible(any);
    stages.setManaged(any);
    for (int row = 0; row < Math.min(TermTable.TERMS, trace.terms().size()); row++) {
      CellTrace.Term term = trace.terms().get(row);
      String name =
          layer == 0
              ? context.texts().text("ui-network.card.pixel", term.row(), term.column())
              : context
                  .texts()
                  .text("ui-network.card.cell", input, term.channel(), term.row(), term.column());
      terms.term(row, name, term.value(), term.weight());
    }
  }
}
