package backprop.ui.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.formula.Functions;
import backprop.message.Message;
import backprop.network.Networks;
import backprop.training.Pace;
import backprop.training.TrainingService;
import backprop.training.TrainingSnapshot;
import backprop.training.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The panel's model on the real service, with a small network and few generated digits.
class TrainingModelTest {
  private static final long SECOND = 1_000_000_000L;

  private final AtomicInteger services = new AtomicInteger();
  private final TrainingModel model =
      new TrainingModel(
          () -> {
            services.incrementAndGet();
            return new TrainingService();
          },
          () ->
              List.of(
                  new NetworkChoice("small", Networks.layers(Functions.RELU, 0.1, 784, 12, 10))),
          Runnable::run,
          new DataLoader(Runnable::run, 600, 200),
          Runnable::run);
  private long now = SECOND;

  @AfterEach
  void close() {
    model.close();
  }

  private TrainingSnapshot pulseUntil(java.util.function.Predicate<TrainingSnapshot> reached)
      throws InterruptedException {
    for (int i = 0; i < 2000; i++) {
      now += TrainingModel.LEAST_NANOS;
      model.pulse(now);
      Optional<TrainingSnapshot> newest = model.snapshotProperty().get();
      if (newest.filter(reached).isPresent()) {
        return newest.orElseThrow();
      }
      Thread.sleep(5);
    }
    throw new AssertionError("not reached: " + model.snapshotProperty().get());
  }

  private TrainingSnapshot pulseUntil(TrainingState state) throws InterruptedException {
    return pulseUntil(run -> run.state() == state);
  }

  private void choose(long iterations, Pace pace) {
    model
        .settingsProperty()
        .set(Settings.TEXTBOOK.withIterations(iterations).withBatch(20).withPace(pace));
  }

  @Test
  void startBringsGeneratedDigitsAndTrainsToTheEnd() throws InterruptedException {
    choose(300, Pace.FULL_SPEED);
    assertEquals(0, services.get(), "no service before the first run");
    model.start();
    TrainingSnapshot end = pulseUntil(TrainingState.FINISHED);
    assertEquals(300, end.iteration());
    assertEquals(600, end.plan().data().train().count());
    assertTrue(end.testAccuracy().orElseThrow() > 0.4, "accuracy " + end.testAccuracy());
    assertEquals(300, end.losses().size(), "no mini-batch is lost");
    assertEquals(1, services.get());
  }

  @Test
  void pauseResumeNewRateAndStop() throws InterruptedException {
    choose(1_000_000, Pace.FULL_SPEED);
    model.start();
    pulseUntil(run -> run.iteration() > 20);
    model.pause();
    TrainingSnapshot paused = pulseUntil(TrainingState.PAUSED);
    model.changeRate(0.025);
    model.resume();
    TrainingSnapshot resumed =
        pulseUntil(
            run ->
                run.state() == TrainingState.RUNNING
                    && run.iteration() > paused.iteration()
                    && run.rate() == 0.025);
    assertEquals(0.025, model.rate());
    model.stop();
    TrainingSnapshot stopped = pulseUntil(TrainingState.STOPPED);
    assertTrue(stopped.iteration() >= resumed.iteration());
  }

  @Test
  void rewindGoesBackToTheSameInitialWeights() throws InterruptedException {
    choose(200, Pace.FULL_SPEED);
    model.start();
    TrainingSnapshot end = pulseUntil(TrainingState.FINISHED);
    model.rewind();
    TrainingSnapshot rewound = pulseUntil(run -> run.iteration() == 0);
    assertEquals(end.plan().initial(), rewound.weights());
    model.resume();
    TrainingSnapshot again = pulseUntil(TrainingState.FINISHED);
    assertEquals(end.weights(), again.weights(), "bit for bit");
  }

  @Test
  void aFolderWithoutTheFilesGetsOneSentenceAndTrainsNothing(@TempDir Path empty) {
    model.choose(new DataChoice.Mnist(empty));
    Message problem = model.problemProperty().get().orElseThrow();
    assertEquals("data.source.nothing", problem.key());
    assertEquals(Optional.empty(), model.preparationProperty().get());
    assertEquals(0, services.get());
  }

