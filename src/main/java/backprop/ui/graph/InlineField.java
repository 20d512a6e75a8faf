package backprop.ui.graph;

import backprop.message.Message;
import backprop.ui.common.Texts;
import java.util.Optional;
import java.util.function.Function;
import javafx.geometry.Rectangle2D;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Pane;

/// A text field that stands on the canvas for as long as something is edited in place.
///
/// Enter commits, Tab commits and goes on, Escape leaves everything as it was; losing the focus
/// commits. What cannot be read stays open with a sentence below.
final class InlineField {
  private static final double LEAST_WIDTH = 96;

  private final Pane parent;
  private final Texts texts;
  private Optional<Open> open = Optional.empty();

  private record Open(
      Field field,
      Label trouble,
      String before,
      Function<String, Optional<Message>> commit,
      Runnable next) {}

  /// A text field that takes what is pasted with its line ends: a table keeps its rows.
  private static final class Field extends TextField {
    @Override
    public void paste() {
      String pasted = Clipboard.getSystemClipboard().getString();
      if (pasted == null || pasted.strip().indexOf('\n') < 0) {
        super.paste();
        return;
      }
      replaceSelection(oneLine(pasted));
    }
  }

  /// A print or a table on one line that means the same: rows become lists.
  static String oneLine(String pasted) {
    String text = pasted.strip();
    if (text.indexOf('[') >= 0 || text.indexOf('(') >= 0) {
      return text.replaceAll("\\s*\\R\\s*", " ");
    }
    StringBuilder rows = new StringBuilder("[");
    for (String row : text.split("\\R")) {
      if (!row.isBlank()) {
        rows.append(rows.length() > 1 ? ", " : "")
            .append('[')
            .append(String.join(", ", row.strip().split("\\s*[\\t;,]\\s*|\\s+")))
            .append(']');
      }
    }
    return rows.append(']').toString();
  }

  InlineField(Pane parent, Texts texts) {
    this.parent = parent;
    this.texts = texts;
  }

  /// Whether something is being edited.
  boolean isOpen() {
    return open.isPresent();
  }

  /// Opens the field over this part of the parent.
  ///
  /// @param commit takes the text; gives a sentence where it cannot be used
  /// @param next what Tab does after a commit
  void open(
      Rectangle2D place,
      double fontSize,
      String text,
      Function<String, Optional<Message>> commit,
      Runnable next) {
    close();
    Field field = new Field();
    field.getStyleClass().add("inline-field");
    field.setStyle("-fx-font-size: " + Math.clamp(fontSize, 11, 28) + "px;");
    field.setText(text);
    double width =
        Math.min(
            Math.max(Math.max(LEAST_WIDTH, place.getWidth()), text.length() * fontSize * 0.62 + 28),
            360);
    field.resizeRelocate(
        Math.max(4, place.getMaxX() - width),
        place.getMinY() + place.getHeight() / 2 - 16,
        width,
        32);
    field.setManaged(false);
    Label trouble = new Label();
    trouble.getStyleClass().addAll("field-trouble", "inline-trouble");
    trouble.setWrapText(true);
    trouble.setManaged(false);
    trouble.setVisible(false);
    open = Optional.of(new Open(field, trouble, text, commit, next));
    parent.getChildren().addAll(field, trouble);
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    field.requestFocus();
    field.selectAll();
    field
        .focusedProperty()
        .addListener(
            (_, _, focused) -> {
              if (!focused && open.map(o -> o.field() == field).orElse(false)) {
                commit();
                close();
              }
            });
  }

  private void key(KeyEvent event) {
    KeyCode code = event.getCode();
    if (code == KeyCode.ESCAPE) {
      close();
      parent.requestFocus();
      event.consume();
    } else if ((code == KeyCode.ENTER && !event.isShortcutDown()) || code == KeyCode.TAB) {
      event.consume();
      if (open.isEmpty()) {
        return;
      }
      Runnable next = open.get().next();
      if (commit()) {
        close();
        parent.requestFocus();
        if (code == KeyCode.TAB) {
          next.run();
        }
      }
    }
  }

  /// Hands the text over, if it is another one.
  private boolean commit() {
    if (open.isEmpty()) {
      return true;
    }
    Open now = open.get();
    if (now.field().getText().equals(now.before())) {
      return true;
    }
    Optional<Message> trouble = now.commit().apply(now.field().getText());
    trouble.ifPresent(message -> show(now, message));
    return trouble.isEmpty();
  }

  private void show(Open now, Message message) {
    Label label = now.trouble();
    label.setText(texts.text(message));
    label.setVisible(true);
    label.applyCss();
    double width = 280;
    label.resizeRelocate(
        now.field().getLayoutX(), now.field().getLayoutY() + 36, width, label.prefHeight(width));
  }

  /// Closes the field; what was not committed is dropped.
  void close() {
    open.ifPresent(
        now -> {
          open = Optional.empty();
          parent.getChildren().removeAll(now.field(), now.trouble());
        });
  }
}
