package backprop.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Whether a file is the one that is meant.
final class FileHash {

  private FileHash() {}

  /// Whether the file is there, has this many bytes and this SHA-256.
  static boolean is(Path file, long bytes, String sha256) {
    try {
      return Files.isRegularFile(file) && Files.size(file) == bytes && of(file).equals(sha256);
    } catch (IOException e) {
      return false;
    }
  }

  /// The SHA-256 of a file's bytes, in lower-case hexadecimal digits.
  static String of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
