import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The app as a folder: a runtime and two launchers, each with its own options and AOT cache.
///
/// The window resolves the Vector module for the trainer. The command line does without, and so
/// starts sooner; for its commands that train it has options and a cache of their own.
record AppImage(Path runtime, Path icon, String version, Path work) {
  static final String WINDOW = "backprop-explorer";
  static final String COMMAND = "backprop";

  static final String MAIN = "backprop/backprop.Main";

  /// The commands that the runtime is started for with the trainer's options.
  static final List<String> TRAINING_COMMANDS =
      List.of("train", "predict", "evaluate", "gradcheck");

  /// What the cache of these commands is called.
  static final String TRAINING = "backprop-train";

  /// What trains the command line's cache: the usual commands, each once; with an argument, those
  /// that train.
  static final String REHEARSAL = "backprop/backprop.Rehearsal";

  /// `-Xlog:disable`: the JVM's own lines, such as the one about an AOT cache that does not fit,
  /// would go to a person's terminal.
  ///
  /// `EnableVector…`: the JVM turns the compiler's support for vectors on when it defines the
  /// Vector module, and so not when that comes out of the archived module graph; without, training
  /// is many times slower.
  static final List<String> WINDOW_OPTIONS =
      List.of(
          "-Xlog:disable",
          "-XX:+UnlockExperimentalVMOptions",
          "-XX:+EnableVectorSupport",
          "-XX:+EnableVectorReboxing",
          "-XX:+EnableVectorAggressiveReboxing",
          "--add-modules=jdk.incubator.vector",
          "--enable-native-access=javafx.graphics,backprop",
          "-Djava.awt.headless=true");

  static final List<String> COMMAND_OPTIONS =
      List.of(
          "-Xlog:disable",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "--enable-native-access=javafx.graphics,backprop",
          "-Dbackprop.launcher=backprop");

  static final List<String> TRAINING_OPTIONS =
      List.of(
          "-Xlog:disable",
          "-XX:+UnlockExperimentalVMOptions",
          "-XX:+EnableVectorSupport",
          "-XX:+EnableVectorReboxing",
          "-XX:+EnableVectorAggressiveReboxing",
          "-XX:+UseSerialGC",
          "--add-modules=jdk.incubator.vector",
          "--enable-native-access=javafx.graphics,backprop",
          "-Dbackprop.launcher=backprop");

  /// Makes the image in the folder.
  void make(Path destination) {
    var arguments =
        new ArrayList<>(
            List.of(
                "--type",
                "app-image",
                "--name",
                WINDOW,
                "--app-version",
                version,
                "--description",
                "See backpropagation, step by step",
                "--vendor",
                "Backprop Explorer",
                "--icon",
                icon.toString(),
                "--runtime-image",
                runtime.toString(),
                "--module",
                MAIN,
                "--add-launcher",
                COMMAND + "=" + commandLauncher(),
                "--dest",
                destination.toString()));
    for (var option : WINDOW_OPTIONS) {
      arguments.addAll(List.of("--java-options", option));
    }
    arguments.addAll(List.of("--java-options", AotCache.option(WINDOW)));
    Command.jdk("jpackage", arguments).run();
  }

  private Path commandLauncher() {
    var file = work.resolve(COMMAND + ".properties");
    try {
      Files.writeString(
          file,
          """
          module=%s
          description=The command line of Backprop Explorer
          linux-shortcut=false
          java-options=%s %s
          """
              .formatted(MAIN, String.join(" ", COMMAND_OPTIONS), AotCache.option(COMMAND)));
      return file;
    } catch (IOException e) {
      throw new BuildFailure(file + " cannot be written: " + e.getMessage());
    }
  }
}
