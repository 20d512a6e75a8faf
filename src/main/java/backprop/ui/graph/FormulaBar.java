package backprop.ui.graph;

import backprop.language.FormulaError;
import backprop.message.Message;
import backprop.ui.common.UiContext;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.InputMethodEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;

/// The graph in words, above the canvas: to read, to type over, and to copy.
///
/// Enter makes the text the graph, and so does leaving the field; Escape brings the graph's text
/// back. What cannot be read stays, with its place underlined and a sentence under the bar.
final class FormulaBar extends HBox {
  private final UiContext context;
  private final FormulaModel model;
  private final Runnable leave;
  private final FormulaField field = new FormulaField();
  private final ErrorMark mark = new ErrorMark(field);
  private final Label note = new Label();
  private final Label trouble = new Label();
  private boolean composing;

  /// @param leave gives the focus to the canvas
  FormulaBar(UiContext context, FormulaModel model, Runnable leave) {
    this.context = context;
    this.model = model;
    this.leave = leave;
    getStyleClass().add("formula-bar");
    Label sign = new Label("fx");
    sign.getStyleClass().addAll("muted", "formula-mark");
    field.setId("formula-text");
    field.getStyleClass().addAll("mono", "formula-text");
    field.accessibleTextProperty().bind(context.texts().bind("formula.bar"));
    field.promptTextProperty().bind(context.texts().bind("formula.bar.prompt"));
    StackPane text = new StackPane(field, mark);
    HBox.setHgrow(text, Priority.ALWAYS);
    note.getStyleClass().addAll("muted", "formula-note");
    note.setMinWidth(0);
    note.managedProperty().bind(note.visibleProperty());
    getChildren().addAll(sign, text, note, copyButton());
    trouble.getStyleClass().add("field-trouble");
    trouble.setId("formula-trouble");
    trouble.setWrapText(true);
    trouble.setVisible(false);
    follow();
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    field.addEventFilter(
        InputMethodEvent.INPUT_METHOD_TEXT_CHANGED, e -> composing = !e.getComposed().isEmpty());
    field.textProperty().addListener((_, _, typed) -> model.typing(typed));
    field.focusedProperty().subscribe(focused -> focused(focused));
  }

  private void follow() {
    model.textProperty().subscribe(text -> field.show(text));
    model.onWritten(() -> field.show(model.textProperty().get()));
    model.readOnlyProperty().subscribe(reason -> note.setVisible(reason.isPresent()));
    field
        .editableProperty()
        .bind(
            Bindings.createBooleanBinding(
                () -> model.readOnlyProperty().get().isEmpty() && !model.readingProperty().get(),
                model.readOnlyProperty(),
                model.readingProperty()));
    Tooltip why = new Tooltip();
    why.setWrapText(true);
    why.setMaxWidth(420);
    why.textProperty().bind(note.textProperty());
    note.setTooltip(why);
    note.textProperty()
        .bind(
            Bindings.createStringBinding(
                () -> model.readOnlyProperty().get().map(context.texts()::shown).orElse(""),
                model.readOnlyProperty(),
                context.texts().languageProperty()));
    note.maxWidthProperty().bind(widthProperty().multiply(0.55));
    model.errorProperty().subscribe(this::show);
    context.texts().languageProperty().subscribe(_ -> show(model.errorProperty().get()));
  }

  private Button copyButton() {
    Button copy = new Button();
    copy.setGraphic(new FontIcon(Material2AL.CONTENT_COPY));
    copy.getStyleClass().addAll("formula-copy");
    copy.setFocusTraversable(false);
    copy.accessibleTextProperty().bind(context.texts().bind("ui-graph.formula.copy"));
    Tooltip tooltip = new Tooltip();
    tooltip.textProperty().bind(context.texts().bind("ui-graph.formula.copy"));
    copy.setTooltip(tooltip);
    copy.setOnAction(
        _ -> {
          ClipboardContent content = new ClipboardContent();
          content.putString(model.wholeText());
          Clipboard.getSystemClipboard().setContent(content);
          context.status().say(Message.of("ui-graph.formula.copied"));
        });
    return copy;
  }

  /// The sentence that stands under the bar while something cannot be read.
  Label trouble() {
    return trouble;
  }

  /// Puts the cursor into the text.
  void edit() {
    field.requestFocus();
    field.selectAll();
  }

  private void show(Optional<FormulaError> error) {
    trouble.setVisible(error.isPresent());
    trouble.setText(error.map(FormulaError::sentence).map(context.texts()::shown).orElse(""));
    mark.show(error.map(FormulaError::span));
    if (trouble.getParent() != null) {
      trouble.getParent().requestLayout();
    }
  }

  // ---- typing --------------------------------------------------------------------------------

  private void key(KeyEvent event) {
    if (composing) {
      return; // the input method's own Enter and Escape
    }
    if (event.getCode() == KeyCode.ENTER && !event.isShortcutDown()) {
      event.consume();
      if (!model.readingProperty().get()) {
        model.apply(field.getText(), this::entered);
      }
    } else if (event.getCode() == KeyCode.ESCAPE) {
      event.consume();
      field.show(model.textProperty().get());
      model.forget();
      leave.run();
    }
  }

  /// After Enter the canvas has the focus, or the cursor stands where the text cannot be read.
  private void entered(boolean read) {
    if (!field.isFocused()) {
      return;
    }
    if (read) {
      leave.run();
    } else {
      model
          .errorProperty()
          .get()
          .ifPresent(error -> field.selectRange(error.span().from(), error.span().from()));
    }
  }

  private void focused(boolean now) {
    if (!now && field.isEditable() && !field.getText().equals(model.textProperty().get())) {
      model.apply(field.getText(), _ -> {});
    }
  }
}
