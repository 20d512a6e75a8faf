package backprop.app;

import backprop.file.DocumentFile;
import backprop.file.ModelFile;
import backprop.file.Presets;
import backprop.graph.GraphDocument;
import backprop.message.MessageException;
import backprop.network.Weights;
import backprop.ui.common.UiContext;
import backprop.ui.network.NamedWeights;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// What the network workspace opens and saves, read and written beside the FX thread in the order
/// asked for.
final class NetworkDocuments {

  /// Told of a document that was opened, on the FX thread.
  interface Opened {
    void opened(GraphDocument document, Weights weights, String called);
  }

  private final UiContext context;
  private final Opened listener;
  private final ReadOnlyStringWrapper name = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<Optional<Path>> file =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  NetworkDocuments(UiContext context, Opened listener) {
    this.context = context;
    this.listener = listener;
  }

  /// What the window calls the document.
  ReadOnlyStringProperty name() {
    return name.getReadOnlyProperty();
  }

  /// The file of the document; none for a shipped one.
  ReadOnlyObjectProperty<Optional<Path>> file() {
    return file.getReadOnlyProperty();
  }

  /// Drawings are read with this document now: without a file its title is the name.
  void read(GraphDocument document) {
    if (file.get().isEmpty()) {
      name.set(document.title());
    }
  }

  /// Opens the textbook's network.
  void newDocument() {
    beside(
        () -> {
          GraphDocument preset = Presets.first().open();
          Weights weights = Weights.initial(preset.graph());
          return () -> opened(preset, weights, preset.title(), Optional.empty());
        });
  }

  /// Opens a document with its initial weights, or a model with its own.
  void open(Path path) {
    String fileName = String.valueOf(path.getFileName());
    beside(
        () -> {
          if (fileName.endsWith(ModelFile.EXTENSION)) {
            ModelFile.Model model = ModelFile.read(path);
            return () -> opened(model.document(), model.weights(), fileName, Optional.of(path));
          }
          GraphDocument document = DocumentFile.read(path);
          Weights weights = Weights.initial(document.graph());
          return () -> opened(document, weights, fileName, Optional.of(path));
        });
  }

  private void opened(GraphDocument document, Weights weights, String called, Optional<Path> from) {
    file.set(from);
    name.set(called);
    listener.opened(document, weights, called);
  }

  /// Writes the document, or with its weights as a model, by the file's extension.
  void save(NamedWeights weights, Path path) {
    String fileName = String.valueOf(path.getFileName());
    beside(
        () -> {
          if (fileName.endsWith(ModelFile.EXTENSION)) {
            ModelFile.write(
                new ModelFile.Model(weights.document(), weights.weights(), Map.of()), path);
          } else {
            DocumentFile.write(weights.document(), path);
          }
          return () -> {
            file.set(Optional.of(path));
            name.set(fileName);
          };
        });
  }

  /// Works in the background; what is to be done then, or the sentence why not, comes back to the
  /// FX thread.
  private void beside(Supplier<Runnable> work) {
    context
        .background()
        .execute(
            () -> {
              try {
                Platform.runLater(work.get());
              } catch (MessageException e) {
                Platform.runLater(() -> context.status().wrong(e.sentence()));
              }
            });
  }
}
