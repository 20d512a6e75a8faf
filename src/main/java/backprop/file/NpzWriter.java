package backprop.file;

import backprop.network.FloatTensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes arrays as NumPy's `savez` does: a zip, not packed, with one `.npy` each. The same arrays
/// give the same bytes.
///
/// Source: NumPy's description of the format, `numpy.lib.format`.
final class NpzWriter {
  private static final int ALIGNMENT = 64;
  private static final byte[] BEGIN = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

  /// The time in every entry: the first that a zip can say.
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private NpzWriter() {}

  static byte[] bytes(Map<String, FloatTensor> arrays) {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, FloatTensor> each : arrays.entrySet()) {
        byte[] content = array(each.getValue());
        var entry = new ZipEntry(each.getKey() + ".npy");
        entry.setTimeLocal(TIME);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(check(content));
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a file in memory could not be written", e);
    }
    return out.toByteArray();
  }

  private static long check(byte[] content) {
    var check = new CRC32();
    check.update(content);
    return check.getValue();
  }

  private static byte[] array(FloatTensor tensor) {
    int[] dims = tensor.shape().dims();
    String shape =
        IntStream.of(dims).mapToObj(Integer::toString).collect(Collectors.joining(", "))
            + (dims.length == 1 ? "," : "");
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + shape + "), }";
    int unpadded = BEGIN.length + Short.BYTES + header.length() + 1;
    int start = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    var bytes =
        ByteBuffer.allocate(Math.addExact(start, Math.multiplyExact(Float.BYTES, tensor.size())))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(BEGIN).putShort((short) (start - BEGIN.length - Short.BYTES));
    bytes.put(header.getBytes(StandardCharsets.US_ASCII));
    while (bytes.position() < start - 1) {
      bytes.put((byte) ' ');
    }
    bytes.put((byte) '\n');
    for (float number : tensor.toArray()) {
      bytes.putFloat(number);
    }
    return bytes.array();
  }
}
