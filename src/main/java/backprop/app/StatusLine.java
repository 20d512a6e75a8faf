package backprop.app;

import backprop.message.Message;
import backprop.ui.common.StatusModel;
import backprop.ui.common.UiContext;
import backprop.ui.common.Workspace;
import java.util.List;
import java.util.Optional;
import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// The line at the bottom: facts at the left, what just happened in the middle, a note at the
/// right.
final class StatusLine extends HBox {

  private final UiContext context;
  private final HBox facts = new HBox(22);
  private final Label said = new Label();
  private final Label note = new Label();
  private final InvalidationListener changed = this::update;
  private Optional<Workspace> workspace = Optional.empty();

  StatusLine(UiContext context) {
    this.context = context;
    getStyleClass().add("status-line");
    said.getStyleClass().add("said");
    said.setId("status-said");
    Region space = new Region();
    setHgrow(space, Priority.ALWAYS);
    facts.setAlignment(Pos.CENTER_LEFT);
    facts.setMinWidth(USE_PREF_SIZE);
    getChildren().addAll(facts, said, space, note);
    context.status().sentenceProperty().addListener(changed);
    context.texts().languageProperty().addListener(changed);
    update(context.texts().languageProperty());
  }

  /// Shows the facts and the note of this workspace.
  void show(Workspace other) {
    workspace.ifPresent(
        old -> {
          old.facts().removeListener(changed);
          old.note().removeListener(changed);
        });
    workspace = Optional.of(other);
    other.facts().addListener(changed);
    other.note().addListener(changed);
    update(other.facts());
  }

  private void update(Observable source) {
    List<Message> now = workspace.map(w -> w.facts().getValue()).orElse(List.of());
    facts.getChildren().setAll(now.stream().map(m -> new Label(context.texts().text(m))).toList());
    note.setText(workspace.flatMap(w -> w.note().getValue()).map(context.texts()::text).orElse(""));
    Optional<StatusModel.Sentence> sentence = context.status().sentenceProperty().get();
    said.setText(sentence.map(s -> context.texts().text(s.message())).orElse(""));
    said.getStyleClass().remove("wrong");
    if (sentence.isPresent() && sentence.get().wrong()) {
      said.getStyleClass().add("wrong");
    }
  }
}
