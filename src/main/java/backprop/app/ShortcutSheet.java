package backprop.app;

import backprop.ui.common.KeyText;
import backprop.ui.common.Section;
import backprop.ui.common.UiContext;
import backprop.ui.common.UserAction;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The list of every key there is now, over the window; a click beside it or Escape closes it.
final class ShortcutSheet extends StackPane {

  ShortcutSheet(UiContext context, List<UserAction> actions, Runnable close) {
    setId("shortcut-sheet");
    getStyleClass().add("veil");
    setFocusTraversable(true);
    HBox columns =
        new HBox(
            40,
            column(
                context,
                actions,
                List.of(Section.FILE, Section.EXPORT, Section.EDIT, Section.VIEW)),
            column(context, actions, List.of(Section.STEP, Section.HELP)));
    Label title = new Label();
    title.getStyleClass().add("program-name");
    title.textProperty().bind(context.texts().bind("app.shortcuts"));
    Button closeButton = new Button();
    closeButton.textProperty().bind(context.texts().bind("common.close"));
    closeButton.setOnAction(_ -> close.run());
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    HBox head = new HBox(title, space, closeButton);
    head.setAlignment(Pos.CENTER_LEFT);
    ScrollPane scroll = new ScrollPane(columns);
    VBox content = new VBox(16, head, scroll);
    content.getStyleClass().add("sheet");
    content.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    content.setOnMouseClicked(event -> event.consume());
    setOnMouseClicked(_ -> close.run());
    getChildren().add(content);
  }

  private static VBox column(UiContext context, List<UserAction> actions, List<Section> sections) {
    VBox column = new VBox(20);
    for (Section section : sections) {
      List<UserAction> here =
          actions.stream().filter(a -> a.section() == section && !a.keys().isEmpty()).toList();
      if (!here.isEmpty()) {
        column.getChildren().add(section(context, section, here));
      }
    }
    return column;
  }

  private static VBox section(UiContext context, Section section, List<UserAction> actions) {
    VBox box = new VBox(6);
    Label title = new Label();
    title.getStyleClass().add("section-title");
    title.textProperty().bind(context.texts().bind(section.key()));
    box.getChildren().add(title);
    for (UserAction action : actions) {
      box.getChildren().add(row(context, action));
    }
    return box;
  }

  private static HBox row(UiContext context, UserAction action) {
    Label label = new Label();
    label.textProperty().bind(context.texts().bind(action.label()));
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    HBox row = new HBox(6, label, space);
    row.setPrefWidth(330);
    row.setAlignment(Pos.CENTER_LEFT);
    for (KeyCombination keys : action.keys()) {
      Label cap = new Label(KeyText.of(keys));
      cap.getStyleClass().add("key-cap");
      row.getChildren().add(cap);
    }
    return row;
  }
}
