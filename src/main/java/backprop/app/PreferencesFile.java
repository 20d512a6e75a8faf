package backprop.app;

import backprop.figure.ColorTheme;
import backprop.message.Language;
import backprop.ui.common.Preferences;
import backprop.ui.common.Preferences.WindowPlace;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// The preferences as a small JSON file.
///
/// Read and written token by token: binding objects would cost more than the whole window at start.
/// A file that is missing, broken, or written by a newer program never stops the start: what is
/// understood counts, the rest is as if never chosen.
final class PreferencesFile {

  private final Path file;

  PreferencesFile(Path file) {
    this.file = file;
  }

  /// Whether the file is there: if not, this is the first run.
  boolean exists() {
    return Files.exists(file);
  }

  // ---- reading -------------------------------------------------------------------------------

  /// Puts into `preferences` what the file says.
  ///
  /// @return false where there is a file that could not be read to its end
  boolean readInto(Preferences preferences) {
    if (!exists()) {
      return true;
    }
    try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        readField(json, name, preferences);
        // A value of another kind than expected, left unread.
        json.skipChildren();
      }
      return json.currentToken() == JsonToken.END_OBJECT;
    } catch (IOException e) {
      return false;
    }
  }

  private static void readField(JsonParser json, String name, Preferences preferences)
      throws IOException {
    switch (name) {
      case "language" -> named(Language.values(), json, preferences.languageProperty()::set);
      case "theme" -> named(ColorTheme.values(), json, preferences.themeProperty()::set);
      case "mnistFolder" -> preferences.mnistFolderProperty().set(path(json));
      case "reduceMotion" -> preferences.reduceMotionProperty().set(json.getValueAsBoolean());
      case "recentFiles" -> {
        if (json.currentToken() == JsonToken.START_ARRAY) {
          while (json.nextToken() != JsonToken.END_ARRAY && json.currentToken() != null) {
            path(json).ifPresent(preferences.recentFiles()::add);
          }
        }
      }
      case "window" -> readWindow(json, preferences);
      case "more" -> readMore(json, preferences);
      default -> {}
    }
  }

  private static <E extends Enum<E>> void named(
      E[] values, JsonParser json, Consumer<Optional<E>> set) throws IOException {
    String text = json.getValueAsString("");
    set.accept(Arrays.stream(values).filter(v -> v.name().equalsIgnoreCase(text)).findFirst());
  }

  private static Optional<Path> path(JsonParser json) throws IOException {
    String text = json.getValueAsString("");
    try {
      return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static void readWindow(JsonParser json, Preferences preferences) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      return;
    }
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
    boolean maximized = false;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "x" -> x = json.getValueAsDouble();
        case "y" -> y = json.getValueAsDouble();
        case "width" -> width = json.getValueAsDouble();
        case "height" -> height = json.getValueAsDouble();
        case "maximized" -> maximized = json.getValueAsBoolean();
        default -> json.skipChildren();
      }
    }
    if (width > 0 && height > 0) {
      preferences
          .windowProperty()
          .set(Optional.of(new WindowPlace(x, y, width, height, maximized)));
    }
  }

  private static void readMore(JsonParser json, Preferences preferences) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      return;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (json.currentToken().isScalarValue()) {
        preferences.more().put(name, json.getValueAsString(""));
      } else {
        json.skipChildren();
      }
    }
  }

  // ---- writing -------------------------------------------------------------------------------

  /// The preferences as the text of the file; take it on the FX thread, write it anywhere.
  static String text(Preferences preferences) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      writeName(json, "language", preferences.languageProperty().get());
      writeName(json, "theme", preferences.themeProperty().get());
      if (preferences.mnistFolderProperty().get().isPresent()) {
        json.writeStringField(
            "mnistFolder", preferences.mnistFolderProperty().get().get().toString());
      }
      json.writeBooleanField("reduceMotion", preferences.reduceMotionProperty().get());
      if (preferences.windowProperty().get().isPresent()) {
        writeWindow(json, preferences.windowProperty().get().get());
      }
      json.writeArrayFieldStart("recentFiles");
      for (Path recent : preferences.recentFiles()) {
        json.writeString(recent.toString());
      }
      json.writeEndArray();
      json.writeObjectFieldStart("more");
      for (var entry : preferences.more().entrySet()) {
        json.writeStringField(entry.getKey(), entry.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new AssertionError("a text in memory cannot fail to be written", e);
    }
    return text + "\n";
  }

  private static void writeName(JsonGenerator json, String field, Optional<? extends Enum<?>> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeStringField(field, value.get().name().toLowerCase(Locale.ROOT));
    }
  }

  private static void writeWindow(JsonGenerator json, WindowPlace window) throws IOException {
    json.writeObjectFieldStart("window");
    json.writeNumberField("x", window.x());
    json.writeNumberField("y", window.y());
    json.writeNumberField("width", window.width());
    json.writeNumberField("height", window.height());
    json.writeBooleanField("maximized", window.maximized());
    json.writeEndObject();
  }

  /// Writes the text beside the file and moves it there, so that a crash leaves the old file or the
  /// new one.
  void write(String text) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(beside, text);
    Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
