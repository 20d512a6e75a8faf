package backprop.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Runs a main class in a Java process of its own, started as this one was: the same runtime, paths
/// and options.
///
/// In a process that ran hundreds of tests, the JIT compiler's profiles of shared methods are
/// theirs; a fresh one compiles as the program does.
public final class FreshProcess {
  private FreshProcess() {}

  /// What the class wrote to its standard output.
  ///
  /// @param more options beside those of this process
  /// @throws IllegalStateException if it does not end well within `seconds`; its output is in it
  public static List<String> run(Class<?> main, int seconds, String... more)
      throws IOException, InterruptedException, ReflectiveOperationException {
    Process process = new ProcessBuilder(words(main, more)).redirectErrorStream(true).start();
    var output = CompletableFuture.supplyAsync(() -> read(process));
    try {
      String text = output.get(seconds, TimeUnit.SECONDS);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(main.getName() + " failed:\n" + text);
      }
      return text.lines().toList();
    } catch (TimeoutException e) {
      process.destroyForcibly();
      throw new IllegalStateException(
          main.getName() + " takes over " + seconds + " s:\n" + output.join(), e);
    } catch (ExecutionException e) {
      process.destroyForcibly();
      throw new IllegalStateException(e);
    }
  }

  /// Starts the class with these arguments in a folder; its errors come with its output.
  ///
  /// @param options of the virtual machine, beside this one's
  public static Process start(
      Class<?> main, Path folder, List<String> arguments, List<String> options)
      throws IOException, ReflectiveOperationException {
    List<String> words = words(main);
    words.addAll(1, options);
    words.addAll(arguments);
    return new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true).start();
  }

  private static String read(Process process) {
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> words(Class<?> main, String... more)
      throws ReflectiveOperationException {
    var words = new ArrayList<String>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String option : options()) {
      // an agent belongs to the process it was started for
      if (!option.startsWith("-javaagent") && !option.startsWith("-agent")) {
        words.add(option);
      }
    }
    words.addAll(List.of(more));
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    if (main.getModule().isNamed()) {
      words.addAll(List.of("--module", main.getModule().getName() + "/" + main.getName()));
    } else {
      words.add(main.getName());
    }
    return words;
  }

  /// What this process's virtual machine was started with. By reflection, because the program needs
  /// no module of management.
  private static List<String> options() throws ReflectiveOperationException {
    Object bean =
        Class.forName("java.lang.management.ManagementFactory")
            .getMethod("getRuntimeMXBean")
            .invoke(null);
    Object options =
        Class.forName("java.lang.management.RuntimeMXBean")
            .getMethod("getInputArguments")
            .invoke(bean);
    return ((List<?>) options).stream().map(Object::toString).toList();
  }
}
