package backprop.ui.common;

import backprop.message.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;

/// One tab of the window: a feature's view, its open document, what it can do, and what its
/// transport plays.
///
/// The shell makes a workspace when its tab is first shown, keeps it until the program ends, and
/// asks [#node()] once.
public interface Workspace {

  /// The key of the tab's text, such as `graph.workspace`.
  String titleKey();

  /// What fills the window between the top bar and the transport: palette, canvas and inspector.
  Node node();

  /// What the transport below plays; empty for a workspace without steps.
  Optional<TransportModel> transport();

  /// What a person can do here, in the order of the menus; a fixed list.
  List<UserAction> actions();

  /// The facts at the left of the status line: "9 nodes · 8 edges", "float64".
  ObservableValue<List<Message>> facts();

  /// What stands at the right of the status line: "recovery copy written 12:04".
  ObservableValue<Optional<Message>> note();

  /// The open document's name as the top bar shows it.
  ObservableValue<String> documentName();

  /// The file the open document came from or was last saved to.
  ObservableValue<Optional<Path>> file();

  /// Whether the open document differs from its file.
  ObservableBooleanValue unsaved();

  /// Begins a new document.
  void newDocument();

  /// Opens the document of this file, or says in the status line why not and leaves the open one as
  /// it is.
  void open(Path file);

  /// Writes the open document to this file, or says in the status line why not.
  void save(Path file);

  /// Called when the tab is shown, and again each time.
  default void shown() {}

  /// Called when another tab is shown or the window closes: stop playing, write the recovery copy.
  default void hidden() {}
}
