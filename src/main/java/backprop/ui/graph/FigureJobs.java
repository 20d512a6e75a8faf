package backprop.ui.graph;

import backprop.file.AtomicFile;
import backprop.file.picture.FigureExport;
import backprop.file.picture.Film;
import backprop.message.Message;
import backprop.message.MessageException;
import backprop.message.NumberText;
import backprop.ui.common.UiContext;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/// Makes and writes figures beside the FX thread, says how far it is, and can be told to stop.
///
/// A film is made one frame a task, so that what else waits for the background is not held up.
final class FigureJobs {
  private final UiContext context;
  private final Banner banner;
  private final Executor foreground;

  /// @param foreground runs on the FX thread
  FigureJobs(UiContext context, Banner banner, Executor foreground) {
    this.context = context;
    this.banner = banner;
    this.foreground = foreground;
  }

  /// Makes a file's content and writes it.
  void write(Path file, Supplier<FigureExport> export, Function<FigureExport, byte[]> content) {
    context
        .background()
        .execute(
            () ->
                guarded(
                    file,
                    () -> {
                      AtomicFile.write(file, content.apply(export.get()));
                      foreground.execute(() -> context.status().say(written(file)));
                    }));
  }

  /// Makes something and gives it to the FX thread.
  <T> void make(
      String name,
      Supplier<FigureExport> export,
      Function<FigureExport, T> content,
      Consumer<T> then) {
    context
        .background()
        .execute(
            () ->
                guarded(
                    Path.of(name),
                    () -> {
                      T made = content.apply(export.get());
                      foreground.execute(() -> then.accept(made));
                    }));
  }

  /// Makes a film frame by frame and writes it.
  void film(Path file, Supplier<FigureExport> export, Function<FigureExport, Film> film) {
    AtomicBoolean cancelled = new AtomicBoolean();
    progress(file, 0, cancelled);
    context
        .background()
        .execute(() -> guarded(file, () -> next(file, film.apply(export.get()), cancelled)));
  }

  private void next(Path file, Film film, AtomicBoolean cancelled) {
    if (cancelled.get()) {
      foreground.execute(() -> context.status().say(Message.of("export.cancelled", name(file))));
      return;
    }
    if (film.hasNext()) {
      film.makeNext();
      double done = film.done();
      foreground.execute(() -> progress(file, done, cancelled));
      context.background().execute(() -> guarded(file, () -> next(file, film, cancelled)));
      return;
    }
    AtomicFile.write(file, film.content());
    foreground.execute(
        () -> {
          banner.hide();
          context.status().say(written(file));
        });
  }

  private void progress(Path file, double done, AtomicBoolean cancelled) {
    if (!cancelled.get()) {
      banner.tell(
          Message.of("export.writing", name(file), NumberText.percent(done, 0)),
          new Banner.Action(Message.of("export.cancel"), () -> cancelled.set(true)));
    }
  }

  /// What goes wrong is said in the status line, and the banner leaves.
  private void guarded(Path file, Runnable work) {
    try {
      work.run();
    } catch (MessageException e) {
      foreground.execute(() -> wrong(e.sentence()));
    } catch (RuntimeException | OutOfMemoryError e) {
      LoggerFactory.getLogger(FigureJobs.class).error("{} was not written", file, e);
      foreground.execute(() -> wrong(Message.of("export.failed", name(file))));
    }
  }

  private void wrong(Message sentence) {
    banner.hide();
    context.status().wrong(sentence);
  }

  private static Message written(Path file) {
    return Message.of("export.written", name(file));
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
