import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Measures how long the app takes to its first frame, against an empty JavaFX window that is
/// packaged in the same way: same modules, options, start script and kind of AOT cache.
///
/// Run after the app was made, where a window can open (under Xvfb, say): `./mvnw -q -Pdist
/// validate exec:exec@compare-start`. Both are started ten times by turns; the time runs from the
/// start of the process to the line that each writes at its third frame.
final class CompareStart {
  private static final int ROUNDS = 10;
  private static final double LIMIT = 1.3;
  private static final String EMPTY = "empty-window";
  private static final String EMPTY_MAIN = "emptywindow/emptywindow.Main";

  private final Path target;
  private final String classPath;
  private final Path work;

  private CompareStart(Map<String, String> settings) {
    this.target = Path.of(settings.get("target"));
    this.classPath = settings.get("classpath");
    this.work = target.resolve("jlink-empty");
  }

  public static void main(String[] arguments) throws IOException {
    var settings = new TreeMap<String, String>();
    for (var argument : arguments) {
      var parts = argument.split("=", 2);
      settings.put(parts[0], parts[1]);
    }
    try {
      new CompareStart(settings).run();
    } catch (BuildFailure e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private void run() throws IOException {
    var app =
        target.resolve("dist").resolve(AppImage.WINDOW).resolve("bin").resolve(AppImage.WINDOW);
    if (!Files.exists(app)) {
      throw new BuildFailure(
          app + " is missing: make it first with ./mvnw -q -Pdist -DskipTests verify");
    }
    var empty = emptyWindow();
    var appTimes = new ArrayList<Double>();
    var emptyTimes = new ArrayList<Double>();
    millisToFirstFrame(empty);
    millisToFirstFrame(app);
    for (var round = 0; round < ROUNDS; round++) {
      emptyTimes.add(millisToFirstFrame(empty));
      appTimes.add(millisToFirstFrame(app));
    }
    var ratio = median(appTimes) / median(emptyTimes);
    System.out.printf(
        "first frame, median of %d by turns: app %.0f ms, empty window %.0f ms, ratio %.2f (limit %.1f)%n",
        ROUNDS, median(appTimes), median(emptyTimes), ratio, LIMIT);
    System.out.println("app    " + line(appTimes));
    System.out.println("empty  " + line(emptyTimes));
    if (ratio > LIMIT) {
      System.exit(1);
    }
  }

  private Path emptyWindow() throws IOException {
    Folders.fresh(work);
    var modules =
        new Modules(Path.of("jlink", "descriptors"), work.resolve("modules")).path(classPath);
    var classes = work.resolve("emptywindow");
    Command.jdk(
            "javac",
            List.of(
                "--module-path",
                modules,
                "-d",
                classes.toString(),
                "jlink/emptywindow/module-info.java",
                "jlink/emptywindow/emptywindow/EmptyWindow.java",
                "jlink/emptywindow/emptywindow/Main.java"))
        .run();
    var runtime =
        LinkedRuntime.link(
            modules + File.pathSeparator + classes,
            List.of("backprop", "emptywindow"),
            work.resolve("runtime"));
    var arguments =
        new ArrayList<>(
            List.of(
                "--type",
                "app-image",
                "--name",
                EMPTY,
                "--runtime-image",
                runtime.toString(),
                "--module",
                EMPTY_MAIN,
                "--dest",
                work.toString()));
    for (var option : AppImage.WINDOW_OPTIONS) {
      arguments.addAll(List.of("--java-options", option));
    }
    arguments.addAll(List.of("--java-options", AotCache.option(EMPTY)));
    Command.jdk("jpackage", arguments).run();
    var image = work.resolve(EMPTY);
    AotCache.train(image, EMPTY, AppImage.WINDOW_OPTIONS, List.of(EMPTY_MAIN));
    LinuxLaunchers.replace(image, EMPTY, AppImage.WINDOW_OPTIONS, EMPTY_MAIN);
    return image.resolve("bin").resolve(EMPTY);
  }

  private double millisToFirstFrame(Path program) throws IOException {
    var builder = new ProcessBuilder(program.toString());
    builder.environment().put("JAVA_TOOL_OPTIONS", "-Dbackprop.first-frame=exit");
    // a person's remembered window and settings would make two measurements differ
    for (var folder : List.of("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")) {
      builder.environment().put(folder, Folders.fresh(work.resolve("home")).toString());
    }
    var start = System.nanoTime();
    var process = builder.start();
    try (var lines = process.inputReader()) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("first frame")) {
          var millis = (System.nanoTime() - start) / 1e6;
          process.waitFor();
          return millis;
        }
      }
    } catch (InterruptedException e) {
      throw new BuildFailure("Interrupted.");
    }
    throw new BuildFailure(program + " ended without a first frame; is there a display?");
  }

  private static double median(List<Double> times) {
    var sorted = times.stream().sorted().toList();
    var middle = sorted.size() / 2;
    return (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  private static String line(List<Double> times) {
    return String.join(" ", times.stream().map(time -> String.format("%.0f", time)).toList());
  }
}
