package backprop.ui.graph;

import backprop.file.DocumentFile;
import backprop.file.Examples;
import backprop.file.FileException;
import backprop.file.RecoveryStore;
import backprop.graph.GraphDocument;
import backprop.graph.History;
import backprop.message.Language;
import backprop.message.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Which document is open, where it came from, and its recovery copy.
///
/// Files are read and written where they are asked for, since documents are small; the recovery
/// copy is written in the background. FX thread only.
final class GraphDocuments {
  private static final String COPY = "graph";

  /// From so many bytes on a file is read in the background.
  private static final long LARGE_FILE = 32 * 1024;

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

  /// A document with unsaved changes that was put aside when another was opened.
  ///
  /// @param example the id of the example it began as, or nothing
  record Parked(History history, Optional<Path> file, String example) {}

  private final GraphModel model;
  private final RecoveryStore store;
  private final Executor background;
  private final Executor foreground;
  private final Clock clock;
  private final ReadOnlyObjectWrapper<Optional<Path>> file =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<String> example = new ReadOnlyObjectWrapper<>("");
  private final ReadOnlyObjectWrapper<Optional<LocalTime>> copied =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Message>> trouble =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private Optional<GraphDocument> inCopy = Optional.empty();
  private boolean writing;
  private Object newestRead = new Object();

  /// @param background where recovery copies are written
  /// @param foreground runs on the thread that uses this
  GraphDocuments(
      GraphModel model,
      RecoveryStore store,
      Executor background,
      Executor foreground,
      Clock clock) {
    this.model = model;
    this.store = store;
    this.background = background;
    this.foreground = foreground;
    this.clock = clock;
  }

  /// The file that is open.
  ReadOnlyObjectProperty<Optional<Path>> fileProperty() {
    return file.getReadOnlyProperty();
  }

  /// The id of the example that is open; empty for none.
  ReadOnlyObjectProperty<String> exampleProperty() {
    return example.getReadOnlyProperty();
  }

  /// When the recovery copy was written.
  ReadOnlyObjectProperty<Optional<LocalTime>> copiedProperty() {
    return copied.getReadOnlyProperty();
  }

  /// What went wrong last with a file; empty after something went well.
  ReadOnlyObjectProperty<Optional<Message>> troubleProperty() {
    return trouble.getReadOnlyProperty();
  }

  /// What the top bar calls the document.
  String name() {
    return file.get()
        .map(path -> String.valueOf(path.getFileName()))
        .orElseGet(
            () ->
                example.get().isEmpty()
                    ? model.document().title()
                    : example.get() + DocumentFile.EXTENSION);
  }

  /// Opens what was not saved at the last end, or else the first example.
  ///
  /// @return whether something was restored
  boolean restoreOrBegin(Language language) {
    Optional<RecoveryStore.Copy> copy = store.read(COPY);
    if (copy.isEmpty()) {
      openExample(Examples.first(), language);
      return false;
    }
    GraphDocument saved = GraphDocument.EMPTY;
    Optional<Path> origin = copy.get().origin();
    if (origin.isPresent()) {
      try {
        saved = DocumentFile.read(origin.get());
      } catch (FileException gone) {
        // The copy is all there is: it is unsaved whatever the file would have held.
        origin = Optional.empty();
      }
    }
    file.set(origin);
    example.set("");
    inCopy = Optional.of(copy.get().document());
    model.open(History.recovered(copy.get().document(), saved));
    return true;
  }

  /// What would be lost if another document took this one's place.
  Optional<Parked> park() {
    return model.history().isDirty()
        ? Optional.of(new Parked(model.history(), file.get(), example.get()))
        : Optional.empty();
  }

  /// Brings back what was put aside.
  void bringBack(Parked parked) {
    opened(parked.history(), parked.file(), parked.example());
  }

  void openExample(Examples.Example chosen, Language language) {
    opened(History.of(chosen.open(language)), Optional.empty(), chosen.id());
  }

