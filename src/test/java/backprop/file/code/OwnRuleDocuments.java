package backprop.file.code;

import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.OwnRule;
import backprop.graph.OwnRules;
import backprop.graph.RuleFormula;
import backprop.language.Formula;
import backprop.language.RuleFormulas;
import backprop.op.ElementWise;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// Documents with rules of a person's own.
final class OwnRuleDocuments {
  private OwnRuleDocuments() {}

  /// The document with a rule at some of its operations and some gradients overwritten, drawn.
  static GraphDocument ruled(GraphDocument document, Random random) {
    OwnRules rules = OwnRules.NONE;
    for (Node node : document.graph().nodes()) {
      if (document.graph().uses(node.id()).size() > 1 && random.nextInt(3) == 0) {
        rules = rules.with(node.id(), true);
      }
      if (node instanceof Node.Operation operation
          && rules.standingFor(node.id()).isEmpty()
          && random.nextInt(3) > 0) {
        rules = rules.with(node.id(), rule(document, operation, rules, random));
      }
    }
    return document.withRules(rules);
  }

  private static Optional<OwnRule> rule(
      GraphDocument document, Node.Operation at, OwnRules before, Random random) {
    if (!(at.op() instanceof ElementWise)) {
      return switch (at.op().name()) {
        case "matmul" -> gradient("w", "w * mean(dy)");
        case "affine" -> gradient("b", "b * sum(dy) - 1");
        case "softmax" -> value("x / 2 + softmax(x)");
        default -> Optional.empty();
      };
    }
    if (at.op().ports().size() == 2) {
      return random.nextBoolean() ? value("a * b + 1") : gradient("a", "sum(dy) * cos(a)");
    }
    var alone = Map.of("x", formula("dy * (1 - y * y) + 0.5 * tanh(x)"));
    return group(document, at, before)
        .or(
            () ->
                switch (random.nextInt(3)) {
                  case 0 -> value("sin(x) - x / 2");
                  case 1 -> Optional.of(OwnRule.of(Optional.empty(), alone));
                  default -> Optional.of(OwnRule.of(Optional.of(formula("h = -x; h * h")), alone));
                });
  }

  private static Optional<OwnRule> value(String formula) {
    return Optional.of(OwnRule.of(Optional.of(formula(formula)), Map.of()));
  }

  private static Optional<OwnRule> gradient(String name, String formula) {
    return Optional.of(OwnRule.of(Optional.empty(), Map.of(name, formula(formula))));
  }

  /// A rule for an element-wise operation and the one before it, if that has no other use.
  private static Optional<OwnRule> group(
      GraphDocument document, Node.Operation at, OwnRules before) {
    var graph = document.graph();
    NodeId inner = graph.inputs(at.id()).getFirst().from();
    boolean fits =
        graph.node(inner) instanceof Node.Operation operation
            && operation.op().ports().size() == 1
            && graph.uses(inner).size() == 1
            && before.standingFor(inner).isEmpty();
    return fits
        ? Optional.of(
            new OwnRule(
                Set.of(inner),
                Map.of("p q", graph.inputs(inner).getFirst().from()),
                Optional.empty(),
                Map.of("p q", formula("0.25 * \"p q\" * sum(dy)"))))
        : Optional.empty();
  }

  /// A small document whose rule is spelled with something of every kind.
  static GraphDocument everySpelling() {
    return withGradient(
        "x = [[0.3, -1.5, 2], [1, 0.5, -0.25]]; w = [[1, 2, 1], [0.5, -1, 2]]; x * w",
        """
        n = -abs(a) - 1
        p = pad(concat(a, b, axis=0), before=1, after=1)
        c = conv2d(reshape(p, shape=[1, 1, 6, 5]), parameter(1, 1, 2, 2, normal(0.5), seed=3))
        t = one_hot([0, 2], classes=3)
        s = max(a, 0.5) + min(b, 2) + relu(a) + sigmoid(b) + mask(a) + trunc(b) + leaky_relu(a)
        u = s * exp(a) / n + log(2 + abs(b)) * sqrt(2 - n) * sin(a) ^ 2 + cos(b) - tan(a / 4) * tanh(b)
        o = u + softmax(a) + mean(c) * t + reciprocal(n) * [[1, 2, 3]] - max(a, axis=1, keep=true) + dy * y
        v = matmul(matmul(a, transpose(b)), a) + 1 / (1 - 3) + mean_squared_error(a, b)
        o + v
        """);
  }

  /// A document of this formula; the gradient of its last operation by `a` is the person's.
  static GraphDocument withGradient(String text, String gradient) {
    var document = Formula.parse(text).orThrow();
    var at = document.output().orElseThrow();
    return document.withRules(OwnRules.NONE.with(at, gradient("a", gradient)));
  }

  private static RuleFormula formula(String text) {
    return RuleFormulas.parse(text).orThrow();
  }
}
