package backprop.file;

import backprop.graph.GraphDocument;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// Recovery copies of unsaved documents, one for each place that holds one, in a given folder.
///
/// A copy is written by itself while a person works; closing never asks, and the next start
/// restores what was not saved. Safe for one writer a name.
public final class RecoveryStore {

  /// An unsaved document.
  ///
  /// @param origin the file it was opened from or last saved to, if any
  /// @param written when the copy was written
  public record Copy(GraphDocument document, Optional<Path> origin, Instant written) {}

  private final Path folder;

  public RecoveryStore(Path folder) {
    this.folder = folder;
  }

  /// Writes the copy of this name, in place of the one before.
  ///
  /// @param name where the document is open, such as `graph`: letters, digits and dashes
  /// @throws FileException if the folder cannot be written
  public void write(String name, Copy copy) {
    ObjectNode envelope = JsonNodeFactory.instance.objectNode();
    envelope.put("written", copy.written().toString());
    copy.origin().ifPresent(path -> envelope.put("origin", path.toAbsolutePath().toString()));
    envelope.put("document", DocumentFile.text(copy.document()));
    AtomicFile.write(file(name), Json.text(envelope).getBytes(StandardCharsets.UTF_8));
  }

  /// The copy of this name, if there is one that can be read.
  ///
  /// One that cannot is set aside under the ending `.broken`, so that a start never fails for it.
  public Optional<Copy> read(String name) {
    Path file = file(name);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      byte[] content = Files.readAllBytes(file);
      JsonNode envelope = Json.parse(content, 0, content.length);
      String text = envelope.path("document").asText("");
      return Optional.of(
          new Copy(
              DocumentFile.read(text.getBytes(StandardCharsets.UTF_8), name),
              envelope.hasNonNull("origin")
                  ? Optional.of(Path.of(envelope.get("origin").asText()))
                  : Optional.empty(),
              Instant.parse(envelope.path("written").asText(""))));
    } catch (IOException
        | BadContent
        | FileException
        | DateTimeParseException
        | java.nio.file.InvalidPathException e) {
      setAside(file);
      return Optional.empty();
    }
  }

  /// Deletes the copy of this name, if there is one: the document was saved.
  ///
  /// @throws FileException if it cannot be deleted
  public void delete(String name) {
    try {
      Files.deleteIfExists(file(name));
    } catch (IOException e) {
      throw new FileException(
          backprop.message.Message.of(
              "file.not-deleted", file(name).toString(), AtomicFile.reason(e)),
          e);
    }
  }

  private Path file(String name) {
    if (!name.matches("[A-Za-z0-9-]+")) {
      throw new IllegalArgumentException(name);
    }
    return folder.resolve(name + ".recovery.json");
  }

  private static void setAside(Path file) {
    try {
      Files.move(
          file,
          file.resolveSibling(file.getFileName() + ".broken"),
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      // It stays where it is; the next copy replaces it.
    }
  }
}
