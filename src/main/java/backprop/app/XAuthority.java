package backprop.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The file of secrets by which an X server knows its user.
///
/// Its entries are (family, address, display number, name, data), each text with a two-byte length
/// before it, big end first (libXau, `XauReadAuth`).
final class XAuthority {
  static final String COOKIE_NAME = "MIT-MAGIC-COOKIE-1";

  private final byte[] content;

  XAuthority(byte[] content) {
    this.content = content.clone();
  }

  /// Reads the file that `XAUTHORITY` or the home folder names; empty where there is none.
  static XAuthority ofThisUser() throws IOException {
    var named = System.getenv("XAUTHORITY");
    var file =
        named == null || named.isBlank()
            ? Path.of(System.getProperty("user.home"), ".Xauthority")
            : Path.of(named);
    return new XAuthority(Files.isReadable(file) ? Files.readAllBytes(file) : new byte[0]);
  }

  /// Gives the cookie for the display number, empty where the file has none.
  ///
  /// An entry without a number holds for every display. The address is not compared: a wrong cookie
  /// is refused by the server, and this user has one server per number.
  byte[] cookie(int displayNumber) throws IOException {
    try (var entries = new DataInputStream(new ByteArrayInputStream(content))) {
      while (entries.available() > 0) {
        entries.readUnsignedShort();
        text(entries);
        var number = new String(text(entries), ISO_8859_1);
        var name = new String(text(entries), ISO_8859_1);
        var data = text(entries);
        var fits = number.isEmpty() || number.equals(Integer.toString(displayNumber));
        if (fits && name.equals(COOKIE_NAME)) {
          return data;
        }
      }
      return new byte[0];
    } catch (EOFException cutOff) {
      return new byte[0];
    }
  }

  private static byte[] text(DataInputStream entries) throws IOException {
    var bytes = new byte[entries.readUnsignedShort()];
    entries.readFully(bytes);
    return bytes;
  }
}
