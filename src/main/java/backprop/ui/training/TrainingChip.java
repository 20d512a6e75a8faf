package backprop.ui.training;

import backprop.figure.ColorRole;
import backprop.message.NumberText;
import backprop.training.TrainingSnapshot;
import backprop.training.TrainingState;
import backprop.ui.common.UiContext;
import java.util.Objects;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2MZ;

/// What the top bar shows of training in every workspace: a small curve, state, epoch, accuracy,
/// and a button that starts, pauses or resumes.
public final class TrainingChip extends HBox {
  private static final double CURVE_WIDTH = 60;
  private static final double CURVE_HEIGHT = 18;

  private final UiContext context;
  private final TrainingModel model;
  private final Canvas curve = new Canvas(CURVE_WIDTH, CURVE_HEIGHT);
  private final Label text = new Label();
  private final Label accuracy = new Label();
  private final Button button = new Button();
  private final FontIcon icon = new FontIcon(Material2MZ.PLAY_ARROW);

  /// The chip of this model.
  ///
  /// @param open shows the training panel
  public TrainingChip(UiContext context, TrainingModel model, Runnable open) {
    this.context = context;
    this.model = model;
    setId("training-chip");
    getStyleClass().add("training-chip");
    getStylesheets()
        .add(
            Objects.requireNonNull(
                    TrainingChip.class.getResource("/backprop/assets/style/ui-training.css"))
                .toExternalForm());
    setAlignment(Pos.CENTER);
    text.setMinWidth(USE_PREF_SIZE);
    accuracy.setMinWidth(USE_PREF_SIZE);
    text.getStyleClass().add("muted");
    accuracy.getStyleClass().add("strong");
    button.setId("chip-button");
    button.getStyleClass().add("chip-button");
    button.setGraphic(icon);
    button.setOnAction(_ -> act());
    curve.managedProperty().bind(curve.visibleProperty());
    accuracy.managedProperty().bind(accuracy.visibleProperty());
    getChildren().addAll(curve, text, accuracy, button);
    setOnMouseClicked(
        event -> {
          open.run();
          event.consume();
        });
    model.snapshotProperty().addListener((_, _, _) -> update());
    model.preparationProperty().addListener((_, _, _) -> update());
    context.texts().languageProperty().addListener((_, _, _) -> update());
    context.theme().colorsProperty().addListener((_, _, _) -> update());
    update();
  }

  private void act() {
    switch (model.state().orElse(TrainingState.STOPPED)) {
      case RUNNING -> model.pause();
      case PAUSED -> model.resume();
      case STOPPED, FINISHED, FAILED -> model.start();
    }
  }

  private void update() {
    Optional<TrainingSnapshot> run = model.snapshotProperty().get();
    boolean running = model.state().equals(Optional.of(TrainingState.RUNNING));
    button.setDisable(model.preparationProperty().get().isPresent());
    String action =
        context
            .texts()
            .text(
                running
                    ? "ui-training.pause"
                    : model.state().equals(Optional.of(TrainingState.PAUSED))
                        ? "ui-training.resume"
                        : "ui-training.start");
    button.setAccessibleText(action);
    icon.setIconCode(running ? Material2MZ.PAUSE : Material2MZ.PLAY_ARROW);
    text.setText(
        model.preparationProperty().get().isPresent()
            ? context.texts().text("ui-training.chip.preparing")
            : run.map(r -> context.texts().text(TrainingTexts.chip(r)))
                .orElseGet(() -> context.texts().text("ui-training.chip.idle")));
    Optional<Double> test = run.flatMap(TrainingSnapshot::testAccuracy);
    accuracy.setVisible(test.isPresent());
    test.ifPresent(share -> accuracy.setText(NumberText.percent(share)));
    curve.setVisible(run.filter(r -> r.losses().size() > 1).isPresent());
    run.ifPresent(this::paint);
  }

  /// The accuracy on the test set where there are several rows; the falling loss before that.
  private void paint(TrainingSnapshot run) {
    GraphicsContext g = curve.getGraphicsContext2D();
    g.clearRect(0, 0, CURVE_WIDTH, CURVE_HEIGHT);
    boolean rows = run.epochs().size() > 2;
    Curve line =
        rows ? Curves.of(run.epochs(), row -> row.test().accuracy()) : Curves.of(run.meanLosses());
    double top = rows ? 1 : Math.max(1e-6, line.size() > 0 ? line.y(0) : 1);
    PlotScale scale =
        new PlotScale(
            1,
            2,
            CURVE_WIDTH - 2,
            CURVE_HEIGHT - 4,
            0,
            Math.max(1, line.size() > 0 ? line.x(line.size() - 1) : 1),
            0,
            top);
    Polyline points = Polyline.of(line, scale);
    g.setStroke(context.theme().color(ColorRole.INK));
    g.setLineWidth(1.6);
    g.strokePolyline(points.x(), points.y(), points.size());
  }
}
