package backprop.ui.training;

import backprop.data.DataException;
import backprop.data.DigitData;
import backprop.message.Message;
import backprop.message.MessageException;
import backprop.training.Pace;
import backprop.training.TrainingPlan;
import backprop.training.TrainingService;
import backprop.training.TrainingSnapshot;
import backprop.training.TrainingState;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// What is trained and how it goes: the choices for the next run, the commands, the newest
/// snapshot.
///
/// Snapshots come in through [#pulse], called at every frame; nothing else of the service touches
/// the FX thread. Data are read or written on an executor and kept for the next run. FX thread
/// only.
public final class TrainingModel {
  /// Snapshots are taken at most so often: more cannot be read, and each costs the run a copy.
  static final long LEAST_NANOS = 90_000_000L;

  /// So long after the last command or step nothing more is expected of the service.
  private static final long REST_NANOS = 2_000_000_000L;

  /// Data that are being brought, with the share that is done.
  public record Preparation(DataChoice data, double progress) {}

  private final Supplier<TrainingService> makeService;
  private final PresetOffer presets;
  private final DataLoader loader;
  private final Executor fx;

  private final ObservableList<NetworkChoice> networks = FXCollections.observableArrayList();
  private final ObjectProperty<Optional<NetworkChoice>> network = optional();
  private final ObjectProperty<DataChoice> data =
      new SimpleObjectProperty<>(new DataChoice.Generated());
  private final ObjectProperty<Settings> settings = new SimpleObjectProperty<>(Settings.TEXTBOOK);
  private final ReadOnlyObjectWrapper<Optional<TrainingSnapshot>> snapshot =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Preparation>> preparation =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Message>> problem =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<DigitData>> loaded =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  private Optional<DataChoice> loadedChoice = Optional.empty();
  private AtomicBoolean cancelled = new AtomicBoolean();
  private final ReadOnlyBooleanWrapper active = new ReadOnlyBooleanWrapper();
  private long lastPulse;
  private long lastActive;
  private final ReadOnlyBooleanWrapper awaited = new ReadOnlyBooleanWrapper();
  private @Nullable TrainingService service;

  private static <T> ObjectProperty<Optional<T>> optional() {
    return new SimpleObjectProperty<>(Optional.empty());
  }

  /// A model of the runs of the service that is made when the first run starts: the kernels are not
  /// looked for while the window opens.
  ///
  /// @param makeService makes the service, once
  /// @param presets the networks that ship with the program, asked for on `background` when they
  ///   are first needed
  /// @param background reads and writes data; a second thread makes writing digits faster
  /// @param fx runs what must be on the FX thread, such as `Platform::runLater`
  public TrainingModel(
      Supplier<TrainingService> makeService,
      Supplier<List<NetworkChoice>> presets,
      Executor background,
      Executor fx) {
    this(makeService, presets, background, DataLoader.on(background), fx);
  }

  TrainingModel(
      Supplier<TrainingService> makeService,
      Supplier<List<NetworkChoice>> presets,
      Executor presetReader,
      DataLoader loader,
      Executor fx) {
    this.makeService = makeService;
    this.presets = new PresetOffer(presets, presetReader, fx, this::offerPresets);
    this.loader = loader;
    this.fx = fx;
    data.addListener((_, _, now) -> forget(now));
  }

  private void forget(DataChoice now) {
    cancelPreparing();
    problem.set(Optional.empty());
    if (!loadedChoice.equals(Optional.of(now))) {
      loaded.set(Optional.empty());
      loadedChoice = Optional.empty();
    }
  }

  /// Chooses what the next run learns from, and brings it at once so that starting need not wait.
  void choose(DataChoice choice) {
    data.set(choice);
    withData(_ -> {});
  }

  /// Offers the networks that ship with the program as soon as they are read, once.
  public void offerPresets() {
    presets.then(() -> {});
  }

  private void offerPresets(List<NetworkChoice> read) {
    for (NetworkChoice preset : read) {
      if (networks.stream().noneMatch(other -> other.name().equals(preset.name()))) {
        networks.add(preset);
      }
    }
    if (network.get().isEmpty() && !networks.isEmpty()) {
      network.set(Optional.of(networks.getFirst()));
    }
  }

  /// Offers this network before the others and chooses it; one of the same name is replaced.
  public void offer(NetworkChoice choice) {
    offerPresets();
    networks.removeIf(other -> other.name().equals(choice.name()));
    networks.addFirst(choice);
    network.set(Optional.of(choice));
  }

  // ---- commands ------------------------------------------------------------------------------

  /// Starts a run with what is chosen: brings the data first where they are not there.
  public void start() {
    problem.set(Optional.empty());
    presets.then(() -> withData(this::startOn));
  }

  /// Brings the chosen data, unless they are there, and then calls `then` with them.
  public void withData(java.util.function.Consumer<DigitData> then) {
    if (loaded.get().isPresent()) {
      then.accept(loaded.get().orElseThrow());
      return;
    }
    if (preparation.get().isPresent()) {
      return;
    }
    DataChoice choice = data.get();
    AtomicBoolean stop = new AtomicBoolean();
    cancelled = stop;
    preparation.set(Optional.of(new Preparation(choice, 0)));
    var _ =
        loader
            .load(choice, stop::get, share -> fx.execute(() -> progressed(choice, stop, share)))
            .whenComplete(
                (result, failure) ->
                    fx.execute(
                        () -> {
                          if (stop.get()) {
                            return;
                          }
                          preparation.set(Optional.empty());
                          if (failure != null) {
                            problem.set(Optional.of(sentence(failure)));
                          } else {
                            loadedChoice = Optional.of(settled(choice));
                            loaded.set(Optional.of(result));
                            data.set(settled(choice));
                            then.accept(result);
                          }
                        }));
  }

