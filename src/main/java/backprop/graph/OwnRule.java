package backprop.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A person's own rule for an operation, or for several that make one value together.
///
/// It says how the value is made, or how its gradient is sent to each input, or both; what it does
/// not say stays the operation's own. Formulas name the inputs, the value `y` and its gradient
/// `dy`; [RuleInput] says what the inputs are called.
///
/// @param inside the other operations that the rule stands for; empty where it is one operation's
/// @param inputs for several operations, the name of each value that enters them, in order; empty
///   for one operation, whose ports have names
/// @param value how the value is made, in the inputs
/// @param gradients for an input's name, what is sent to it
public record OwnRule(
    Set<NodeId> inside,
    Map<String, NodeId> inputs,
    Optional<RuleFormula> value,
    Map<String, RuleFormula> gradients) {
  /// The name of the value in a gradient's formula.
  public static final String VALUE = "y";

  /// The name of the value's gradient, upstream, in a gradient's formula.
  public static final String UPSTREAM = "dy";

  public OwnRule {
    inside = Set.copyOf(inside);
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    gradients = Collections.unmodifiableMap(new LinkedHashMap<>(gradients));
  }

  /// A rule of one operation.
  public static OwnRule of(Optional<RuleFormula> value, Map<String, RuleFormula> gradients) {
    return new OwnRule(Set.of(), Map.of(), value, gradients);
  }

  /// Whether it stands for several operations.
  public boolean isGroup() {
    return !inside.isEmpty();
  }

  /// Whether it says nothing.
  public boolean isEmpty() {
    return value.isEmpty() && gradients.isEmpty();
  }
}
