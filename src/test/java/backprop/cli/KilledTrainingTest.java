package backprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import backprop.Main;
import backprop.file.CheckpointFile;
import backprop.file.DocumentFile;
import backprop.file.ModelFile;
import backprop.network.Networks;
import backprop.training.FreshProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A run in a process of its own that is killed, or interrupted as by Ctrl-C, goes on to the same
/// bits: weights, batch normalisation's statistics, the epoch table.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class KilledTrainingTest {
  private static final int ITERATIONS = 12_000;

  @TempDir private Path folder;
  private Path checkpoint;

  @BeforeEach
  void makeFiles() throws IOException {
    checkpoint = folder.resolve("m.checkpoint.safetensors");
    SmallTable.write(folder.resolve("digits"));
    // dropout draws by the iteration, batch normalisation remembers, adam keeps two moments
    DocumentFile.write(
        Networks.convolutional(SmallTable.SIDE, 4, 10), folder.resolve("net.backprop"));
  }

  private static List<String> words(String out, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "train",
                "net.backprop",
                "--data",
                "digits",
                "--iterations",
                String.valueOf(ITERATIONS),
                "--out",
                out));
    words.addAll(List.of(more));
    return words;
  }

  private static List<String> fresh(String out) {
    return words(
        out,
        "--batch",
        "10",
        "--optimizer",
        "adam",
        "--schedule",
        "cosine",
        "--sampling",
        "shuffled",
        "--weight-decay",
        "0.001",
        "--checkpoint",
        "0.05");
  }

  private static List<String> resumed(String out) {
    return words(out, "--resume", "m.checkpoint.safetensors", "--checkpoint", "0.05");
  }

  private Process start(List<String> words)
      throws IOException, InterruptedException, ReflectiveOperationException {
    Process process =
        FreshProcess.start(Main.class, folder, words, List.of("-Dbackprop.launcher=backprop"));
    long before = iteration();
    while (process.isAlive() && iteration() < before + 100) {
      Thread.sleep(5);
    }
    assertTrue(process.isAlive(), () -> "ended before it was killed: " + output(process));
    return process;
  }

  /// Where the checkpoint stands; it is always whole, because it is moved to its place.
  private long iteration() {
    return Files.exists(checkpoint) ? CheckpointFile.read(checkpoint).checkpoint().iteration() : 0;
  }

  private static String output(Process process) {
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private CommandLineProbe.Ran run(List<String> words) {
    var ran = CommandLineProbe.in(folder).run(words.toArray(String[]::new));
    assertEquals(0, ran.status(), ran::err);
    return ran;
  }

  private static String withoutTimes(String history) {
    return history.replaceAll("\"nanoseconds\": \\d+", "");
  }

  @Test
  void killedTwiceItEndsWithTheSameBits()
      throws IOException, InterruptedException, ReflectiveOperationException {
    Process first = start(fresh("m.safetensors"));
    first.destroyForcibly().waitFor();
    long there = iteration();
    assertTrue(there > 0 && there < ITERATIONS, () -> "stood at " + there);
    Process second = start(resumed("m.safetensors"));
    second.destroyForcibly().waitFor();
    long further = iteration();
    assertTrue(further > there && further < ITERATIONS, () -> there + " then " + further);
    assertFalse(Files.exists(folder.resolve("m.safetensors")));

    run(resumed("m.safetensors"));
    run(fresh("straight.safetensors"));
    ModelFile.Model broken = ModelFile.read(folder.resolve("m.safetensors"));
    ModelFile.Model straight = ModelFile.read(folder.resolve("straight.safetensors"));
    assertEquals(straight.weights(), broken.weights());
    assertNotEquals(0, straight.weights().state().size());
    assertEquals(
        withoutTimes(straight.notes().get("training")),
        withoutTimes(broken.notes().get("training")));
    assertFalse(Files.exists(checkpoint), "a finished run leaves no checkpoint");
  }

  @Test
  void ctrlCKeepsTheRunAndSaysHowToGoOn()
      throws IOException, InterruptedException, ReflectiveOperationException {
    assumeTrue(
        !System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows"),
        "no signals on Windows");
    Process process = start(fresh("m.safetensors"));
    process.toHandle().destroy(); // SIGTERM, which the JVM answers as it answers Ctrl-C
    String said = output(process);
    assertEquals(128 + 15, process.waitFor(), said);
    assertTrue(said.contains("Stopped after iteration"), said);
    assertTrue(
        said.contains(
            "backprop train net.backprop --data digits --out m.safetensors --iterations "
                + ITERATIONS
                + " --resume m.checkpoint.safetensors"),
        said);
    run(resumed("m.safetensors"));
    run(fresh("straight.safetensors"));
    assertEquals(
        ModelFile.read(folder.resolve("straight.safetensors")).weights(),
        ModelFile.read(folder.resolve("m.safetensors")).weights());
  }
}
