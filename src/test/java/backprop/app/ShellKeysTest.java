package backprop.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.ui.common.TestUi;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.InputMethodEvent;
import javafx.scene.input.InputMethodHighlight;
import javafx.scene.input.InputMethodTextRun;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/// Keys in the window, through its real scene graph.
class ShellKeysTest extends InShell {
  @Test
  void arrowsStepAndTheirVariantsGoFurther() {
    assertEquals(4, playhead());
    press(KeyCode.RIGHT);
    assertEquals(5, playhead());
    press(KeyCode.LEFT);
    press(KeyCode.LEFT);
    assertEquals(3, playhead());
    press(KeyCode.PAGE_DOWN);
    assertEquals(4, playhead());
    press(KeyCode.END);
    assertEquals(13, playhead());
    press(KeyCode.UP);
    assertEquals(4, playhead());
    press(KeyCode.RIGHT, "mod");
    assertEquals(13, playhead());
    press(KeyCode.HOME);
    assertEquals(0, playhead());
    press(KeyCode.RIGHT, "shift");
    assertNotEquals(0, playhead());
  }

  @Test
  void aTextFieldKeepsItsKeysButNotTheWindows() {
    TestUi.runFx(workspace.field::requestFocus);
    press(KeyCode.RIGHT);
    press(KeyCode.LEFT);
    press(KeyCode.HOME);
    press(KeyCode.LEFT, "mod");
    assertEquals(4, playhead());
    press(KeyCode.N, "mod");
    assertEquals(List.of("new"), workspace.told);
    press(KeyCode.ENTER, "mod");
    assertTrue(TestUi.onFx(workspace.transport.playingProperty()::get));
  }

  @Test
  void aFocusedButtonKeepsItsSpaceButArrowsStep() {
    Button play = find(Button.class, "#transport-play-pause");
    TestUi.runFx(play::requestFocus);
    press(KeyCode.RIGHT);
    assertEquals(5, playhead());
  }

  @Test
  void spacePlaysOnAShortRelease() throws InterruptedException {
    press(KeyCode.SPACE);
    press(KeyCode.SPACE); // auto-repeat
    assertFalse(TestUi.onFx(workspace.transport.playingProperty()::get));
    release(KeyCode.SPACE);
    assertTrue(TestUi.onFx(workspace.transport.playingProperty()::get));
    press(KeyCode.ESCAPE);
    assertFalse(TestUi.onFx(workspace.transport.playingProperty()::get));
    press(KeyCode.SPACE);
    Thread.sleep(300);
    release(KeyCode.SPACE);
    assertFalse(TestUi.onFx(workspace.transport.playingProperty()::get), "held long is a pan");
  }

  @Test
  void f6GoesFromPaneToPaneAndShiftBack() {
    TestUi.runFx(workspace.field::requestFocus);
    List<String> panes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      press(KeyCode.F6);
      panes.add(TestUi.onFx(() -> pane(stage.getScene().getFocusOwner())));
    }
    // Neither the empty drawing nor the inspector has a control in this workspace.
    assertEquals(List.of("transport", "top-bar", "side-left"), panes);
    press(KeyCode.F6, "shift");
    assertEquals("top-bar", TestUi.onFx(() -> pane(stage.getScene().getFocusOwner())));
  }

  private static String pane(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      for (String name : List.of("transport", "top-bar", "side-left", "side-right")) {
        if (at.getStyleClass().contains(name)) {
          return name;
        }
      }
    }
    return "nowhere";
  }

  @Test
  void whileHangulIsComposedNoShortcutIsHeard() {
    compose("ㅎ");
    press(KeyCode.RIGHT);
    assertEquals(4, playhead());
    compose("");
    press(KeyCode.RIGHT);
    assertEquals(5, playhead());
  }

  private void compose(String text) {
    TestUi.runFx(
        () ->
            Event.fireEvent(
                stage.getScene().getFocusOwner(),
                new InputMethodEvent(
                    InputMethodEvent.INPUT_METHOD_TEXT_CHANGED,
                    text.isEmpty()
                        ? List.of()
                        : List.of(new InputMethodTextRun(text, InputMethodHighlight.SELECTED_RAW)),
                    "",
                    0)));
  }

  @Test
  void noShortcutIsASingleLetterOrForbidden() {
    List<String> keys = new ArrayList<>();
    TestUi.runFx(() -> shell.actions().forEach(a -> a.keys().forEach(k -> keys.add(k.getName()))));
    assertTrue(keys.size() > 20, keys.toString());
    for (String key : keys) {
      assertFalse(key.matches("[A-Z0-9]"), key);
      assertFalse(key.equals("Shift+Space") || key.contains("Ctrl+Space"), key);
    }
    assertEquals(new TreeSet<>(keys).size(), keys.size(), "each key once: " + keys);
  }
}
