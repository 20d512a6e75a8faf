package backprop.language;

import backprop.graph.GraphDocument;
import backprop.graph.NodeId;
import backprop.graph.RuleFormula;
import backprop.message.Message;
import java.util.Optional;

/// Reads the formulas of a person's own rule: `dy * y * (1 - y)`.
///
/// It is formula text like any other: names that no statement defines are the rule's inputs, the
/// last statement is the result.
public final class RuleFormulas {
  private RuleFormulas() {}

  /// What a text says as a formula of a rule.
  public static Parsed<RuleFormula> parse(String text) {
    return switch (Formula.parse(text)) {
      case Parsed.Failed<GraphDocument>(FormulaError error) -> new Parsed.Failed<>(error);
      case Parsed.Done<GraphDocument>(GraphDocument document) -> formula(text, document);
    };
  }

  private static Parsed<RuleFormula> formula(String text, GraphDocument document) {
    Optional<NodeId> result =
        document
            .output()
            .or(() -> document.graph().topological().stream().reduce((first, last) -> last));
    return result.isEmpty()
        ? new Parsed.Failed<>(
            FormulaError.at(
                text,
                new Span(0, text.length()),
                Message.of("formula.found.end"),
                Message.of("formula.expected.operand")))
        : new Parsed.Done<>(new RuleFormula(text, document.graph(), result.get()));
  }
}
