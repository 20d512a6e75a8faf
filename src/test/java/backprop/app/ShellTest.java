package backprop.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.figure.ColorRole;
import backprop.figure.ColorTheme;
import backprop.message.Language;
import backprop.message.Message;
import backprop.ui.common.TestUi;
import java.util.List;
import java.util.Set;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;

/// The window through its real scene graph: timeline, language, theme, status.
class ShellTest extends InShell {
  @Test
  void theTimelineIsScrubbedAndTakesBreakpoints() {
    Region bar = find(Region.class, ".timeline");
    double width = TestUi.onFx(bar::getWidth);
    mouse(bar, MouseEvent.MOUSE_PRESSED, width - 9, 17, false);
    assertEquals(13, playhead());
    mouse(bar, MouseEvent.MOUSE_DRAGGED, 9 + (width - 18) * 6 / 13, 17, false);
    assertEquals(6, playhead());
    mouse(bar, MouseEvent.MOUSE_DRAGGED, -40, 17, false);
    assertEquals(0, playhead());
    mouse(bar, MouseEvent.MOUSE_PRESSED, 9 + (width - 18) * 7 / 13, 17, true);
    assertEquals(0, playhead());
    assertEquals(Set.of(7), TestUi.onFx(workspace.transport::breakpoints));
  }

  @Test
  void buttonsStepAndAreOffWhereThereIsNothing() {
    Button back = find(Button.class, "#transport-back");
    Button first = find(Button.class, "#transport-first");
    TestUi.runFx(back::fire);
    assertEquals(3, playhead());
    TestUi.runFx(first::fire);
    assertEquals(0, playhead());
    assertTrue(TestUi.onFx(back::isDisabled));
    assertTrue(TestUi.onFx(first::isDisabled));
  }

  @Test
  void theSentenceSaysWhatTheStepDoes() {
    press(KeyCode.RIGHT);
    assertTrue(String.join("", texts()).contains("Backward 1 of 9."), texts().toString());
    press(KeyCode.HOME);
    assertTrue(String.join("", texts()).contains("Nothing is computed yet"), texts().toString());
  }

  @Test
  void theFirstStepIsOfferedUntilItIsTaken() {
    TestUi.runFx(shell::offerFirstStep);
    Label hint = find(Label.class, "#transport-hint");
    Button forward = find(Button.class, "#transport-forward");
    assertTrue(TestUi.onFx(hint::isVisible));
    assertTrue(TestUi.onFx(forward::getStyleClass).contains("ringed"));
    press(KeyCode.LEFT);
    assertTrue(TestUi.onFx(hint::isVisible), "stepping back did not do it");
    press(KeyCode.RIGHT);
    assertFalse(TestUi.onFx(hint::isVisible));
    assertFalse(TestUi.onFx(forward::getStyleClass).contains("ringed"));
    TestUi.runFx(shell::offerFirstStep);
    assertFalse(TestUi.onFx(hint::isVisible), "offered once only");
  }

  @Test
  void everyTextFollowsTheLanguage() {
    TestUi.runFx(() -> context.status().say(Message.of("app.unsaved")));
    press(KeyCode.F1);
    List<String> english = texts();
    TestUi.runFx(() -> context.texts().languageProperty().set(Language.KOREAN));
    List<String> korean = texts();
    assertTrue(english.size() > 40, english.toString());
    List<String> left =
        korean.stream()
            .filter(text -> text.matches(".*[A-Za-z]{2}.*") && !text.matches(".*[가-힣].*"))
            .filter(text -> !text.matches("Backprop Explorer|.*\\.backprop"))
            .filter(
                text ->
                    !text.matches("(Ctrl\\+|Shift\\+|Alt\\+)*(F\\d+|.|Home|End|Page (Up|Down))"))
            .toList();
    assertEquals(List.of(), left, "texts that stayed English");
    TestUi.runFx(() -> context.texts().languageProperty().set(Language.ENGLISH));
    assertEquals(english, texts());
  }

  @Test
  void everythingFollowsTheTheme() {
    Label name = find(Label.class, ".program-name");
    for (ColorTheme theme : ColorTheme.values()) {
      TestUi.runFx(() -> context.theme().colorsProperty().set(theme));
      TestUi.settle();
      assertEquals(
          context.theme().color(ColorRole.INK), TestUi.onFx(name::getTextFill), theme.toString());
      Color ground =
          TestUi.onFx(
              () -> {
                shell.applyCss();
                var image = stage.getScene().snapshot(null);
                // Between the document's name and the tabs.
                return image.getPixelReader().getColor(450, 24);
              });
      assertEquals(context.theme().color(ColorRole.SURFACE), ground, theme.toString());
    }
  }

  @Test
  void theStatusLineSaysAndMarksWhatIsWrong() {
    Label said = find(Label.class, "#status-said");
    TestUi.runFx(() -> context.status().wrong(Message.of("app.file-missing", "a.backprop")));
    assertTrue(TestUi.onFx(said::getText).contains("a.backprop"));
    assertTrue(TestUi.onFx(said::getStyleClass).contains("wrong"));
    TestUi.runFx(() -> context.status().say(Message.of("app.unsaved")));
    assertFalse(TestUi.onFx(said::getStyleClass).contains("wrong"));
  }

  @Test
  void anUncaughtFailureIsOneSentenceWithoutATrace() {
    Failures failures = new Failures(context.status());
    TestUi.runFx(
        () ->
            failures.uncaughtException(
                Thread.currentThread(),
                new backprop.message.MessageException(Message.of("app.unsaved"))));
    assertEquals("not saved yet", TestUi.<String>onFx(find(Label.class, "#status-said")::getText));
  }
}