  @Test
  void bringingDataCanBeGivenUp() {
    var held = new java.util.ArrayDeque<Runnable>();
    TrainingModel slow =
        new TrainingModel(
            TrainingService::new,
            List::of,
            Runnable::run,
            new DataLoader(held::add, 2000, 500),
            Runnable::run);
    slow.start();
    held.remove().run();
    assertEquals(0.2, slow.preparationProperty().get().orElseThrow().progress(), 1e-9);
    slow.cancelPreparing();
    while (!held.isEmpty()) {
      held.remove().run();
    }
    assertEquals(Optional.empty(), slow.preparationProperty().get());
    assertEquals(Optional.empty(), slow.loadedProperty().get());
    assertEquals(Optional.empty(), slow.problemProperty().get());
  }

  @Test
  void whatWasDownloadedIsAFolderFromThenOn(@TempDir Path folder) throws IOException {
    DataLoader.Fetch fetch =
        (into, _, progress) -> {
          progress.accept(0.5);
          try {
            // any data will do: a table of two by two pixels
            Files.writeString(into.resolve("train.csv"), "1,0,0,0,0\n2,9,9,9,9\n".repeat(10));
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        };
    var shares = new java.util.ArrayList<Double>();
    TrainingModel online =
        new TrainingModel(
            TrainingService::new,
            List::of,
            Runnable::run,
            new DataLoader(Runnable::run, 20, 10, fetch),
            Runnable::run);
    online
        .preparationProperty()
        .addListener((_, _, how) -> how.ifPresent(h -> shares.add(h.progress())));
    online.choose(new DataChoice.Download(folder));
    assertEquals(List.of(0.0, 0.5), shares);
    assertEquals(new DataChoice.Mnist(folder), online.dataProperty().get());
    assertEquals(2, online.loadedProperty().get().orElseThrow().train().rows());
    assertEquals(Optional.empty(), online.problemProperty().get());
  }

  @Test
  void aDownloadThatFailsIsASentenceAndCanBeTriedAgain(@TempDir Path folder) {
    DataLoader.Fetch fetch =
        (_, _, _) -> {
          throw new java.util.concurrent.CompletionException(
              new backprop.data.DataException(Message.of("data.download.nowhere")));
        };
    TrainingModel offline =
        new TrainingModel(
            TrainingService::new,
            List::of,
            Runnable::run,
            new DataLoader(Runnable::run, 20, 10, fetch),
            Runnable::run);
    offline.choose(new DataChoice.Download(folder));
    assertEquals(Optional.of(Message.of("data.download.nowhere")), offline.problemProperty().get());
    assertEquals(new DataChoice.Download(folder), offline.dataProperty().get());
    assertEquals(Optional.empty(), offline.loadedProperty().get());
  }

  @Test
  void withoutANetworkThereIsASentence() {
    TrainingModel none =
        new TrainingModel(
            TrainingService::new,
            List::of,
            Runnable::run,
            new DataLoader(Runnable::run, 20, 10),
            Runnable::run);
    none.start();
    assertEquals(Optional.of(Message.of("ui-training.no-network")), none.problemProperty().get());
  }

  @Test
  void itRestsWhenNothingMoreIsExpected() throws InterruptedException {
    choose(10, Pace.FULL_SPEED);
    model.start();
    assertTrue(model.activeProperty().get());
    pulseUntil(TrainingState.FINISHED);
    now += 3 * SECOND;
    model.pulse(now);
    assertEquals(false, model.activeProperty().get());
  }

  @Test
  void presetsAreReadBesideAndARunWaitsForThem() {
    Queue<Runnable> reading = new ArrayDeque<>();
    NetworkChoice preset =
        new NetworkChoice("preset", Networks.layers(Functions.RELU, 0.1, 784, 12, 10));
    TrainingModel late =
        new TrainingModel(
            TrainingService::new,
            () -> List.of(preset, new NetworkChoice("own", preset.document())),
            reading::add,
            new DataLoader(Runnable::run, 100, 50),
            Runnable::run);
    try {
      late.offerPresets();
      NetworkChoice own = new NetworkChoice("own", preset.document());
      late.offer(own);
      late.start();
      assertEquals(1, reading.size(), "read once");
      assertEquals(List.of(own), late.networks());
      assertFalse(late.activeProperty().get(), "nothing runs yet");
      reading.remove().run();
      assertEquals(List.of(own, preset), late.networks(), "each name once, the own one first");
      assertEquals(Optional.of(own), late.networkProperty().get());
      assertTrue(late.activeProperty().get(), "the run that was asked for");
    } finally {
      late.close();
    }
  }
}
