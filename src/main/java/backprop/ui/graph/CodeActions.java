package backprop.ui.graph;

import backprop.file.AtomicFile;
import backprop.file.code.CodeExport;
import backprop.graph.GraphDocument;
import backprop.message.Message;
import backprop.message.MessageException;
import backprop.ui.common.Section;
import backprop.ui.common.UiContext;
import backprop.ui.common.UserAction;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/// Export as code: the graph as a program in NumPy or PyTorch.
final class CodeActions {
  private static final String EXTENSION = ".py";

  private final UiContext context;
  private final Supplier<GraphDocument> document;
  private final BiFunction<String, FileChooser, Optional<Path>> ask;

  /// @param document what is exported, asked when it is
  /// @param ask shows a chooser with this file name, and gives the file if one was chosen
  CodeActions(
      UiContext context,
      Supplier<GraphDocument> document,
      BiFunction<String, FileChooser, Optional<Path>> ask) {
    this.context = context;
    this.document = document;
    this.ask = ask;
  }

  /// What asks in the window that is given when the time comes.
  static BiFunction<String, FileChooser, Optional<Path>> inWindow(
      Supplier<@Nullable Window> window) {
    return (name, chooser) -> {
      chooser.setInitialFileName(name);
      return Optional.ofNullable(chooser.showSaveDialog(window.get())).map(File::toPath);
    };
  }

  /// One action for each language.
  List<UserAction> all() {
    return List.of(
        UserAction.of("code.export-numpy", Section.FILE, () -> export(CodeExport.Target.NUMPY)),
        UserAction.of(
            "code.export-pytorch", Section.FILE, () -> export(CodeExport.Target.PYTORCH)));
  }

  private void export(CodeExport.Target target) {
    GraphDocument exported = document.get();
    FileChooser chooser = new FileChooser();
    chooser
        .getExtensionFilters()
        .add(new FileChooser.ExtensionFilter(context.texts().text("code.type"), "*" + EXTENSION));
    ask.apply(fileName(exported.title()), chooser)
        .ifPresent(file -> context.background().execute(() -> write(exported, target, file)));
  }

  /// The title as a name that Python can import.
  private static String fileName(String title) {
    String plain =
        title.strip().toLowerCase(java.util.Locale.ROOT).replaceAll("[^\\p{L}\\p{Nd}]+", "_");
    return (plain.isEmpty() ? "graph" : plain) + EXTENSION;
  }

  /// Works beside the FX thread, and says there what came of it.
  private void write(GraphDocument exported, CodeExport.Target target, Path file) {
    try {
      String text = CodeExport.text(exported, target);
      AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
      Platform.runLater(() -> context.status().say(Message.of("code.written", file.toString())));
    } catch (MessageException wrong) {
      Platform.runLater(() -> context.status().wrong(wrong.sentence()));
    }
  }
}
