package backprop.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.message.Language;
import backprop.message.Message;
import backprop.message.Messages;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowSystemTest {
  private static final Predicate<String> YES = any -> true;
  private static final Map<String, String> DISPLAY = Map.of("DISPLAY", ":7");

  private static Optional<String> obstacle(
      Map<String, String> environment, Predicate<String> loads, Predicate<String> answers) {
    return new WindowSystem("Linux", environment, loads, answers).obstacle().map(Message::key);
  }

  @Test
  void nothingIsInTheWayOfADesktop() {
    assertEquals(Optional.empty(), obstacle(DISPLAY, YES, YES));
  }

  @Test
  void eachThingThatIsMissingHasItsSentence() {
    assertEquals(Optional.of("launch.no-display"), obstacle(Map.of(), YES, YES));
    assertEquals(
        Optional.of("launch.no-xwayland"),
        obstacle(Map.of("WAYLAND_DISPLAY", "wayland-0"), YES, YES));
    assertEquals(
        Optional.of("launch.no-library"),
        obstacle(DISPLAY, library -> !library.contains("gtk"), YES));
    assertEquals(
        Optional.of("launch.no-library"),
        obstacle(DISPLAY, library -> !library.contains("Xtst"), YES));
    assertEquals(Optional.of("launch.display-refuses"), obstacle(DISPLAY, YES, display -> false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Windows 11", "Mac OS X"})
  void otherSystemsBringTheirOwn(String osName) {
    var system = new WindowSystem(osName, Map.of(), any -> false, any -> false);
    assertEquals(Optional.empty(), system.obstacle());
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void theSentenceNamesTheLibraryAndTheCure(Language language) {
    var obstacle = new WindowSystem("Linux", DISPLAY, any -> false, YES).obstacle().orElseThrow();
    var sentence = Messages.in(language).format(obstacle);
    assertTrue(sentence.contains("libgtk-3.so.0"), sentence);
    assertTrue(sentence.contains("sudo apt install libgtk-3-0 libxtst6"), sentence);
  }
}
