package backprop.ui.training;

import backprop.data.DigitData;
import backprop.message.Message;
import backprop.ui.common.UiContext;
import backprop.ui.common.UserFolders;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.stage.DirectoryChooser;

/// Which digits a run learns from: the program's own, or MNIST in a folder that is remembered.
final class DataMenu extends MenuButton {
  private final UiContext context;
  private final TrainingModel model;

  DataMenu(UiContext context, TrainingModel model) {
    this.context = context;
    this.model = model;
    setId("data");
    getStyleClass().add("data-menu");
    context.texts().languageProperty().addListener((_, _, _) -> update());
    model.dataProperty().addListener((_, _, _) -> update());
    model.loadedProperty().addListener((_, _, _) -> update());
    model
        .snapshotProperty()
        .map(run -> run.flatMap(r -> r.plan().source()))
        .addListener((_, _, _) -> update());
    update();
  }

  private void update() {
    String name = context.texts().text(name());
    Optional<DigitData> data = model.loadedProperty().get();
    setText(
        data.map(
                d ->
                    context
                        .texts()
                        .text("ui-training.data.counts", name, d.train().count(), d.test().count()))
            .orElse(name));
    getItems().setAll(generated(), folder(), download());
    context
        .preferences()
        .mnistFolderProperty()
        .get()
        .ifPresent(path -> getItems().add(1, known(path)));
  }

  private Message name() {
    return switch (model.dataProperty().get()) {
      case DataChoice.Generated _ -> Message.of("ui-training.data.generated");
      case DataChoice.Mnist _, DataChoice.Download _ -> Message.of("ui-training.data.mnist");
    };
  }

  private MenuItem generated() {
    CheckMenuItem item = new CheckMenuItem();
    item.textProperty().bind(context.texts().bind("ui-training.data.generated-long"));
    item.setSelected(model.dataProperty().get() instanceof DataChoice.Generated);
    item.setOnAction(_ -> choose(new DataChoice.Generated()));
    return item;
  }

  private MenuItem known(Path path) {
    DataChoice.Mnist choice = new DataChoice.Mnist(path);
    CheckMenuItem item = new CheckMenuItem();
    item.setMnemonicParsing(false);
    item.textProperty().bind(context.texts().bind("ui-training.data.mnist-in", path.toString()));
    item.setSelected(model.dataProperty().get().equals(choice));
    item.setOnAction(_ -> choose(choice));
    return item;
  }

  private MenuItem download() {
    Path folder = UserFolders.ofSystem().cache().resolve("mnist");
    MenuItem item = new MenuItem();
    item.setId("download-mnist");
    item.textProperty().bind(context.texts().bind("ui-training.data.download"));
    item.setOnAction(_ -> choose(new DataChoice.Download(folder)));
    return item;
  }

  private MenuItem folder() {
    MenuItem item = new MenuItem();
    item.textProperty().bind(context.texts().bind("ui-training.data.choose"));
    item.setOnAction(_ -> chooseFolder());
    return item;
  }

  private void chooseFolder() {
    DirectoryChooser chooser = new DirectoryChooser();
    chooser.setTitle(context.texts().text("ui-training.data.choose-title"));
    context
        .preferences()
        .mnistFolderProperty()
        .get()
        .map(Path::toFile)
        .filter(File::isDirectory)
        .ifPresent(chooser::setInitialDirectory);
    File chosen = chooser.showDialog(getScene().getWindow());
    if (chosen != null) {
      choose(new DataChoice.Mnist(chosen.toPath()));
    }
  }

  private void choose(DataChoice choice) {
    model.choose(choice);
    update();
  }
}