  void openNew(String title) {
    opened(History.of(GraphDocument.EMPTY.withTitle(title)), Optional.empty(), "");
  }

  /// Reads a file, a large one in the background; if it cannot be read, says why and leaves
  /// everything as it is.
  ///
  /// @param then given what was read, unless another file was asked for meanwhile
  void read(Path path, Consumer<GraphDocument> then) {
    Object request = new Object();
    newestRead = request;
    beside(
        isLarge(path),
        () -> DocumentFile.read(path),
        document -> {
          if (newestRead == request) {
            then.accept(document);
          }
        });
  }

  /// Shows what was read from a file.
  void open(GraphDocument read, Path path) {
    opened(History.of(read), Optional.of(path), "");
  }

  private static boolean isLarge(Path path) {
    try {
      return Files.size(path) > LARGE_FILE;
    } catch (IOException gone) {
      return false; // the reading says why
    }
  }

  /// Does work with a file, at once or in the background; what goes wrong becomes a sentence.
  private <T> void beside(boolean inBackground, Supplier<T> work, Consumer<T> then) {
    Supplier<Runnable> guarded =
        () -> {
          try {
            T made = work.get();
            return () -> then.accept(made);
          } catch (FileException failed) {
            return () -> trouble.set(Optional.of(failed.sentence()));
          }
        };
    if (inBackground) {
      background.execute(
          () -> {
            Runnable answer = guarded.get();
            foreground.execute(answer);
          });
    } else {
      guarded.get().run();
    }
  }

  private void opened(History history, Optional<Path> path, String exampleId) {
    newestRead = new Object(); // what is still being read came too late
    trouble.set(Optional.empty());
    file.set(path);
    example.set(exampleId);
    model.open(history);
  }

  /// Writes the document, a large one in the background; if that fails, says why.
  ///
  /// @param then told when it is written
  void save(Path path, Runnable then) {
    GraphDocument document = model.document();
    beside(
        LargeGraphs.isLarge(document),
        () -> {
          DocumentFile.write(document, path);
          return document;
        },
        written -> {
          trouble.set(Optional.empty());
          file.set(Optional.of(path));
          example.set("");
          model.markSaved(written);
          keepCopy();
          then.run();
        });
  }

  /// Writes the recovery copy if the document has changes that no copy holds, and deletes it when
  /// there is nothing to recover; to be called every few seconds.
  void keepCopy() {
    if (writing) {
      return;
    }
    Optional<GraphDocument> wanted =
        model.history().isDirty() ? Optional.of(model.document()) : Optional.empty();
    if (wanted.equals(inCopy)) {
      return;
    }
    writing = true;
    Optional<Path> origin = file.get();
    background.execute(
        () -> {
          Optional<Message> failed = write(wanted, origin);
          foreground.execute(
              () -> {
                writing = false;
                if (failed.isPresent()) {
                  trouble.set(failed);
                } else {
                  copied.set(wanted.map(_ -> LocalTime.now(clock)));
                }
                inCopy = wanted;
              });
        });
  }

  /// Writes the recovery copy before this returns: when the window closes.
  void keepCopyNow() {
    Optional<GraphDocument> wanted =
        model.history().isDirty() ? Optional.of(model.document()) : Optional.empty();
    if (!wanted.equals(inCopy) && write(wanted, file.get()).isEmpty()) {
      inCopy = wanted;
    }
  }

  private Optional<Message> write(Optional<GraphDocument> wanted, Optional<Path> origin) {
    try {
      if (wanted.isPresent()) {
        store.write(COPY, new RecoveryStore.Copy(wanted.get(), origin, clock.instant()));
      } else {
        store.delete(COPY);
      }
      return Optional.empty();
    } catch (FileException failed) {
      return Optional.of(failed.sentence());
    }
  }

  /// "recovery copy written 12:04".
  static Optional<Message> note(Optional<LocalTime> copied) {
    return copied.map(time -> Message.of("ui-graph.recovery.written", TIME.format(time)));
  }
}
