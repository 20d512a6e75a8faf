package backprop.ui.graph;

import backprop.message.Message;
import backprop.message.NumberText;
import backprop.ui.common.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;

/// Asks for a few numbers before a figure is written: Enter takes them, Escape leaves.
final class ExportPanel {
  private static final double WIDTH = 250;

  /// A number that is asked for.
  ///
  /// @param key the key of its label; its last word is its name for tests
  /// @param whole whether it has no decimals
  record Field(String key, double initial, double least, double most, boolean whole) {}

  private final GraphArea parent;
  private final Texts texts;
  private final SmallForm form;

  ExportPanel(GraphArea parent, Texts texts) {
    this.parent = parent;
    this.texts = texts;
    this.form = new SmallForm(parent, texts, WIDTH);
  }

  /// Asks for these numbers in the upper right of the parent.
  ///
  /// @param check says what is wrong with the numbers together
  /// @param take is given the numbers, in the order of the fields
  void ask(
      String titleKey,
      List<Field> fields,
      Function<List<Double>, Optional<Message>> check,
      Consumer<List<Double>> take) {
    GridPane grid = SmallForm.grid();
    List<TextField> inputs = new ArrayList<>();
    for (Field field : fields) {
      TextField input = new TextField(NumberText.of(field.initial()));
      input.setId("export-" + field.key().substring(field.key().lastIndexOf('.') + 1));
      input.setPrefColumnCount(6);
      Label label = new Label(texts.text(field.key()));
      label.setLabelFor(input);
      inputs.add(input);
      grid.addRow(grid.getRowCount(), label, input);
    }
    Button save = new Button(texts.text("export.panel.save"));
    save.setId("export-save");
    List<Double> numbers = new ArrayList<>();
    form.show(
        texts.text(titleKey),
        grid,
        save,
        () -> {
          numbers.clear();
          return read(fields, inputs, numbers).or(() -> check.apply(numbers));
        },
        () -> take.accept(numbers),
        box -> box.relocate(Math.max(4, parent.room() - WIDTH - 16), 64),
        inputs.getFirst());
  }

  private static Optional<Message> read(
      List<Field> fields, List<TextField> inputs, List<Double> numbers) {
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      OptionalDouble number = NumberText.parse(inputs.get(i).getText());
      double value = number.orElse(Double.NaN);
      boolean fits = value >= field.least() && value <= field.most();
      if (!fits || (field.whole() && value != Math.rint(value))) {
        return Optional.of(
            Message.of("export.panel.bad", Message.of(field.key()), field.least(), field.most()));
      }
      numbers.add(value);
    }
    return Optional.empty();
  }

  void close() {
    form.close();
  }
}
