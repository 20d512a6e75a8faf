package backprop.ui.training;

import backprop.message.Message;
import backprop.training.Failure;
import backprop.training.Pace;
import backprop.training.TrainingSnapshot;
import backprop.training.TrainingState;
import backprop.ui.common.SpanFlow;
import backprop.ui.common.UiContext;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

/// The training panel: what to train, start and pause, how far it has come, charts, epoch table.
public final class TrainingView extends VBox {
  private final UiContext context;
  private final TrainingModel model;
  private final Label title = new Label();
  private final ProgressBar progress = new ProgressBar(0);
  private final Label position = new Label();
  private final Label speed = new Label();
  private final Label left = new Label();
  private final Button start;
  private final Button pause;
  private final Button resume;
  private final Button stop;
  private final Button rewind;
  private final Button cancel;
  private final MenuButton pace = new MenuButton();
  private final SpanFlow sentence;
  private final ChartView loss;
  private final ChartView accuracy;
  private final EpochTable epochs;

  /// The panel of this model.
  public TrainingView(UiContext context, TrainingModel model) {
    this.context = context;
    this.model = model;
    getStyleClass().add("training-view");
    getStylesheets()
        .add(
            Objects.requireNonNull(
                    TrainingView.class.getResource("/backprop/assets/style/ui-training.css"))
                .toExternalForm());
    start = button("start", Material2MZ.PLAY_ARROW, "ui-training.start", model::start);
    pause = button("pause", Material2MZ.PAUSE, "ui-training.pause", model::pause);
    resume = button("resume", Material2MZ.PLAY_ARROW, "ui-training.resume", model::resume);
    stop = button("stop", Material2MZ.STOP, "ui-training.stop", model::stop);
    rewind = button("rewind", Material2MZ.REPLAY, "ui-training.rewind", model::rewind);
    cancel = button("cancel", Material2AL.CLOSE, "ui-training.cancel", model::cancelPreparing);
    sentence = new SpanFlow(context.texts());
    sentence.setId("training-sentence");
    loss = new ChartView(context);
    loss.setId("loss-chart");
    accuracy = new ChartView(context);
    accuracy.setId("accuracy-chart");
    epochs = new EpochTable(context);
    VBox.setVgrow(epochs, Priority.ALWAYS);
    progress.setMaxWidth(Double.MAX_VALUE);
    progress.setId("progress");
    getChildren()
        .addAll(
            head(),
            new SettingsView(context, model),
            progress,
            figures(),
            buttons(),
            sentence,
            new ChartTitle(context, "ui-training.chart.loss")
                .with(ChartPainter.Look.FAINT, "ui-training.chart.batch")
                .with(ChartPainter.Look.SOLID, "ui-training.chart.mean", TrainingSnapshot.MEAN_OVER)
                .with(ChartPainter.Look.DASHED, "ui-training.chart.test"),
            loss,
            new ChartTitle(context, "ui-training.chart.accuracy")
                .with(ChartPainter.Look.SOLID, "ui-training.chart.train-full")
                .with(ChartPainter.Look.DASHED, "ui-training.chart.test-full"),
            accuracy,
            epochs);
    model.snapshotProperty().addListener((_, _, _) -> update());
    model.preparationProperty().addListener((_, _, _) -> update());
    model.awaitedProperty().addListener((_, _, _) -> update());
    model.problemProperty().addListener((_, _, _) -> update());
    model.settingsProperty().addListener((_, _, _) -> update());
    model.dataProperty().addListener((_, _, _) -> update());
    context.texts().languageProperty().addListener((_, _, _) -> update());
    update();
  }

  private HBox head() {
    title.getStyleClass().add("panel-title");
    title.setId("training-title");
    title.setMinWidth(USE_PREF_SIZE);
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    HBox head = new HBox(title, space, new DataMenu(context, model));
    head.getStyleClass().add("head");
    return head;
  }

  private HBox figures() {
    Region first = new Region();
    Region second = new Region();
    HBox.setHgrow(first, Priority.ALWAYS);
    HBox.setHgrow(second, Priority.ALWAYS);
    position.setId("position");
    speed.setId("speed");
    left.setId("time-left");
    HBox figures = new HBox(position, first, speed, second, left);
    figures.getStyleClass().add("figures");
    return figures;
  }

  private HBox buttons() {
    pace.setMinWidth(USE_PREF_SIZE);
    pace.setId("pace");
    pace.getStyleClass().add("pill");
    for (Pace one : Pace.values()) {
      CheckMenuItem item = new CheckMenuItem();
      item.setId("pace-" + one.name());
      item.textProperty().bind(context.texts().bind(TrainingTexts.key(one)));
      item.setOnAction(_ -> model.changePace(one));
      model.settingsProperty().subscribe(now -> item.setSelected(now.pace() == one));
      pace.getItems().add(item);
    }
    HBox buttons = new HBox(start, pause, resume, stop, rewind, cancel, pace);
    buttons.getStyleClass().add("buttons");
    return buttons;
  }

