import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A tool to run: quiet when it works, and with its own words when it does not.
record Command(Path workingFolder, List<String> words) {
  /// A tool of the JDK that runs this program.
  static Command jdk(String tool, List<String> arguments) {
    return of(Path.of(System.getProperty("java.home"), "bin", tool), arguments);
  }

  static Command of(Path program, List<String> arguments) {
    var words = new ArrayList<String>();
    words.add(program.toString());
    words.addAll(arguments);
    return new Command(Path.of("."), List.copyOf(words));
  }

  /// Whether the system finds a program of this name.
  static boolean exists(String name) {
    for (var folder : System.getenv().getOrDefault("PATH", "").split(":")) {
      if (Files.isExecutable(Path.of(folder, name))) {
        return true;
      }
    }
    return false;
  }

  /// Runs the tool to its end and gives what it wrote; a failure ends the build with the tool's
  /// words.
  String run() {
    try {
      var builder =
          new ProcessBuilder(words).directory(workingFolder.toFile()).redirectErrorStream(true);
      // options that a person's shell gives to every Java would come into the app's own start
      builder.environment().keySet().removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"));
      // dpkg-deb's own choice takes minutes for this image; every Debian since 12 reads this one
      builder.environment().putIfAbsent("DPKG_DEB_COMPRESSOR_TYPE", "zstd");
      builder.environment().putIfAbsent("DPKG_DEB_COMPRESSOR_LEVEL", "12");
      var process = builder.start();
      process.getOutputStream().close();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      var exitCode = process.waitFor();
      if (exitCode != 0) {
        throw new BuildFailure(
            String.join(" ", words) + " ended with " + exitCode + ":\n" + output);
      }
      return output;
    } catch (IOException e) {
      throw new BuildFailure(words.getFirst() + " cannot be run: " + e.getMessage());
    } catch (InterruptedException e) {
      throw new BuildFailure(words.getFirst() + " was interrupted.");
    }
  }
}
