package backprop.ui.graph;

import static backprop.ui.common.TestUi.onFx;
import static backprop.ui.common.TestUi.runFx;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.file.Examples;
import backprop.file.code.CodeExport;
import backprop.graph.GraphDocument;
import backprop.message.Language;
import backprop.ui.common.StatusModel;
import backprop.ui.common.TestUi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The chooser of files is the system's, and the one thing that a test answers for.
class CodeActionsTest {
  @TempDir private Path folder;
  private final List<String> offered = new ArrayList<>();

  private StatusModel.Sentence export(int index, GraphDocument document) throws Exception {
    var context = TestUi.context(folder);
    runFx(
        () ->
            new CodeActions(
                    context,
                    () -> document,
                    (name, chooser) -> {
                      offered.add(name);
                      return Optional.of(folder.resolve(name));
                    })
                .all()
                .get(index)
                .command()
                .run());
    for (int i = 0; i < 200; i++) {
      var said = onFx(() -> context.status().sentenceProperty().get());
      if (said.isPresent()) {
        return said.get();
      }
      Thread.sleep(25);
    }
    throw new AssertionError("nothing was said");
  }

  @Test
  void theProgramIsInTheFileThatWasChosen() throws Exception {
    var document = Examples.first().open(Language.KOREAN);
    var targets = CodeExport.Target.values();
    for (int i = 0; i < targets.length; i++) {
      var target = targets[i];
      var said = export(i, document);
      assertFalse(said.wrong());
      var file = folder.resolve(offered.getLast());
      assertEquals(CodeExport.text(document, target), Files.readString(file));
      assertTrue(said.message().arguments().contains(file.toString()));
    }
    assertTrue(offered.getLast().matches("[\\p{L}\\p{Nd}_]+\\.py"), offered::toString);
  }

  @Test
  void whatCannotBeExportedIsSaidAndNothingIsWritten() throws Exception {
    assertTrue(export(0, GraphDocument.EMPTY).wrong());
    assertEquals(List.of("graph.py"), offered);
    assertFalse(Files.exists(folder.resolve("graph.py")));
  }
}
