package backprop.data;

import backprop.message.Message;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/// A table of images, one a line: the label, then the grey of each pixel from 0 to 255, 255 for
/// full ink, as Kaggle and others have MNIST.
///
/// A first line that does not begin with a number is a header. Images are square. A line may end as
/// on any system; numbers may stand in quotation marks or have a fraction of zeros. The file may be
/// packed with gzip.
final class CsvFile {

  /// The longest side of an image.
  private static final int LONGEST_SIDE = 1_024;

  private static final int LARGEST = 255;
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;
  private static final int LINE = '\n';
  private static final int END = -1;

  private final String name;
  private final InputStream in;
  private long position;
  private long line = 1;
  private boolean ended;
  private int last;

  private CsvFile(String name, InputStream in) {
    this.name = name;
    this.in = in;
  }

  /// Reads a table.
  ///
  /// @throws DataException naming line and byte if it is not such a table
  static DigitSet read(Path file) throws DataException {
    return with(file, CsvFile::set);
  }

  /// Whether a test table has as many columns as the training table, and so begins with labels.
  static boolean isLabelled(Path test, Path train) throws DataException {
    return with(test, CsvFile::columns).equals(with(train, CsvFile::columns));
  }

  private interface Reading<T> {
    T from(CsvFile file) throws IOException;
  }

  private static <T> T with(Path file, Reading<T> reading) throws DataException {
    String name = String.valueOf(file.getFileName());
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      raw.mark(2);
      byte[] first = raw.readNBytes(2);
      raw.reset();
      boolean packed =
          first.length == 2 && (first[0] & 0xff) == GZIP_FIRST && (first[1] & 0xff) == GZIP_SECOND;
      try (InputStream in =
          packed ? new BufferedInputStream(new GZIPInputStream(raw), 1 << 16) : raw) {
        return reading.from(new CsvFile(name, in));
      }
    } catch (DataException e) {
      throw e;
    } catch (NoSuchFileException e) {
      throw new DataException(Message.of("data.idx.missing", file.toString()), e);
    } catch (java.util.zip.ZipException | java.io.EOFException e) {
      throw new DataException(Message.of("data.csv.damaged", name), e);
    } catch (IOException e) {
      throw new DataException(Message.of("data.idx.unreadable", file.toString()), e);
    }
  }

  private int columns() throws IOException {
    int columns = 1;
    for (int now = next(); now != LINE && now != END; now = next()) {
      columns += now == ',' ? 1 : 0;
    }
    return columns;
  }

  private DigitSet set() throws IOException {
    skipHeader();
    byte[] first = new byte[LONGEST_SIDE * LONGEST_SIDE];
    int firstLabel = cell();
    int columns = 0;
    while (last == ',') {
      if (columns == first.length) {
        throw bad("data.csv.wide", LONGEST_SIDE);
      }
      first[columns++] = (byte) cell();
    }
    int side = (int) Math.round(Math.sqrt(columns));
    if (columns == 0 || side * side != columns) {
      throw bad("data.csv.square", columns);
    }
    ImageList images = new ImageList(side, side);
    images.add(first, firstLabel, name);
    int largest = firstLabel;
    byte[] image = new byte[columns];
    while (another()) {
      int label = cell();
      largest = Math.max(largest, label);
      for (int i = 0; i < columns; i++) {
        if (last != ',') {
          throw bad("data.csv.short", i + 1, columns + 1);
        }
        image[i] = (byte) cell();
      }
      if (last == ',') {
        throw bad("data.csv.long", columns + 1);
      }
      images.add(image, label, name);
    }
    return images.set(DigitSet.numbered(Math.max(DigitGenerator.DIGITS, largest + 1)));
  }

  /// A byte order mark and a line of titles, where there are any.
  private void skipHeader() throws IOException {
    in.mark(8);
    int first = in.read();
    while (first == '"' || first == ' ') {
      first = in.read();
    }
    boolean number = first >= '0' && first <= '9';
    in.reset();
    if (first == END) {
      throw new DataException(Message.of("data.csv.empty", name));
    }
    if (!number) {
      int now = next();
      while (now != LINE && now != END) {
        now = next();
      }
      if (!another()) {
        throw new DataException(Message.of("data.csv.empty", name));
      }
    }
  }

  /// Whether another line begins here; lines without anything are passed over.
  private boolean another() throws IOException {
    while (true) {
      in.mark(1);
      int now = in.read();
      if (now == END) {
        return false;
      }
      if (now != LINE && now != '\r') {
        in.reset();
        return true;
      }
      beginLine();
      position++;
      ended = now == LINE;
    }
  }

  /// A sentence about a line's last cell names that line: the next one begins with its first byte.
  private void beginLine() {
    line += ended ? 1 : 0;
    ended = false;
  }

  /// The whole number from 0 to 255 in the next cell; what ended it stays in `last`.
  private int cell() throws IOException {
    int value = 0;
    int digits = 0;
    boolean fraction = false;
    while (true) {
      int now = next();
      if (now >= '0' && now <= '9' && !fraction) {
        value = value * 10 + now - '0';
        digits++;
        if (value > LARGEST || digits > 4) {
          throw bad("data.csv.number");
        }
      } else if (now == '.' && !fraction && digits > 0) {
        fraction = true;
      } else if (now == ',' || now == LINE || now == END) {
        if (digits == 0) {
          throw bad("data.csv.number");
        }
        last = now;
        return value;
      } else if (!(now == '0' && fraction) && now != '"' && now != ' ' && now != '\r') {
        throw bad("data.csv.number");
      }
    }
  }

  private int next() throws IOException {
    beginLine();
    int value = in.read();
    position += value == END ? 0 : 1;
    ended = value == LINE;
    return value;
  }

  private DataException bad(String key, Object... more) {
    Object[] arguments = new Object[more.length + 3];
    arguments[0] = name;
    arguments[1] = line;
    arguments[2] = position;
    System.arraycopy(more, 0, arguments, 3, more.length);
    return new DataException(Message.of(key, arguments));
  }
}
