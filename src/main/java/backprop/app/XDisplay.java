package backprop.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.regex.Pattern;

/// An X display such as `:0` or `localhost:10.0`, that can be asked whether it accepts this user.
///
/// The question is the connection set-up of the X11 protocol (X Window System Protocol, version 11,
/// chapter 8): it tells a server that is gone and a missing authorization from one that works,
/// without loading a library.
///
/// @param host the server's machine, empty for this one
/// @param number the display's number on that machine
record XDisplay(String host, int number) {
  private static final Pattern NAME = Pattern.compile("(?:unix|([^:/]*)):(\\d{1,5})(?:\\.\\d+)?");
  private static final int FIRST_PORT = 6000;
  private static final int PATIENCE_MILLIS = 2_000;
  private static final byte ACCEPTED = 1;

  /// Reads the value of `DISPLAY`; nothing where it is not the name of a display.
  static Optional<XDisplay> parse(String name) {
    var matcher = NAME.matcher(name.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    var host = matcher.group(1);
    return Optional.of(new XDisplay(host == null ? "" : host, Integer.parseInt(matcher.group(2))));
  }

  /// Whether the server answers and lets this user in.
  boolean accepts() {
    try (var channel = connect()) {
      var request = setUp(XAuthority.ofThisUser().cookie(number));
      while (request.hasRemaining()) {
        channel.write(request);
      }
      var answer = ByteBuffer.allocate(1);
      return channel.read(answer) == 1 && answer.get(0) == ACCEPTED;
    } catch (IOException e) {
      return false;
    }
  }

  private SocketChannel connect() throws IOException {
    if (host.isEmpty()) {
      var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      channel.connect(UnixDomainSocketAddress.of("/tmp/.X11-unix/X" + number));
      return channel;
    }
    var channel = SocketChannel.open();
    channel.socket().connect(new InetSocketAddress(host, FIRST_PORT + number), PATIENCE_MILLIS);
    return channel;
  }

  private static ByteBuffer setUp(byte[] cookie) {
    var name = (cookie.length == 0 ? "" : XAuthority.COOKIE_NAME).getBytes(ISO_8859_1);
    var request =
        ByteBuffer.allocate(12 + padded(name.length) + padded(cookie.length))
            .order(ByteOrder.LITTLE_ENDIAN);
    request.put((byte) 'l').put((byte) 0).putShort((short) 11).putShort((short) 0);
    request.putShort((short) name.length).putShort((short) cookie.length).putShort((short) 0);
    request.put(12, name).put(12 + padded(name.length), cookie);
    return request.rewind();
  }

  private static int padded(int length) {
    return (length + 3) / 4 * 4;
  }
}
