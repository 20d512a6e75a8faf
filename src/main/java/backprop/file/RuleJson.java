package backprop.file;

import backprop.graph.NodeId;
import backprop.graph.OwnRule;
import backprop.graph.RuleFormula;
import backprop.language.FormulaError;
import backprop.language.Parsed;
import backprop.language.RuleFormulas;
import backprop.message.Message;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A person's own rule in a document: `{"value": "a * b", "gradients": {"a": "dy * b"}}`.
///
/// A group's rule also says which operations are `inside` and what its `inputs` are called.
final class RuleJson {
  /// What the names of unknown fields inside `rule` begin with in [backprop.graph.Extras].
  static final String RULE = "rule/";

  static final Set<String> FIELDS = Set.of("value", "gradients", "inside", "inputs");

  private static final int LONGEST_FORMULA = 10_000;
  private static final int MOST_PARTS = 1_000;

  private RuleJson() {}

  static void write(ObjectNode json, OwnRule rule) {
    if (rule.isGroup()) {
      ArrayNode inside = json.putArray("inside");
      rule.inside().stream().sorted().forEach(id -> inside.add(id.text()));
    }
    if (!rule.inputs().isEmpty()) {
      ObjectNode inputs = json.putObject("inputs");
      rule.inputs().forEach((name, id) -> inputs.put(name, id.text()));
    }
    rule.value().ifPresent(formula -> json.put("value", formula.text()));
    if (!rule.gradients().isEmpty()) {
      ObjectNode gradients = json.putObject("gradients");
      rule.gradients().forEach((name, formula) -> gradients.put(name, formula.text()));
    }
  }

  /// @param where the node's field, for sentences
  /// @throws BadContent with a sentence that names the field
  static OwnRule read(JsonNode json, String where) {
    if (!json.isObject()) {
      throw bad(where, Message.of("check.file.not-a-rule"));
    }
    Set<NodeId> inside = new HashSet<>();
    if (json.has("inside")) {
      if (!json.get("inside").isArray() || json.get("inside").size() > MOST_PARTS) {
        throw bad(where + ".inside", Message.of("check.file.not-ids"));
      }
      json.get("inside").forEach(id -> inside.add(id(id, where + ".inside")));
    }
    Map<String, NodeId> inputs = new LinkedHashMap<>();
    fields(json, "inputs", where)
        .forEach((name, id) -> inputs.put(name, id(id, where + ".inputs." + name)));
    Map<String, RuleFormula> gradients = new LinkedHashMap<>();
    fields(json, "gradients", where)
        .forEach((name, text) -> gradients.put(name, formula(text, where + ".gradients." + name)));
    Optional<RuleFormula> value =
        json.has("value")
            ? Optional.of(formula(json.get("value"), where + ".value"))
            : Optional.empty();
    return new OwnRule(inside, inputs, value, gradients);
  }

  private static Map<String, JsonNode> fields(JsonNode json, String field, String where) {
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    if (json.has(field)) {
      if (!json.get(field).isObject() || json.get(field).size() > MOST_PARTS) {
        throw bad(where + "." + field, Message.of("check.file.not-a-rule"));
      }
      json.get(field).properties().forEach(one -> fields.put(one.getKey(), one.getValue()));
    }
    return fields;
  }

  private static NodeId id(JsonNode json, String where) {
    if (!json.isTextual() || json.textValue().isEmpty()) {
      throw bad(where, Message.of("check.file.not-ids"));
    }
    return NodeId.of(json.textValue());
  }

  private static RuleFormula formula(JsonNode json, String where) {
    if (!json.isTextual() || json.textValue().length() > LONGEST_FORMULA) {
      throw bad(where, Message.of("check.file.not-a-rule"));
    }
    return switch (RuleFormulas.parse(json.textValue())) {
      case Parsed.Done<RuleFormula>(RuleFormula formula) -> formula;
      case Parsed.Failed<RuleFormula>(FormulaError error) -> throw bad(where, error.sentence());
    };
  }

  private static BadContent bad(String where, Message sentence) {
    return new BadContent(Message.of("check.file.rule", where, sentence));
  }
}
