package backprop.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Starts this program again with the module that the trainer's kernels need.
///
/// The command line starts without it, because a runtime that resolves the Vector module starts
/// slower; only what trains pays for it. The packaged app's script for Linux starts commands that
/// train in such a runtime at once (`jlink/launcher.sh`), so this is for runs from source, and for
/// the launchers of other systems.
public final class TrainingRuntime {
  private static final String VECTOR_MODULE = "jdk.incubator.vector";
  private static final byte[] WARNING =
      "WARNING: Using incubator modules".getBytes(StandardCharsets.US_ASCII);
  private static final String MAIN_MODULE = "backprop";
  private static final String MAIN_CLASS = "backprop.Main";

  private TrainingRuntime() {}

  /// Whether this process can train.
  public static boolean isThisProcess() {
    return ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent();
  }

  /// Runs the program with these arguments in a runtime that can train, and gives its exit code.
  ///
  /// @throws IOException if the runtime cannot be started
  public static int run(String... arguments) throws IOException {
    return run(words(arguments));
  }

  /// Opens the window, with the document where one is named, and comes back when it has closed: the
  /// packaged app's own launcher for it, which starts soonest, else this runtime with the module.
  ///
  /// @throws IOException if it cannot be started
  public static int openWindow(Optional<Path> document) throws IOException {
    var name = document.map(Path::toString);
    var packaged =
        Optional.ofNullable(System.getProperty("jpackage.app-path"))
            .map(path -> Path.of(path).resolveSibling(StartedAs.WINDOW.commandName()))
            .filter(Files::isExecutable);
    if (packaged.isEmpty()) {
      return run(name.map(file -> new String[] {"open", file}).orElseGet(() -> new String[0]));
    }
    var words = new ArrayList<>(List.of(packaged.get().toString()));
    name.ifPresent(words::add);
    return run(words);
  }

  private static int run(List<String> words) throws IOException {
    var process = new ProcessBuilder(words).inheritIO().redirectError(Redirect.PIPE).start();
    var reader = Thread.ofVirtual().start(() -> passOn(process.getErrorStream(), System.err));
    try {
      var exitCode = process.waitFor();
      reader.join();
      return exitCode;
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  /// Passes on what the other runtime says, but not its warning about a module that incubates: the
  /// JDK writes it before any option or code of ours, where the module is marked so.
  static void passOn(InputStream from, PrintStream to) {
    try (from) {
      var start = from.readNBytes(WARNING.length);
      if (Arrays.equals(start, WARNING)) {
        for (var next = from.read(); next >= 0 && next != '\n'; next = from.read()) {
          // the rest of the line
        }
      } else {
        to.write(start);
      }
      var part = new byte[1 << 10];
      for (var length = from.read(part); length >= 0; length = from.read(part)) {
        to.write(part, 0, length);
        to.flush();
      }
      to.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> words(String... arguments) {
    var words = new ArrayList<String>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(
        List.of(
            "-Xlog:disable",
            "--add-modules",
            VECTOR_MODULE,
            "--enable-native-access=javafx.graphics,backprop",
            "-Dbackprop.launcher=" + StartedAs.thisProcess().commandName()));
    var modulePath = System.getProperty("jdk.module.path", "");
    if (!modulePath.isEmpty()) {
      words.addAll(List.of("--module-path", modulePath));
    }
    words.addAll(List.of("--module", MAIN_MODULE + "/" + MAIN_CLASS));
    words.addAll(List.of(arguments));
    return words;
  }
}
