package backprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CommandLineProgramTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return CommandLineProgram.run(
        new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  @Test
  void versionIsTheOneOfThePom() throws Exception {
    var pom = Files.readString(Path.of("pom.xml"));
    var version = Pattern.compile("<version>([^<]+)</version>").matcher(pom);
    assertTrue(version.find(), "pom.xml names a version");
    assertEquals(0, run("--version"));
    assertEquals("Backprop Explorer " + version.group(1), out.toString().strip());
  }

  @Test
  void helpNamesTheOptions() {
    assertEquals(0, run("--help"));
    assertTrue(out.toString().contains("--version"), out.toString());
    assertEquals("", err.toString());
  }

  @Test
  void anUnknownOptionIsNamed() {
    assertEquals(2, run("--no-such-option"));
    assertTrue(err.toString().contains("--no-such-option"), err.toString());
  }
}
