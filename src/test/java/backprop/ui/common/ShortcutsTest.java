package backprop.ui.common;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.event.Event;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The keys of actions while a toggle of a group has the focus: → steps, and never moves the
/// choice.
class ShortcutsTest {
  @TempDir Path home;

  private final SimpleBooleanProperty enabled = new SimpleBooleanProperty(true);
  private final AtomicInteger steps = new AtomicInteger();
  private final ToggleGroup group = new ToggleGroup();
  private ToggleButton first;
  private Stage stage;

  @BeforeEach
  void show() {
    UiContext context = TestUi.context(home);
    UserAction step =
        UserAction.of("transport.forward", Section.VIEW, steps::incrementAndGet)
            .keys(Keys.key(KeyCode.RIGHT))
            .enabled(enabled);
    first = TestUi.onFx(() -> new ToggleButton("3"));
    HBox row =
        TestUi.onFx(
            () -> {
              ToggleButton second = new ToggleButton("4");
              group.getToggles().addAll(first, second);
              group.selectToggle(first);
              return new HBox(first, second);
            });
    stage = TestUi.show(context, row, 200, 100);
    TestUi.runFx(
        () -> {
          new Shortcuts(() -> List.of(step)).install(stage.getScene());
          first.requestFocus();
        });
  }

  @AfterEach
  void close() {
    TestUi.runFx(stage::close);
  }

  private void pressRight() {
    TestUi.runFx(
        () ->
            Event.fireEvent(
                first,
                new KeyEvent(
                    KeyEvent.KEY_PRESSED, "", "", KeyCode.RIGHT, false, false, false, false)));
  }

  @Test
  void anEnabledActionIsPerformedAndTheChoiceStays() {
    pressRight();
    assertEquals(1, steps.get());
    assertEquals(first, group.getSelectedToggle());
  }

  @Test
  void aDisabledActionKeepsItsKeyFromTheToggles() {
    TestUi.runFx(() -> enabled.set(false));
    pressRight();
    assertEquals(0, steps.get());
    assertEquals(first, group.getSelectedToggle());
  }
}
