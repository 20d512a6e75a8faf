package backprop.ui.graph;

import static backprop.ui.common.TestUi.onFx;
import static backprop.ui.common.TestUi.runFx;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.file.DocumentFile;
import backprop.file.Examples;
import backprop.graph.GraphDocument;
import backprop.message.Language;
import backprop.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.control.Label;
import org.junit.jupiter.api.Test;

/// What the graph workspace opens, saves and keeps.
class GraphDocumentsTest extends InGraphWorkspace {
  @Test
  void savesAndOpensAndTheDotGoesOut() throws Exception {
    runFx(() -> workspace.model().setValue(TAX, Tensor.scalar(2)));
    assertTrue(onFx(() -> workspace.unsaved().get()));
    Path file = home.resolve("shop.backprop");
    runFx(() -> workspace.save(file));
    assertFalse(onFx(() -> workspace.unsaved().get()));
    assertEquals("shop.backprop", onFx(() -> workspace.documentName().getValue()));
    runFx(workspace::newDocument);
    assertEquals(0, document().graph().nodeCount());
    runFx(() -> workspace.open(file));
    assertEquals(2, value(TAX), 0);
    assertEquals(DocumentFile.read(file), document());
  }

  @Test
  void aBrokenFileGetsASentenceAndTheOpenDocumentStays() throws Exception {
    GraphDocument before = document();
    Path broken = home.resolve("broken.backprop");
    Files.writeString(broken, "{\"format\": 1, \"nodes\": [");
    runFx(() -> workspace.open(broken));
    assertEquals(before, document());
    Label text = robot.lookup("#banner-text").queryAs(Label.class);
    assertTrue(text.getText().contains("broken.backprop"), text.getText());
    assertTrue(text.getParent().isVisible());
    Path newer = home.resolve("newer.backprop");
    Files.writeString(newer, "{\"format\": 99, \"nodes\": []}");
    runFx(() -> workspace.open(newer));
    assertTrue(text.getText().contains("newer.backprop"), text.getText());
    assertEquals(before, document());
  }

  @Test
  void whatIsNotSavedIsThereAgainAtTheNextStart() {
    runFx(() -> workspace.model().setValue(TAX, Tensor.scalar(3)));
    runFx(workspace::hidden);
    GraphWorkspace next = onFx(() -> new GraphWorkspace(context));
    assertEquals(
        Optional.of(Tensor.scalar(3)),
        onFx(() -> GivenValue.of(next.model().document().graph().node(TAX))));
    assertTrue(onFx(() -> next.unsaved().get()), "with its dot");
  }

  @Test
  void openingAnExampleKeepsUnsavedChanges() {
    runFx(() -> workspace.model().setValue(TAX, Tensor.scalar(3)));
    runFx(() -> workspace.openExample(Examples.find("apples").orElseThrow()));
    assertEquals("apples.backprop", onFx(() -> workspace.documentName().getValue()));
    runFx(() -> robot.lookup(".banner .pill").queryButton().fire());
    assertEquals(3, value(TAX), 0);
    assertTrue(onFx(() -> workspace.unsaved().get()));
  }

  @Test
  void everyExampleOpensAndIsDrawnInBothLanguages() {
    for (Language language : Language.values()) {
      runFx(() -> context.texts().languageProperty().set(language));
      for (Examples.Example example : Examples.all()) {
        runFx(() -> workspace.openExample(example));
        await(() -> workspace.model().trace().graph().equals(workspace.model().document().graph()));
        runFx(
            () -> {
              workspace.model().transport().last();
              workspace.view().drawNow();
            });
        assertTrue(onFx(() -> workspace.view().drawMillisProperty().get()) > 0);
      }
    }
  }
}
