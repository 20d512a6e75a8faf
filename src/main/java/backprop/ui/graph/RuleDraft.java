package backprop.ui.graph;

import backprop.graph.Edge;
import backprop.graph.Edit;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.NodeNames;
import backprop.graph.OwnRule;
import backprop.graph.RuleFormula;
import backprop.graph.RuleInput;
import backprop.graph.RuleProblems;
import backprop.language.FormulaError;
import backprop.language.Parsed;
import backprop.language.RuleFormulas;
import backprop.message.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A rule as it is being written: the texts of its formulas, and what they would make.
///
/// @param node the operation that makes the value
/// @param inside the other operations of a group
/// @param sources for a group, the names of the values that enter it
/// @param inputs what formulas call the inputs that get a gradient, each with the value's own name
/// @param labels what formulas call the other inputs, each with the value's own name
/// @param texts the formula of each input's gradient, and under `y` of the value; empty where the
///   operation's own is used
/// @param overwrite whether later contributions take the place of earlier ones at this value
/// @param shared whether the value is used more than once
record RuleDraft(
    NodeId node,
    Set<NodeId> inside,
    Map<String, NodeId> sources,
    Map<String, String> inputs,
    Map<String, String> labels,
    Map<String, String> texts,
    boolean overwrite,
    boolean shared) {

  /// What a draft makes: the edit, or why it makes none.
  sealed interface Made {
    record Done(Edit edit) implements Made {}

    record Failed(Message sentence) implements Made {}
  }

  /// The draft for what is selected: an operation, or several that make one value; nothing where no
  /// rule can stand. What else is selected, a group's constants and parameters, enters the rule.
  static Optional<RuleDraft> of(GraphDocument document, Set<NodeId> selected) {
    List<NodeId> operations =
        selected.stream()
            .filter(id -> document.graph().find(id).orElse(null) instanceof Node.Operation)
            .toList();
    if (operations.isEmpty()) {
      return Optional.empty();
    }
    if (operations.size() == 1) {
      NodeId at = document.rules().standingFor(operations.getFirst()).orElse(operations.getFirst());
      return Optional.of(
          draft(document, at, document.rules().at(at).orElseGet(RuleDraft::nothing)));
    }
    Set<NodeId> members = Set.copyOf(operations);
    List<NodeId> leaving =
        operations.stream()
            .filter(
                id ->
                    document.graph().uses(id).isEmpty()
                        || document.graph().uses(id).stream()
                            .anyMatch(edge -> !members.contains(edge.to())))
            .toList();
    if (leaving.size() != 1) {
      return Optional.empty();
    }
    NodeId at = leaving.getFirst();
    Set<NodeId> inside = new HashSet<>(operations);
    inside.remove(at);
    return Optional.of(
        draft(
            document,
            at,
            document
                .rules()
                .at(at)
                .filter(rule -> rule.inside().equals(inside))
                .orElseGet(
                    () ->
                        new OwnRule(
                            inside, sources(document, members), Optional.empty(), Map.of()))));
  }

  private static OwnRule nothing() {
    return OwnRule.of(Optional.empty(), Map.of());
  }

  /// A name for each value that enters a group: its own, as an identifier that is free.
  private static Map<String, NodeId> sources(GraphDocument document, Set<NodeId> members) {
    NodeNames names = NodeNames.of(document.graph());
    Set<NodeId> entering = new LinkedHashSet<>();
    for (Edge edge : document.graph().edges()) {
      if (members.contains(edge.to()) && !members.contains(edge.from())) {
        entering.add(edge.from());
      }
    }
    Map<String, NodeId> sources = new LinkedHashMap<>();
    Set<String> taken = new HashSet<>(Set.of(OwnRule.VALUE, OwnRule.UPSTREAM));
    for (NodeId id : entering) {
      String plain = names.symbol(id).replaceAll("[^\\p{L}\\p{N}_]+", "_");
      String base =
          plain.isEmpty() || !Character.isLetter(plain.codePointAt(0)) ? "x_" + plain : plain;
      String name = base;
      for (int number = 2; !taken.add(name); number++) {
        name = base + "_" + number;
      }
      sources.put(name, id);
    }
    return sources;
  }

  private static RuleDraft draft(GraphDocument document, NodeId at, OwnRule rule) {
    NodeNames names = NodeNames.of(document.graph());
    Map<String, String> inputs = new LinkedHashMap<>();
    Map<String, String> labels = new LinkedHashMap<>();
    Map<String, String> texts = new LinkedHashMap<>();
    for (RuleInput input : RuleInput.of(document.graph(), at, rule)) {
      if (!input.differentiable()
          && document.graph().node(input.from()) instanceof Node.Constant(_, String name, _)
          && name.isEmpty()) {
        continue; // a number is written as itself
      }
      (input.differentiable() ? inputs : labels).put(input.name(), names.symbol(input.from()));
      RuleFormula formula = rule.gradients().get(input.name());
      texts.put(input.name(), formula == null ? "" : formula.text());
    }
    texts.put(OwnRule.VALUE, rule.value().map(RuleFormula::text).orElse(""));
    return new RuleDraft(
        at,
        rule.inside(),
        rule.inputs(),
        inputs,
        labels,
        texts,
        document.rules().overwritten().contains(at),
        document.graph().uses(at).size() > 1);
  }

  /// What these texts make of the rule.
  ///
  /// @param written the formula of each input's gradient, and under `y` of the value
  Made make(GraphDocument document, Map<String, String> written, boolean overwriting) {
    Map<String, RuleFormula> gradients = new LinkedHashMap<>();
    Optional<RuleFormula> value = Optional.empty();
    for (Map.Entry<String, String> one : written.entrySet()) {
      if (one.getValue().isBlank()) {
        continue;
      }
      String head = one.getKey().equals(OwnRule.VALUE) ? "y" : "d" + one.getKey();
      switch (RuleFormulas.parse(one.getValue())) {
        case Parsed.Failed<RuleFormula>(FormulaError error) -> {
          return new Made.Failed(Message.of("check.editor.bad", head, error.sentence()));
        }
        case Parsed.Done<RuleFormula>(RuleFormula formula) -> {
          if (one.getKey().equals(OwnRule.VALUE)) {
            value = Optional.of(formula);
          } else {
            gradients.put(one.getKey(), formula);
          }
        }
      }
    }
    OwnRule rule = new OwnRule(inside, sources, value, gradients);
    Optional<OwnRule> kept = rule.isEmpty() ? Optional.empty() : Optional.of(rule);
    Optional<Message> wrong = kept.flatMap(own -> RuleProblems.of(document.graph(), node, own));
    if (wrong.isPresent()) {
      return new Made.Failed(wrong.get());
    }
    List<Edit> edits = new ArrayList<>();
    edits.add(new Edit.SetRule(node, kept));
    edits.add(new Edit.SetOverwrite(node, overwriting));
    return new Made.Done(new Edit.Compound(Message.of("check.edit.rule"), edits));
  }
}
