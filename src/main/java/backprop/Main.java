package backprop;

import static java.nio.charset.StandardCharsets.UTF_8;

import backprop.app.Launcher;
import backprop.app.LogConfigurator;
import backprop.app.WindowSystem;
import backprop.app.tour.Tour;
import backprop.cli.Arguments;
import backprop.cli.Request;
import backprop.cli.StandardError;
import backprop.cli.StartedAs;
import backprop.cli.TrainingRuntime;
import backprop.message.Language;
import backprop.message.MessageException;
import backprop.message.Messages;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/// Starts the program: the window, the tour, or the answer to a command.
///
/// It does not extend JavaFX's `Application`, so that a command never starts the toolkit, and a
/// window is tried only where one can open.
public final class Main {
  private static final int FAILED = 1;

  private final Messages messages = Messages.in(Language.of(Locale.getDefault()));
  private final PrintWriter out = new PrintWriter(System.out, true, UTF_8);
  private final PrintWriter err = new PrintWriter(System.err, true, UTF_8);

  private Main() {}

  /// Runs the program and ends the process with its exit code.
  public static void main(String[] arguments) {
    StandardError.openIfClosed();
    System.exit(new Main().run(arguments));
  }

  private int run(String... arguments) {
    try {
      return switch (new Arguments(StartedAs.thisProcess(), messages, out, err).read(arguments)) {
        case Request.End end -> end.exitCode();
        case Request.PlayTour tour -> playTour(tour.folder());
        case Request.OpenWindow window -> openWindow(window.document());
      };
    } catch (MessageException e) {
      err.println(messages.format(e.sentence()));
    } catch (RuntimeException | IOException e) {
      LoggerFactory.getLogger(Main.class).error("The program ended", e);
      err.println(messages.format("app.unexpected", LogConfigurator.file()));
    }
    return FAILED;
  }

  private int openWindow(Optional<Path> document) throws IOException {
    var obstacle = WindowSystem.ofThisProcess().obstacle();
    if (obstacle.isEmpty()) {
      Launcher.launch(document.map(Path::toString).stream().toArray(String[]::new));
      return 0;
    }
    err.println(messages.format(obstacle.get()));
    err.println(messages.format("launch.tour-instead", Arguments.TOUR_FOLDER));
    return playTour(Arguments.TOUR_FOLDER);
  }

  private int playTour(Path folder) throws IOException {
    if (!TrainingRuntime.isThisProcess()) {
      return TrainingRuntime.run("--tour", folder.toString());
    }
    WindowSystem.useHeadlessPlatform();
    try {
      Tour.run(folder);
    } catch (UncheckedIOException e) {
      err.println(messages.format("launch.tour-not-written", folder, reason(e)));
      return FAILED;
    } catch (IllegalStateException e) {
      // the tour's settings and log are gone with its temporary home
      err.println(messages.format("launch.tour-stopped", reason(e)));
      return FAILED;
    }
    out.println(messages.format("launch.tour-done", folder));
    return 0;
  }

  private static String reason(Exception e) {
    var cause = Objects.requireNonNullElse(e.getCause(), e);
    return e instanceof UncheckedIOException
        ? cause.getClass().getSimpleName() + " " + cause.getMessage()
        : String.valueOf(e.getMessage());
  }
}
