package backprop.ui.training;

import backprop.message.NumberText;
import backprop.ui.common.UiContext;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// A number with its name before it, in one box: "rate 0.1".
///
/// Enter or leaving the field commits; Escape restores; what is no such number is marked wrong and
/// not committed.
final class NumberField extends HBox {
  private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
  private static final PseudoClass WITHIN = PseudoClass.getPseudoClass("edited");

  /// Takes a committed number.
  interface Commit {
    void accept(double value);
  }

  private final TextField field = new TextField();
  private final DoublePredicate allowed;
  private final Commit commit;
  private double value;

  /// A field for a number.
  ///
  /// @param nameKey the key of the name before it
  /// @param allowed which numbers are taken
  /// @param commit told each number that a person entered
  NumberField(UiContext context, String nameKey, DoublePredicate allowed, Commit commit) {
    this.allowed = allowed;
    this.commit = commit;
    getStyleClass().add("number-field");
    Label name = new Label();
    name.getStyleClass().add("muted");
    name.setMinWidth(USE_PREF_SIZE);
    name.textProperty().bind(context.texts().bind(nameKey));
    name.setLabelFor(field);
    field.getStyleClass().add("number");
    field.accessibleTextProperty().bind(name.textProperty());
    HBox.setHgrow(field, Priority.ALWAYS);
    getChildren().addAll(name, field);
    field.setOnAction(_ -> commit());
    field
        .focusedProperty()
        .addListener(
            (_, _, focused) -> {
              pseudoClassStateChanged(WITHIN, focused);
              if (!focused) {
                commit();
              }
            });
    field
        .textProperty()
        .addListener((_, _, _) -> pseudoClassStateChanged(WRONG, parsed().isEmpty()));
    field.addEventHandler(KeyEvent.KEY_PRESSED, this::escape);
  }

  /// Shows this number, unless a person is typing another.
  void show(double number) {
    value = number;
    if (!field.isFocused()) {
      restore();
    }
  }

  /// The field itself, for its name and for being disabled.
  TextField field() {
    return field;
  }

  private void escape(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE && parsed().orElse(Double.NaN) != value) {
      restore();
      event.consume();
    }
  }

  private void restore() {
    field.setText(
        value == Math.rint(value) && Math.abs(value) < 1e15
            ? NumberText.count((long) value)
            : NumberText.exact(value));
  }

  private OptionalDouble parsed() {
    OptionalDouble number = NumberText.parse(field.getText());
    return number.isPresent() && allowed.test(number.getAsDouble())
        ? number
        : OptionalDouble.empty();
  }

  private void commit() {
    OptionalDouble number = parsed();
    if (number.isEmpty()) {
      restore();
    } else if (number.getAsDouble() != value) {
      value = number.getAsDouble();
      commit.accept(value);
      restore();
    }
  }
}