  /// What is downloaded once is a folder from then on.
  private static DataChoice settled(DataChoice choice) {
    return choice instanceof DataChoice.Download(var folder)
        ? new DataChoice.Mnist(folder)
        : choice;
  }

  private void progressed(DataChoice choice, AtomicBoolean stop, double share) {
    if (!stop.get() && preparation.get().isPresent()) {
      preparation.set(Optional.of(new Preparation(choice, share)));
    }
  }

  private static Message sentence(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return switch (cause) {
      case DataException e -> e.problem();
      case MessageException e -> e.sentence();
      default -> Message.of("ui-training.data-failed", String.valueOf(cause.getMessage()));
    };
  }

  /// Gives up bringing data.
  public void cancelPreparing() {
    cancelled.set(true);
    preparation.set(Optional.empty());
  }

  private void startOn(DigitData digits) {
    if (network.get().isEmpty()) {
      problem.set(Optional.of(Message.of("ui-training.no-network")));
      return;
    }
    Settings chosen = settings.get();
    var document = network.get().orElseThrow().document();
    try {
      service().start(TrainingPlan.of(document, digits, chosen.recipe()).withPace(chosen.pace()));
    } catch (MessageException e) {
      problem.set(Optional.of(e.sentence()));
    }
  }

  private TrainingService service() {
    awaited.set(true);
    active.set(true);
    TrainingService made = service;
    if (made == null) {
      made = makeService.get();
      service = made;
    }
    return made;
  }

  /// Waits after the batch under way.
  public void pause() {
    service().pause();
  }

  /// Goes on after a pause.
  public void resume() {
    service().resume();
  }

  /// Ends the run where it stands.
  public void stop() {
    service().stop();
  }

  /// Takes the run back to the same initial weights.
  public void rewind() {
    service().rewind();
  }

  /// Changes the learning rate, of the run under way as well.
  public void changeRate(double rate) {
    settings.set(settings.get().withRate(rate));
    if (service != null) {
      service.setRate(rate);
    }
  }

  /// Changes the pace, of the run under way as well.
  public void changePace(Pace pace) {
    settings.set(settings.get().withPace(pace));
    if (service != null) {
      service.setPace(pace);
    }
  }

  /// Gives up what is under way and ends the service.
  public void close() {
    cancelPreparing();
    if (service != null) {
      service.close();
    }
  }

  /// Takes the newest snapshot out of the mailbox, if it is time; to be called at every frame.
  ///
  /// @param nanos the time of the frame
  public void pulse(long nanos) {
    if (service == null || nanos - lastPulse < LEAST_NANOS) {
      return;
    }
    lastPulse = nanos;
    service
        .poll()
        .ifPresent(
            newest -> {
              awaited.set(false);
              snapshot.set(Optional.of(newest));
            });
    // The first snapshot may take seconds: both sets are read before the first batch.
    if (awaited.get() || state().equals(Optional.of(TrainingState.RUNNING))) {
      lastActive = nanos;
    } else if (nanos - lastActive > REST_NANOS) {
      active.set(false);
    }
  }

  // ---- what is known -------------------------------------------------------------------------

  /// Whether a command was given of which no snapshot tells yet.
  ReadOnlyBooleanProperty awaitedProperty() {
    return awaited.getReadOnlyProperty();
  }

  /// Whether snapshots may come, so that [#pulse] should be called at every frame.
  public ReadOnlyBooleanProperty activeProperty() {
    return active.getReadOnlyProperty();
  }

  /// The networks one can choose.
  public ObservableList<NetworkChoice> networks() {
    return networks;
  }

  /// The network of the next run.
  public ObjectProperty<Optional<NetworkChoice>> networkProperty() {
    return network;
  }

  /// The data of the next run.
  public ObjectProperty<DataChoice> dataProperty() {
    return data;
  }

  /// The learning rate that is chosen.
  public double rate() {
    return settings.get().rate();
  }

  /// The other choices for the next run.
  ObjectProperty<Settings> settingsProperty() {
    return settings;
  }

  /// The newest snapshot that was taken; none before the first run.
  public ReadOnlyObjectProperty<Optional<TrainingSnapshot>> snapshotProperty() {
    return snapshot.getReadOnlyProperty();
  }

  /// Whether data are being brought.
  public ReadOnlyObjectProperty<Optional<Preparation>> preparationProperty() {
    return preparation.getReadOnlyProperty();
  }

  /// Why nothing was started, in one sentence.
  public ReadOnlyObjectProperty<Optional<Message>> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /// The data, once they were brought.
  public ReadOnlyObjectProperty<Optional<DigitData>> loadedProperty() {
    return loaded.getReadOnlyProperty();
  }

  /// Where the run stands; none before the first.
  public Optional<TrainingState> state() {
    return snapshot.get().map(TrainingSnapshot::state);
  }
}
