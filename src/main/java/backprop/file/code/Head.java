package backprop.file.code;

import backprop.language.Formula;

/// What stands first in a program.
final class Head {
  private Head() {}

  /// What the program is, and the formulas that it computes, as comments.
  static String of(Program program) {
    var head = new StringBuilder("# ").append(PythonText.line(program.document().title()));
    head.append(program.document().title().isEmpty() ? "" : ": ")
        .append("made by Backprop Explorer\n");
    Formula.brief(program.document())
        .text()
        .lines()
        .forEach(line -> head.append("#   ").append(PythonText.line(line)).append('\n'));
    return head.append('\n').toString();
  }
}
