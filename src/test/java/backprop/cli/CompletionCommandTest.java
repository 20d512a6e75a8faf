package backprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.message.Language;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionCommandTest {
  @TempDir private Path folder;

  @Test
  void bashCompletesEveryCommandAndTheFormsOfExport() throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "not run: no bash");
    var script = CommandLineProbe.in(folder).run("completion");
    assertEquals(0, script.status(), script::err);
    Files.writeString(folder.resolve("backprop.bash"), script.out());
    assertEquals(
        Commands.all().stream().map(Command::name).sorted().toList(),
        complete("backprop", ""),
        "the commands");
    assertEquals(
        java.util.List.of("json", "numpy", "pytorch", "pytorch-training"),
        complete("backprop export --to", ""));
  }

  private java.util.List<String> complete(String line, String word) throws Exception {
    var ask =
        """
        shopt -s progcomp; source backprop.bash
        COMP_WORDS=(%s "%s"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_LINE="%s %s"; COMP_POINT=${#COMP_LINE}
        _complete_backprop; printf '%%s\\n' "${COMPREPLY[@]}" | grep -v '^-' | sort
        """
            .formatted(line, word, line, word);
    var output = folder.resolve("completed.txt");
    var process =
        new ProcessBuilder("/bin/bash", "-c", ask)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectOutput(output.toFile())
            .start();
    assertTrue(process.waitFor(10, TimeUnit.SECONDS));
    return Files.readAllLines(output);
  }

  @Test
  void everyCommandHelpsInBothLanguagesAndKnowsTheVersion() {
    for (var command : Commands.all()) {
      var english = CommandLineProbe.in(folder).run(command.name(), "--help");
      assertEquals(0, english.status(), english::err);
      assertTrue(english.out().startsWith("Usage: backprop " + command.name()), english::out);
      var korean = CommandLineProbe.in(folder).with(Language.KOREAN).run(command.name(), "--help");
      assertTrue(korean.out().startsWith("사용법: backprop " + command.name()), korean::out);
      assertTrue(korean.out().codePoints().filter(c -> c >= 0xac00 && c <= 0xd7a3).count() > 20);
      var version = CommandLineProbe.in(folder).run(command.name(), "--version");
      assertTrue(version.out().startsWith("Backprop Explorer "), version::out);
    }
  }
}
