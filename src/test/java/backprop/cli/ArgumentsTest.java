package backprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.cli.Request.End;
import backprop.cli.Request.OpenWindow;
import backprop.cli.Request.PlayTour;
import backprop.message.Language;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private Request read(StartedAs startedAs, Language language, String... arguments) {
    return new CommandLineProbe(Path.of(""), language, "").request(startedAs, out, err, arguments);
  }

  private Request window(String... arguments) {
    return read(StartedAs.WINDOW, Language.ENGLISH, arguments);
  }

  private Request command(String... arguments) {
    return read(StartedAs.COMMAND, Language.ENGLISH, arguments);
  }

  @Test
  void versionIsTheOneOfThePom() throws Exception {
    var version =
        Pattern.compile("<version>([^<]+)</version>").matcher(Files.readString(Path.of("pom.xml")));
    assertTrue(version.find(), "pom.xml names a version");
    assertEquals(new End(0), window("--version"));
    assertEquals("Backprop Explorer " + version.group(1), out.toString().strip());
  }

  @ParameterizedTest
  @EnumSource(StartedAs.class)
  void helpNamesTheLauncherAndEveryOption(StartedAs startedAs) {
    assertEquals(new End(0), read(startedAs, Language.ENGLISH, "--help"));
    var help = out.toString();
    assertTrue(help.startsWith("Usage: " + startedAs.commandName() + " "), help);
    for (var option : new String[] {"--help", "--version", "--tour"}) {
      assertTrue(help.contains(option), help);
    }
    assertEquals("", err.toString());
  }

  @Test
  void helpSpeaksKorean() {
    read(StartedAs.COMMAND, Language.KOREAN, "--help");
    assertTrue(out.toString().contains("오차역전파법"), out::toString);
  }

  @Test
  void withoutArgumentsTheWindowOpensAndTheCommandLineHelps() {
    assertEquals(new OpenWindow(Optional.empty()), window());
    assertEquals("", out.toString());
    assertEquals(new End(0), command());
    assertTrue(out.toString().startsWith("Usage: backprop "), out::toString);
  }

  @Test
  void aDocumentIsOpenedInTheWindowOnly() {
    var document = Path.of("some where", "사과.backprop");
    assertEquals(new OpenWindow(Optional.of(document)), window(document.toString()));
    assertEquals(new OpenWindow(Optional.of(document)), window("--", document.toString()));
    assertEquals(new End(2), command(document.toString()));
    assertTrue(err.toString().contains("backprop open"), err::toString);
    assertEquals(new OpenWindow(Optional.of(document)), command("open", document.toString()));
  }

  @Test
  void theTourHasAFolderOfItsOwnOrOfThePerson() {
    assertEquals(new PlayTour(Path.of("target", "tour")), window("--tour"));
    assertEquals(new PlayTour(Path.of("pictures")), command("--tour", "pictures"));
    assertEquals(new PlayTour(Path.of("pictures")), window("--tour=pictures"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--no-such-option", "-x", "--version=2"})
  void aWrongOptionIsNamedInOneSentence(String option) {
    assertEquals(new End(2), window(option));
    assertTrue(err.toString().contains(option.replaceAll("--version=", "")), err::toString);
    assertEquals(1, err.toString().lines().count(), err::toString);
    assertEquals("", out.toString());
  }

  @Test
  void aSecondDocumentIsOneTooMany() {
    assertEquals(new End(2), window("one.backprop", "two.backprop"));
    assertTrue(err.toString().contains("two.backprop"), err::toString);
  }

  @Test
  void aNameThatNoFileCanHaveIsRefused() {
    assertEquals(new End(2), window("nul\0name"));
    assertEquals(new End(2), window("--tour", "nul\0name"));
    assertEquals(2, err.toString().lines().count(), err::toString);
  }
}
