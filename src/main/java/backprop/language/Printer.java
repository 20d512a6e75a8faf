package backprop.language;

import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.Problem;
import backprop.graph.Shapes;
import backprop.message.Message;
import backprop.op.Op;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/// Prints a document as formula text: `total = (apple * apples + orange * oranges) * tax`.
///
/// One statement for each value that has a name, is used more than once, or is used by nothing; all
/// others stand where they are used. The output's statement is the last one.
final class Printer {
  /// How long an expression may be before a part of it becomes a statement.
  private static final int LONGEST = 400;

  /// How deeply brackets may nest before a part becomes a statement.
  private static final int DEEPEST = 100;

  /// How many numbers an array may have to be written in a brief text.
  private static final int LARGEST_BRIEF = 16;

  /// How much of a document's values a text says.
  enum Values {
    /// None of inputs and parameters, and of constants only small ones: for a person to read.
    BRIEF,
    /// None of inputs and parameters, but all constants: a formula over its inputs.
    CONSTANTS,
    /// All, and what is marked as output or loss.
    ALL
  }

  /// An expression as text, how tightly it holds together, and how deeply it nests.
  private record Text(String text, int strength, int depth) {
    static Text atom(String text) {
      return new Text(text, Operator.ATOM, 0);
    }

    /// The text, in brackets where something stronger than it is around it.
    Text in(int around) {
      return strength < around ? new Text("(" + text + ")", Operator.ATOM, depth + 1) : this;
    }

    /// As [#in], and in brackets where it begins with a minus sign.
    Text signed(int around) {
      return text.startsWith("-") ? in(Operator.ATOM) : in(around);
    }
  }

  private record Statement(NodeId node, String text) {}

  private final GraphDocument document;
  private final Graph graph;
  private final Values values;
  private final boolean whole;
  private final PrintNames names;
  private final Set<NodeId> marked = new HashSet<>();
  private final Map<NodeId, Text> texts = new HashMap<>();
  private final List<Statement> statements = new ArrayList<>();

  private Printer(GraphDocument document, Values values) {
    this.document = document;
    this.graph = document.graph();
    this.values = values;
    this.whole = values == Values.ALL;
    this.names = new PrintNames(graph);
  }

  static Printed print(GraphDocument document, Values values) {
    String text = new Printer(document, values).run();
    return incomplete(document.graph())
        .<Printed>map(reason -> new Printed.Incomplete(text, reason))
        .orElseGet(() -> new Printed.Whole(text));
  }

  private static Optional<Message> incomplete(Graph graph) {
    boolean filled = true;
    for (Node node : graph.nodes()) {
      filled &=
          !(node instanceof Node.Operation(NodeId id, _, Op op))
              || graph.inputs(id).size() == op.ports().size();
    }
    return filled
        ? Optional.empty()
        : Shapes.of(graph).problems().stream()
            .filter(problem -> problem instanceof Problem.EmptyPort)
            .map(problem -> Message.of("formula.incomplete", problem.sentence()))
            .findFirst();
  }

  private String run() {
    Optional<NodeId> output = document.output();
    boolean outputLast =
        output
            .filter(id -> graph.uses(id).isEmpty() && graph.node(id) instanceof Node.Operation)
            .isPresent();
    output.filter(_ -> !outputLast || saysUpstream()).ifPresent(marked::add);
    if (whole) {
      document.roles().loss().filter(graph::contains).ifPresent(marked::add);
      document.roles().prediction().filter(graph::contains).ifPresent(marked::add);
    }
    for (NodeId id : graph.topological()) {
      switch (graph.node(id)) {
        case Node.Input _, Node.Parameter _, Node.Constant _ -> leaf(graph.node(id));
        case Node.Operation(_, _, Op op) -> place(id, operation(id, op), false);
      }
    }
    List<String> lines = new ArrayList<>();
    Optional<NodeId> last = output.filter(_ -> outputLast);
    statements.stream()
        .filter(statement -> last.filter(statement.node()::equals).isEmpty())
        .forEach(statement -> lines.add(statement.text()));
    statements.stream()
        .filter(statement -> last.filter(statement.node()::equals).isPresent())
        .forEach(statement -> lines.add(statement.text()));
    roles(lines, output.filter(marked::contains));
    return String.join("\n", lines);
  }

  private boolean saysUpstream() {
    return whole && document.roles().upstream().filter(Literals::saysShape).isPresent();
  }

  private void roles(List<String> lines, Optional<NodeId> output) {
    output.ifPresent(
        id -> {
          String upstream =
              document
                  .roles()
                  .upstream()
                  .filter(tensor -> whole && Literals.saysShape(tensor))
                  .map(tensor -> ", upstream=" + Literals.tensor(tensor))
                  .orElse("");
          lines.add("output(" + names.of(id).written() + upstream + ")");
        });
    if (whole) {
      document
          .roles()
          .loss()
          .filter(graph::contains)
          .ifPresent(id -> lines.add("loss(" + names.of(id).written() + ")"));
      document
          .roles()
          .prediction()
          .filter(graph::contains)
          .ifPresent(id -> lines.add("prediction(" + names.of(id).written() + ")"));
    }
  }

