package backprop.ui.common;

import backprop.figure.ColorTheme;
import backprop.message.Language;
import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.MapChangeListener;
import javafx.collections.ObservableList;
import javafx.collections.ObservableMap;

/// What is remembered from one start to the next; the program writes it when it changes.
///
/// FX thread only.
public final class Preferences {

  /// How many recent files are remembered.
  public static final int RECENT_FILES = 10;

  /// Where the window was: position and size in logical pixels.
  public record WindowPlace(double x, double y, double width, double height, boolean maximized) {}

  private final ObjectProperty<Optional<Language>> language = optional();
  private final ObjectProperty<Optional<ColorTheme>> theme = optional();
  private final ObjectProperty<Optional<WindowPlace>> window = optional();
  private final ObjectProperty<Optional<Path>> mnistFolder = optional();
  private final BooleanProperty reduceMotion = new SimpleBooleanProperty();
  private final ObservableList<Path> recentFiles = FXCollections.observableArrayList();
  private final ObservableMap<String, String> more = FXCollections.observableHashMap();

  private static <T> ObjectProperty<Optional<T>> optional() {
    return new SimpleObjectProperty<>(Optional.empty());
  }

  /// The language a person chose; nothing means the system's, and that no one has chosen yet.
  public ObjectProperty<Optional<Language>> languageProperty() {
    return language;
  }

  /// Light or dark if a person chose; nothing means the system's.
  public ObjectProperty<Optional<ColorTheme>> themeProperty() {
    return theme;
  }

  /// Where the window was when it closed.
  public ObjectProperty<Optional<WindowPlace>> windowProperty() {
    return window;
  }

  /// The folder with the four MNIST files.
  public ObjectProperty<Optional<Path>> mnistFolderProperty() {
    return mnistFolder;
  }

  /// Whether nothing should travel along edges.
  public BooleanProperty reduceMotionProperty() {
    return reduceMotion;
  }

  /// The files opened or saved last, the newest first.
  public ObservableList<Path> recentFiles() {
    return recentFiles;
  }

  /// Puts this file before the other recent ones.
  public void remember(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    recentFiles.remove(absolute);
    recentFiles.addFirst(absolute);
    if (recentFiles.size() > RECENT_FILES) {
      recentFiles.remove(RECENT_FILES, recentFiles.size());
    }
  }

  /// What a feature remembers in words of its own, such as `training.batch`.
  public ObservableMap<String, String> more() {
    return more;
  }

  /// Calls back after any change.
  public void onChange(Runnable changed) {
    language.addListener((_, _, _) -> changed.run());
    theme.addListener((_, _, _) -> changed.run());
    window.addListener((_, _, _) -> changed.run());
    mnistFolder.addListener((_, _, _) -> changed.run());
    reduceMotion.addListener((_, _, _) -> changed.run());
    recentFiles.addListener((ListChangeListener<Path>) _ -> changed.run());
    more.addListener((MapChangeListener<String, String>) _ -> changed.run());
  }
}
