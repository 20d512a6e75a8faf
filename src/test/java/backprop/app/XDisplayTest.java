package backprop.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XDisplayTest {
  private static final int FIRST_PORT = 6000;

  @ParameterizedTest
  @CsvSource({":0, '', 0", ":99.1, '', 99", "unix:1, '', 1", "localhost:10.0, localhost, 10"})
  void theNameSaysHostAndNumber(String name, String host, int number) {
    assertEquals(Optional.of(new XDisplay(host, number)), XDisplay.parse(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":", "0", "host", ":x", ":1.", "a/b:0"})
  void whatIsNoNameIsNoDisplay(String name) {
    assertEquals(Optional.empty(), XDisplay.parse(name));
  }

  @Test
  void aServerThatLetsInIsUsableAndOneThatRefusesIsNot() throws Exception {
    assertTrue(answering(1));
    assertFalse(answering(0));
    assertFalse(new XDisplay("", 59_999).accepts(), "no server at all");
  }

  /// A server on a port of its own that reads the twelve bytes of the set-up and answers one byte.
  private static boolean answering(int answer) throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var request =
          CompletableFuture.supplyAsync(
              () -> {
                try (var client = server.accept()) {
                  var bytes = client.getInputStream().readNBytes(12);
                  client.getOutputStream().write(answer);
                  return bytes;
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      var display =
          new XDisplay(
              server.getInetAddress().getHostAddress(), server.getLocalPort() - FIRST_PORT);
      var accepted = display.accepts();
      assertArrayEquals(
          new byte[] {'l', 0, 11, 0, 0, 0}, Arrays.copyOf(request.join(), 6), "protocol 11.0");
      return accepted;
    }
  }

  @Test
  void theCookieIsTheOneOfTheDisplay() throws IOException {
    var bytes = new ByteArrayOutputStream();
    var file = new DataOutputStream(bytes);
    entry(file, "3", "OTHER", "no");
    entry(file, "4", XAuthority.COOKIE_NAME, "four");
    entry(file, "3", XAuthority.COOKIE_NAME, "three");
    entry(file, "", XAuthority.COOKIE_NAME, "any");
    var authority = new XAuthority(bytes.toByteArray());
    assertArrayEquals("three".getBytes(ISO_8859_1), authority.cookie(3));
    assertArrayEquals("any".getBytes(ISO_8859_1), authority.cookie(5));
    var cutOff = new XAuthority(Arrays.copyOf(bytes.toByteArray(), 7));
    assertEquals(0, cutOff.cookie(3).length);
    assertEquals(0, new XAuthority(new byte[0]).cookie(3).length);
  }

  private static void entry(DataOutputStream file, String number, String name, String data)
      throws IOException {
    file.writeShort(256);
    for (var text : new String[] {"host", number, name, data}) {
      file.writeShort(text.length());
      file.write(text.getBytes(ISO_8859_1));
    }
  }
}
