package backprop.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Starts the program as a process of its own, since what is tested is the process.
class StandardErrorTest {
  @TempDir private Path folder;

  private int run(List<String> options, String... arguments) throws Exception {
    var words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--module-path",
                System.getProperty("jdk.module.path"),
                "-Duser.language=en"));
    words.addAll(options);
    words.addAll(List.of("--module", "backprop/backprop.Main"));
    words.addAll(List.of(arguments));
    var builder =
        new ProcessBuilder(words)
            .redirectOutput(file("out").toFile())
            .redirectError(file("err").toFile());
    return builder.start().waitFor();
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private String text(String name) throws IOException {
    return Files.readString(file(name));
  }

  /// What a runtime with a marked module writes first is written by one that was started here.
  @Test
  void theWarningOfARuntimeThatTrainsIsNotPassedOnButItsSentencesAre() throws Exception {
    assertEquals(2, run(List.of("--add-modules=jdk.incubator.vector"), "--wrong"));
    assertTrue(text("err").contains("incubator"), "this runtime warns: " + text("err"));
    assertTrue(passedOn(text("err")).startsWith("“--wrong”"), () -> passedOn("…"));
    assertEquals("", passedOn(""));
    assertEquals("WARNING: Using", passedOn("WARNING: Using"));
    assertEquals("a\nb", passedOn("WARNING: Using incubator modules: x\na\nb"));
    String long1 = "one line after the other\n".repeat(200);
    assertEquals(long1, passedOn(long1));
  }

  private static String passedOn(String text) {
    var passed = new ByteArrayOutputStream();
    TrainingRuntime.passOn(
        new ByteArrayInputStream(text.getBytes(UTF_8)), new PrintStream(passed, true, UTF_8));
    return passed.toString(UTF_8);
  }

  @Test
  void sentencesGoToStandardError() throws Exception {
    assertEquals(2, run(List.of(), "--wrong"));
    assertTrue(text("err").startsWith("“--wrong”"), text("err"));
    assertEquals("", text("out"));
  }

  @Test
  void aCommandLoadsNoClassOfTheToolkitOrTheTrainer() throws Exception {
    var options =
        List.of("-Xlog:class+load:file=" + file("classes"), "-Dbackprop.launcher=backprop");
    assertEquals(0, run(options, "--help"));
    var classes = text("classes");
    assertTrue(classes.contains(" backprop.cli.Arguments "), "the log lists what was loaded");
    for (var unwanted :
        List.of(" javafx.", " backprop.ui.", " jdk.incubator.", " backprop.network.")) {
      assertFalse(classes.contains(unwanted), () -> "a command loaded a class of" + unwanted);
    }
  }
}
