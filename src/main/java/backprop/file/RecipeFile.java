package backprop.file;

import backprop.message.Message;
import backprop.training.Recipe;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads and writes recipes as files: JSON in UTF-8, extension `.recipe.json`.
///
/// `src/docs/formats.md` describes the fields. What a recipe does not say is as in
/// [Recipe#TEXTBOOK].
public final class RecipeFile {
  /// The extension of recipe files, with its dot.
  public static final String EXTENSION = ".recipe.json";

  /// The largest file that is read.
  public static final int MOST_BYTES = 64 * 1024;

  private RecipeFile() {}

  /// Reads a recipe.
  ///
  /// @throws FileException if the file is not there, not a recipe, or says something that cannot be
  ///   done
  public static Recipe read(Path file) {
    String name = String.valueOf(file.getFileName());
    if (Files.isDirectory(file)) {
      throw new FileException(Message.of("file.is-folder", name));
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(MOST_BYTES + 1);
      if (content.length > MOST_BYTES) {
        throw new FileException(Message.of("file.content", name, Message.of("recipe.too-large")));
      }
      return read(content, name);
    } catch (IOException e) {
      throw new FileException(Message.of("file.not-read", name, AtomicFile.reason(e)), e);
    }
  }

  /// Reads a recipe from bytes; `name` stands in the sentences.
  ///
  /// @throws FileException if it is not a recipe, or says something that cannot be done
  public static Recipe read(byte[] content, String name) {
    try {
      JsonNode json = Json.parse(content, 0, content.length);
      if (json == null || !json.isObject()) {
        throw new BadContent(Message.of("recipe.not-one"));
      }
      return RecipeReader.read(json);
    } catch (BadContent e) {
      throw new FileException(Message.of("file.content", name, e.sentence()), e);
    } catch (JacksonException e) {
      JsonLocation at = e.getLocation();
      throw new FileException(
          at == null
              ? Message.of("file.content", name, Message.of("recipe.not-one"))
              : Message.of("file.broken", name, at.getLineNr(), at.getColumnNr()),
          e);
    } catch (IOException e) { // bytes that are not UTF-8 text
      throw new FileException(Message.of("file.content", name, Message.of("recipe.not-one")), e);
    }
  }

  /// The recipe as it stands in a file: every field, a field a line.
  public static String text(Recipe recipe) {
    StringBuilder text = new StringBuilder("{");
    String separator = "\n";
    for (var field : RecipeWriter.write(recipe).properties()) {
      text.append(separator)
          .append("  \"")
          .append(field.getKey())
          .append("\": ")
          .append(Json.text(field.getValue()));
      separator = ",\n";
    }
    return text.append("\n}\n").toString();
  }

  /// Writes a recipe beside its place and moves it there.
  ///
  /// @throws FileException if that fails; the old file stays whole
  public static void write(Recipe recipe, Path file) {
    AtomicFile.write(file, text(recipe).getBytes(StandardCharsets.UTF_8));
  }
}
