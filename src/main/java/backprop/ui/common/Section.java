package backprop.ui.common;

/// The menu in which an action stands; also the heading above it in the list of shortcuts.
public enum Section {
  /// Documents and the program.
  FILE("app.menu.file"),
  /// The document as a picture, a film, code: a menu within that of the documents.
  EXPORT("app.menu.export"),
  /// Undo, selection, changes of the document.
  EDIT("app.menu.edit"),
  /// Zoom, panes, theme, language.
  VIEW("app.menu.view"),
  /// Stepping and playing.
  STEP("app.menu.step"),
  /// Shortcuts and about.
  HELP("app.menu.help");

  private final String key;

  Section(String key) {
    this.key = key;
  }

  /// The key of its title.
  public String key() {
    return key;
  }
}
