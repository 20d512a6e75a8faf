package backprop.data;

import backprop.message.Message;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Brings the four files of MNIST from the internet into a folder.
///
/// Each file is asked for at one address after the other, until one gives the bytes whose SHA-256
/// is known. What arrived stays beside its place as `….part`, so that the next try goes on where
/// the last one ended, at whatever address; only a file that is whole and right is moved to its
/// place. Files that are there already are looked at and left.
public final class MnistDownload {

  /// How far it is.
  ///
  /// @param file the file under way
  /// @param done bytes of all files that are there
  /// @param all bytes of all files
  public record Progress(String file, long done, long all) {
    /// The share done, from 0 to 1.
    public double share() {
      return (double) done / all;
    }
  }

  /// A file, how long it is, and the SHA-256 of its bytes.
  record Item(String name, long bytes, String sha256) {}

  /// How long a server may take to answer, and how long it may then send nothing.
  record Patience(Duration answer, Duration silence) {}

  /// What is fetched: the files as Yann LeCun, Corinna Cortes and Christopher Burges published
  /// them.
  static final List<Item> MNIST =
      List.of(
          new Item(
              "train-images-idx3-ubyte.gz",
              9_912_422,
              "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
          new Item(
              "train-labels-idx1-ubyte.gz",
              28_881,
              "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
          new Item(
              "t10k-images-idx3-ubyte.gz",
              1_648_877,
              "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
          new Item(
              "t10k-labels-idx1-ubyte.gz",
              4_542,
              "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"));

  /// Where they are offered, the quickest first.
  static final List<URI> ADDRESSES =
      List.of(
          URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/"),
          URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
          URI.create("https://raw.githubusercontent.com/fgnt/mnist/master/"));

  private static final Patience PATIENCE =
      new Patience(Duration.ofSeconds(15), Duration.ofSeconds(20));

  /// How often an address is asked anew while each time some bytes more arrive.
  private static final int TRIES = 20;

  private final Path folder;
  private final List<URI> addresses;
  private final List<Item> items;
  private final Patience patience;
  private final BooleanSupplier cancelled;
  private final Consumer<Progress> progress;
  private long before;

  MnistDownload(
      Path folder,
      List<URI> addresses,
      List<Item> items,
      Patience patience,
      BooleanSupplier cancelled,
      Consumer<Progress> progress) {
    this.folder = folder;
    this.addresses = addresses;
    this.items = items;
    this.patience = patience;
    this.cancelled = cancelled;
    this.progress = progress;
  }

  /// How many bytes there are to fetch, if none is there.
  public static long bytes() {
    return MNIST.stream().mapToLong(Item::bytes).sum();
  }

  /// Fetches what is missing; takes as long as the connection needs.
  ///
  /// @param folder where the files go; made if it is not there
  /// @param cancelled asked five times a second
  /// @param progress told how far it is, on the calling thread
  /// @throws DataException if no address gave a file, or the folder cannot be written
  /// @throws CancellationException if it was cancelled; what arrived stays for the next time
  public static void fetch(Path folder, BooleanSupplier cancelled, Consumer<Progress> progress)
      throws DataException {
    new MnistDownload(folder, ADDRESSES, MNIST, PATIENCE, cancelled, progress).fetch();
  }

  void fetch() throws DataException {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new DataException(Message.of("data.download.folder", folder.toString()), e);
    }
    try (HttpClient client = client()) {
      try {
        for (Item item : items) {
          Path file = folder.resolve(item.name());
          if (!FileHash.is(file, item.bytes(), item.sha256())) {
            fetch(client, item, file);
          }
          before += item.bytes();
          tell(item, 0);
        }
      } finally {
        client.shutdownNow();
      }
    }
  }

  private HttpClient client() {
    return HttpClient.newBuilder()
        .followRedirects(HttpClient.Redirect.NORMAL)
        .connectTimeout(patience.answer())
        .build();
  }

  private void fetch(HttpClient client, Item item, Path file) throws DataException {
    Path part = folder.resolve(item.name() + ".part");
    Message reason = Message.of("data.download.nowhere");
    for (URI address : addresses) {
      URI source = address.resolve(item.name());
      for (int attempt = 0; attempt < TRIES; attempt++) {
        long had = size(part);
        HttpFile.Outcome outcome =
            new HttpFile(client, source, part, item.bytes(), patience, cancelled)
                .fetch(done -> tell(item, done));
        if (cancelled.getAsBoolean()) {
          throw new CancellationException("Fetching MNIST was cancelled.");
        }
        switch (outcome) {
          case HttpFile.Whole _ -> {
            if (FileHash.is(part, item.bytes(), item.sha256())) {
              move(part, file);
              return;
            }
            discard(part);
            reason = Message.of("data.download.hash", source.toString());
          }
          case HttpFile.Failed(Message why) -> reason = why;
          case HttpFile.NotWritten(IOException cause) ->
              throw new DataException(Message.of("data.download.folder", folder.toString()), cause);
        }
        // another try at the same address only where it brought something
        if (!(outcome instanceof HttpFile.Failed) || size(part) <= had) {
          break;
        }
      }
    }
    throw new DataException(
        Message.of("data.download.failed", item.name(), reason, folder.toString()));
  }

  private void tell(Item item, long done) {
    progress.accept(
        new Progress(item.name(), before + done, items.stream().mapToLong(Item::bytes).sum()));
  }

  private void move(Path part, Path file) throws DataException {
    try {
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new DataException(Message.of("data.download.folder", folder.toString()), e);
    }
  }

  private static void discard(Path part) throws DataException {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw new DataException(Message.of("data.download.folder", part.toString()), e);
    }
  }

  private static long size(Path part) {
    try {
      return Files.size(part);
    } catch (IOException e) {
      return 0;
    }
  }
}
