package backprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.file.DocumentFile;
import backprop.file.Presets;
import backprop.graph.NodeId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  /// Each preset with its own recipe, or with another; what such a script does, its own test says.
  @Test
  void presetsBecomeScriptsThatTrain() throws Exception {
    for (var preset : Presets.all()) {
      var ran = probe.run("export", preset.id(), "--to", "pytorch-training", "--out", "train.py");
      assertEquals(0, ran.status(), ran::err);
      var script = Files.readString(folder.resolve("train.py"));
      var optimizer = preset.recipe().optimizer().name();
      assertTrue(script.contains("optimizer=\"" + optimizer + "\","), preset.id());
    }
    Files.writeString(
        folder.resolve("mine.recipe.json"),
        """
        {"optimizer": {"name": "adamw"}, "rate": 0.5, "batch": 7, "iterations": 9,
         "stop": {"change": 0.001, "rounds": 2}, "augmentation": {"shift": 1},
         "gradients": "numerical"}
        """);
    var ran =
        probe.run(
            "export", Presets.first().id(), "--to=pytorch-training", "--recipe=mine.recipe.json");
    assertEquals(0, ran.status(), ran::err);
    assertEquals(2, ran.err().lines().count(), "it says what it does otherwise: " + ran.err());
    for (var said :
        List.of("lr=0.5", "batch=7", "iterations=9", "stop=\"0.001:2\"", "optimizer=\"adamw\"")) {
      assertTrue(ran.out().contains(said + ","), said);
    }
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
        "export x --to numpy --recipe r.json --out new.py",
        "export x*x --to pytorch-training --out new.py",
        "export textbook-cnn --to pytorch-training --recipe missing.json --out new.py",
      })
  void wrongUseIsOneSentenceAndWritesNothing(String line) {
    var ran = probe.run(line.split(" "));
    assertEquals(2, ran.status(), ran::out);
    assertEquals(1, ran.err().lines().count(), ran::err);
    assertFalse(Files.exists(folder.resolve("new.py")));
  }
}
