package backprop.file;

import backprop.message.Message;
import backprop.network.FloatTensor;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/// Arrays with names as NumPy's `savez` writes them: a zip with one `.npy` each.
///
/// Numbers of any kind but complex ones are read, in either byte order, by rows or by columns.
/// Nothing is believed: sizes are limited before memory is taken, and an array has the bytes that
/// its header says. Objects (pickles) are refused. Source: NumPy's description of the format,
/// `numpy.lib.format`.
public final class Npz {
  /// The most numbers that all arrays together may hold.
  public static final long MOST_NUMBERS = 20_000_000;

  private static final int MOST_ARRAYS = 1_000;

  /// The most bytes of other things that may lie in the zip.
  private static final long MOST_STRANGE = 16 * 1024 * 1024;

  private static final int LONGEST_HEADER = 64 * 1024;
  private static final int MOST_AXES = 8;
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([<>|=])([a-z?])(\\d*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d,\\sL]*)\\)");

  private Npz() {}

  /// One array.
  ///
  /// @param digits how many decimal digits its numbers hold: 16 for float64, 7 for float32
  public record Array(Tensor tensor, int digits) {}

  /// The bytes of a file of float32 arrays, as NumPy's `savez` writes it.
  public static byte[] write(Map<String, FloatTensor> arrays) {
    return NpzWriter.bytes(arrays);
  }

  /// Reads every array of a file, in the order in which they lie there.
  ///
  /// @throws FileException with a sentence if it cannot be read
  public static Map<String, Array> read(Path file) {
    String name = String.valueOf(file.getFileName());
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, name);
    } catch (IOException e) {
      throw new FileException(Message.of("file.not-read", name, AtomicFile.reason(e)), e);
    }
  }

  /// Reads every array of a stream; `name` stands in the sentences.
  ///
  /// @throws FileException with a sentence if it cannot be read
  /// @throws IOException if the stream fails
  public static Map<String, Array> read(InputStream in, String name) throws IOException {
    Map<String, Array> arrays = new LinkedHashMap<>();
    long left = MOST_NUMBERS;
    long strange = 0;
    try (ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.isDirectory() || !entry.getName().endsWith(".npy")) {
          strange += pass(zip, MOST_STRANGE - strange);
          if (strange >= MOST_STRANGE) {
            throw bad(name, Message.of("check.npz.not-npz"));
          }
          continue;
        }
        String array = entry.getName().substring(0, entry.getName().length() - ".npy".length());
        if (arrays.size() == MOST_ARRAYS) {
          throw bad(name, Message.of("check.npz.too-many", MOST_ARRAYS));
        }
        Array read = array(zip, name, ShownName.of(array), left);
        left -= read.tensor().size();
        arrays.put(array, read);
      }
    } catch (ZipException | IllegalArgumentException e) { // names that are not text, too
      throw bad(name, Message.of("check.npz.not-npz"), e);
    } catch (java.io.EOFException e) {
      throw bad(name, Message.of("check.npz.cut-off"), e);
    }
    if (arrays.isEmpty()) {
      throw bad(name, Message.of("check.npz.not-npz"));
    }
    return arrays;
  }

  /// Reads what is no array, which may be packed a thousandfold, up to a limit.
  private static long pass(InputStream in, long most) throws IOException {
    byte[] buffer = new byte[1 << 13];
    long passed = 0;
    for (int n = in.read(buffer); n >= 0 && passed < most; n = in.read(buffer)) {
      passed += n;
    }
    return passed;
  }

  private static Array array(InputStream in, String name, String array, long most)
      throws IOException {
    String header = header(in, name, array);
    Matcher descr = DESCR.matcher(header);
    Matcher order = ORDER.matcher(header);
    Matcher shape = SHAPE.matcher(header);
    if (!descr.find()) {
      throw bad(name, Message.of("check.npz.kind", array));
    }
    if (!order.find() || !shape.find()) {
      throw bad(name, Message.of("check.npz.header", array));
    }
    Shape dims = shape(shape.group(1), name, array, most);
    char kind = descr.group(2).charAt(0);
    int width = descr.group(3).isEmpty() ? 1 : number(descr.group(3), name, array);
    boolean known =
        switch (kind) {
          case 'f' -> width == 2 || width == 4 || width == 8;
          case 'i', 'u' -> width == 1 || width == 2 || width == 4 || width == 8;
          case 'b', '?' -> width == 1;
          default -> false;
        };
    if (!known) {
      throw bad(name, Message.of("check.npz.kind", array));
    }
    byte[] bytes = in.readNBytes(Math.multiplyExact(dims.size(), width));
    if (bytes.length != dims.size() * width || in.read() >= 0) {
      throw bad(name, Message.of("check.npz.length", array, dims));
    }
    ByteBuffer buffer =
        ByteBuffer.wrap(bytes)
            .order(descr.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    double[] numbers = new double[dims.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(buffer, kind, width);
    }
    Tensor tensor = Tensor.of(dims, numbers);
    return new Array(
        order.group(1).equals("True") ? byColumns(tensor) : tensor,
        kind != 'f' || width == 8 ? 16 : width == 4 ? 7 : 3);
  }

  private static String header(InputStream in, String name, String array) throws IOException {
    byte[] start = in.readNBytes(8);
    try {
      ByteBuffer head = ByteBuffer.wrap(start);
      byte[] magic = new byte[MAGIC.length];
      head.get(magic);
      int version = head.get();
      boolean known = java.util.Arrays.equals(magic, MAGIC) && version >= 1 && version <= 3;
      if (!known) {
        throw bad(name, Message.of("check.npz.header", array));
      }
      ByteBuffer size =
          ByteBuffer.wrap(in.readNBytes(version == 1 ? 2 : 4)).order(ByteOrder.LITTLE_ENDIAN);
      long length = version == 1 ? size.getShort() & 0xffff : size.getInt() & 0xffffffffL;
      if (length > LONGEST_HEADER) {
        throw bad(name, Message.of("check.npz.header", array));
      }
      byte[] text = in.readNBytes((int) length);
      if (text.length < length) {
        throw bad(name, Message.of("check.npz.header", array));
      }
      return new String(text, StandardCharsets.UTF_8);
    } catch (BufferUnderflowException e) {
      throw bad(name, Message.of("check.npz.header", array), e);
    }
  }

  private static Shape shape(String text, String name, String array, long most) {
    String[] parts = text.isBlank() ? new String[0] : text.replace("L", "").split(",");
    if (parts.length > MOST_AXES) {
      throw bad(name, Message.of("check.npz.header", array));
    }
    int[] dims = new int[parts.length];
    long size = 1;
    for (int i = 0; i < parts.length; i++) {
      dims[i] = number(parts[i].strip(), name, array);
      size = Math.multiplyExact(size, Math.max(1, dims[i]));
      if (size > most) {
        throw bad(name, Message.of("check.npz.too-large", array, MOST_NUMBERS));
      }
    }
    return Shape.of(dims);
  }

  private static int number(String text, String name, String array) {
    try {
      BigInteger number = new BigInteger(text);
      if (number.bitLength() < Integer.SIZE) {
        return number.intValue();
      }
    } catch (NumberFormatException e) {
      throw bad(name, Message.of("check.npz.header", array), e);
    }
    throw bad(name, Message.of("check.npz.too-large", array, MOST_NUMBERS));
  }

  private static double number(ByteBuffer buffer, char kind, int width) {
    return switch (width) {
      case 1 -> kind == 'u' ? buffer.get() & 0xff : buffer.get();
      case 2 ->
          kind == 'f'
              ? Float.float16ToFloat(buffer.getShort())
              : kind == 'u' ? buffer.getShort() & 0xffff : buffer.getShort();
      case 4 ->
          kind == 'f'
              ? buffer.getFloat()
              : kind == 'u' ? buffer.getInt() & 0xffffffffL : buffer.getInt();
      default ->
          kind == 'f'
              ? buffer.getDouble()
              : kind == 'u' ? unsigned(buffer.getLong()) : buffer.getLong();
    };
  }

  private static double unsigned(long bits) {
    return bits >= 0 ? bits : (bits >>> 1) * 2.0;
  }

  /// The same numbers by rows, where they lay by columns: the axes turned round.
  private static Tensor byColumns(Tensor lying) {
    int[] dims = lying.shape().dims();
    return Tensor.generate(
        lying.shape(),
        i -> {
          int rest = i;
          int[] index = new int[dims.length];
          for (int axis = dims.length - 1; axis >= 0; axis--) {
            index[axis] = rest % dims[axis];
            rest /= dims[axis];
          }
          int at = 0;
          for (int axis = dims.length - 1; axis >= 0; axis--) {
            at = at * dims[axis] + index[axis];
          }
          return lying.get(at);
        });
  }

  private static FileException bad(String name, Message sentence) {
    return new FileException(Message.of("file.not-read", name, sentence));
  }

  private static FileException bad(String name, Message sentence, Exception cause) {
    return new FileException(Message.of("file.not-read", name, sentence), cause);
  }
}
