package backprop.ui.common;

import backprop.message.Message;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableValue;
import javafx.scene.input.KeyCombination;
import org.kordamp.ikonli.Ikon;

/// Something a person can do, as one value: menu, toolbar, shortcut and the list of shortcuts are
/// made of it.
///
/// Begin with [#of(String, Section, Runnable)] and add what it has: `UserAction.of("graph.undo",
/// EDIT, model::undo).keys(Keys.mod(KeyCode.Z)).enabled(model.canUndo())`.
///
/// @param key the action's name for tests and for the order of preferences; the key of its label
///   unless [#label(ObservableValue)]
/// @param section its menu
/// @param label what it is called, which may change ("Undo move")
/// @param icon its picture in toolbars
/// @param keys its key combinations, by key code; the first is the one shown
/// @param scope where the keys are heard
/// @param enabled whether it can be done now
/// @param selected for something that is on or off: whether it is on
/// @param command does it; called on the FX thread, only while enabled
public record UserAction(
    String key,
    Section section,
    ObservableValue<Message> label,
    Optional<Ikon> icon,
    List<KeyCombination> keys,
    Scope scope,
    ObservableBooleanValue enabled,
    Optional<ObservableBooleanValue> selected,
    Runnable command) {

  /// Copies the keys.
  public UserAction {
    keys = List.copyOf(keys);
  }

  /// An action that is always enabled, labelled by the text of its key, without icon and keys.
  public static UserAction of(String key, Section section, Runnable command) {
    return new UserAction(
        key,
        section,
        new ReadOnlyObjectWrapper<>(Message.of(key)),
        Optional.empty(),
        List.of(),
        Scope.WORKSPACE,
        new SimpleBooleanProperty(true),
        Optional.empty(),
        command);
  }

  /// The same action under a label that may change.
  public UserAction label(ObservableValue<Message> other) {
    return new UserAction(key, section, other, icon, keys, scope, enabled, selected, command);
  }

  /// The same action with this icon.
  public UserAction icon(Ikon other) {
    return new UserAction(
        key, section, label, Optional.of(other), keys, scope, enabled, selected, command);
  }

  /// The same action with these keys, heard where the focused control has no use for them.
  public UserAction keys(KeyCombination... others) {
    return new UserAction(
        key, section, label, icon, List.of(others), scope, enabled, selected, command);
  }

  /// The same action with these keys, heard in text fields as well.
  public UserAction keysAnywhere(KeyCombination... others) {
    return new UserAction(
        key, section, label, icon, List.of(others), Scope.ANYWHERE, enabled, selected, command);
  }

  /// The same action, enabled while this is true.
  public UserAction enabled(ObservableBooleanValue other) {
    return new UserAction(key, section, label, icon, keys, scope, other, selected, command);
  }

  /// The same action as something that is on while this is true.
  public UserAction selected(ObservableBooleanValue other) {
    return new UserAction(
        key, section, label, icon, keys, scope, enabled, Optional.of(other), command);
  }

  /// Does it if it can be done now.
  ///
  /// @return whether it was done
  public boolean perform() {
    boolean can = enabled.get();
    if (can) {
      command.run();
    }
    return can;
  }
}
