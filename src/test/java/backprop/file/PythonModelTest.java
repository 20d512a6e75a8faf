package backprop.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import backprop.cli.CommandLineProbe;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.network.FloatTensor;
import backprop.network.Networks;
import backprop.network.Weights;
import backprop.tensor.Shape;
import backprop.training.ConfusionMatrix;
import backprop.training.EpochRecord;
import backprop.training.Evaluation;
import backprop.training.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Model files and NumPy files against the Python of this machine, where there is one.
class PythonModelTest {
  private static final List<String> PROGRAMS = List.of("/usr/bin/python3", "python3");
  private static final int MISSING = 77;
  private static final GraphDocument DOCUMENT =
      Presets.find("two-layer-784-50-10").orElseThrow().open();

  @TempDir Path folder;

  /// What a script wrote; the test is aborted with the reason where no Python has the module.
  private List<String> python(String module, String script) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("script.py"),
            "import sys\ntry:\n    import %s\nexcept ImportError:\n    sys.exit(%d)\n"
                    .formatted(module, MISSING)
                + script);
    for (String program : PROGRAMS) {
      Path output = folder.resolve("output.txt");
      try {
        Process process =
            new ProcessBuilder(program, file.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new AssertionError("Python took longer than a minute");
        }
        if (process.exitValue() != MISSING) {
          List<String> lines = Files.readAllLines(output, UTF_8);
          assertEquals(0, process.exitValue(), String.join("\n", lines));
          return lines;
        }
      } catch (IOException _) { // no such program: try the next
      }
    }
    return abort("not run: no Python with " + module);
  }

  private ModelFile.Model model() {
    Evaluation reading =
        new Evaluation(8, 7, 0.5, new ConfusionMatrix(1, new int[] {8}), List.of());
    EpochRecord epoch = new EpochRecord(1, 600, reading, reading, 0.1, Duration.ofSeconds(2));
    return new ModelFile.Model(
        DOCUMENT,
        Weights.initial(DOCUMENT.graph()),
        TrainingNotes.of(Recipe.TEXTBOOK, List.of(epoch), List.of()));
  }

  @Test
  void theTenLinesOfTheDocumentationReadAModel() throws Exception {
    ModelFile.write(model(), folder.resolve("net.safetensors"));
    String docs = Files.readString(Path.of("src", "docs", "formats.md"));
    int begin = docs.indexOf("```python\n") + "```python\n".length();
    String code = docs.substring(begin, docs.indexOf("```", begin));
    assertTrue(code.lines().filter(line -> !line.isBlank()).count() <= 10, code);
    List<String> lines =
        python(
            "json",
            code
                +
"""

tensors, document, history = read("net.safetensors")
for name, (shape, numbers) in tensors.items():
    print(name, "x".join(map(str, shape)), sum(map(abs, numbers)))
print(len(document["nodes"]), history[0]["test"]["correct"])
""");
    int line = 0;
    for (var entry : model().weights().tensors().entrySet()) {
      double sum = 0;
      for (float number : entry.getValue().toArray()) {
        sum += Math.abs((double) number);
      }
      String[] said = lines.get(line++).split(" ");
      assertEquals(entry.getKey().text(), said[0]);
      String shape =
          IntStream.of(entry.getValue().shape().dims())
              .mapToObj(Integer::toString)
              .collect(Collectors.joining("x"));
      assertEquals(shape, said[1]);
      assertEquals(sum, Double.parseDouble(said[2]), 1e-9 * (1 + sum));
    }
    int nodes = 0;
    for (Node _ : DOCUMENT.graph().nodes()) {
      nodes++;
    }
    assertEquals(nodes + " 7", lines.get(line));
  }

  @Test
  void thePackageSafetensorsReadsAModel() throws Exception {
    ModelFile.write(model(), folder.resolve("net.safetensors"));
    List<String> lines =
        python(
            "safetensors.numpy",
"""
with safetensors.safe_open("net.safetensors", framework="numpy") as f:
    print(sorted(f.keys()), "document" in f.metadata())
    print(f.get_tensor("W1").shape, f.get_tensor("W1").dtype)
""");
    assertEquals("['W1', 'W2', 'b1', 'b2'] True", lines.getFirst());
    assertEquals("(784, 50) float32", lines.get(1));
  }

  @Test
  void numpyReadsOurArraysAndWeReadItsOwn() throws Exception {
    GraphDocument document = Networks.convolutional(6, 2, 3);
    FloatTensor mean = FloatTensor.of(Shape.of(2), 0.25f, -1f);
    FloatTensor variance = FloatTensor.of(Shape.of(2), 4f, Float.MIN_VALUE);
    Weights weights =
        Weights.initial(document.graph())
            .withState(
                Map.of(NodeId.of("norm"), Map.of("running_mean", mean, "running_var", variance)));
    Files.write(folder.resolve("ours.npz"), WeightsFile.bytes(document, weights));
    python(
        "numpy",
"""
import numpy as np
ours = np.load("ours.npz")
assert all(ours[name].dtype == np.float32 for name in ours.files), ours.files
assert "norm/running_var" in ours.files, ours.files
np.savez("plain.npz", **{name: ours[name] for name in ours.files})
np.savez_compressed("packed.npz", **{n: np.asfortranarray(ours[n].astype(">f8")) for n in ours.files})
""");
    assertEquals(weights, WeightsFile.read(folder.resolve("ours.npz"), document));
    assertEquals(weights, WeightsFile.read(folder.resolve("plain.npz"), document));
    assertEquals(weights, WeightsFile.read(folder.resolve("packed.npz"), document));
  }

  @Test
  void theCommandGoesBothWays() throws Exception {
    ModelFile.write(model(), folder.resolve("net.safetensors"));
    CommandLineProbe probe = CommandLineProbe.in(folder);
    var out = probe.run("weights", "--model", "net.safetensors", "--out", "w.npz");
    assertEquals(0, out.status(), out::err);
    assertTrue(Npz.read(folder.resolve("w.npz")).containsKey("W1"));
    var back =
        probe.run(
            "weights",
            "--document",
            "two-layer-784-50-10",
            "--from",
            "w.npz",
            "--out",
            "back.safetensors");
    assertEquals(0, back.status(), back::err);
    assertEquals(model().weights(), ModelFile.read(folder.resolve("back.safetensors")).weights());
    for (String[] wrong :
        new String[][] {
          {"weights", "--out", "w.txt"},
          {"weights", "--from", "w.npz", "--out", "x.safetensors"},
          {
            "weights",
            "--document",
            "sigmoid-784-50-10",
            "--from",
            "no.npz",
            "--out",
            "x.safetensors"
          },
          {
            "weights",
            "--document",
            "two-layer-784-100-10",
            "--from",
            "w.npz",
            "--out",
            "x.safetensors"
          }
        }) {
      var ran = probe.run(wrong);
      assertEquals(2, ran.status());
      assertEquals(1, ran.err().lines().count(), ran::err);
    }
  }

  @Test
  void anArrayThatIsMissingOrDoesNotFitIsNamed() {
    Weights small = Weights.of(Map.of(NodeId.of("W1"), FloatTensor.of(Shape.of(1), 1f)));
    Path file = folder.resolve("small.npz");
    AtomicFile.write(file, WeightsFile.bytes(DOCUMENT, small));
    FileException thrown =
        assertThrows(FileException.class, () -> WeightsFile.read(file, DOCUMENT));
    assertTrue(thrown.getMessage().contains("W1"), thrown.getMessage());
  }
}
