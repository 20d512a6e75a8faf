package backprop.app;

import backprop.message.Message;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Says before the toolkit starts whether a window can open, and if not, what a person can do.
///
/// JavaFX cannot start on its headless platform once a start with GTK has failed, so this is asked
/// first, of the system itself.
public final class WindowSystem {
  private static final String PLATFORM = "glass.platform";
  private static final String HEADLESS = "Headless";

  private final String osName;
  private final Map<String, String> environment;
  private final Predicate<String> libraryLoads;
  private final Predicate<String> displayAnswers;

  WindowSystem(
      String osName,
      Map<String, String> environment,
      Predicate<String> libraryLoads,
      Predicate<String> displayAnswers) {
    this.osName = osName;
    this.environment = environment;
    this.libraryLoads = libraryLoads;
    this.displayAnswers = displayAnswers;
  }

  /// Gives the window system of this process: the platform that JavaFX was told to use, or the one
  /// of the operating system.
  public static WindowSystem ofThisProcess() {
    return new WindowSystem(
        System.getProperty(PLATFORM, System.getProperty("os.name", "")),
        System.getenv(),
        WindowSystem::loads,
        display -> XDisplay.parse(display).filter(XDisplay::accepts).isPresent());
  }

  /// Gives one sentence with the cure where no window can open, nothing where one can.
  ///
  /// Windows and macOS bring what JavaFX needs; Linux needs GTK 3, the XTest library and an X
  /// server (on Wayland: XWayland).
  public Optional<Message> obstacle() {
    if (!osName.startsWith("Linux")) {
      return Optional.empty();
    }
    var display = environment.getOrDefault("DISPLAY", "");
    if (display.isBlank()) {
      var wayland = !environment.getOrDefault("WAYLAND_DISPLAY", "").isBlank();
      return Optional.of(Message.of(wayland ? "launch.no-xwayland" : "launch.no-display"));
    }
    for (var library : new String[] {"libgtk-3.so.0", "libXtst.so.6"}) {
      if (!libraryLoads.test(library)) {
        return Optional.of(Message.of("launch.no-library", library));
      }
    }
    return displayAnswers.test(display)
        ? Optional.empty()
        : Optional.of(Message.of("launch.display-refuses", display));
  }

  /// Makes JavaFX, when it starts, use its own platform without a display, and AWT too.
  ///
  /// Holds for the whole process, and only if the toolkit has not started yet.
  public static void useHeadlessPlatform() {
    System.setProperty(PLATFORM, HEADLESS);
    System.setProperty("prism.order", "sw");
    System.setProperty("java.awt.headless", "true");
  }

  /// Whether the system's loader finds the library; it stays loaded, since JavaFX asks for it next.
  @SuppressWarnings("restricted") // looks a library up, calls nothing in it
  private static boolean loads(String library) {
    try {
      SymbolLookup.libraryLookup(library, Arena.global());
      return true;
    } catch (IllegalArgumentException notFound) {
      return false;
    }
  }
}
