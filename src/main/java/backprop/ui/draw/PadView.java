package backprop.ui.draw;

import backprop.ui.common.UiContext;
import backprop.ui.common.UserAction;
import java.util.Objects;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The pad with its tools, what the network sees, the prediction, and the true label.
public final class PadView extends Region {
  private static final PseudoClass NARROW = PseudoClass.getPseudoClass("narrow");

  /// What everything but the pad needs in height.
  private static final double REST = 470;

  private static final double NARROW_BELOW = 270;

  private static final double SMALLEST_PAD = 150;
  private static final double PADDING = 14;

  private final VBox column = new VBox();
  private final PadCanvas pad;

  /// The pad of this model.
  ///
  /// @param sample puts a digit of a data set on the pad
  /// @param teach does one update of weights for this drawing and its true label
  public PadView(UiContext context, PadModel model, UserAction sample, UserAction teach) {
    getStyleClass().add("pad-view");
    getStylesheets()
        .add(
            Objects.requireNonNull(PadView.class.getResource("/backprop/assets/style/ui-draw.css"))
                .toExternalForm());
    Label title = new Label();
    title.getStyleClass().add("section-title");
    title.textProperty().bind(context.texts().bind("ui-draw.title"));
    pad = new PadCanvas(context, model);
    Region space = new Region();
    VBox.setVgrow(space, Priority.ALWAYS);
    column.getStyleClass().add("column");
    column
        .getChildren()
        .addAll(
            title,
            pad,
            tools(context, model, sample),
            new SeenView(context, model),
            new PredictionView(context, model),
            space,
            new LabelChooser(context, model, teach));
    getChildren().add(column);
  }

  private static HBox tools(UiContext context, PadModel model, UserAction sample) {
    ToggleGroup group = new ToggleGroup();
    HBox tools =
        new HBox(
            tool(context, model, Tool.PEN, "ui-draw.pen", group),
            tool(context, model, Tool.ERASER, "ui-draw.erase", group));
    Button clear = new Button();
    clear.setMinWidth(USE_PREF_SIZE);
    clear.setId("clear");
    clear.getStyleClass().add("pill");
    clear.textProperty().bind(context.texts().bind("ui-draw.clear"));
    clear.disableProperty().bind(model.emptyProperty());
    clear.setOnAction(_ -> model.clear());
    Button put = new Button();
    put.setMinWidth(USE_PREF_SIZE);
    put.setId("sample");
    put.getStyleClass().add("pill");
    put.textProperty().bind(context.texts().bind(sample.label()));
    put.disableProperty().bind(javafx.beans.binding.Bindings.not(sample.enabled()));
    put.setOnAction(_ -> sample.perform());
    tools.getChildren().addAll(clear, put);
    tools.getStyleClass().add("tools");
    return tools;
  }

  private static ToggleButton tool(
      UiContext context, PadModel model, Tool tool, String key, ToggleGroup group) {
    ToggleButton button = new ToggleButton();
    button.setMinWidth(USE_PREF_SIZE);
    button.setId(tool == Tool.PEN ? "pen" : "erase");
    button.getStyleClass().addAll("pill", "tool");
    button.setToggleGroup(group);
    button.textProperty().bind(context.texts().bind(key));
    button.setOnAction(
        _ -> {
          button.setSelected(true);
          model.toolProperty().set(tool);
        });
    model.toolProperty().subscribe(now -> button.setSelected(now == tool));
    return button;
  }

  @Override
  protected void layoutChildren() {
    double width = getWidth() - 2 * PADDING;
    double side = Math.max(SMALLEST_PAD, Math.min(width, getHeight() - REST));
    pseudoClassStateChanged(NARROW, getWidth() < NARROW_BELOW);
    pad.setMinSize(side, side);
    pad.setPrefSize(side, side);
    pad.setMaxSize(side, side);
    column.resizeRelocate(PADDING, 0, width, getHeight());
  }

  /// Puts the focus on the pad.
  public void focusPad() {
    pad.requestFocus();
  }
}
