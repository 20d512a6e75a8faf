package backprop.file.code;

import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.RuleFormula;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Writes a formula of a person's rule as an expression; what is used more than once in it gets a
/// line and a name before.
final class FormulaLines {
  private static final int LONGEST = 70;

  private final Dialect dialect;
  private final Identifiers free;
  private final String indent;
  private final StringBuilder lines;

  /// @param free the names that are free where the formula stands
  /// @param lines where lines before the expression go, indented so
  FormulaLines(Dialect dialect, Identifiers free, String indent, StringBuilder lines) {
    this.dialect = dialect;
    this.free = free;
    this.indent = indent;
    this.lines = lines;
  }

  /// The formula's value where its names are these variables; an array.
  String of(RuleFormula formula, Map<String, String> variables) {
    Graph graph = formula.graph();
    Set<NodeId> needed = needed(graph, formula.result());
    Map<NodeId, Expression> made = new HashMap<>();
    for (NodeId id : graph.topological()) {
      if (!needed.contains(id)) {
        continue;
      }
      made.put(
          id,
          switch (graph.node(id)) {
            case Node.Input input ->
                Expression.variable(variables.getOrDefault(input.name(), input.name()));
            case Node.Constant constant ->
                Expression.constant(constant.value(), dialect, indent.length());
            case Node.Parameter parameter ->
                Expression.variable(dialect.initial(parameter, indent.length()));
            case Node.Operation operation -> operation(graph, operation, needed, made);
          });
    }
    Expression result = made.get(formula.result());
    return result == null ? "" : result.array(dialect);
  }

  private Expression operation(
      Graph graph, Node.Operation operation, Set<NodeId> needed, Map<NodeId, Expression> made) {
    List<Expression> parts = new ArrayList<>();
    for (Edge edge : graph.inputs(operation.id())) {
      parts.add(java.util.Objects.requireNonNull(made.get(edge.from())));
    }
    Expression value = Expression.of(operation.op(), parts, dialect);
    long uses = graph.uses(operation.id()).stream().filter(e -> needed.contains(e.to())).count();
    boolean result = uses == 0;
    if (result || (uses == 1 && value.text().length() <= LONGEST)) {
      return value;
    }
    String name = free.free(operation.name().isEmpty() ? "part" : operation.name());
    lines.append(indent).append(name).append(" = ").append(value.text()).append('\n');
    return Expression.variable(name);
  }

  private static Set<NodeId> needed(Graph graph, NodeId result) {
    Set<NodeId> needed = new HashSet<>(Set.of(result));
    for (NodeId id : graph.topological().reversed()) {
      if (needed.contains(id)) {
        graph.inputs(id).forEach(edge -> needed.add(edge.from()));
      }
    }
    return needed;
  }
}
