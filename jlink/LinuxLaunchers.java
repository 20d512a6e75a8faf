import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// Puts a short script in front of each launcher on Linux; Windows and macOS need none.
final class LinuxLaunchers {
  /// What keeps the runtime's own lines from a person.
  static final String CLOSED_STANDARD_ERROR = " 2>/dev/null";

  private LinuxLaunchers() {}

  /// Makes `bin/NAME` the script and `bin/NAME-java` the launcher that jpackage made.
  static void wrap(Path image, String name, String redirection) throws IOException {
    var launcher = image.resolve("bin").resolve(name);
    var options = image.resolve("lib").resolve("app").resolve(name + ".cfg");
    Files.move(launcher, launcher.resolveSibling(name + "-java"));
    Files.move(options, options.resolveSibling(name + "-java.cfg"));
    var script = Files.readString(Path.of("jlink", "launcher.sh"));
    Files.writeString(launcher, script.replace("NAME", name).replace(" REDIRECTION", redirection));
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /// Lets the command line write its completion script to `share/bash-completion/backprop`.
  static void completion(Path image) throws IOException {
    var arguments = new ArrayList<>(AppImage.COMMAND_OPTIONS);
    arguments.addAll(List.of("-Duser.language=en", "--module", AppImage.MAIN, "completion"));
    var java = image.resolve("lib").resolve("runtime").resolve("bin").resolve("java");
    var folder = Files.createDirectories(image.resolve("share").resolve("bash-completion"));
    Files.writeString(folder.resolve(AppImage.COMMAND), Command.of(java, arguments).run());
  }
}
