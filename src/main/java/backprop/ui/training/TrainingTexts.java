package backprop.ui.training;

import backprop.message.Message;
import backprop.message.NumberText;
import backprop.training.Pace;
import backprop.training.TrainingSnapshot;
import java.time.Duration;

/// What the panel and the chip say about a run.
final class TrainingTexts {

  private TrainingTexts() {}

  static String key(Pace pace) {
    return switch (pace) {
      case FULL_SPEED -> "ui-training.pace.full";
      case EPOCH_A_SECOND -> "ui-training.pace.epoch";
      case BATCH_A_SECOND -> "ui-training.pace.batch";
      case ONE_BATCH -> "ui-training.pace.one";
    };
  }

  static Message position(TrainingSnapshot run) {
    return Message.of("ui-training.position", run.iteration(), run.iterations());
  }

  /// The speed in two or three digits: a number that flickers cannot be read.
  static Message speed(TrainingSnapshot run) {
    double speed = run.imagesPerSecond();
    if (speed < 1) {
      return Message.of("ui-training.speed-unknown");
    }
    double unit = Math.max(1, Math.pow(10, Math.floor(Math.log10(speed)) - 1));
    return Message.of("ui-training.speed", Math.round(speed / unit) * (long) unit);
  }

  static Message timeLeft(TrainingSnapshot run) {
    return switch (run.state()) {
      case RUNNING ->
          run.timeLeft()
              .map(left -> Message.of("ui-training.left", duration(left)))
              .orElse(Message.of("ui-training.left-unknown"));
      case PAUSED -> Message.of("ui-training.state.paused");
      case STOPPED -> Message.of("ui-training.state.stopped");
      case FINISHED -> Message.of("ui-training.state.finished");
      case FAILED -> Message.of("ui-training.state.failed");
    };
  }

  private static Message duration(Duration duration) {
    long seconds = Math.max(1, Math.round(duration.toMillis() / 1000.0));
    return seconds < 90
        ? Message.of("ui-training.seconds", seconds)
        : seconds < 5400
            ? Message.of("ui-training.minutes", (seconds + 30) / 60)
            : Message.of("ui-training.hours", NumberText.fixed(seconds / 3600.0, 1));
  }

  /// What the chip says: state and epoch.
  static Message chip(TrainingSnapshot run) {
    long epoch = (long) Math.floor(run.epoch() + 1e-9);
    return switch (run.state()) {
      case RUNNING -> Message.of("ui-training.chip.running", epoch);
      case PAUSED -> Message.of("ui-training.chip.paused", epoch);
      case STOPPED -> Message.of("ui-training.chip.stopped", epoch);
      case FINISHED -> Message.of("ui-training.chip.finished", epoch);
      case FAILED -> Message.of("ui-training.chip.failed", epoch);
    };
  }
}
