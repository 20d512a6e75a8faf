package backprop.app;

import backprop.file.Presets;
import backprop.graph.GraphDocument;
import backprop.message.MessageException;
import backprop.training.TrainingService;
import backprop.ui.common.UiContext;
import backprop.ui.network.NetworkStructure;
import backprop.ui.training.DataChoice;
import backprop.ui.training.NetworkChoice;
import backprop.ui.training.TrainingChip;
import backprop.ui.training.TrainingModel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;

/// Training for the whole window: one model for the chip and the panel, its threads, and the pulse
/// that takes snapshots.
///
/// Nothing is started and no kernel is looked for before the first run.
final class TrainingDesk {
  private static final int DATA_THREADS = 2;

  private final ExecutorService dataThreads =
      Executors.newFixedThreadPool(
          DATA_THREADS, Thread.ofPlatform().name("data-", 1).daemon(true).factory());
  private final ExecutorService readingThread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("reading").daemon(true).factory());
  private final TrainingModel model;
  private final AnimationTimer pulse =
      new AnimationTimer() {
        @Override
        public void handle(long nanos) {
          model().pulse(nanos);
        }
      };

  TrainingDesk(UiContext context) {
    model =
        new TrainingModel(
            TrainingService::new, TrainingDesk::presets, dataThreads, Platform::runLater);
    context
        .preferences()
        .mnistFolderProperty()
        .get()
        .ifPresent(folder -> model.dataProperty().set(new DataChoice.Mnist(folder)));
    model
        .dataProperty()
        .addListener(
            (_, _, now) -> {
              if (now instanceof DataChoice.Mnist(java.nio.file.Path folder)) {
                context.preferences().mnistFolderProperty().set(java.util.Optional.of(folder));
              }
            });
    model
        .activeProperty()
        .addListener(
            (_, _, active) -> {
              if (active) {
                pulse.start();
              } else {
                pulse.stop();
              }
            });
  }

  private static List<NetworkChoice> presets() {
    return Presets.all().stream().flatMap(preset -> choice(preset.open()).stream()).toList();
  }

  /// The network as the list has it; none if it cannot be drawn as layers of neurons.
  private static Optional<NetworkChoice> choice(GraphDocument document) {
    try {
      return Optional.of(new NetworkChoice(NetworkStructure.read(document).shortName(), document));
    } catch (MessageException _) {
      return Optional.empty();
    }
  }

  TrainingModel model() {
    return model;
  }

  /// The chip of the top bar; a click on it opens the training panel.
  TrainingChip chip(UiContext context, Shell shell) {
    return new TrainingChip(context, model, () -> shell.select(NetworkWorkspace.TITLE));
  }

  /// Where drawings are read: one thread, apart from what trains and from what brings data.
  ExecutorService readingThread() {
    return readingThread;
  }

  /// Ends what is under way, as the window closes.
  void close() {
    pulse.stop();
    model.close();
    dataThreads.shutdownNow();
    readingThread.shutdownNow();
  }
}
