package backprop.ui.graph;

import backprop.file.DocumentFile;
import backprop.file.Examples;
import backprop.file.FileException;
import backprop.file.RecoveryStore;
import backprop.graph.GraphDocument;
import backprop.graph.History;
import backprop.message.Language;
import backprop.message.Message;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Which document is open, where it came from, and its recovery copy.
///
/// Files are read and written where they are asked for, since documents are small; the recovery
/// copy is written in the background. FX thread only.
final class GraphDocuments {
  private static final String COPY = "graph";
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

  /// Opens a file; if it cannot be read, says why and leaves everything as it is.
  boolean open(Path path) {
    try {
      opened(History.of(DocumentFile.read(path)), Optional.of(path), "");
      return true;
    } catch (FileException broken) {
      trouble.set(Optional.of(broken.sentence()));
      return false;
    }
  }

  private void opened(History history, Optional<Path> path, String exampleId) {
    trouble.set(Optional.empty());
    file.set(path);
    example.set(exampleId);
    model.open(history);
  }

  /// Writes the document; if that fails, says why.
  boolean save(Path path) {
    try {
      DocumentFile.write(model.document(), path);
    } catch (FileException failed) {
      trouble.set(Optional.of(failed.sentence()));
      return false;
    }
    trouble.set(Optional.empty());
    file.set(Optional.of(path));
    example.set("");
    model.markSaved();
    keepCopy();
    return true;
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
