package backprop.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.data.MnistDownload.Item;
import backprop.data.MnistDownload.Patience;
import backprop.data.MnistDownload.Progress;
import backprop.tensor.CounterRandom;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The download against servers that do what they should not.
@Timeout(60)
class MnistDownloadTest {

  private static final Patience SHORT = new Patience(Duration.ofSeconds(5), Duration.ofMillis(800));
  private static final byte[] CONTENT = bytes(200_000, 1);

  @TempDir Path folder;

  private static byte[] bytes(int count, long seed) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) CounterRandom.bits(seed, i);
    }
    return bytes;
  }

  private Item item(byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("for-the-hash"), content);
    Item item = new Item("file.gz", content.length, FileHash.of(file));
    Files.delete(file);
    return item;
  }

  private void fetch(BadServer... servers) throws IOException {
    List<URI> addresses = Arrays.stream(servers).map(BadServer::address).toList();
    new MnistDownload(folder, addresses, List.of(item(CONTENT)), SHORT, () -> false, _ -> {})
        .fetch();
    assertArrayEquals(CONTENT, Files.readAllBytes(folder.resolve("file.gz")));
    assertFalse(Files.exists(folder.resolve("file.gz.part")));
  }

  private String refused(BadServer... servers) {
    DataException e = assertThrows(DataException.class, () -> fetch(servers));
    assertFalse(Files.exists(folder.resolve("file.gz")), "a wrong file was put in its place");
    assertTrue(e.getMessage().contains("file.gz"), e.getMessage());
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
    return e.getMessage();
  }

  private static void head(OutputStream out, String status, String... headers) throws IOException {
    String text = "HTTP/1.1 " + status + "\r\n" + String.join("\r\n", headers);
    out.write(
        (text + (headers.length == 0 ? "" : "\r\n") + "Connection: close\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
  }

  private static void whole(OutputStream out, byte[] content) throws IOException {
    head(out, "200 OK", "Content-Length: " + content.length);
    out.write(content);
  }

  /// From the byte that was asked for to `end`, and no word of ending early.
  private static void range(OutputStream out, long from, int end) throws IOException {
    head(
        out,
        from > 0 ? "206 Partial Content" : "200 OK",
        "Content-Length: " + (CONTENT.length - from),
        "Content-Range: bytes %d-%d/%d".formatted(from, CONTENT.length - 1, CONTENT.length));
    out.write(CONTENT, (int) from, end - (int) from);
  }

  private static BadServer good() throws IOException {
    return new BadServer((_, out) -> whole(out, CONTENT));
  }

  @Test
  void aGoodServerGivesTheFile() throws IOException {
    try (BadServer server = good()) {
      fetch(server);
      fetch(server);
      assertEquals(1, server.requests(), "what is there is not fetched again");
      Files.write(folder.resolve("file.gz"), new byte[CONTENT.length]);
      fetch(server);
      assertEquals(2, server.requests(), "what is wrong is fetched again");
    }
  }

  @Test
  void wrongBytesAreThrownAwayAndTheNextAddressIsAsked() throws IOException {
    byte[] wrong = CONTENT.clone();
    wrong[100_000]++;
    try (BadServer bad = new BadServer((_, out) -> whole(out, wrong));
        BadServer good = good()) {
      assertTrue(refused(bad).contains("SHA-256"));
      assertFalse(Files.exists(folder.resolve("file.gz.part")));
      fetch(bad, good);
    }
  }

  @Test
  void aServerThatStopsIsAskedToGoOn() throws IOException {
    // a quarter each time
    List<Long> asked = new ArrayList<>();
    try (BadServer server =
        new BadServer(
            (from, out) -> {
              asked.add(from);
              range(out, from, (int) Math.min(CONTENT.length, from + 50_000));
            })) {
      fetch(server);
      assertEquals(List.of(0L, 50_000L, 100_000L, 150_000L), asked);
    }
  }

  @Test
  void whatArrivedIsGoneOnWithAtAnotherAddressAndAnotherTime() throws IOException {
    AtomicInteger from = new AtomicInteger();
    try (BadServer stops =
            new BadServer(
                (at, out) -> {
                  if (at == 0) {
                    range(out, at, 120_000);
                  }
                });
        BadServer other =
            new BadServer(
                (at, out) -> {
                  from.set((int) at);
                  range(out, at, CONTENT.length);
                })) {
      refused(stops);
      assertEquals(120_000, Files.size(folder.resolve("file.gz.part")));
      fetch(other);
      assertEquals(120_000, from.get());
    }
  }

  @Test
  void aServerThatIgnoresRangesOrSendsAnotherBeginsAnew() throws IOException {
    Files.write(folder.resolve("file.gz.part"), Arrays.copyOf(CONTENT, 1_000));
    try (BadServer server = good()) {
      fetch(server);
    }
    Files.delete(folder.resolve("file.gz"));
    Files.write(folder.resolve("file.gz.part"), Arrays.copyOf(CONTENT, 1_000));
    AtomicInteger asked = new AtomicInteger();
    try (BadServer mad =
            new BadServer(
                (_, out) -> {
                  asked.incrementAndGet();
                  head(out, "206 Partial Content", "Content-Range: bytes 5-9/200000");
                  out.write(CONTENT, 5, 5);
                });
        BadServer good = good()) {
      fetch(mad, good);
      assertTrue(asked.get() >= 1);
    }
  }

  @Test
  void aWrongBeginningIsNoticedAtTheEndAndFetchedAnew() throws IOException {
    Files.write(folder.resolve("file.gz.part"), new byte[1_000]);
    try (BadServer first = new BadServer((at, out) -> range(out, at, CONTENT.length));
        BadServer second = new BadServer((at, out) -> range(out, at, CONTENT.length))) {
      fetch(first, second);
      assertEquals(1, first.requests());
    }
    Files.delete(folder.resolve("file.gz"));
    Files.write(folder.resolve("file.gz.part"), new byte[CONTENT.length + 5]);
    try (BadServer server = good()) {
      fetch(server);
    }
  }

  @Test
  void errorsAndLoopsLeadToTheNextAddress() throws IOException {
    try (BadServer missing = new BadServer((_, out) -> head(out, "404 Not Found"));
        BadServer broken = new BadServer((_, out) -> head(out, "500 Internal Server Error"));
        BadServer loop = new BadServer((_, out) -> head(out, "302 Found", "Location: /again"));
        BadServer closes = new BadServer((_, _) -> {});
        BadServer noise = new BadServer((_, out) -> out.write(bytes(5_000, 3)));
        BadServer good = good()) {
      assertTrue(refused(missing).contains("404"));
      assertTrue(refused(broken).contains("500"));
      assertTrue(refused(loop).contains("302"));
      refused(closes);
      refused(noise);
      fetch(missing, broken, loop, closes, noise, good);
    }
    Files.delete(folder.resolve("file.gz"));
    BadServer gone = good();
    gone.close();
    refused(gone);
  }

  @Test
  void aBodyThatIsTooLongIsCutOffAtOnce() throws IOException {
    AtomicInteger sent = new AtomicInteger();
    try (BadServer endless =
            new BadServer(
                (_, out) -> {
                  head(out, "200 OK");
                  byte[] more = bytes(1 << 16, 4);
                  // two gigabytes, if anybody takes them
                  for (int i = 0; i < 1 << 15; i++) {
                    out.write(more);
                    sent.incrementAndGet();
                  }
                });
        BadServer longer = new BadServer((_, out) -> whole(out, bytes(CONTENT.length + 1, 1)));
        BadServer shorter = new BadServer((_, out) -> whole(out, bytes(1_000, 1)))) {
      refused(endless);
      assertTrue(sent.get() < 1 << 12, sent + " pieces were taken");
      assertFalse(Files.exists(folder.resolve("file.gz.part")), "half a gigabyte kept");
      refused(longer);
      refused(shorter);
    }
  }

  @Test
  void aSilentServerIsGivenUp() throws IOException {
    try (BadServer silent = new BadServer((_, _) -> sleep(30_000));
        BadServer slow =
            new BadServer(
                (_, out) -> {
                  range(out, 0, 10_000);
                  out.flush();
                  sleep(30_000);
                });
        BadServer good = good()) {
      long start = System.nanoTime();
      fetch(silent, slow, good);
      assertTrue(System.nanoTime() - start < 20e9);
    }
  }

  private static void sleep(int millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void cancellingEndsSoonAndKeepsWhatArrived() throws IOException {
    AtomicBoolean cancelled = new AtomicBoolean();
    List<Progress> told = new ArrayList<>();
    try (BadServer slow =
        new BadServer(
            (_, out) -> {
              range(out, 0, 70_000);
              out.flush();
              sleep(30_000);
            })) {
      MnistDownload download =
          new MnistDownload(
              folder,
              List.of(slow.address()),
              List.of(item(CONTENT)),
              new Patience(Duration.ofSeconds(20), Duration.ofSeconds(20)),
              cancelled::get,
              how -> {
                told.add(how);
                cancelled.set(how.done() >= 70_000);
              });
      long start = System.nanoTime();
      assertThrows(CancellationException.class, download::fetch);
      assertTrue(System.nanoTime() - start < 10e9);
    }
    assertEquals(70_000, Files.size(folder.resolve("file.gz.part")));
    assertEquals(0.35, told.getLast().share(), 1e-9);
    try (BadServer other = new BadServer((at, out) -> range(out, at, CONTENT.length))) {
      fetch(other);
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsSaid() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    DataException e =
        assertThrows(
            DataException.class,
            () ->
                new MnistDownload(
                        file.resolve("below"), List.of(), List.of(), SHORT, () -> false, _ -> {})
                    .fetch());
    assertTrue(e.getMessage().contains("below"), e.getMessage());
  }

  @Test
  void theKnownFilesAreThoseOfMnist() {
    Path mnist = Mnist.folder();
    for (Item item : MnistDownload.MNIST) {
      assertTrue(FileHash.is(mnist.resolve(item.name()), item.bytes(), item.sha256()), item.name());
    }
  }
}