  private Button button(String id, Ikon icon, String key, Runnable perform) {
    Button button = new Button();
    button.setMinWidth(USE_PREF_SIZE);
    button.setId(id);
    button.getStyleClass().add("pill");
    button.setGraphic(new FontIcon(icon));
    button.textProperty().bind(context.texts().bind(key));
    button.managedProperty().bind(button.visibleProperty());
    button.setOnAction(_ -> perform.run());
    return button;
  }

  private void update() {
    Optional<TrainingSnapshot> run = model.snapshotProperty().get();
    boolean preparing = model.preparationProperty().get().isPresent();
    Optional<TrainingState> state = model.state();
    boolean underWay = state.filter(s -> !s.ended()).isPresent();
    boolean starting = model.awaitedProperty().get() && !underWay;
    show(start, !underWay && !preparing && !starting);
    show(pause, state.equals(Optional.of(TrainingState.RUNNING)));
    show(resume, state.equals(Optional.of(TrainingState.PAUSED)));
    show(stop, underWay);
    show(rewind, state.isPresent() && state.orElseThrow() != TrainingState.RUNNING && !preparing);
    show(cancel, preparing);
    pace.setText(
        context
            .texts()
            .text(
                "ui-training.pace",
                Message.of(TrainingTexts.key(model.settingsProperty().get().pace()))));
    title.setText(
        run.map(r -> context.texts().text("ui-training.title-run", r.run()))
            .orElseGet(() -> context.texts().text("ui-training.title")));
    progress.setProgress(
        model
            .preparationProperty()
            .get()
            .map(TrainingModel.Preparation::progress)
            .orElseGet(() -> run.map(TrainingSnapshot::progress).orElse(0.0)));
    figures(run, preparing);
    say(run);
    charts(run);
  }

  private static void show(Node node, boolean visible) {
    node.setVisible(visible);
  }

  private void figures(Optional<TrainingSnapshot> run, boolean preparing) {
    if (preparing) {
      position.setText(context.texts().text(preparationText()));
      speed.setText("");
      left.setText("");
    } else if (run.isPresent()) {
      TrainingSnapshot r = run.orElseThrow();
      position.setText(context.texts().text(TrainingTexts.position(r)));
      speed.setText(context.texts().text(TrainingTexts.speed(r)));
      left.setText(context.texts().text(TrainingTexts.timeLeft(r)));
    } else {
      position.setText(
          context
              .texts()
              .text(
                  model.awaitedProperty().get()
                      ? "ui-training.state.starting"
                      : "ui-training.state.idle"));
      speed.setText("");
      left.setText("");
    }
  }

  private Message preparationText() {
    return switch (model.dataProperty().get()) {
      case DataChoice.Generated _ -> Message.of("ui-training.writing");
      case DataChoice.Mnist _ -> Message.of("ui-training.reading");
      case DataChoice.Download _ -> Message.of("ui-training.downloading");
    };
  }

  /// One sentence below the buttons: what went wrong, else what will be trained on where that is
  /// not MNIST.
  private void say(Optional<TrainingSnapshot> run) {
    Optional<Message> wrong =
        model
            .problemProperty()
            .get()
            .or(() -> run.flatMap(TrainingSnapshot::failure).map(Failure::sentence));
    if (wrong.isPresent()) {
      sentence.show(Message.of("ui-training.wrong", wrong.orElseThrow()));
    } else if (model.dataProperty().get() instanceof DataChoice.Generated) {
      sentence.show(Message.of("ui-training.on-generated"));
    } else {
      sentence.show();
    }
    boolean said = !sentence.getChildren().isEmpty();
    sentence.setVisible(said);
    sentence.setManaged(said);
  }

  private void charts(Optional<TrainingSnapshot> run) {
    if (run.isPresent()) {
      TrainingSnapshot r = run.orElseThrow();
      loss.show(RunCharts.loss(r));
      accuracy.show(RunCharts.accuracy(r));
      epochs.show(r.epochs());
    } else {
      long iterations = model.settingsProperty().get().iterations();
      loss.show(RunCharts.emptyLoss(iterations));
      accuracy.show(RunCharts.emptyAccuracy(iterations));
    }
  }

  /// Puts the focus on what starts or pauses.
  public void focusPanel() {
    for (Button button : java.util.List.of(start, pause, resume)) {
      if (button.isVisible()) {
        button.requestFocus();
        return;
      }
    }
  }

  /// Whether a run is under way, for an action that is on or off.
  public javafx.beans.binding.BooleanBinding running() {
    return Bindings.createBooleanBinding(
        () -> model.state().equals(Optional.of(TrainingState.RUNNING)), model.snapshotProperty());
  }
}
