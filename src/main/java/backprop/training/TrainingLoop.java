package backprop.training;

import backprop.training.TrainingService.Asked;
import backprop.training.TrainingService.Order;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the training thread does: batch after batch, and between two of them what the
/// [TrainingService] was asked.
final class TrainingLoop implements Runnable {
  private final TrainingService service;
  private final boolean polite;
  private final int threads;

  /// Whether the run pauses after its next batch.
  private boolean single;

  /// @param polite whether a window's threads go first
  /// @param threads how many compute together
  TrainingLoop(TrainingService service, boolean polite, int threads) {
    this.service = service;
    this.polite = polite;
    this.threads = threads;
  }

  @Override
  public void run() {
    if (polite) {
      Politeness.begin();
    }
    try (ThreadTeam team = new ThreadTeam(threads, polite ? Politeness::begin : () -> {})) {
      serveOrders(team);
    }
  }

  private void serveOrders(ThreadTeam team) {
    while (true) {
      Order next = service.nextOrder();
      if (next == null) {
        return;
      }
      try {
        serve(next.begin(new Engine(service.kernels(), team)));
      } catch (OutOfMemoryError e) {
        service.publish(broken(next, Failure.of("trainer.failure.memory", next.plan().batch())));
      } catch (RuntimeException e) {
        service.publish(broken(next, Failure.of("trainer.failure.unexpected", e.toString())));
      }
    }
  }

  /// Runs until the service is closed or another run is ordered.
  private void serve(Run run) {
    TrainingState state = TrainingState.RUNNING;
    long due = System.nanoTime();
    run.watch().start();
    // at once, because the first reading of both sets takes a moment
    service.publish(run.snapshot(state, service.rate(), service.pace()));
    while (true) {
      if (service.attention()) {
        Optional<TrainingState> obeyed = obey(run, state);
        if (obeyed.isEmpty()) {
          return;
        }
        state = obeyed.get();
        due = System.nanoTime();
      }
      if (state != TrainingState.RUNNING) {
        run.watch().stop();
        service.publish(run.snapshot(state, service.rate(), service.pace()));
        service.awaitAttention(Long.MAX_VALUE);
        run.watch().start();
        continue;
      }
      if (run.evaluationDue()) {
        run.evaluate(service.rate(), service::abandoned);
        run.watch().skip();
        if (run.failed()) {
          state = TrainingState.FAILED;
        }
        service.publish(run.snapshot(state, service.rate(), service.pace()));
        due = System.nanoTime();
        continue;
      }
      if (run.finished()) {
        state = TrainingState.FINISHED;
        continue;
      }
      run.step(service.rate(), service::abandoned);
      run.watch().tick(run.iteration());
      if (run.failed()) {
        state = TrainingState.FAILED;
      } else if (single || service.pace() == Pace.ONE_BATCH) {
        single = false;
        state = run.finished() ? TrainingState.FINISHED : TrainingState.PAUSED;
        if (run.evaluationDue()) {
          run.evaluate(service.rate(), service::abandoned);
        }
        state = run.failed() ? TrainingState.FAILED : state;
      } else {
        if (service.snapshotTaken() || service.pace() == Pace.BATCH_A_SECOND) {
          service.publish(run.snapshot(state, service.rate(), service.pace()));
        }
        due = waitForPace(run, due);
      }
    }
  }

  /// Does what was asked; empty if this run is to be left.
  private Optional<TrainingState> obey(Run run, TrainingState before) {
    Optional<Asked> asked = service.take();
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    asked.get().checkpoints().forEach(wanted -> wanted.complete(run.checkpoint(service.rate())));
    single = asked.get().single();
    TrainingState state = before;
    if (asked.get().rewind()) {
      run.rewind();
      state = TrainingState.PAUSED;
    }
    if (state.ended()) {
      return Optional.of(state);
    }
    return Optional.of(
        switch (asked.get().wish()) {
          case NONE -> state;
          case RUN -> TrainingState.RUNNING;
          case PAUSE -> TrainingState.PAUSED;
          case STOP -> {
            run.evaluateIfNew(service.rate(), service::abandoned);
            yield run.failed() ? TrainingState.FAILED : TrainingState.STOPPED;
          }
        });
  }

  private long waitForPace(Run run, long due) {
    long interval =
        switch (service.pace()) {
          case FULL_SPEED, ONE_BATCH -> 0;
          case EPOCH_A_SECOND ->
              1_000_000_000L * run.plan().batch() / run.plan().data().train().count();
          case BATCH_A_SECOND -> 1_000_000_000L;
        };
    if (interval == 0) {
      return due;
    }
    long next = due + interval;
    long now = System.nanoTime();
    if (next <= now) {
      // too slow for the pace: no hurry afterwards to catch up more than a tenth of a second
      return Math.max(next, now - 100_000_000L);
    }
    service.awaitAttention(next - now);
    return next;
  }

  private TrainingSnapshot broken(Order order, Failure why) {
    return new TrainingSnapshot(
        order.run(),
        order.plan(),
        TrainingState.FAILED,
        0,
        order.plan().iterations(),
        service.rate(),
        service.pace(),
        0,
        Duration.ZERO,
        Optional.empty(),
        FloatSeries.EMPTY,
        FloatSeries.EMPTY,
        List.of(),
        order.plan().initial(),
        Map.of(),
        Optional.of(why));
  }
}
