package backprop.cli;

import backprop.file.CheckpointFile;
import backprop.file.FileException;
import backprop.message.Message;
import backprop.training.Checkpoint;
import backprop.training.TrainingService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// The checkpoints of a run: now and then, and when the process is asked to end.
final class TrainCheckpoints {
  private static final long PATIENCE_SECONDS = 20;

  private final TrainingService service;
  private final Supplier<Optional<Long>> sum;
  private Optional<Long> data = Optional.empty();
  private boolean summed;
  private final Path file;
  private final boolean periodic;
  private final long everyNanos;
  private long last = System.nanoTime();
  private Optional<CompletableFuture<Checkpoint>> asked = Optional.empty();

  /// @param sum gives the sum over the data of the run, asked for at the first checkpoint
  /// @param file where checkpoints are written
  /// @param periodic whether they are written now and then
  TrainCheckpoints(
      TrainingService service,
      Supplier<Optional<Long>> sum,
      Path file,
      boolean periodic,
      Duration every) {
    this.service = service;
    this.sum = sum;
    this.file = file;
    this.periodic = periodic;
    this.everyNanos = every.toNanos();
  }

  Path file() {
    return file;
  }

  /// Asks for a checkpoint when it is time, and writes one that has come, while the run goes on.
  ///
  /// @throws FileException if it cannot be written
  void tick() {
    if (asked.filter(CompletableFuture::isDone).isPresent()) {
      CompletableFuture<Checkpoint> ready = asked.get();
      asked = Optional.empty();
      last = System.nanoTime();
      if (!ready.isCompletedExceptionally()) {
        write(ready.join());
      }
    } else if (periodic && asked.isEmpty() && System.nanoTime() - last >= everyNanos) {
      asked = Optional.of(service.checkpoint());
    }
  }

  private synchronized void write(Checkpoint checkpoint) {
    if (!summed) {
      data = sum.get();
      summed = true;
    }
    CheckpointFile.write(checkpoint, data, file);
  }

  /// Writes a last checkpoint, or says why that cannot be.
  ///
  /// @return the sentence for the person
  Message writeLast(String resume) {
    try {
      Checkpoint checkpoint = service.checkpoint().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      write(checkpoint);
      return Message.of("train.interrupted", checkpoint.iteration(), resume);
    } catch (FileException e) {
      return e.sentence();
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      return Message.of("train.not-kept");
    }
  }
}
