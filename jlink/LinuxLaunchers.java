import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// Puts a short script in the place of each launcher on Linux; Windows and macOS keep jpackage's.
///
/// The launcher that jpackage makes for Linux first asks the package managers, twice, whether it
/// was installed by one of them: 130 ms before Java begins. The script starts Java itself.
final class LinuxLaunchers {
  private LinuxLaunchers() {}

  /// Makes `bin/NAME` a script that starts the main class with these options and the AOT cache.
  static void replace(Path image, String name, List<String> options, String main)
      throws IOException {
    replace(image, name, options, main, "");
  }

  /// The same for the command line, whose commands that train get other options.
  static void replaceCommand(Path image) throws IOException {
    var choice =
        """
        case "${1:-}" in
          %s)
            cache=%s
            options="%s"
            ;;
        esac
        """
            .formatted(
                String.join(" | ", AppImage.TRAINING_COMMANDS),
                AppImage.TRAINING,
                String.join(" ", AppImage.TRAINING_OPTIONS));
    replace(image, AppImage.COMMAND, AppImage.COMMAND_OPTIONS, AppImage.MAIN, choice);
  }

  private static void replace(
      Path image, String name, List<String> options, String main, String choice)
      throws IOException {
    var launcher = image.resolve("bin").resolve(name);
    Files.delete(launcher);
    Files.delete(image.resolve("lib").resolve("app").resolve(name + ".cfg"));
    var script = Files.readString(Path.of("jlink", "launcher.sh"));
    Files.writeString(
        launcher,
        script
            .replace("NAME", name)
            .replace("ARGUMENTS", String.join(" ", options))
            .replace("MAIN", main)
            .replace("CHOICE\n", choice));
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
