package backprop.file.code;

import static backprop.file.code.RuleParts.INDENT;

import backprop.formula.Derivative;
import backprop.formula.Expr;
import backprop.formula.Functions;
import backprop.formula.ScalarFunction;
import backprop.graph.Node;
import backprop.graph.OwnRule;
import backprop.graph.RuleFormula;
import backprop.graph.RuleInput;
import backprop.op.AxisMax;
import backprop.op.ElementWise;
import backprop.op.LeakyRelu;
import backprop.op.Op;
import backprop.op.Softmax;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/// Writes a person's own rule as a `torch.autograd.Function`, with that forward and that backward.
///
/// What the rule does not say is the operation's own: its derivative in its inputs and its value,
/// or what PyTorch sends where no value of the rule's enters it.
final class TorchRules {
  private final TorchDialect dialect;
  private final RuleParts rule;

  private TorchRules(TorchDialect dialect, RuleParts rule) {
    this.dialect = dialect;
    this.rule = rule;
  }

  /// The class's text.
  static String text(String name, RuleParts rule, TorchDialect dialect) {
    return new TorchRules(dialect, rule).text(name);
  }

  private String text(String name) {
    return "class "
        + name
        + "(torch.autograd.Function):\n    "
        + rule.about()
        + "\n    @staticmethod\n"
        + forward()
        + "\n    @staticmethod\n"
        + backward()
        + "\n\n";
  }

  private String forward() {
    StringBuilder lines = new StringBuilder(head("forward(ctx, ", rule.arguments()));
    String y = rule.variable(OwnRule.VALUE);
    Optional<RuleFormula> value = rule.rule().value();
    if (value.isPresent()) {
      lines.append(RuleParts.comment(OwnRule.VALUE, value.get()));
      String made =
          new FormulaLines(dialect, rule.free(), INDENT, lines).of(value.get(), rule.variables());
      boolean input = rule.arguments().contains(made);
      lines.append(INDENT + y + " = " + made + (input ? ".clone()" : "") + "\n");
    } else {
      for (Node.Operation member : rule.members()) {
        lines.append(
            INDENT
                + rule.locals().get(member.id())
                + " = "
                + dialect.value(member.op(), rule.operands(member))
                + "\n");
      }
    }
    return lines
        .append(INDENT + "ctx.save_for_backward(" + String.join(", ", given()) + ")\n")
        .append(INDENT + "return " + y + "\n")
        .toString();
  }

  private static String head(String name, List<String> arguments) {
    StringJoiner head = new StringJoiner(", ", "    def " + name, "):\n");
    arguments.forEach(head::add);
    return head.toString();
  }

  private List<String> given() {
    List<String> given = new ArrayList<>(rule.arguments());
    given.add(rule.variable(OwnRule.VALUE));
    return given;
  }

  private String backward() {
    StringBuilder lines = new StringBuilder(head("backward(ctx, ", List.of(OwnRule.UPSTREAM)));
    lines.append(INDENT + String.join(", ", given()) + " = ctx.saved_tensors\n");
    StringJoiner results = new StringJoiner(", ");
    for (RuleInput input : rule.inputs()) {
      if (!input.differentiable()) {
        results.add("None");
        continue;
      }
      String name = rule.gradientName(input);
      String x = rule.variable(input.name());
      Optional<RuleFormula> formula = rule.gradient(input);
      String made =
          formula.map(own -> commented(name, own, lines)).orElseGet(() -> operationsOwn(input));
      lines.append(INDENT + name + " = " + made + "\n");
      if (formula.isPresent()) {
        dialect.parts().add("fit");
      }
      results.add(formula.isPresent() ? "fit(" + name + ", " + x + ")" : name);
    }
    return lines.append(INDENT + "return " + results + "\n").toString();
  }

  private String commented(String name, RuleFormula formula, StringBuilder lines) {
    lines.append(RuleParts.comment(name, formula));
    return new FormulaLines(dialect, rule.free(), INDENT, lines).of(formula, rule.variables());
  }

  private String operationsOwn(RuleInput input) {
    Op op = rule.at().op();
    int port = input.edges().getFirst().port();
    String x = rule.variable(input.name());
    String y = rule.variable(OwnRule.VALUE);
    return switch (op) {
      case ElementWise(ScalarFunction function) -> elementWise(function, port, x);
      case LeakyRelu(double slope) -> elementWise(Functions.leakyRelu(slope), port, x);
      case Softmax _ -> "%s * (dy - (dy * %s).sum(-1, keepdim=True))".formatted(y, y);
      case AxisMax max when rule.rule().value().isPresent() -> largest(max, x, y);
      default -> {
        dialect.parts().add("own_gradient");
        String arguments = String.join(", ", rule.arguments());
        yield "own_gradient(lambda %s: %s, %d, [%s], dy)"
            .formatted(arguments, dialect.value(op, rule.arguments()), port, arguments);
      }
    };
  }

  private String elementWise(ScalarFunction function, int port, String x) {
    List<Expr> arguments = rule.arguments().stream().map(Expr::var).toList();
    Expr local =
        Derivative.local(function, port, arguments, Expr.var(rule.variable(OwnRule.VALUE)));
    Expression sent =
        Expression.variable(OwnRule.UPSTREAM)
            .times(Expression.of(local, Map.of(), dialect), dialect);
    return "(" + sent.text() + ").sum_to_size(" + x + ".shape)";
  }

  /// The gradient of a largest number goes to those that are equal to the value, each its part.
  private String largest(AxisMax max, String x, String y) {
    dialect.parts().add("largest_gradient");
    String axes = max.axes().isEmpty() ? "None" : PythonText.tuple(max.axes());
    return "largest_gradient(" + x + ", " + y + ", dy, " + axes + ")";
  }
}
