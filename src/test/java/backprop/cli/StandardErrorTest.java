package backprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
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

  @Test
  void whereStandardErrorIsClosedSentencesGoToStandardOutput() throws Exception {
    var options = List.of("--add-modules=jdk.incubator.vector", "-Dbackprop.standardError=closed");
    assertEquals(2, run(options, "--wrong"));
    assertTrue(text("out").startsWith("“--wrong”"), text("out"));
    assertTrue(text("err").contains("incubator"), "the runtime's line goes where nobody reads it");
  }

  @Test
  void otherwiseSentencesGoToStandardError() throws Exception {
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
