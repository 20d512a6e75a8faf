package backprop.ui.training;

import backprop.training.TrainingSnapshot;
import backprop.ui.common.UiContext;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.ListCell;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// The choices for a run: network, optimiser, rate, batch, length, seed.
///
/// While a run is under way only the rate can be changed: it counts from the next batch on.
final class SettingsView extends GridPane {
  private static final int MOST_BATCH = 10_000;

  private final TrainingModel model;
  private final NumberField rate;
  private final NumberField batch;
  private final NumberField iterations;
  private final NumberField seed;
  private final ComboBox<NetworkChoice> network = new ComboBox<>();
  private final ComboBox<OptimizerKind> optimizer = new ComboBox<>();

  SettingsView(UiContext context, TrainingModel model) {
    this.model = model;
    getStyleClass().add("settings");
    ColumnConstraints half = new ColumnConstraints();
    half.setPercentWidth(50);
    half.setHgrow(Priority.ALWAYS);
    getColumnConstraints().addAll(half, half);

    network.setId("network");
    network.setItems(model.networks());
    network.setCellFactory(_ -> new NetworkCell());
    network.setButtonCell(new NetworkCell());
    network.setOnAction(_ -> model.networkProperty().set(Optional.ofNullable(network.getValue())));
    network.accessibleTextProperty().bind(context.texts().bind("ui-training.network"));
    model.networkProperty().subscribe(chosen -> chosen.ifPresent(network::setValue));

    optimizer.setId("optimizer");
    optimizer.getItems().setAll(OptimizerKind.values());
    optimizer.setCellFactory(_ -> new OptimizerCell(context));
    optimizer.setButtonCell(new OptimizerCell(context));
    optimizer.accessibleTextProperty().bind(context.texts().bind("ui-training.optimizer"));
    optimizer.setOnAction(
        _ -> {
          OptimizerKind chosen = optimizer.getValue();
          if (chosen != null && chosen != settings().optimizer()) {
            set(settings().withOptimizer(chosen));
          }
        });

    rate = new NumberField(context, "ui-training.rate", v -> v > 0 && v < 1e6, model::changeRate);
    rate.setId("rate");
    batch =
        new NumberField(
            context,
            "ui-training.batch",
            v -> v >= 1 && v <= MOST_BATCH && v == Math.rint(v),
            v -> set(settings().withBatch((int) v)));
    batch.setId("batch");
    iterations =
        new NumberField(
            context,
            "ui-training.iterations",
            v -> v >= 1 && v <= 1e9 && v == Math.rint(v),
            v -> set(settings().withIterations((long) v)));
    iterations.setId("iterations");
    seed =
        new NumberField(
            context,
            "ui-training.seed",
            v -> v >= 0 && v <= 1e15 && v == Math.rint(v),
            v -> set(settings().withSeed((long) v)));
    seed.setId("seed");

    List<Region> cells = List.of(network, optimizer, rate, batch, iterations, seed);
    for (int i = 0; i < cells.size(); i++) {
      cells.get(i).setMaxWidth(Double.MAX_VALUE);
      add(cells.get(i), i % 2, i / 2);
    }
    model.settingsProperty().subscribe(this::show);
    model.snapshotProperty().subscribe(this::lock);
  }

  private Settings settings() {
    return model.settingsProperty().get();
  }

  private void set(Settings settings) {
    model.settingsProperty().set(settings);
  }

  private void show(Settings settings) {
    optimizer.setValue(settings.optimizer());
    rate.show(settings.rate());
    batch.show(settings.batch());
    iterations.show((double) settings.iterations());
    seed.show((double) settings.seed());
  }

  private void lock(Optional<TrainingSnapshot> run) {
    boolean underWay = run.filter(r -> !r.state().ended()).isPresent();
    for (Control control :
        List.of(network, optimizer, batch.field(), iterations.field(), seed.field())) {
      control.setDisable(underWay);
    }
  }

  private static final class NetworkCell extends ListCell<NetworkChoice> {
    @Override
    protected void updateItem(@Nullable NetworkChoice choice, boolean empty) {
      super.updateItem(choice, empty);
      setText(choice == null || empty ? null : choice.name());
    }
  }

  private static final class OptimizerCell extends ListCell<OptimizerKind> {
    private final UiContext context;

    OptimizerCell(UiContext context) {
      this.context = context;
    }

    @Override
    protected void updateItem(@Nullable OptimizerKind kind, boolean empty) {
      super.updateItem(kind, empty);
      textProperty().unbind();
      if (kind == null || empty) {
        setText(null);
      } else {
        textProperty().bind(context.texts().bind(kind.key()));
      }
    }
  }
}
