package backprop;

import backprop.app.Launcher;
import backprop.app.LogConfigurator;
import backprop.app.WindowSystem;
import backprop.app.tour.Tour;
import backprop.cli.Arguments;
import backprop.cli.Console;
import backprop.cli.Request;
import backprop.cli.StartedAs;
import backprop.cli.TrainingRuntime;
import backprop.message.Message;
import backprop.message.MessageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/// Starts the program: the window, the tour, or the answer to a command.
///
/// It does not extend JavaFX's `Application`, so that a command never starts the toolkit, and a
/// window is tried only where one can open.
public final class Main {
  private static final int FAILED = 1;

  private static final int WRONG_USE = 2;

  private final Console console = Console.ofThisProcess();
  private final StartedAs startedAs = StartedAs.thisProcess();

  private Main() {}

  /// Runs the program and ends the process with its exit code.
  public static void main(String[] arguments) {
    System.exit(new Main().run(arguments));
  }

  private int run(String... arguments) {
    try {
      return switch (new Arguments(startedAs, console).read(arguments)) {
        case Request.End end -> end.exitCode();
        case Request.PlayTour tour -> playTour(tour.folder());
        case Request.OpenWindow window -> openWindow(window.document());
      };
    } catch (MessageException e) {
      console.say(e.sentence());
    } catch (RuntimeException | IOException e) {
      LoggerFactory.getLogger(Main.class).error("The program ended", e);
      console.say(Message.of("app.unexpected", String.valueOf(LogConfigurator.file())));
    } finally {
      console.flush();
    }
    return FAILED;
  }

  private int openWindow(Optional<Path> document) throws IOException {
    var obstacle = WindowSystem.ofThisProcess().obstacle();
    if (obstacle.isPresent()) {
      console.say(obstacle.get());
      return startedAs == StartedAs.WINDOW ? tourInstead() : WRONG_USE;
    }
    if (startedAs == StartedAs.COMMAND && !TrainingRuntime.isThisProcess()) {
      return TrainingRuntime.openWindow(document);
    }
    Launcher.launch(document.map(Path::toString).stream().toArray(String[]::new));
    return 0;
  }

  private int tourInstead() throws IOException {
    console.say(Message.of("launch.tour-instead", Arguments.TOUR_FOLDER.toString()));
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
      console.say(Message.of("launch.tour-not-written", folder.toString(), reason(e)));
      return FAILED;
    } catch (IllegalStateException e) {
      // the tour's settings and log are gone with its temporary home
      console.say(Message.of("launch.tour-stopped", reason(e)));
      return FAILED;
    }
    console.out().println(console.text("launch.tour-done", folder));
    return 0;
  }

  private static String reason(Exception e) {
    var cause = Objects.requireNonNullElse(e.getCause(), e);
    return e instanceof UncheckedIOException
        ? cause.getClass().getSimpleName() + " " + cause.getMessage()
        : String.valueOf(e.getMessage());
  }
}
