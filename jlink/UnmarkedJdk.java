import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.ModuleResolutionAttribute;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/// A copy of the JDK in which the Vector module is not marked as incubating, to link from.
///
/// A runtime with a marked module writes a warning to a person's standard error before any option
/// or code of ours, and does without its archived module graph, which makes each start slower. The
/// mark is two bytes in the module's descriptor, and `jlink`, which links from the JDK's own
/// `lib/modules`, carries them over. Here one of them is changed, in a copy; no code is.
final class UnmarkedJdk {
  private static final String MODULE = "jdk.incubator.vector";
  private static final Set<String> NOT_NEEDED = Set.of("src.zip", "jmods", "demo");

  private UnmarkedJdk() {}

  /// Makes the copy in the folder, which must not exist.
  static Path copy(Path folder) {
    var jdk = Path.of(System.getProperty("java.home"));
    try (var files = Files.walk(jdk)) {
      for (var file : (Iterable<Path>) files::iterator) {
        var place = jdk.relativize(file);
        if (!isNeeded(place)) {
          continue;
        }
        var copy = folder.resolve(place.toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else if (place.equals(Path.of("lib", "modules"))) {
          Files.copy(file, copy);
          copy.toFile().setWritable(true);
          unmark(copy);
        } else {
          linkOrCopy(file, copy);
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isNeeded(Path place) {
    for (var name : place) {
      if (NOT_NEEDED.contains(name.toString())) {
        return false;
      }
    }
    return !place.toString().endsWith(".jsa"); // class data of other modules
  }

  private static void linkOrCopy(Path file, Path copy) throws IOException {
    try {
      Files.createLink(copy, file.toRealPath());
    } catch (FileSystemException | UnsupportedOperationException e) {
      Files.copy(file, copy); // on another disk, or somebody else's file
    }
  }

  private static void unmark(Path modules) throws IOException {
    var descriptor = descriptor();
    var mark = mark(descriptor);
    try (var file = FileChannel.open(modules, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      var start = find(file.map(MapMode.READ_ONLY, 0, file.size()), descriptor);
      if (start < 0) {
        throw new BuildFailure(
            "The descriptor of "
                + MODULE
                + " is not in "
                + modules
                + " as it was compiled. The app is linked with a JDK that links from its run-time"
                + " image, such as Temurin 25.");
      }
      file.write(ByteBuffer.wrap(new byte[] {(byte) (descriptor[mark] & 1)}), start + mark);
    }
  }

  private static byte[] descriptor() throws IOException {
    return Files.readAllBytes(
        FileSystems.getFileSystem(URI.create("jrt:/"))
            .getPath("modules", MODULE, "module-info.class"));
  }

  /// Where in the descriptor the flags of its resolution are: the byte that says both "not by
  /// default", which stays, and "incubating".
  ///
  /// The attribute is its name's number (2 bytes), its length 2 (4 bytes), and the flags (2 bytes).
  private static int mark(byte[] descriptor) {
    var flags =
        ClassFile.of().parse(descriptor).attributes().stream()
            .filter(ModuleResolutionAttribute.class::isInstance)
            .mapToInt(attribute -> ((ModuleResolutionAttribute) attribute).resolutionFlags())
            .findFirst()
            .orElseThrow(() -> new BuildFailure(MODULE + " is not marked in this JDK."));
    for (var i = descriptor.length - 6; i >= 0; i--) {
      if (ByteBuffer.wrap(descriptor).getInt(i) == 2
          && ByteBuffer.wrap(descriptor).getShort(i + 4) == flags) {
        return i + 5;
      }
    }
    throw new BuildFailure("The mark of " + MODULE + " was not found.");
  }

  private static int find(MappedByteBuffer where, byte[] what) {
    for (var at = 0; at <= where.limit() - what.length; at++) {
      var same = 0;
      while (same < what.length && where.get(at + same) == what[same]) {
        same++;
      }
      if (same == what.length) {
        return at;
      }
    }
    return -1;
  }
}
