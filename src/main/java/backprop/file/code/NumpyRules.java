package backprop.file.code;

import static backprop.file.code.RuleParts.INDENT;

import backprop.graph.Edge;
import backprop.graph.Node;
import backprop.graph.OwnRule;
import backprop.graph.RuleFormula;
import backprop.graph.RuleInput;
import backprop.op.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/// Writes a person's own rule as a layer class of NumPy, with that forward and that backward.
///
/// What the rule does not say is done by the operation's own layer, which the class holds.
final class NumpyRules {
  private final NumpyDialect dialect;
  private final RuleParts rule;
  private final StringBuilder init = new StringBuilder();

  private NumpyRules(NumpyDialect dialect, RuleParts rule) {
    this.dialect = dialect;
    this.rule = rule;
  }

  /// The class's text.
  static String text(String name, RuleParts rule, NumpyDialect dialect) {
    return new NumpyRules(dialect, rule).text(name);
  }

  private String text(String name) {
    dialect.parts().add("fit");
    String forward = forward();
    String backward = backward();
    return "class "
        + name
        + ":\n    "
        + rule.about()
        + "\n"
        + (init.isEmpty() ? "" : "    def __init__(self):\n" + init + "\n")
        + forward
        + "\n"
        + backward
        + "\n\n";
  }

  private String forward() {
    StringJoiner head = new StringJoiner(", ", "    def forward(self, ", "):\n");
    rule.arguments().forEach(head::add);
    StringBuilder lines = new StringBuilder(head.toString());
    String y = rule.variable(OwnRule.VALUE);
    Optional<RuleFormula> value = rule.rule().value();
    if (value.isPresent()) {
      if (rule.sendsOwn()) {
        layer(rule.at().op(), "own");
        lines.append(INDENT + "self.own.forward(" + arguments(rule.at()) + ")\n");
      }
      lines.append(RuleParts.comment(OwnRule.VALUE, value.get()));
      String made =
          new FormulaLines(dialect, rule.free(), INDENT, lines).of(value.get(), rule.variables());
      lines.append(INDENT + y + " = " + made + "\n");
      if (rule.sendsOwn()) {
        lines.append(
            INDENT + "self.own.out = " + y + "  # where its gradient looks at the value\n");
      }
    } else {
      Map<String, Integer> numbers = new HashMap<>();
      for (Node.Operation member : rule.members()) {
        String plain = member.op().name();
        String layer =
            member.equals(rule.at()) && !rule.rule().isGroup()
                ? "own"
                : plain + numbers.merge(plain, 1, Integer::sum);
        layer(member.op(), layer);
        lines.append(
            INDENT
                + rule.locals().get(member.id())
                + " = self."
                + layer
                + ".forward("
                + arguments(member)
                + ")\n");
      }
    }
    return lines
        .append(INDENT + "self.given = " + given() + "\n")
        .append(INDENT + "return " + y + "\n")
        .toString();
  }

  private String arguments(Node.Operation member) {
    return String.join(", ", rule.operands(member));
  }

  private void layer(Op op, String name) {
    init.append(INDENT + "self." + name + " = " + dialect.layer(op) + "\n");
  }

  private String given() {
    List<String> given = new ArrayList<>(rule.arguments());
    given.add(rule.variable(OwnRule.VALUE));
    return String.join(", ", given);
  }

  private String backward() {
    StringBuilder lines =
        new StringBuilder("    def backward(self, dy):\n" + INDENT + given() + " = self.given\n");
    int ports = rule.at().op().ports().size();
    if (rule.sendsOwn()) {
      lines.append(INDENT + "own = self.own.backward(dy)\n");
    }
    StringJoiner results = new StringJoiner(", ");
    for (RuleInput input : rule.inputs()) {
      Optional<RuleFormula> formula = rule.gradient(input);
      Edge slot = input.edges().getFirst();
      if (!input.differentiable()) {
        results.add("None");
      } else if (formula.isEmpty()) {
        results.add(ports == 1 ? "own" : "own[" + slot.port() + "]");
      } else {
        String name = rule.gradientName(input);
        lines.append(RuleParts.comment(name, formula.get()));
        String made =
            new FormulaLines(dialect, rule.free(), INDENT, lines)
                .of(formula.get(), rule.variables());
        lines.append(INDENT + name + " = " + made + "\n");
        results.add("fit(" + name + ", " + rule.variable(input.name()) + ")");
      }
    }
    return lines.append(INDENT + "return " + results + "\n").toString();
  }
}
