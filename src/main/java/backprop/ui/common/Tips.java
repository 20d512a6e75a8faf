package backprop.ui.common;

import javafx.beans.property.SimpleStringProperty;
import javafx.beans.value.ObservableValue;
import javafx.event.EventHandler;
import javafx.scene.control.Control;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;

/// Tooltips that are made when the pointer first comes: each is a window with a scene, and a
/// hundred of them that nobody sees would keep a person waiting at the start.
public final class Tips {

  private Tips() {}

  /// Tells this text where the pointer rests on the control.
  public static void on(Control control, String text) {
    on(control, new SimpleStringProperty(text));
  }

  /// Tells this text, as it is then, where the pointer rests on the control.
  public static void on(Control control, ObservableValue<String> text) {
    control.addEventHandler(
        MouseEvent.MOUSE_ENTERED,
        new EventHandler<>() {
          @Override
          public void handle(MouseEvent entered) {
            control.removeEventHandler(MouseEvent.MOUSE_ENTERED, this);
            Tooltip tip = new Tooltip();
            tip.textProperty().bind(text);
            control.setTooltip(tip);
          }
        });
  }
}
