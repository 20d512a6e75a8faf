import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The ahead-of-time cache of a launcher (JEP 483, 514, 515): about half of its start-up time.
///
/// A run of the packaged image itself trains it, without a display, with the launcher's own
/// options: a cache that was trained with others is refused.
final class AotCache {
  private AotCache() {}

  /// Gives the option by which a launcher finds its cache, wherever the folder is moved.
  static String option(String launcher) {
    return "-XX:AOTCache=$APPDIR/" + launcher + ".aot";
  }

  /// Trains the cache of a launcher and puts it where the launcher looks.
  ///
  /// @param options the launcher's own
  /// @param program the main module and class, and the arguments of the training run
  static void train(Path image, String launcher, List<String> options, List<String> program) {
    var library = image.resolve("lib");
    var cache = library.resolve("app").resolve(launcher + ".aot");
    var arguments = new ArrayList<>(options);
    arguments.remove("-Xlog:disable");
    arguments.add("-XX:AOTCacheOutput=" + cache);
    arguments.addAll(
        List.of(
            "-Dglass.platform=Headless", "-Dprism.order=sw", "-Dbackprop.first-frame=exit-whole"));
    arguments.add("--module");
    arguments.addAll(program);
    var output =
        Command.of(library.resolve("runtime").resolve("bin").resolve("java"), arguments).run();
    if (!Files.exists(cache)) {
      throw new BuildFailure("The run that trains " + cache + " left no cache:\n" + output);
    }
  }
}
