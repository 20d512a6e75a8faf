package backprop.app;

import backprop.message.Language;
import backprop.ui.common.ActionControls;
import backprop.ui.common.Section;
import backprop.ui.common.UiContext;
import backprop.ui.common.UserAction;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import org.kordamp.ikonli.material2.Material2MZ;

/// The menu ☰: every action there is now, by section, made when it opens.
final class MenuOpener {

  private final UiContext context;
  private final Supplier<List<UserAction>> actions;
  private final Supplier<List<MenuItem>> recent;
  private final ContextMenu menu = new ContextMenu();
  private final UserAction action =
      UserAction.of("app.menu", Section.VIEW, this::toggle).icon(Material2MZ.MENU);
  private Optional<Node> button = Optional.empty();

  MenuOpener(
      UiContext context, Supplier<List<UserAction>> actions, Supplier<List<MenuItem>> recent) {
    this.context = context;
    this.actions = actions;
    this.recent = recent;
    menu.setId("main-menu");
  }

  /// The action of the button.
  UserAction action() {
    return action;
  }

  /// The menu opens below this button.
  void below(Node node) {
    button = Optional.of(node);
  }

  private void toggle() {
    if (menu.isShowing()) {
      menu.hide();
      return;
    }
    menu.getItems().clear();
    for (Section section : Section.values()) {
      Menu sub = section(section);
      if (section != Section.EXPORT && !sub.getItems().isEmpty()) {
        menu.getItems().add(sub);
      }
    }
    button.ifPresent(node -> menu.show(node, Side.BOTTOM, 0, 6));
  }

  private Menu section(Section section) {
    Menu sub = new Menu();
    sub.textProperty().bind(context.texts().bind(section.key()));
    for (UserAction one : actions.get()) {
      if (one.section() == section) {
        sub.getItems().add(ActionControls.menuItem(context.texts(), one));
      }
    }
    switch (section) {
      case FILE -> {
        Menu files = new Menu();
        files.textProperty().bind(context.texts().bind("app.menu.recent"));
        files.getItems().addAll(recent.get());
        if (!files.getItems().isEmpty()) {
          sub.getItems().add(Math.min(2, sub.getItems().size()), files);
        }
        Menu export = section(Section.EXPORT);
        if (!export.getItems().isEmpty()) {
          // what ends the program stays last
          sub.getItems().add(Math.max(0, sub.getItems().size() - 1), export);
        }
      }
      case VIEW -> sub.getItems().add(languages());
      case EXPORT, EDIT, STEP, HELP -> {}
    }
    return sub;
  }

  private Menu languages() {
    Menu sub = new Menu();
    sub.textProperty().bind(context.texts().bind("app.language"));
    for (Language language : Language.values()) {
      RadioMenuItem item = new RadioMenuItem(language.ownName());
      item.setSelected(context.texts().language() == language);
      item.setOnAction(
          _ -> {
            context.preferences().languageProperty().set(Optional.of(language));
            context.texts().languageProperty().set(language);
          });
      sub.getItems().add(item);
    }
    return sub;
  }
}
