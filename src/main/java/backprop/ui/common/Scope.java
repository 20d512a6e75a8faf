package backprop.ui.common;

/// Where the keys of an action are heard.
public enum Scope {
  /// Anywhere, in a text field as well: keys no field uses itself.
  ANYWHERE,
  /// Wherever the focused control has no use of its own for the key: a text field keeps its arrows
  /// and its undo.
  WORKSPACE
}
