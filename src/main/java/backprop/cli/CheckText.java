package backprop.cli;

import backprop.autodiff.EdgeCheck;
import backprop.autodiff.GradientCheck;
import backprop.autodiff.Trace;
import backprop.message.NumberText;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/// Writes a check for a person: what is wrong first, then a row for each edge and each input.
final class CheckText {
  private static final int DIGITS = 2;

  private CheckText() {}

  static String of(CheckAnswer answer, Console console) {
    Trace trace = answer.trace();
    StringJoiner lines = new StringJoiner("\n", "", "\n");
    long wrong = answer.edges().stream().filter(EdgeCheck::wrong).count();
    lines.add(
        answer.agrees()
            ? console.text("check.agree", answer.edges().size())
            : console.text("check.disagree", wrong, answer.edges().size()));
    for (EdgeCheck edge : answer.edges()) {
      if (edge.wrong()) {
        lines.add(console.messages().format(edge.sentence(trace)));
      }
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(heads(console, console.text("check.head.edge")));
    for (EdgeCheck edge : answer.edges()) {
      String name =
          trace.names().symbol(edge.edge().to()) + " → " + trace.names().symbol(edge.edge().from());
      rows.add(row(name, edge.row(), verdict(edge, console), console));
    }
    lines.add("");
    AnswerText.columns(rows).forEach(lines::add);
    rows.clear();
    rows.add(heads(console, console.text("check.head.input")));
    for (GradientCheck.Row row : answer.inputs()) {
      rows.add(row(trace.names().symbol(row.node()), row, verdict(row, console), console));
    }
    lines.add("");
    AnswerText.columns(rows).forEach(lines::add);
    return lines.toString();
  }

  private static List<String> heads(Console console, String first) {
    return List.of(
        first,
        console.text("check.head.backprop"),
        console.text("check.head.numerical"),
        console.text("check.head.error"),
        console.text("check.head.mean"),
        console.text("check.head.numbers"),
        "");
  }

  private static List<String> row(
      String name, GradientCheck.Row row, String verdict, Console console) {
    String counted =
        row.checked() == row.backprop().size()
            ? String.valueOf(row.checked())
            : console.text("check.sampled", row.checked(), row.backprop().size());
    return List.of(
        name,
        brief(row.backprop()),
        brief(row.numerical()),
        NumberText.of(row.relativeError(), DIGITS),
        NumberText.of(row.meanDifference(), DIGITS),
        counted,
        verdict);
  }

  private static String brief(Tensor tensor) {
    return tensor.isScalar() ? NumberText.of(tensor.item()) : tensor.shape().toString();
  }

  private static String verdict(EdgeCheck edge, Console console) {
    if (edge.wrong()) {
      return console.text("check.verdict.wrong");
    }
    return edge.affected() ? console.text("check.verdict.affected") : verdict(edge.row(), console);
  }

  private static String verdict(GradientCheck.Row row, Console console) {
    return console.text(
        switch (row.verdict()) {
          case RIGHT -> "check.verdict.right";
          case WRONG -> "check.verdict.off";
          case KINK -> "check.verdict.kink";
          case UNKNOWN -> "check.verdict.unknown";
        });
  }
}
