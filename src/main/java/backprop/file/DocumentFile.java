package backprop.file;

import backprop.graph.GraphDocument;
import backprop.message.Message;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads and writes documents as files: JSON in UTF-8, extension `.backprop`.
///
/// The format is described in `src/docs/formats.md`. Fields that this version does not know are
/// kept. Writing and reading again gives an equal document.
public final class DocumentFile {
  /// The extension of document files, with its dot.
  public static final String EXTENSION = ".backprop";

  /// The newest format that this version reads; it writes the oldest one that has all a document
  /// says.
  public static final int FORMAT = 2;

  /// The format of a document whose image input says nothing of scaling.
  static final int FIRST = 1;

  /// The format that has `scaling` at an image input.
  static final int WITH_SCALING = 2;

  /// The largest file that is read.
  public static final int MOST_BYTES = 32 * 1024 * 1024;

  private DocumentFile() {}

  /// Reads a document.
  ///
  /// @throws FileException if the file is not there, not a document, broken, or newer
  public static GraphDocument read(Path file) {
    String name = String.valueOf(file.getFileName());
    if (Files.isDirectory(file)) {
      throw new FileException(Message.of("file.is-folder", name));
    }
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, name);
    } catch (IOException e) {
      throw new FileException(Message.of("file.not-read", name, AtomicFile.reason(e)), e);
    }
  }

  /// Reads a document from a stream; `name` stands in the sentences.
  ///
  /// @throws FileException if it is not a document, broken, or newer
  /// @throws IOException if the stream fails
  public static GraphDocument read(InputStream in, String name) throws IOException {
    byte[] content = in.readNBytes(MOST_BYTES + 1);
    if (content.length > MOST_BYTES) {
      throw new FileException(Message.of("file.too-large", name, MOST_BYTES / (1024 * 1024)));
    }
    return read(content, name);
  }

  /// Reads a document from bytes; `name` stands in the sentences.
  ///
  /// @throws FileException if it is not a document, broken, or newer
  public static GraphDocument read(byte[] content, String name) {
    JsonNode json;
    try {
      json = Json.parse(content, 0, content.length);
    } catch (JacksonException e) {
      JsonLocation at = e.getLocation();
      throw new FileException(
          at == null
              ? Message.of("file.not-json", name)
              : Message.of("file.broken", name, at.getLineNr(), at.getColumnNr()),
          e);
    } catch (BadContent e) {
      throw new FileException(Message.of("file.content", name, e.sentence()), e);
    } catch (IOException e) { // bytes that are not UTF-8 text
      throw new FileException(Message.of("file.not-json", name), e);
    }
    if (json == null || json.isMissingNode()) {
      throw new FileException(Message.of("file.empty", name));
    }
    try {
      return DocumentReader.read(json);
    } catch (BadContent e) {
      throw new FileException(Message.of("file.content", name, e.sentence()), e);
    }
  }

  /// The document as it stands in a file.
  public static String text(GraphDocument document) {
    return DocumentJson.write(document);
  }

  /// Writes a document beside its place and moves it there.
  ///
  /// @throws FileException if that fails; the old file stays whole
  public static void write(GraphDocument document, Path file) {
    AtomicFile.write(file, text(document).getBytes(StandardCharsets.UTF_8));
  }
}
