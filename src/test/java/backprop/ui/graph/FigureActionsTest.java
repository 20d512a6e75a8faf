package backprop.ui.graph;

import static backprop.ui.common.TestUi.onFx;
import static backprop.ui.common.TestUi.runFx;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.figure.ColorTheme;
import backprop.file.picture.FigureExport;
import backprop.file.picture.Look;
import backprop.file.picture.PictureFormat;
import backprop.message.Language;
import backprop.message.Messages;
import backprop.ui.common.Section;
import backprop.ui.common.TestUi;
import backprop.ui.common.UserAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/// Figures from the window: the actions, the clipboard, and files made beside the FX thread.
class FigureActionsTest extends InGraphWorkspace {

  private void perform(String key) {
    runFx(
        () ->
            workspace.actions().stream()
                .filter(action -> action.key().equals(key))
                .findFirst()
                .orElseThrow()
                .perform());
  }

  private String said() {
    return onFx(
        () -> context.status().sentenceProperty().get().map(s -> s.message().key()).orElse(""));
  }

  private Supplier<FigureExport> export() {
    Messages messages = Messages.in(Language.ENGLISH);
    var subject = onFx(() -> workspace.model().subject(messages::format));
    return () -> new FigureExport(subject, messages, new Look(ColorTheme.LIGHT, true), 0.5);
  }

  private FigureJobs jobs() {
    return new FigureJobs(context, workspace.area().banner(), Platform::runLater);
  }

  @Test
  void everyFormatIsInTheMenuAndNothingHasAKey() {
    var exports = workspace.actions().stream().filter(a -> a.section() == Section.EXPORT).toList();
    assertEquals(6, exports.size());
    for (UserAction action : exports) {
      assertTrue(action.keys().isEmpty());
      for (Language language : Language.values()) {
        assertTrue(Messages.in(language).has(action.key()), action.key());
      }
    }
  }

  @Test
  void latexOfTheStepAndOfTheSelectionIsCopied() {
    perform("export.copy-latex");
    assertEquals("export.copied.latex", said());
    String forward = onFx(() -> Clipboard.getSystemClipboard().getString());
    assertEquals("\\mathrm{total} = 650\\cdot 1.1 = 715", forward);
    runFx(() -> workspace.model().transport().jump(13));
    runFx(() -> workspace.model().select(Selection.of(APPLE)));
    perform("export.copy-latex");
    assertEquals(
        "\\frac{\\partial \\mathrm{total}}{\\partial \\mathrm{apple}}"
            + " = 1 \\cdot 1.1 \\cdot 1 \\cdot 2 = 2.2",
        onFx(() -> Clipboard.getSystemClipboard().getString()));
  }

  @Test
  void theFigureIsCopiedAsAPictureAndAsTikz() {
    perform("export.copy-figure");
    await(() -> said().equals("export.copied.figure"));
    assertTrue(onFx(() -> Clipboard.getSystemClipboard().hasImage()));
    assertTrue(onFx(() -> Clipboard.getSystemClipboard().getImage().getWidth()) > 1000);
    perform("export.copy-tikz");
    await(() -> said().equals("export.copied.tikz"));
    assertTrue(
        onFx(() -> Clipboard.getSystemClipboard().getString()).contains("\\begin{tikzpicture}"));
  }

  @Test
  void aPictureIsWrittenAndSaid() throws Exception {
    Path file = home.resolve("figure.svg");
    Supplier<FigureExport> export = export();
    runFx(() -> jobs().write(file, export, e -> e.figure(4, false, PictureFormat.SVG)));
    await(() -> said().equals("export.written"));
    assertTrue(Files.readString(file).contains(">715<"));
  }

  @Test
  void whatCannotBeWrittenIsSaid() throws Exception {
    Path file = Files.writeString(home.resolve("file"), "").resolve("figure.svg");
    Supplier<FigureExport> export = export();
    runFx(() -> jobs().write(file, export, e -> e.figure(4, false, PictureFormat.SVG)));
    await(() -> said().equals("file.not-written"));
  }

  @Test
  void aFilmShowsItsProgressAndIsWritten() {
    Path file = home.resolve("film.gif");
    Supplier<FigureExport> export = export();
    runFx(() -> jobs().film(file, export, e -> e.film(0, 3, true, 1, PictureFormat.GIF)));
    assertTrue(onFx(() -> workspace.area().banner().isVisible()));
    await(() -> said().equals("export.written"));
    assertTrue(Files.exists(file));
    assertFalse(onFx(() -> workspace.area().banner().isVisible()));
  }

  @Test
  void aCancelledFilmLeavesNoFile() throws Exception {
    Path file = home.resolve("film.gif");
    Supplier<FigureExport> export = export();
    runFx(() -> jobs().film(file, export, e -> e.film(0, 13, true, 1, PictureFormat.GIF)));
    runFx(
        () ->
            ((Button)
                    workspace.area().banner().getChildren().stream()
                        .filter(node -> node.getStyleClass().contains("pill"))
                        .findFirst()
                        .orElseThrow())
                .fire());
    await(() -> said().equals("export.cancelled"));
    assertFalse(Files.exists(file));
    assertFalse(onFx(() -> workspace.area().banner().isVisible()));
    try (var files = Files.list(home)) {
      assertTrue(files.noneMatch(one -> one.toString().endsWith(".part")));
    }
  }

  @Test
  void theRangeOfAStoryboardIsAskedForAndHeldToTheTrace() {
    perform("export.storyboard");
    TextField to = robot.lookup("#export-to").queryAs(TextField.class);
    assertEquals("4", onFx(to::getText), "up to where the person has come");
    runFx(() -> to.setText("14"));
    robot.push(KeyCode.ENTER);
    TestUi.settle();
    assertTrue(
        robot.lookup(".options .wrong").queryAs(Label.class).getText().contains("from 0 to 13"));
    robot.push(KeyCode.ESCAPE);
    TestUi.settle();
    assertTrue(robot.lookup(".options").tryQuery().isEmpty());
  }
}
