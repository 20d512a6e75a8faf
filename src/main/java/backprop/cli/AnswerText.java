package backprop.cli;

import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/// Writes results for a person: the output's value on the first line, then a row for each name with
/// its value and the gradient by it, in columns.
///
/// Numbers are exact and plain ASCII, as a shell or Python reads them. A tensor of many numbers
/// shows its shape; `--json` has the numbers.
final class AnswerText {
  private static final int MOST_NUMBERS = 64;
  private static final String GAP = "  ";

  private AnswerText() {}

  static String of(Answer answer, Console console) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            console.text("cli.eval.name"),
            console.text("cli.eval.value"),
            console.text("cli.eval.gradient")));
    answer
        .values()
        .forEach(
            (name, value) ->
                rows.add(
                    List.of(
                        name,
                        text(value, console),
                        answer
                            .grads()
                            .getOrDefault(name, Optional.empty())
                            .map(gradient -> text(gradient, console))
                            .orElse("-"))));
    var lines = new StringJoiner("\n", "", "\n");
    lines.add(text(answer.value(), console));
    if (rows.size() > 1) {
      lines.add("");
      columns(rows).forEach(lines::add);
    }
    return lines.toString();
  }

  /// Rows of cells as lines, each column as wide as its widest cell.
  static List<String> columns(List<List<String>> rows) {
    int[] widths = new int[rows.getFirst().size()];
    for (var row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], width(row.get(column)));
      }
    }
    List<String> lines = new ArrayList<>();
    for (var row : rows) {
      var line = new StringBuilder();
      for (int column = 0; column < widths.length; column++) {
        String cell = row.get(column);
        line.append(cell).append(" ".repeat(widths[column] - width(cell))).append(GAP);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  /// The columns of a terminal that a text takes: Hangul and other wide letters take two.
  private static int width(String text) {
    return text.codePoints().map(AnswerText::width).sum();
  }

  private static int width(int letter) {
    boolean wide =
        switch (Character.UnicodeScript.of(letter)) {
          case HANGUL, HAN, HIRAGANA, KATAKANA -> true;
          default -> false;
        };
    return wide ? 2 : 1;
  }

  private static String text(Tensor tensor, Console console) {
    if (tensor.size() > MOST_NUMBERS) {
      return console.text("cli.eval.large", tensor.shape());
    }
    return list(tensor, 0, 0, tensor.size());
  }

  private static String list(Tensor tensor, int axis, int from, int size) {
    if (axis == tensor.shape().rank()) {
      return number(tensor.get(from));
    }
    int length = tensor.shape().dim(axis);
    var items = new StringJoiner(", ", "[", "]");
    for (int i = 0; i < length; i++) {
      items.add(list(tensor, axis + 1, from + i * (size / length), size / length));
    }
    return items.toString();
  }

  private static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    String text = Double.toString(value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text.replace("E", "e");
  }
}
