package backprop.file;

import backprop.message.Message;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Writes a file beside its place and then moves it there: a crash leaves the old one whole.
public final class AtomicFile {
  private AtomicFile() {}

  /// Replaces the file's content.
  ///
  /// A symbolic link is followed, so that it stays a link.
  ///
  /// @throws FileException if the folder cannot be written; what was there stays
  public static void write(Path file, byte[] content) {
    Path beside = null;
    try {
      Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
      Path folder = target.getParent();
      if (folder == null) {
        throw new IOException("no folder");
      }
      Files.createDirectories(folder);
      beside = Files.createTempFile(folder, "." + target.getFileName() + "-", ".part");
      // Ctrl-C in the middle leaves no half file
      beside.toFile().deleteOnExit();
      Files.write(beside, content);
      try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      copyRights(target, beside);
      move(beside, target);
    } catch (IOException | SecurityException e) {
      discard(beside);
      throw new FileException(Message.of("file.not-written", file.toString(), reason(e)), e);
    }
  }

  /// Checks before long work that a file can be written at its end.
  ///
  /// @throws FileException if the folder cannot be written
  public static void check(Path file) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder == null || Files.isDirectory(file)) {
        throw new IOException("no file");
      }
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, "." + file.getFileName() + "-", ".part"));
    } catch (IOException | SecurityException e) {
      throw new FileException(Message.of("file.not-written", file.toString(), reason(e)), e);
    }
  }

  /// Deletes a file that is no longer needed; one that cannot be deleted stays.
  public static void discardIfThere(Path file) {
    discard(file);
  }

  private static void move(Path beside, Path target) throws IOException {
    try {
      Files.move(
          beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /// A temporary file is readable by its owner only; the document keeps the rights it had.
  private static void copyRights(Path target, Path beside) throws IOException {
    if (!Files.getFileStore(beside).supportsFileAttributeView("posix")) {
      return;
    }
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      Files.setPosixFilePermissions(beside, Files.getPosixFilePermissions(target));
    } else {
      Files.setPosixFilePermissions(
          beside, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
    }
  }

  private static void discard(@org.jspecify.annotations.Nullable Path beside) {
    if (beside != null) {
      try {
        Files.deleteIfExists(beside);
      } catch (IOException e) {
        beside.toFile().deleteOnExit();
      }
    }
  }

  /// Why an operation on a file failed, as far as a person can do something about it.
  static Message reason(Exception e) {
    return switch (e) {
      case java.nio.file.NoSuchFileException _ -> Message.of("file.reason.missing");
      case java.nio.file.AccessDeniedException _ -> Message.of("file.reason.denied");
      case java.nio.file.FileSystemException full
          when full.getReason() != null && full.getReason().contains("space") ->
          Message.of("file.reason.full");
      default -> Message.of("file.reason.other");
    };
  }
}
