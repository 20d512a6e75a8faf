package backprop.data;

import backprop.message.Message;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Asks one address once for a file whose length is known, and goes on where an earlier try ended.
///
/// Nothing that the server says is believed: bytes beyond the length end the transfer, silence ends
/// it, and what arrived stays in the partial file unless it cannot be part of the file.
final class HttpFile {

  /// How a try ended.
  sealed interface Outcome {}

  /// The partial file has all bytes, whatever they are.
  record Whole() implements Outcome {}

  /// The server did not give the file; what arrived may be gone on with.
  record Failed(Message why) implements Outcome {}

  /// The partial file could not be written.
  record NotWritten(IOException cause) implements Outcome {}

  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final long LOOK_MILLIS = 200;

  private final HttpClient client;
  private final URI source;
  private final Path part;
  private final long bytes;
  private final MnistDownload.Patience patience;
  private final BooleanSupplier cancelled;
  private final AtomicLong arrived = new AtomicLong();

  HttpFile(
      HttpClient client,
      URI source,
      Path part,
      long bytes,
      MnistDownload.Patience patience,
      BooleanSupplier cancelled) {
    this.client = client;
    this.source = source;
    this.part = part;
    this.bytes = bytes;
    this.patience = patience;
    this.cancelled = cancelled;
  }

  /// Asks, and waits until the file is whole, the server gives up, is silent too long, or it was
  /// cancelled.
  ///
  /// @param progress told the bytes that are there, on the calling thread
  Outcome fetch(LongConsumer progress) {
    long from;
    try {
      from = Files.exists(part) ? Files.size(part) : 0;
      if (from >= bytes) {
        Files.delete(part);
        from = 0;
      }
    } catch (IOException e) {
      return new NotWritten(e);
    }
    arrived.set(from);
    progress.accept(from);
    HttpRequest.Builder request = HttpRequest.newBuilder(source).timeout(patience.answer());
    if (from > 0) {
      request.header("Range", "bytes=" + from + "-");
    }
    long begin = from;
    CompletableFuture<HttpResponse<Outcome>> answer =
        client.sendAsync(request.build(), head -> new Body(head, begin));
    try {
      return await(answer, progress);
    } finally {
      answer.cancel(true);
    }
  }

  private Outcome await(CompletableFuture<HttpResponse<Outcome>> answer, LongConsumer progress) {
    long last = arrived.get();
    long since = System.nanoTime();
    while (true) {
      try {
        return answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS).body();
      } catch (TimeoutException e) {
        progress.accept(arrived.get());
        if (arrived.get() != last) {
          last = arrived.get();
          since = System.nanoTime();
        }
        boolean silent = System.nanoTime() - since > patience.silence().toNanos();
        if (silent || cancelled.getAsBoolean()) {
          return failed("data.download.silent");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return failed("data.download.silent");
      } catch (ExecutionException e) {
        return failed(
            e.getCause() instanceof java.net.http.HttpTimeoutException
                ? "data.download.silent"
                : "data.download.unreachable");
      }
    }
  }

  private Failed failed(String key, Object... more) {
    return new Failed(
        more.length == 0
            ? Message.of(key, source.toString())
            : Message.of(key, source.toString(), more[0]));
  }

  /// Writes what arrives to the partial file.
  private final class Body implements HttpResponse.BodySubscriber<Outcome> {
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final HttpResponse.ResponseInfo head;
    private final long from;
    private @Nullable FileChannel file;
    private Flow.@Nullable Subscription subscription;

    Body(HttpResponse.ResponseInfo head, long from) {
      this.head = head;
      this.from = from;
    }

    @Override
    public CompletionStage<Outcome> getBody() {
      return outcome;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      int status = head.statusCode();
      if (status != OK && status != PARTIAL) {
        if (from > 0) {
          // perhaps only going on is refused: the next try begins anew
          forget();
        }
        end(failed("data.download.status", status));
        return;
      }
      // a server that knows no ranges sends the whole file, and one that sends another range is mad
      boolean goesOn = status == PARTIAL && from > 0 && beginsWhereAsked();
      if (status == PARTIAL && !goesOn) {
        forget();
        end(failed("data.download.range"));
        return;
      }
      try {
        file =
            FileChannel.open(
                part,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                goesOn ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING);
        arrived.set(goesOn ? from : 0);
        given.request(1);
      } catch (IOException e) {
        end(new NotWritten(e));
      }
    }

    private boolean beginsWhereAsked() {
      return head.headers()
          .firstValue("Content-Range")
          .filter(range -> range.startsWith("bytes " + from + "-"))
          .isPresent();
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      if (outcome.isDone() || file == null || subscription == null) {
        return;
      }
      try {
        for (ByteBuffer buffer : buffers) {
          if (arrived.get() + buffer.remaining() > bytes) {
            close();
            forget();
            end(failed("data.download.long", bytes));
            return;
          }
          while (buffer.hasRemaining()) {
            arrived.addAndGet(file.write(buffer));
          }
        }
        subscription.request(1);
      } catch (IOException e) {
        end(new NotWritten(e));
      }
    }

    @Override
    public void onError(Throwable problem) {
      end(failed("data.download.cut-off", arrived.get()));
    }

    @Override
    public void onComplete() {
      end(arrived.get() == bytes ? new Whole() : failed("data.download.cut-off", arrived.get()));
    }

    private void forget() {
      try {
        Files.deleteIfExists(part);
        arrived.set(0);
      } catch (IOException e) {
        end(new NotWritten(e));
      }
    }

    private void end(Outcome how) {
      close();
      if (subscription != null) {
        subscription.cancel();
      }
      outcome.complete(how);
    }

    private void close() {
      try {
        if (file != null) {
          file.close();
        }
      } catch (IOException e) {
        outcome.complete(new NotWritten(e));
      }
    }
  }
}
