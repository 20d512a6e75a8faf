package backprop.cli;

import backprop.message.Message;
import backprop.message.NumberText;
import backprop.training.EpochRecord;
import backprop.training.TrainingSnapshot;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Optional;

/// What `train` says while it runs: a line for each reading of the sets on standard output, and a
/// progress bar on standard error where that is a terminal.
final class TrainReport {
  private static final int BAR = 24;
  private static final String WIPE = "\r\u001b[K";

  private final Console console;
  private final boolean json;
  private final boolean bar;
  private int written;
  private boolean shown;

  /// @param known how many rows of the epoch table were written in an earlier part of the run
  TrainReport(Console console, boolean json, boolean bar, int known) {
    this.console = console;
    this.json = json;
    this.bar = bar;
    this.written = known;
  }

  /// Says what is new.
  void show(TrainingSnapshot now) {
    if (written < now.epochs().size()) {
      wipe();
      for (; written < now.epochs().size(); written++) {
        EpochRecord row = now.epochs().get(written);
        line(row, speed(now));
      }
      console.out().flush();
    }
    if (bar && !now.state().ended()) {
      console.err().print(WIPE + console.messages().format(progress(now)));
      console.err().flush();
      shown = true;
    }
  }

  /// Says the end of a run whose document has its own values: no set was read.
  void showOwn(TrainingSnapshot end) {
    wipe();
    if (json) {
      console
          .out()
          .println(
              json(
                  end.epoch(),
                  end.iteration(),
                  new Figures(lastLoss(end), Optional.empty()),
                  new Figures(Optional.empty(), Optional.empty()),
                  speed(end),
                  end.elapsed()));
    } else {
      console.out().println(console.text("train.own-row", end.iteration(), end.losses().last()));
    }
    console.out().flush();
  }

  /// Images a second; of the whole time where the run was too short to measure.
  private static double speed(TrainingSnapshot now) {
    double seconds = Math.max(1e-3, now.elapsed().toMillis() / 1e3);
    return now.imagesPerSecond() > 0
        ? now.imagesPerSecond()
        : now.iteration() * now.plan().batch() / seconds;
  }

  private static Optional<Double> lastLoss(TrainingSnapshot end) {
    return end.losses().size() == 0 ? Optional.empty() : Optional.of((double) end.losses().last());
  }

  /// Removes the bar from the terminal.
  void wipe() {
    if (shown) {
      console.err().print(WIPE);
      console.err().flush();
      shown = false;
    }
  }

  private void line(EpochRecord row, double imagesPerSecond) {
    if (json) {
      console
          .out()
          .println(
              json(
                  row.epoch(),
                  row.iteration(),
                  new Figures(Optional.of(row.train().loss()), Optional.of(row.train().accuracy())),
                  new Figures(Optional.of(row.test().loss()), Optional.of(row.test().accuracy())),
                  imagesPerSecond,
                  row.elapsed()));
    } else {
      console
          .out()
          .println(
              console.text(
                  "train.row",
                  NumberText.of(row.epoch(), 4),
                  row.iteration(),
                  NumberText.fixed(row.train().loss(), 4),
                  NumberText.fixed(100 * row.train().accuracy(), 2),
                  NumberText.fixed(row.test().loss(), 4),
                  NumberText.fixed(100 * row.test().accuracy(), 2),
                  NumberText.fixed(row.elapsed().toMillis() / 1e3, 1)));
    }
  }

  /// Loss and accuracy on one set, where they are known.
  private record Figures(Optional<Double> loss, Optional<Double> accuracy) {}

  private static String json(
      double epoch,
      long iteration,
      Figures train,
      Figures test,
      double imagesPerSecond,
      Duration elapsed) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("epoch", plain(epoch));
    line.put("iteration", iteration);
    put(line, "train_loss", train.loss());
    put(line, "test_loss", test.loss());
    put(line, "train_accuracy", train.accuracy());
    put(line, "test_accuracy", test.accuracy());
    line.put("images_per_second", plain(Math.rint(imagesPerSecond)));
    line.put("seconds", plain(elapsed.toMillis() / 1e3));
    return line.toString();
  }

  private static void put(ObjectNode line, String name, Optional<Double> number) {
    number
        .filter(Double::isFinite)
        .ifPresentOrElse(value -> line.put(name, plain(value)), () -> line.putNull(name));
  }

  /// Written without an exponent, by Jackson too.
  private static BigDecimal plain(double number) {
    BigDecimal exact = BigDecimal.valueOf(number).round(MathContext.DECIMAL64).stripTrailingZeros();
    return exact.scale() < 0 ? exact.setScale(0) : exact;
  }

  private Message progress(TrainingSnapshot now) {
    int filled = (int) Math.min(BAR, Math.round(BAR * now.progress()));
    String drawn = "█".repeat(filled) + "░".repeat(BAR - filled);
    Message left =
        now.timeLeft()
            .map(TrainReport::duration)
            .map(time -> Message.of("train.left", time))
            .orElse(Message.of("train.left-unknown"));
    return Message.of(
        "train.progress",
        drawn,
        now.iteration(),
        now.iterations(),
        now.losses().size() == 0 ? "–" : NumberText.fixed(now.meanLosses().last(), 4),
        Math.round(now.imagesPerSecond()),
        left);
  }

  /// A length of time in one unit that can be read.
  static Message duration(Duration duration) {
    double seconds = duration.toMillis() / 1e3;
    return seconds < 90
        ? Message.of(
            "train.seconds", seconds < 10 ? NumberText.of(seconds, 2) : Math.round(seconds))
        : seconds < 5_400
            ? Message.of("train.minutes", Math.round(seconds / 60))
            : seconds < 172_800
                ? Message.of("train.hours", NumberText.fixed(seconds / 3_600, 1))
                : Message.of("train.days", Math.round(seconds / 86_400));
  }
}
