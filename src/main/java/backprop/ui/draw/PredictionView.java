package backprop.ui.draw;

import backprop.message.NumberText;
import backprop.ui.common.NotComputedSlot;
import backprop.ui.common.UiContext;
import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// How probable each digit is: a bar and a percentage a class; says so where nothing is drawn.
final class PredictionView extends VBox {
  private static final PseudoClass BEST = PseudoClass.getPseudoClass("best");
  private static final int CLASSES = 10;

  private final UiContext context;
  private final Label empty = new Label();
  private final List<Label> digits = new ArrayList<>();
  private final List<ProbabilityBar> bars = new ArrayList<>();
  private final List<Label> shares = new ArrayList<>();
  private final List<NotComputedSlot> slots = new ArrayList<>();

  PredictionView(UiContext context, PadModel model) {
    this.context = context;
    getStyleClass().add("prediction");
    Label title = new Label();
    title.getStyleClass().add("section-title");
    title.textProperty().bind(context.texts().bind("ui-draw.prediction"));
    empty.setId("nothing-drawn");
    empty.getStyleClass().addAll("muted", "small");
    empty.textProperty().bind(context.texts().bind("ui-draw.nothing-drawn"));
    HBox head = new HBox(6, title, empty);
    head.getStyleClass().add("head");
    getChildren().addAll(head, rows());
    model.readingProperty().subscribe(this::show);
  }

  private GridPane rows() {
    GridPane rows = new GridPane();
    rows.getStyleClass().add("rows");
    ColumnConstraints digitColumn = new ColumnConstraints(22);
    ColumnConstraints barColumn = new ColumnConstraints();
    barColumn.setHgrow(Priority.ALWAYS);
    barColumn.setFillWidth(true);
    ColumnConstraints shareColumn = new ColumnConstraints(58);
    shareColumn.setHalignment(HPos.RIGHT);
    rows.getColumnConstraints().addAll(digitColumn, barColumn, shareColumn);
    for (int k = 0; k < CLASSES; k++) {
      Label digit = new Label(Integer.toString(k));
      digit.getStyleClass().add("strong");
      ProbabilityBar bar = new ProbabilityBar();
      Label share = new Label();
      share.setId("probability-" + k);
      share.getStyleClass().add("number");
      NotComputedSlot slot = new NotComputedSlot(context.texts(), 44, 12);
      digits.add(digit);
      bars.add(bar);
      shares.add(share);
      slots.add(slot);
      rows.add(digit, 0, k);
      rows.add(bar, 1, k);
      rows.add(share, 2, k);
      rows.add(slot, 2, k);
    }
    return rows;
  }

  private void show(Reading reading) {
    empty.setVisible(reading instanceof Reading.Empty);
    for (int k = 0; k < CLASSES; k++) {
      slots.get(k).setVisible(reading instanceof Reading.NotYet);
      boolean best = false;
      double probability = 0;
      String text = "";
      if (reading instanceof Reading.Classes classes && k < classes.probabilities().size()) {
        probability = classes.probabilities().get(k);
        text = NumberText.percent(probability);
        best = classes.best() == k;
      }
      bars.get(k).show(probability);
      shares.get(k).setText(text);
      shares.get(k).pseudoClassStateChanged(BEST, best);
    }
  }
}