  // ---- where a value is written --------------------------------------------------------------

  /// Puts an expression where its value is used, or into a statement of its own.
  ///
  /// @param literal whether the text is a bare number, whose statement would make it an input
  private void place(NodeId id, Text text, boolean literal) {
    Node node = graph.node(id);
    int uses = graph.uses(id).size();
    boolean unnamed = node.name().isEmpty() && !marked.contains(id);
    boolean fits = text.text().length() <= LONGEST && text.depth() <= DEEPEST;
    if (unnamed && uses == 1 && fits) {
      texts.put(id, text);
      return;
    }
    texts.put(id, named(id));
    if (unnamed && uses == 0) {
      statements.add(new Statement(id, text.text()));
    } else {
      String value = literal ? "constant(" + text.text() + ")" : text.text();
      statements.add(new Statement(id, names.of(id).written() + " = " + value));
    }
  }

  private void leaf(Node node) {
    NodeId id = node.id();
    if (!whole && isHidden(node)) {
      texts.put(id, named(id));
      if (graph.uses(id).isEmpty()) {
        statements.add(new Statement(id, names.of(id).written()));
      }
      return;
    }
    switch (node) {
      case Node.Constant(_, _, Tensor value) when Literals.saysShape(value) -> {
        String text = Literals.tensor(value);
        boolean negative = text.startsWith("-");
        place(id, new Text(text, negative ? Operator.UNARY : Operator.ATOM, 0), true);
      }
      case Node.Input(_, String name, Node.Source.Given(Tensor value))
          when !name.isEmpty() && Literals.saysShape(value) -> {
        texts.put(id, named(id));
        statements.add(new Statement(id, names.of(id).written() + " = " + Literals.tensor(value)));
      }
      case Node.Constant _, Node.Input _, Node.Parameter _, Node.Operation _ ->
          place(id, Text.atom(LeafText.of(node)), false);
    }
  }

  /// Whether a text that is not whole leaves out what a value is.
  private boolean isHidden(Node node) {
    return switch (node) {
      case Node.Input _, Node.Parameter _ -> true;
      case Node.Constant(_, _, Tensor value) ->
          values == Values.BRIEF && (value.size() > LARGEST_BRIEF || !Literals.saysShape(value));
      case Node.Operation _ -> false;
    };
  }

  private Text named(NodeId id) {
    return Text.atom(names.of(id).written());
  }

  // ---- operations ----------------------------------------------------------------------------

  private Text operation(NodeId id, Op op) {
    Text[] operands = new Text[op.ports().size()];
    Arrays.fill(operands, Text.atom("?"));
    for (Edge edge : graph.inputs(id)) {
      operands[edge.port()] = texts.getOrDefault(edge.from(), named(edge.from()));
    }
    Optional<Operator> operator = Operator.printed(op.name());
    if (operator.isPresent()) {
      return infix(operator.get(), operands[0], operands[1]);
    }
    return op.name().equals("negate") ? negated(operands[0]) : call(op, operands);
  }

  private static Text infix(Operator operator, Text left, Text right) {
    int strength = operator.strength();
    boolean power = operator == Operator.POW;
    Text first = power ? left.signed(Operator.ATOM) : left.in(strength);
    Text second = power ? right.signed(strength) : right.signed(strength + 1);
    String sign = power ? operator.sign() : " " + operator.sign() + " ";
    return new Text(
        first.text() + sign + second.text(),
        strength,
        Math.max(first.depth(), second.depth() + (power ? 1 : 0)));
  }

  /// A minus sign; a number behind it is in brackets, since `-2` is a number.
  private static Text negated(Text operand) {
    boolean number = isNumber(operand.text());
    Text text =
        number && operand.strength() == Operator.ATOM
            ? operand.in(Operator.ATOM + 1)
            : operand.signed(Operator.UNARY);
    return new Text("-" + text.text(), Operator.UNARY, text.depth() + 1);
  }

  private static boolean isNumber(String text) {
    char first = text.charAt(0);
    return text.equals("inf") || text.equals("nan") || (first >= '0' && first <= '9');
  }

  private static Text call(Op op, Text[] operands) {
    StringJoiner arguments = new StringJoiner(", ", Spelling.function(op) + "(", ")");
    int depth = 0;
    for (Text operand : operands) {
      arguments.add(operand.text());
      depth = Math.max(depth, operand.depth());
    }
    Spelling.written(op)
        .forEach((name, value) -> arguments.add(name + "=" + Literals.option(value)));
    return new Text(arguments.toString(), Operator.ATOM, depth + 1);
  }
}
