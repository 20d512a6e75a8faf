package backprop.app;

import backprop.message.Message;
import backprop.ui.common.Keys;
import backprop.ui.common.Section;
import backprop.ui.common.UiContext;
import backprop.ui.common.UserAction;
import backprop.ui.common.Workspace;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/// New, open, save, and the recent files, on the document of the workspace that is shown.
final class DocumentActions {

  static final String EXTENSION = ".backprop";

  private final UiContext context;
  private final ObservableValue<Optional<Workspace>> current;
  private final Supplier<@Nullable Window> owner;

  DocumentActions(
      UiContext context,
      ObservableValue<Optional<Workspace>> current,
      Supplier<@Nullable Window> owner) {
    this.context = context;
    this.current = current;
    this.owner = owner;
  }

  /// The actions, in the order of the menu.
  List<UserAction> actions() {
    BooleanBinding there =
        Bindings.createBooleanBinding(() -> current.getValue().isPresent(), current);
    return List.of(
        UserAction.of("app.new", Section.FILE, () -> workspace(Workspace::newDocument))
            .keysAnywhere(Keys.mod(KeyCode.N))
            .enabled(there),
        UserAction.of("app.open", Section.FILE, this::chooseAndOpen)
            .keysAnywhere(Keys.mod(KeyCode.O))
            .enabled(there),
        UserAction.of("app.save", Section.FILE, this::save)
            .keysAnywhere(Keys.mod(KeyCode.S))
            .enabled(there),
        UserAction.of("app.save-as", Section.FILE, () -> workspace(this::chooseAndSave))
            .keysAnywhere(Keys.modShift(KeyCode.S))
            .enabled(there));
  }

  private void workspace(java.util.function.Consumer<Workspace> action) {
    current.getValue().ifPresent(action);
  }

  /// Opens this document in the workspace that is shown; says so where the file is not there.
  void open(Path file) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      context.preferences().recentFiles().remove(file);
      context.status().wrong(Message.of("app.file-missing", file.toString()));
      return;
    }
    workspace(
        workspace -> {
          context.preferences().remember(file);
          workspace.open(file);
        });
  }

  /// The menu entries of the recent files.
  List<MenuItem> recent() {
    return context.preferences().recentFiles().stream().map(this::recent).toList();
  }

  private MenuItem recent(Path file) {
    MenuItem item = new MenuItem(file.getFileName().toString());
    item.setMnemonicParsing(false);
    item.setOnAction(_ -> open(file));
    return item;
  }

  private void chooseAndOpen() {
    File chosen = chooser().showOpenDialog(owner.get());
    if (chosen != null) {
      open(chosen.toPath());
    }
  }

  private void save() {
    workspace(
        workspace ->
            workspace
                .file()
                .getValue()
                .ifPresentOrElse(workspace::save, () -> chooseAndSave(workspace)));
  }

  private void chooseAndSave(Workspace workspace) {
    FileChooser chooser = chooser();
    String name = workspace.documentName().getValue();
    chooser.setInitialFileName(name.endsWith(EXTENSION) ? name : name + EXTENSION);
    File chosen = chooser.showSaveDialog(owner.get());
    if (chosen != null) {
      Path file = withExtension(chosen.toPath());
      workspace.save(file);
      context.preferences().remember(file);
    }
  }

  private static Path withExtension(Path file) {
    String name = file.getFileName().toString();
    return name.contains(".") ? file : file.resolveSibling(name + EXTENSION);
  }

  private FileChooser chooser() {
    FileChooser chooser = new FileChooser();
    chooser
        .getExtensionFilters()
        .add(
            new FileChooser.ExtensionFilter(
                context.texts().text("app.document-type"), "*" + EXTENSION));
    workspaceFolder()
        .map(Path::toFile)
        .filter(File::isDirectory)
        .ifPresent(chooser::setInitialDirectory);
    return chooser;
  }

  private Optional<Path> workspaceFolder() {
    return current
        .getValue()
        .flatMap(workspace -> workspace.file().getValue())
        .or(() -> context.preferences().recentFiles().stream().findFirst())
        .map(Path::toAbsolutePath)
        .map(Path::getParent);
  }
}
