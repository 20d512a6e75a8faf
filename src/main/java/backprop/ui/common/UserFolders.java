package backprop.ui.common;

import java.nio.file.Path;
import java.util.Locale;

/// The folders of this person where the program keeps things; made when something is first written.
///
/// @param config preferences
/// @param state recovery copies: what would be missed
/// @param cache the log and what can be made again
public record UserFolders(Path config, Path state, Path cache) {

  /// The system property that puts all of them below one folder, for tests and for a portable copy.
  public static final String HOME_PROPERTY = "backprop.home";

  private static final String NAME = "backprop-explorer";

  /// The folders that the operating system has for this.
  public static UserFolders ofSystem() {
    String home = System.getProperty(HOME_PROPERTY);
    if (home != null && !home.isBlank()) {
      return below(Path.of(home));
    }
    Path user = Path.of(System.getProperty("user.home"));
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    if (system.contains("win")) {
      Path local = variable("LOCALAPPDATA", user.resolve("AppData").resolve("Local")).resolve(NAME);
      Path roaming = variable("APPDATA", user.resolve("AppData").resolve("Roaming")).resolve(NAME);
      return new UserFolders(roaming, local.resolve("state"), local.resolve("cache"));
    }
    if (system.contains("mac")) {
      Path library = user.resolve("Library");
      Path support = library.resolve("Application Support").resolve(NAME);
      return new UserFolders(support, support, library.resolve("Caches").resolve(NAME));
    }
    return new UserFolders(
        variable("XDG_CONFIG_HOME", user.resolve(".config")).resolve(NAME),
        variable("XDG_STATE_HOME", user.resolve(".local").resolve("state")).resolve(NAME),
        variable("XDG_CACHE_HOME", user.resolve(".cache")).resolve(NAME));
  }

  /// All of them below this folder.
  public static UserFolders below(Path home) {
    return new UserFolders(home.resolve("config"), home.resolve("state"), home.resolve("cache"));
  }

  private static Path variable(String name, Path otherwise) {
    String value = System.getenv(name);
    return value == null || value.isBlank() ? otherwise : Path.of(value);
  }
}
