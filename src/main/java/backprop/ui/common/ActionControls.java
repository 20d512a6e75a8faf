package backprop.ui.common;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuItem;
import org.kordamp.ikonli.javafx.FontIcon;

/// Buttons and menu entries made of actions.
public final class ActionControls {

  private ActionControls() {}

  /// A button with the action's label.
  public static Button button(Texts texts, UserAction action) {
    Button button = new Button();
    button.setMnemonicParsing(false);
    button.textProperty().bind(texts.bind(action.label()));
    connect(button, action);
    return button;
  }

  /// A button with the action's icon; its label and keys are in the tooltip and told to screen
  /// readers.
  public static Button iconButton(Texts texts, UserAction action) {
    Button button = new Button();
    action.icon().ifPresent(icon -> button.setGraphic(new FontIcon(icon)));
    StringBinding label = texts.bind(action.label());
    button.accessibleTextProperty().bind(label);
    Tips.on(button, Bindings.createStringBinding(() -> withKeys(label.get(), action), label));
    connect(button, action);
    return button;
  }

  private static void connect(Button button, UserAction action) {
    button.setId(action.key().replace('.', '-'));
    button.disableProperty().bind(Bindings.not(action.enabled()));
    button.setOnAction(_ -> action.perform());
  }

  private static String withKeys(String label, UserAction action) {
    return action.keys().isEmpty() ? label : label + "  " + KeyText.of(action.keys().getFirst());
  }

  /// A menu entry with the action's label and keys, with a tick where the action is on or off.
  ///
  /// The keys are to be read only: [Shortcuts] hears them and knows which control keeps its own. So
  /// the entry belongs in a [javafx.scene.control.ContextMenu] that is shown by hand; a menu bar or
  /// button would hear them a second time.
  public static MenuItem menuItem(Texts texts, UserAction action) {
    MenuItem item = action.selected().isPresent() ? new CheckMenuItem() : new MenuItem();
    item.setId(action.key().replace('.', '-'));
    item.setMnemonicParsing(false);
    item.textProperty().bind(texts.bind(action.label()));
    item.disableProperty().bind(Bindings.not(action.enabled()));
    action
        .selected()
        .ifPresent(
            on -> {
              CheckMenuItem check = (CheckMenuItem) item;
              on.subscribe(check::setSelected);
              // The tick follows the model, not the click.
              check.selectedProperty().addListener((_, _, _) -> check.setSelected(on.get()));
            });
    if (!action.keys().isEmpty()) {
      item.setAccelerator(action.keys().getFirst());
    }
    item.setOnAction(_ -> action.perform());
    return item;
  }
}
