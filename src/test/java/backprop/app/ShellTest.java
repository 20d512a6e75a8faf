package backprop.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.figure.ColorRole;
import backprop.figure.ColorTheme;
import backprop.message.Language;
import backprop.message.Message;
import backprop.ui.common.TestUi;
import backprop.ui.common.UiContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.event.Event;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.input.InputMethodEvent;
import javafx.scene.input.InputMethodHighlight;
import javafx.scene.input.InputMethodTextRun;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The window through its real scene graph: keys, timeline, language, theme, status, documents.
class ShellTest {

  @TempDir Path home;
  private UiContext context;
  private Shell shell;
  private Stage stage;
  private StepsWorkspace workspace;

  @BeforeEach
  void open() {
    context = TestUi.context(home);
    shell =
        TestUi.onFx(
            () ->
                new Shell(
                    context,
                    List.of(
                        new WorkspaceTab("transport.phase.forward", StepsWorkspace::new),
                        new WorkspaceTab("transport.phase.backward", StepsWorkspace::new)),
                    () -> {}));
    stage = TestUi.show(context, shell, 1440, 900);
    TestUi.runFx(
        () -> {
          shell.install(stage.getScene());
          shell.select(0);
          workspace = (StepsWorkspace) shell.workspaces().getFirst();
          workspace.node().setFocusTraversable(true);
          workspace.node().requestFocus();
        });
    TestUi.settle();
  }

  @AfterEach
  void close() {
    TestUi.runFx(stage::close);
  }

  // ---- helpers -------------------------------------------------------------------------------

  private void press(KeyCode code, String... modifiers) {
    List<String> down = List.of(modifiers);
    TestUi.runFx(
        () -> {
          Node focused = stage.getScene().getFocusOwner();
          Event.fireEvent(
              focused == null ? stage.getScene() : focused, key(KeyEvent.KEY_PRESSED, code, down));
        });
  }

  private void release(KeyCode code) {
    TestUi.runFx(
        () ->
            Event.fireEvent(
                stage.getScene().getFocusOwner(), key(KeyEvent.KEY_RELEASED, code, List.of())));
  }

  private static KeyEvent key(
      javafx.event.EventType<KeyEvent> type, KeyCode code, List<String> down) {
    return new KeyEvent(
        type,
        "",
        "",
        code,
        down.contains("shift"),
        down.contains("mod"),
        down.contains("alt"),
        false);
  }

  private int playhead() {
    return TestUi.onFx(workspace.transport::playhead);
  }

  /// A mouse event at a point of the target's own coordinates.
  private void mouse(
      Node target, javafx.event.EventType<MouseEvent> type, double x, double y, boolean mod) {
    TestUi.runFx(
        () -> {
          Point2D at = target.localToScene(x, y);
          Event.fireEvent(
              target,
              new MouseEvent(
                  type,
                  at.getX(),
                  at.getY(),
                  at.getX(),
                  at.getY(),
                  MouseButton.PRIMARY,
                  1,
                  false,
                  mod,
                  false,
                  false,
                  true,
                  false,
                  false,
                  false,
                  false,
                  false,
                  new PickResult(target, at.getX(), at.getY())));
        });
  }

  private static void walk(Node node, Consumer<Node> visit) {
    visit.accept(node);
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(child -> walk(child, visit));
    }
  }

  private List<String> texts() {
    return TestUi.onFx(
        () -> {
          List<String> all = new ArrayList<>();
          shell.applyCss();
          shell.layout();
          walk(
              shell,
              node -> {
                if (node instanceof Labeled labeled && labeled.getText() != null) {
                  all.add(labeled.getText());
                } else if (node instanceof Text text && text.getStyleClass().contains("span")) {
                  all.add(text.getText().replace("\uFEFF", ""));
                }
              });
          return all;
        });
  }

  private <T extends Node> T find(Class<T> type, String selector) {
    return TestUi.onFx(() -> type.cast(Objects.requireNonNull(shell.lookup(selector), selector)));
  }

  // ---- keys ----------------------------------------------------------------------------------

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

  // ---- the timeline and buttons --------------------------------------------------------------

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

  // ---- language, theme, status ---------------------------------------------------------------

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

  // ---- workspaces and documents --------------------------------------------------------------

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

  // ---- sizes ---------------------------------------------------------------------------------

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
