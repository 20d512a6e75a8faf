package backprop.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// A web server on this machine that answers each request as a test wants, right or wrong.
final class BadServer implements AutoCloseable {

  /// Writes an answer, from its first line on.
  interface Answer {
    void to(long from, OutputStream out) throws IOException;
  }

  private final ServerSocket socket;
  private final AtomicInteger requests = new AtomicInteger();

  BadServer(Answer answer) throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> serve(answer));
  }

  /// The address of its folder.
  URI address() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/mnist/");
  }

  /// How many requests there were.
  int requests() {
    return requests.get();
  }

  private void serve(Answer answer) {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        Thread.ofVirtual().start(() -> answer(client, answer));
      } catch (IOException _) { // closed
        return;
      }
    }
  }

  private void answer(Socket client, Answer answer) {
    try (client) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
      long from = 0;
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        if (line.startsWith("Range: bytes=")) {
          from = Long.parseLong(line.substring("Range: bytes=".length(), line.length() - 1));
        }
      }
      requests.incrementAndGet();
      answer.to(from, client.getOutputStream());
    } catch (IOException _) { // the client had enough
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
