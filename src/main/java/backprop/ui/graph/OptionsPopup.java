package backprop.ui.graph;

import backprop.message.Message;
import backprop.message.MessageException;
import backprop.message.NumberText;
import backprop.op.Op;
import backprop.op.OpTexts;
import backprop.op.Ops;
import backprop.op.Setting;
import backprop.ui.common.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;

/// The settings of an operation, opened at its node: Enter takes them, Escape leaves them.
final class OptionsPopup {
  private static final double WIDTH = 270;

  private final GraphArea parent;
  private final Texts texts;
  private final SmallForm form;

  OptionsPopup(GraphArea parent, Texts texts) {
    this.parent = parent;
    this.texts = texts;
    this.form = new SmallForm(parent, texts, WIDTH);
  }

  /// Opens the settings at this place of the parent.
  ///
  /// @param commit takes the changed operation; gives a sentence where it cannot be used
  void open(double x, double y, Op op, Function<Op, Optional<Message>> commit) {
    Map<String, Supplier<Object>> readers = new LinkedHashMap<>();
    Map<String, Object> now = Ops.settings(op);
    GridPane grid = SmallForm.grid();
    List<Node> fields = new ArrayList<>();
    for (Setting setting : Ops.type(op).settings()) {
      Label label = new Label(texts.text(setting.label()));
      Node input = input(setting, now.getOrDefault(setting.name(), setting.initial()), readers);
      fields.add(input);
      grid.addRow(grid.getRowCount(), label, input);
    }
    form.show(
        texts.text(OpTexts.name(op)),
        grid,
        new Button(texts.text("ui-graph.options.take")),
        () -> changed(op, readers, commit),
        () -> {},
        box ->
            box.relocate(
                Math.clamp(x, 4, Math.max(4, parent.room() - WIDTH - 4)),
                Math.clamp(y, 4, Math.max(4, parent.getHeight() - box.getHeight() - 4))),
        fields.getFirst());
  }

  private static Node input(Setting setting, Object value, Map<String, Supplier<Object>> readers) {
    if (setting instanceof Setting.Flag) {
      CheckBox box = new CheckBox();
      box.setSelected(Boolean.TRUE.equals(value));
      readers.put(setting.name(), box::isSelected);
      return box;
    }
    TextField field = new TextField(written(value));
    field.setId("option-" + setting.name());
    boolean list = setting instanceof Setting.AxisList || setting instanceof Setting.Lengths;
    readers.put(setting.name(), () -> list ? wholes(field.getText()) : number(field.getText()));
    return field;
  }

  private static String written(Object value) {
    return switch (value) {
      case List<?> list -> list.stream().map(Object::toString).collect(Collectors.joining(", "));
      case Double number -> NumberText.exact(number);
      default -> value.toString();
    };
  }

  /// The number that was typed; what is no number is given on as text, and the setting says so.
  private static Object number(String typed) {
    OptionalDouble number = NumberText.parse(typed);
    return number.isPresent() ? (Object) number.getAsDouble() : typed;
  }

  private static Object wholes(String typed) {
    List<Object> numbers = new ArrayList<>();
    for (String part : typed.replaceAll("[\\[\\]()]", "").split("[,\\s]+")) {
      if (!part.isEmpty()) {
        numbers.add(number(part));
      }
    }
    return numbers;
  }

  private static Optional<Message> changed(
      Op op, Map<String, Supplier<Object>> readers, Function<Op, Optional<Message>> commit) {
    Map<String, Object> values = new LinkedHashMap<>();
    readers.forEach((name, reader) -> values.put(name, reader.get()));
    try {
      return commit.apply(Ops.create(op.name(), values));
    } catch (MessageException bad) {
      return Optional.of(bad.sentence());
    }
  }

  void close() {
    form.close();
  }
}
