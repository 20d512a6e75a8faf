package backprop.cli;

import backprop.data.DataException;
import backprop.data.DataSource;
import backprop.data.DigitData;
import backprop.message.MessageException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The data of a run, read while the rest is made ready.
final class TrainData {
  private final Optional<CompletableFuture<DigitData>> reading;

  private TrainData(Optional<CompletableFuture<DigitData>> reading) {
    this.reading = reading;
  }

  /// Begins to read the data of this name; none if it is empty.
  static TrainData begin(String name, Console console) {
    return new TrainData(
        name.isEmpty()
            ? Optional.empty()
            : Optional.of(CompletableFuture.supplyAsync(() -> read(name, console))));
  }

  private static DigitData read(String name, Console console) {
    int threads = Runtime.getRuntime().availableProcessors();
    try (ExecutorService executor =
        Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon(true).factory())) {
      return DataSource.open(name, console.folder(), executor, () -> false, _ -> {});
    } catch (DataException e) {
      throw new MessageException(e.problem(), e);
    }
  }

  /// Whether the person named data.
  boolean isNamed() {
    return reading.isPresent();
  }

  /// The data.
  ///
  /// @throws MessageException if they cannot be read
  DigitData await() {
    try {
      return reading.orElseThrow().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
