package backprop.ui.graph;

import backprop.graph.Edit;
import backprop.graph.GraphDocument;
import backprop.graph.OwnRule;
import backprop.message.Message;
import backprop.ui.common.Texts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A small editor at a node for a person's own rule: a formula for the value and one for each
/// input's gradient. What cannot be read is said below while it is typed; Enter takes the rule,
/// Escape leaves it.
final class RuleEditor {
  private static final double WIDTH = 380;

  private final GraphArea parent;
  private final Texts texts;
  private Optional<VBox> open = Optional.empty();

  RuleEditor(GraphArea parent, Texts texts) {
    this.parent = parent;
    this.texts = texts;
  }

  /// Opens the editor at this place of the parent.
  ///
  /// @param name what the operation is called
  /// @param document the document as it is when something is typed
  /// @param commit makes the edit; gives a sentence where it is refused
  void open(
      double x,
      double y,
      RuleDraft draft,
      String name,
      Supplier<GraphDocument> document,
      Function<Edit, Optional<Message>> commit) {
    close();
    GridPane grid = new GridPane();
    grid.setHgap(8);
    grid.setVgap(8);
    ColumnConstraints second = new ColumnConstraints();
    second.setHgrow(Priority.ALWAYS);
    grid.getColumnConstraints().addAll(new ColumnConstraints(), second);
    Map<String, TextField> fields = new LinkedHashMap<>();
    row(grid, fields, OwnRule.VALUE, OwnRule.VALUE, draft);
    draft.inputs().keySet().forEach(input -> row(grid, fields, input, "d" + input, draft));
    CheckBox overwrite = new CheckBox(texts.text("check.editor.overwrite"));
    overwrite.setId("rule-overwrite");
    overwrite.setSelected(draft.overwrite());
    overwrite.setWrapText(true);
    overwrite.setManaged(draft.shared() || draft.overwrite());
    overwrite.setVisible(draft.shared() || draft.overwrite());
    Label title = new Label(texts.text(Message.of("check.editor.title", name)));
    title.getStyleClass().add("strong");
    Label names = new Label(texts.shown(names(draft)));
    names.getStyleClass().add("muted");
    names.setWrapText(true);
    Label trouble = new Label();
    trouble.setId("rule-trouble");
    trouble.getStyleClass().add("wrong");
    trouble.setWrapText(true);
    Button take = new Button(texts.text("ui-graph.options.take"));
    take.setId("rule-take");
    take.getStyleClass().add("primary");
    Button remove = new Button(texts.text("check.editor.remove"));
    remove.setId("rule-remove");
    remove.getStyleClass().add("pill");
    VBox box = new VBox(10, title, names, grid, overwrite, trouble, new HBox(8, take, remove));
    box.getStyleClass().addAll("node-search", "options", "rule-editor");
    box.setManaged(false);
    Supplier<RuleDraft.Made> made =
        () -> draft.make(document.get(), written(fields), overwrite.isSelected());
    Runnable look =
        () -> {
          switch (made.get()) {
            case RuleDraft.Made.Done _ -> say(box, trouble, "");
            case RuleDraft.Made.Failed(Message sentence) ->
                say(box, trouble, "⚠  " + texts.shown(sentence));
          }
        };
    fields.values().forEach(field -> field.textProperty().addListener((_, _, _) -> look.run()));
    Runnable takeIt =
        () -> {
          switch (made.get()) {
            case RuleDraft.Made.Done(Edit edit) ->
                commit
                    .apply(edit)
                    .ifPresentOrElse(
                        refused -> say(box, trouble, "⚠  " + texts.shown(refused)), this::leave);
            case RuleDraft.Made.Failed _ -> look.run();
          }
        };
    take.setOnAction(_ -> takeIt.run());
    remove.setOnAction(
        _ -> {
          fields.values().forEach(TextField::clear);
          overwrite.setSelected(false);
          takeIt.run();
        });
    box.addEventFilter(
        KeyEvent.KEY_PRESSED,
        e -> {
          boolean button = e.getTarget() instanceof Button;
          if (e.getCode() == KeyCode.ENTER && !button) {
            takeIt.run();
            e.consume();
          } else if (e.getCode() == KeyCode.ESCAPE) {
            leave();
            e.consume();
          }
        });
    open = Optional.of(box);
    parent.getChildren().add(box);
    box.applyCss();
    say(box, trouble, "");
    // It grows when there is something to say, and must not grow out of sight.
    Runnable place =
        () ->
            box.relocate(
                Math.clamp(x, 4, Math.max(4, parent.room() - WIDTH - 4)),
                Math.clamp(y, 4, Math.max(4, parent.getHeight() - box.getHeight() - 4)));
    box.heightProperty().addListener((_, _, _) -> place.run());
    place.run();
    look.run();
    fields.values().stream()
        .skip(draft.texts().getOrDefault(OwnRule.VALUE, "").isEmpty() ? 1 : 0)
        .findFirst()
        .or(() -> fields.values().stream().findFirst())
        .ifPresent(TextField::requestFocus);
  }

  private void row(
      GridPane grid, Map<String, TextField> fields, String key, String head, RuleDraft draft) {
    Label label = new Label(head + " =");
    label.getStyleClass().add("mono");
    TextField field = new TextField(draft.texts().getOrDefault(key, ""));
    field.getStyleClass().add("mono");
    field.setId("rule-" + key);
    field.setPromptText(texts.text("check.editor.own"));
    field.setAccessibleText(head);
    fields.put(key, field);
    grid.addRow(grid.getRowCount(), label, field);
  }

  private static Message names(RuleDraft draft) {
    Map<String, String> all = new LinkedHashMap<>(draft.inputs());
    all.putAll(draft.labels());
    return Message.of(
        "check.editor.names",
        all.entrySet().stream()
            .map(
                one ->
                    one.getKey().equals(one.getValue())
                        ? one.getKey()
                        : one.getKey() + " (" + one.getValue() + ")")
            .collect(Collectors.joining(", ")));
  }

  private static Map<String, String> written(Map<String, TextField> fields) {
    Map<String, String> written = new LinkedHashMap<>();
    fields.forEach((key, field) -> written.put(key, field.getText()));
    return written;
  }

  private static void say(VBox box, Label trouble, String sentence) {
    trouble.setText(sentence);
    trouble.setManaged(!sentence.isEmpty());
    trouble.setVisible(!sentence.isEmpty());
    box.resize(WIDTH, box.prefHeight(WIDTH));
  }

  private void leave() {
    close();
    parent.requestFocus();
  }

  void close() {
    open.ifPresent(
        box -> {
          open = Optional.empty();
          parent.getChildren().remove(box);
        });
  }
}
