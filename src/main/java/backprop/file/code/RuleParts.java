package backprop.file.code;

import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.OwnRule;
import backprop.graph.RuleFormula;
import backprop.graph.RuleInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A person's own rule as a class of Python needs it: what its inputs and the values inside are
/// called there, and which lines its two passes have.
///
/// @param members the operations that make its value, in order; the last is where the rule stands
/// @param inputs what enters
/// @param variables what the formulas' names are called, `y` and `dy` among them
/// @param gradients what the gradient of each input is called
/// @param locals what the members' values are called
record RuleParts(
    Program program,
    Node.Operation at,
    OwnRule rule,
    List<Node.Operation> members,
    List<RuleInput> inputs,
    Map<String, String> variables,
    Map<String, String> gradients,
    Map<NodeId, String> locals,
    Identifiers free) {
  /// The indentation in a method.
  static final String INDENT = "        ";

  static RuleParts of(Program program, Node.Operation at, OwnRule rule) {
    Graph graph = program.graph();
    Identifiers free = new Identifiers(PythonNames.RESERVED);
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put(OwnRule.VALUE, free.free(OwnRule.VALUE));
    variables.put(OwnRule.UPSTREAM, OwnRule.UPSTREAM);
    List<RuleInput> inputs = RuleInput.of(graph, at.id(), rule);
    inputs.forEach(input -> variables.put(input.name(), free.free(input.name())));
    Map<String, String> gradients = new HashMap<>();
    inputs.forEach(input -> gradients.put(input.name(), free.free("d" + input.name())));
    List<Node.Operation> members =
        graph.topological().stream()
            .filter(id -> id.equals(at.id()) || rule.inside().contains(id))
            .map(id -> (Node.Operation) graph.node(id))
            .toList();
    Map<NodeId, String> locals = new HashMap<>();
    for (Node.Operation member : members) {
      locals.put(
          member.id(),
          member.equals(at)
              ? variables.get(OwnRule.VALUE)
              : free.free(program.names().label(member.id())));
    }
    return new RuleParts(program, at, rule, members, inputs, variables, gradients, locals, free);
  }

  /// The variables of the inputs, in order.
  List<String> arguments() {
    return inputs.stream().map(input -> variable(input.name())).toList();
  }

  /// The variable of a name in a formula.
  String variable(String name) {
    return variables.getOrDefault(name, name);
  }

  /// What an operation inside calls what enters it.
  List<String> operands(Node.Operation member) {
    List<String> operands = new ArrayList<>();
    for (Edge edge : program.graph().inputs(member.id())) {
      String local = locals.get(edge.from());
      operands.add(local != null ? local : entering(edge));
    }
    return operands;
  }

  private String entering(Edge edge) {
    return inputs.stream()
        .filter(input -> input.edges().contains(edge))
        .findFirst()
        .map(input -> variable(input.name()))
        .orElseThrow();
  }

  /// The formula of an input's gradient.
  Optional<RuleFormula> gradient(RuleInput input) {
    return Optional.ofNullable(rule.gradients().get(input.name()));
  }

  /// Whether some gradient is the operation's own.
  boolean sendsOwn() {
    return inputs.stream().anyMatch(input -> input.differentiable() && gradient(input).isEmpty());
  }

  /// The variable of an input's gradient.
  String gradientName(RuleInput input) {
    return gradients.getOrDefault(input.name(), "d" + input.name());
  }

  /// What the class is for, in one line.
  String about() {
    String stands =
        members.stream()
            .map(member -> PythonText.line(program.names().label(member.id())))
            .collect(Collectors.joining(", "));
    return "\"\"\"A rule of one's own, for " + stands + ".\"\"\"\n";
  }

  /// A comment with the formula as the person wrote it.
  static String comment(String what, RuleFormula formula) {
    return INDENT + "# " + what + " = " + PythonText.line(formula.text()) + "\n";
  }
}
