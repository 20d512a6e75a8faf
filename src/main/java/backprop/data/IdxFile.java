package backprop.data;

import backprop.message.Message;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// An array of unsigned bytes in the IDX format, the format of the MNIST files, packed with gzip or
/// not.
///
/// Two zero bytes, 8 for "unsigned byte", the number of dimensions; then each dimension as a
/// big-endian 32-bit number; then the bytes, the last dimension running fastest. Whether a file is
/// packed is seen from its first bytes, not from its name.
///
/// Whoever reads a file owns its bytes.
final class IdxFile {

  private static final int UNSIGNED_BYTE = 8;
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  /// Java's longest array is a little shorter than its largest whole number, on any machine.
  private static final long LONGEST = Integer.MAX_VALUE - 8L;

  private final List<Integer> dimensions;
  private final byte[] bytes;

  private IdxFile(List<Integer> dimensions, byte[] bytes) {
    this.dimensions = dimensions;
    this.bytes = bytes;
  }

  /// The extents, outermost first.
  List<Integer> dimensions() {
    return dimensions;
  }

  /// The values, the last dimension running fastest.
  byte[] bytes() {
    return bytes;
  }

  /// Reads a file of this many dimensions.
  ///
  /// Memory grows with the bytes that are really there: a header that promises more than the file
  /// holds costs nothing.
  ///
  /// @throws DataException if the file is missing, is not such a file, or is shorter or longer than
  ///   its header says
  static IdxFile read(Path file, int dimensions) throws DataException {
    String name = file.getFileName().toString();
    try (InputStream raw = Files.newInputStream(file);
        PushbackInputStream peeked = new PushbackInputStream(raw, 2)) {
      boolean packed = isGzip(peeked);
      long held = packed ? Long.MAX_VALUE : Files.size(file);
      try (Counted in = new Counted(packed ? new GZIPInputStream(peeked, 1 << 16) : peeked)) {
        return new Reader(name, in, held).read(dimensions);
      }
    } catch (DataException e) {
      throw e;
    } catch (NoSuchFileException e) {
      throw new DataException(Message.of("data.idx.missing", file.toString()), e);
    } catch (ZipException | EOFException e) {
      // Thrown before the first byte came out: the packed file's own header is broken.
      throw new DataException(Message.of("data.idx.damaged", name, 0), e);
    } catch (IOException e) {
      throw new DataException(Message.of("data.idx.unreadable", file.toString()), e);
    }
  }

  private static boolean isGzip(PushbackInputStream in) throws IOException {
    byte[] first = in.readNBytes(2);
    in.unread(first);
    return first.length == 2 && (first[0] & 0xff) == GZIP_FIRST && (first[1] & 0xff) == GZIP_SECOND;
  }

  private record Reader(String name, Counted in, long held) {

    IdxFile read(int wanted) throws IOException {
      try {
        int[] magic = {unsigned(), unsigned(), unsigned(), unsigned()};
        int[] expected = {0, 0, UNSIGNED_BYTE, wanted};
        for (int i = 0; i < magic.length; i++) {
          if (magic[i] != expected[i]) {
            throw new DataException(
                Message.of("data.idx.magic", name, (long) i, (long) magic[i], (long) expected[i]));
          }
        }
        List<Integer> extents = new ArrayList<>();
        long size = 1;
        for (int i = 0; i < wanted; i++) {
          long extent = bigEndian();
          if (extent == 0) {
            throw new DataException(Message.of("data.idx.empty", name, in.position - 4));
          }
          // Both are below 2³², so the product of the step before cannot have overflowed.
          size *= extent;
          if (size < 0 || size > LONGEST) {
            throw new DataException(Message.of("data.idx.huge", name, in.position - 4));
          }
          extents.add((int) extent);
        }
        return new IdxFile(List.copyOf(extents), body((int) size));
      } catch (ZipException e) {
        throw new DataException(Message.of("data.idx.damaged", name, in.position), e);
      } catch (EOFException e) {
        throw new DataException(Message.of("data.idx.header", name, in.position), e);
      }
    }

    private byte[] body(int size) throws IOException {
      long promised = in.position + size;
      if (promised > held) {
        throw new DataException(Message.of("data.idx.truncated", name, held, promised));
      }
      byte[] bytes = there(size, promised);
      if (in.read() >= 0) {
        throw new DataException(Message.of("data.idx.oversized", name, promised));
      }
      return bytes;
    }

    private byte[] there(int size, long promised) throws IOException {
      try {
        byte[] bytes = in.readNBytes(size);
        if (bytes.length == size) {
          return bytes;
        }
      } catch (EOFException e) {
        // A packed file that was cut off: the sentence below tells it as well.
      }
      throw new DataException(Message.of("data.idx.truncated", name, in.position, promised));
    }

    private long bigEndian() throws IOException {
      return (long) unsigned() << 24 | unsigned() << 16 | unsigned() << 8 | unsigned();
    }

    private int unsigned() throws IOException {
      int value = in.read();
      if (value < 0) {
        throw new EOFException();
      }
      return value;
    }
  }

  /// A stream that knows how many bytes it has given out, so that a sentence can name the byte.
  private static final class Counted extends InputStream {

    private final InputStream in;
    private long position;

    Counted(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      position += value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = in.read(into, offset, length);
      position += Math.max(0, count);
      return count;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
