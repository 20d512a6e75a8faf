package backprop.graph;

import backprop.message.NumberText;
import backprop.op.Op;
import backprop.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a person reads where a node is meant: its name, else its sign, else a letter.
///
/// An unnamed value that stands in a formula gets a letter that no node uses: in apples and oranges
/// a = apple × apples, b = orange × oranges, c = a + b.
public final class NodeNames {
  private static final int LETTERS = 26;

  private final Graph graph;
  private final Map<NodeId, String> symbols = new HashMap<>();

  private NodeNames(Graph graph) {
    this.graph = graph;
    Set<String> taken = new HashSet<>();
    for (Node node : graph.nodes()) {
      if (!node.name().isEmpty()) {
        taken.add(node.name());
      }
    }
    int next = 0;
    for (NodeId id : graph.topological()) {
      Node node = graph.node(id);
      if (!node.name().isEmpty() || node instanceof Node.Constant) {
        continue;
      }
      String letter = letter(next++);
      while (!taken.add(letter)) {
        letter = letter(next++);
      }
      symbols.put(id, letter);
    }
  }

  /// The names in this graph.
  public static NodeNames of(Graph graph) {
    return new NodeNames(graph);
  }

  /// What the node is called in a sentence: its name, an operation's sign, a constant's number.
  public String name(NodeId id) {
    return name(graph.node(id), symbols.getOrDefault(id, ""));
  }

  /// The node as it is called in a sentence without the rest of the graph; a value without name has
  /// none.
  public static String sign(Node node) {
    return name(node, "");
  }

  private static String name(Node node, String otherwise) {
    if (node instanceof Node.Operation(_, _, Op op)) {
      return op.sign();
    }
    if (!node.name().isEmpty()) {
      return node.name();
    }
    return node instanceof Node.Constant(_, _, Tensor value) ? number(value) : otherwise;
  }

  /// What the node's value is called in a formula: its name, a constant's number, else a letter.
  public String symbol(NodeId id) {
    Node node = graph.node(id);
    if (!node.name().isEmpty()) {
      return node.name();
    }
    return node instanceof Node.Constant(_, _, Tensor value)
        ? number(value)
        : symbols.getOrDefault(id, id.text());
  }

  /// Whether the value's symbol is a letter that was made up for it, so that [#expression] should
  /// be told beside it.
  public boolean isLetter(NodeId id) {
    return symbols.containsKey(id) && graph.node(id) instanceof Node.Operation;
  }

  /// How an operation makes its value from its inputs' symbols: `apple × apples`, `exp(a)`; the
  /// symbol itself for other nodes.
  public String expression(NodeId id) {
    if (!(graph.node(id) instanceof Node.Operation(_, _, Op op))) {
      return symbol(id);
    }
    String[] inputs = new String[op.ports().size()];
    Arrays.fill(inputs, "?");
    for (Edge edge : graph.inputs(id)) {
      inputs[edge.port()] = symbol(edge.from());
    }
    return written(op, List.of(inputs));
  }

  /// An operation with its operands as a textbook writes it: `a × b`, `−a`, `1 / a`, `exp(a)`.
  public static String written(Op op, List<String> operands) {
    String first = operands.isEmpty() ? "" : operand(operands.getFirst());
    String last = operands.isEmpty() ? "" : operand(operands.getLast());
    return switch (op.name()) {
      case "add", "sub", "mul", "div" -> first + " " + op.sign() + " " + last;
      case "matmul" -> first + " · " + last;
      case "pow" -> first + " ^ " + last;
      case "negate" -> NumberText.MINUS + first;
      case "reciprocal" -> "1 / " + first;
      case "identity" -> first;
      default -> op.name() + "(" + String.join(", ", operands) + ")";
    };
  }

  private static String operand(String symbol) {
    return symbol.startsWith(NumberText.MINUS) ? "(" + symbol + ")" : symbol;
  }

  private static String number(Tensor value) {
    return value.isScalar() ? NumberText.of(value.item()) : value.shape().toString();
  }

  private static String letter(int index) {
    String letter = String.valueOf((char) ('a' + index % LETTERS));
    return index < LETTERS ? letter : letter + index / LETTERS;
  }
}
