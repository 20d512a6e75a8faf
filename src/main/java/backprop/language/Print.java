package backprop.language;

import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.op.Op;
import backprop.op.Ops;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/// Prints a graph as formula text: `total = (apple * apples + orange * oranges) * tax`.
///
/// One statement for each value that nothing uses, that has a name, or that is used more than once;
/// all others stand where they are used. Operators are Python's: `+ - * / ** @`. Settings that are
/// not the usual ones stand behind the arguments: `sum(x, axes=[0])`. An empty port is `?`.
public final class Print {
  private static final int LONGEST_INLINE = 160;
  private static final int LARGEST_WRITTEN = 16;

  /// How tightly an expression holds together.
  private static final int ADDITIVE = 1;

  private static final int MULTIPLICATIVE = 2;
  private static final int UNARY = 3;
  private static final int POWER = 4;
  private static final int ATOM = 5;

  /// An expression as text, and how tightly it holds together.
  private record Text(String text, int strength) {
    /// The text, in brackets where something stronger than it is around it.
    String in(int around) {
      return strength < around ? "(" + text + ")" : text;
    }
  }

  private final Graph graph;
  private final Identifiers identifiers;
  private final Map<NodeId, Text> texts = new HashMap<>();
  private final List<String> statements = new ArrayList<>();

  private Print(Graph graph) {
    this.graph = graph;
    this.identifiers = new Identifiers(graph);
  }

  /// The statements that make the graph's values, each after those it uses.
  public static List<String> statements(Graph graph) {
    return new Print(graph).run();
  }

  /// The statements on one line each.
  public static String formula(Graph graph) {
    return String.join("\n", statements(graph));
  }

  private List<String> run() {
    for (NodeId id : graph.topological()) {
      switch (graph.node(id)) {
        case Node.Input _, Node.Parameter _ -> texts.put(id, named(id));
        case Node.Constant(_, String name, Tensor value) ->
            texts.put(id, name.isEmpty() ? number(value, id) : named(id));
        case Node.Operation(_, String name, Op op) -> {
          Text text = operation(id, op);
          boolean inline =
              name.isEmpty()
                  && graph.uses(id).size() == 1
                  && text.text().length() <= LONGEST_INLINE;
          if (!inline) {
            statements.add(identifiers.of(id) + " = " + text.text());
          }
          texts.put(id, inline ? text : named(id));
        }
      }
    }
    return List.copyOf(statements);
  }

  private Text named(NodeId id) {
    return new Text(identifiers.of(id), ATOM);
  }

  private Text operation(NodeId id, Op op) {
    Text[] operands = new Text[op.ports().size()];
    Arrays.fill(operands, new Text("?", ATOM));
    for (Edge edge : graph.inputs(id)) {
      operands[edge.port()] = texts.getOrDefault(edge.from(), named(edge.from()));
    }
    return switch (op.name()) {
      case "add" -> infix(operands, " + ", ADDITIVE);
      case "sub" -> infix(operands, " - ", ADDITIVE);
      case "mul" -> infix(operands, " * ", MULTIPLICATIVE);
      case "div" -> infix(operands, " / ", MULTIPLICATIVE);
      case "matmul" -> infix(operands, " @ ", MULTIPLICATIVE);
      case "reciprocal" -> new Text("1 / " + operands[0].in(UNARY), MULTIPLICATIVE);
      case "negate" -> new Text("-" + operands[0].in(UNARY), UNARY);
      case "pow" -> new Text(operands[0].in(ATOM) + " ** " + operands[1].in(UNARY), POWER);
      default -> call(op, operands);
    };
  }

  private static Text infix(Text[] operands, String sign, int strength) {
    Text right = operands[1];
    String second = right.text().startsWith("-") ? right.in(ATOM) : right.in(strength + 1);
    return new Text(operands[0].in(strength) + sign + second, strength);
  }

  private static Text call(Op op, Text[] operands) {
    StringJoiner arguments = new StringJoiner(", ", op.name() + "(", ")");
    for (Text operand : operands) {
      arguments.add(operand.text());
    }
    Map<String, Object> usual = Ops.settings(Ops.type(op).create());
    Ops.settings(op)
        .forEach(
            (name, value) -> {
              if (!value.equals(usual.get(name))) {
                arguments.add(name + "=" + value);
              }
            });
    return new Text(arguments.toString(), ATOM);
  }

  private Text number(Tensor value, NodeId id) {
    if (value.isScalar()) {
      String text = plain(value.item());
      return new Text(text, text.startsWith("-") ? UNARY : ATOM);
    }
    return value.size() == 0 || value.size() > LARGEST_WRITTEN
        ? named(id)
        : new Text(list(value, 0, 0, value.size()), ATOM);
  }

  private static String list(Tensor value, int axis, int from, int size) {
    if (axis == value.shape().rank()) {
      return plain(value.get(from));
    }
    int length = value.shape().dim(axis);
    StringJoiner items = new StringJoiner(", ", "[", "]");
    for (int i = 0; i < length; i++) {
      items.add(list(value, axis + 1, from + i * (size / length), size / length));
    }
    return items.toString();
  }

  /// The number as Python writes it, whole ones without a point.
  private static String plain(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
    }
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value).replace("E", "e");
  }
}
