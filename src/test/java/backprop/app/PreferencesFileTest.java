package backprop.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.figure.ColorTheme;
import backprop.message.Language;
import backprop.ui.common.Preferences;
import backprop.ui.common.Preferences.WindowPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreferencesFileTest {

  @TempDir Path folder;

  private PreferencesFile file() {
    return new PreferencesFile(folder.resolve("config").resolve("preferences.json"));
  }

  @Test
  void whatWasWrittenIsRead() throws IOException {
    Preferences written = new Preferences();
    written.languageProperty().set(Optional.of(Language.KOREAN));
    written.themeProperty().set(Optional.of(ColorTheme.DARK));
    written.windowProperty().set(Optional.of(new WindowPlace(12, -3, 1280, 800, true)));
    written.mnistFolderProperty().set(Optional.of(Path.of("데이터", "mnist")));
    written.reduceMotionProperty().set(true);
    written.remember(folder.resolve("사과와 귤.backprop"));
    written.remember(folder.resolve("net.backprop"));
    written.more().put("training.batch", "100");
    file().write(PreferencesFile.text(written));

    Preferences read = new Preferences();
    assertTrue(file().exists());
    assertTrue(file().readInto(read));
    assertEquals(written.languageProperty().get(), read.languageProperty().get());
    assertEquals(written.themeProperty().get(), read.themeProperty().get());
    assertEquals(written.windowProperty().get(), read.windowProperty().get());
    assertEquals(written.mnistFolderProperty().get(), read.mnistFolderProperty().get());
    assertTrue(read.reduceMotionProperty().get());
    assertEquals(
        List.of(folder.resolve("net.backprop"), folder.resolve("사과와 귤.backprop")),
        read.recentFiles());
    assertEquals(Map.of("training.batch", "100"), read.more());
    assertEquals(PreferencesFile.text(written), PreferencesFile.text(read));
    try (var files = Files.list(folder.resolve("config"))) {
      assertEquals(1, files.count(), "nothing is left beside the file");
    }
  }

  @Test
  void aMissingFileIsAFirstRun() {
    Preferences preferences = new Preferences();
    assertFalse(file().exists());
    assertTrue(file().readInto(preferences));
    assertEquals(Optional.empty(), preferences.languageProperty().get());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "not json",
        "{\"language\": \"korean\", \"theme\"",
        "{\"language\": \"korean\", \"window\": [1, {\"x\": 2}]",
        "{\"language\": \"korean\" \"theme\": \"dark\"}",
        "\u0000\u0001"
      })
  void aBrokenFileNeverStopsTheStart(String text) throws IOException {
    file().write(text);
    Preferences preferences = new Preferences();
    assertFalse(file().readInto(preferences));
    if (text.contains("korean")) {
      assertEquals(Optional.of(Language.KOREAN), preferences.languageProperty().get());
    }
  }

  @Test
  void whatANewerProgramWroteIsPassedOver() throws IOException {
    file()
        .write(
            """
            {"language": "klingon", "theme": 7, "window": "left", "recentFiles": {"a": 1},
             "galaxy": {"deep": [1, 2, {"x": []}]}, "more": {"a": {"b": 1}, "c": 3},
             "reduceMotion": true}
            """);
    Preferences preferences = new Preferences();
    assertTrue(file().readInto(preferences));
    assertEquals(Optional.empty(), preferences.languageProperty().get());
    assertEquals(Optional.empty(), preferences.windowProperty().get());
    assertEquals(List.of(), preferences.recentFiles());
    assertTrue(preferences.reduceMotionProperty().get());
    assertEquals(Map.of("c", "3"), preferences.more());
  }

  @Test
  void recentFilesAreFewAndEachOnce() {
    Preferences preferences = new Preferences();
    for (int i = 0; i < 14; i++) {
      preferences.remember(folder.resolve(i % 12 + ".backprop"));
    }
    assertEquals(Preferences.RECENT_FILES, preferences.recentFiles().size());
    assertEquals(folder.resolve("1.backprop"), preferences.recentFiles().getFirst());
    assertEquals(
        preferences.recentFiles().size(), preferences.recentFiles().stream().distinct().count());
  }
}
