package backprop.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.message.Language;
import backprop.ui.common.TestUi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;

/// Workspaces and documents in the window, and how it is laid out at its sizes.
class ShellDocumentsTest extends InShell {
  @Test
  void aTabMakesItsWorkspaceOnceAndTellsTheOldOne() {
    press(KeyCode.DIGIT2, "mod");
    assertEquals(2, TestUi.onFx(shell::workspaces).size());
    assertEquals(List.of("hidden"), workspace.told);
    press(KeyCode.DIGIT1, "mod");
    assertEquals(Optional.of(workspace), TestUi.onFx(shell.currentProperty()::get));
    assertEquals(2, TestUi.onFx(shell::workspaces).size());
    assertEquals(
        1,
        TestUi.<Integer>onFx(() -> shell.lookupAll(".transport").size()),
        "one transport at a time");
  }

  @Test
  void documentsOpenAndSaveInTheWorkspaceThatIsShown() throws java.io.IOException {
    Path file = Files.writeString(home.resolve("a.backprop"), "{}");
    TestUi.runFx(() -> shell.documents().open(file));
    assertEquals(List.of("open a.backprop"), workspace.told);
    assertEquals(List.of(file), TestUi.onFx(context.preferences()::recentFiles));
    TestUi.runFx(() -> workspace.file.set(Optional.of(file)));
    press(KeyCode.S, "mod");
    assertEquals(List.of("open a.backprop", "save a.backprop"), workspace.told);
    Files.delete(file);
    TestUi.runFx(() -> shell.documents().open(file));
    assertTrue(
        TestUi.<String>onFx(find(Label.class, "#status-said")::getText).contains("a.backprop"));
    assertEquals(List.of(), TestUi.onFx(context.preferences()::recentFiles));
  }

  @Test
  void theUnsavedDotFollowsTheDocument() {
    Node dot = find(Node.class, "#unsaved-dot");
    assertTrue(TestUi.onFx(dot::isVisible));
    TestUi.runFx(() -> workspace.unsaved.set(false));
    assertFalse(TestUi.onFx(dot::isVisible));
  }

  @Test
  void theShortcutSheetListsEveryKeyAndEscapeClosesIt() {
    press(KeyCode.F1);
    assertTrue(TestUi.onFx(() -> shell.lookup("#shortcut-sheet") != null));
    String shown = texts().stream().collect(Collectors.joining("\n"));
    assertTrue(shown.contains("step forward") && shown.contains("Ctrl+S"), shown);
    press(KeyCode.ESCAPE);
    assertTrue(TestUi.onFx(() -> shell.lookup("#shortcut-sheet") == null));
  }

  @Test
  void theFirstRunOffersTheOtherLanguage() {
    TestUi.runFx(() -> shell.topBar().offerLanguage(context));
    Button chip = find(Button.class, "#language-chip");
    assertEquals("한국어", TestUi.onFx(chip::getText).replace("\uFEFF", ""));
    TestUi.runFx(chip::fire);
    assertEquals(Language.KOREAN, TestUi.onFx(context.texts()::language));
    assertEquals("English", TestUi.onFx(chip::getText));
    assertEquals(
        Optional.of(Language.KOREAN), TestUi.onFx(context.preferences().languageProperty()::get));
  }

  @Test
  void below1360TheInspectorLiesOverTheDrawing() {
    Region right = find(Region.class, ".side-right");
    Region left = find(Region.class, ".side-left");
    assertEquals(250, TestUi.<Double>onFx(left::getWidth));
    TestUi.runFx(
        () -> {
          shell.resize(1280, 800);
          shell.layout();
        });
    assertEquals(64, TestUi.<Double>onFx(left::getWidth));
    assertTrue(TestUi.onFx(right::getStyleClass).contains("over"));
    Button fold = find(Button.class, "#fold-inspector");
    assertTrue(TestUi.onFx(right::isVisible));
    TestUi.runFx(
        () -> {
          fold.fire();
          shell.layout();
        });
    assertFalse(TestUi.onFx(right::isVisible));
    assertEquals("show the inspector", TestUi.onFx(fold::getAccessibleText));
  }

  @Test
  void at1280NothingOfTheTransportIsCutOff() {
    TestUi.runFx(
        () -> {
          shell.resize(1280, 800);
          shell.layout();
          shell.applyCss();
          shell.layout();
        });
    for (Language language : Language.values()) {
      TestUi.runFx(() -> context.texts().languageProperty().set(language));
      TestUi.settle();
      TestUi.runFx(
          () ->
              walk(
                  shell.lookup(".transport"),
                  node -> {
                    if (node instanceof Labeled labeled && labeled.isVisible()) {
                      var bounds = labeled.localToScene(labeled.getLayoutBounds());
                      assertTrue(
                          bounds.getMaxX() <= 1280, labeled + " ends at " + bounds.getMaxX());
                      assertTrue(
                          labeled.getWidth() >= labeled.prefWidth(-1) - 1,
                          labeled.getText() + " is cut off");
                    }
                  }));
    }
  }
}
