package backprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.file.DocumentFile;
import backprop.graph.NodeId;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportCommandTest {
  @TempDir private Path folder;
  private CommandLineProbe probe = CommandLineProbe.in(Path.of(""));

  @BeforeEach
  void inFolder() {
    probe = CommandLineProbe.in(folder);
  }

  @Test
  void aFormulaBecomesADocumentThatReadsBack() {
    var ran =
        probe.run("export", "z = x * y", "--set", "x=3", "--to", "json", "--out", "곱.backprop");
    assertEquals(0, ran.status(), ran::err);
    assertEquals("", ran.out());
    var document = DocumentFile.read(folder.resolve("곱.backprop"));
    assertEquals(3, document.graph().nodeCount());
    assertTrue(document.graph().contains(NodeId.of("x")));
    assertEquals("6", probe.run("eval", "곱.backprop", "--set", "y=2").lines().getFirst());
  }

  @Test
  void codeGoesToStandardOutputUnlessAFileIsNamed() throws Exception {
    var ran = probe.run("export", "-x^2", "--to", "numpy");
    assertEquals(0, ran.status(), ran::err);
    assertTrue(ran.out().contains("class Pow:"), ran::out);
    probe.run("export", "-x^2", "--to=numpy", "--out=x.py");
    assertEquals(ran.out(), Files.readString(folder.resolve("x.py")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "export x",
        "export x --to java",
        "export x --to",
        "export x+ --to numpy --out new.py",
        "export missing.backprop --to json --out new.py",
        "export x --to numpy --to json",
      })
  void wrongUseIsOneSentenceAndWritesNothing(String line) {
    var ran = probe.run(line.split(" "));
    assertEquals(2, ran.status(), ran::out);
    assertEquals(1, ran.err().lines().count(), ran::err);
    assertFalse(Files.exists(folder.resolve("new.py")));
  }
}
