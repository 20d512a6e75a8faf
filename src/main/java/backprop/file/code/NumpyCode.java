package backprop.file.code;

import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.InitialValue;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.language.Formula;
import backprop.tensor.CounterRandom;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/// Writes a program in NumPy: one layer object for each operation, forward in order, backward in
/// reverse, a running sum where a value is used more than once.
final class NumpyCode {
  private static final String INDENT = "        ";

  private final Program program;
  private final Graph graph;
  private final PythonNames names;
  private final Parts parts = new Parts("numpy");
  private final Map<NodeId, String> layers = new HashMap<>();

  private NumpyCode(Program program) {
    this.program = program;
    this.graph = program.graph();
    this.names = program.names();
  }

  static String text(Program program) {
    return new NumpyCode(program).text();
  }

  private String text() {
    String init = init();
    String inputs = inputs();
    String name = parts.free(PythonText.className(program.document().title()));
    return head(program)
        + "import numpy as np\n\n\n"
        + parts.text()
        + inputs
        + "\n\nclass "
        + name
        + ":\n"
        + init
        + "\n"
        + forward()
        + "\n"
        + backward()
        + "\n\n"
        + """
        if __name__ == "__main__":
            graph = %s()
            value = graph.forward(**inputs())
            print(value)
            for name, gradient in graph.backward().items():
                print(name, gradient, sep=" = ")
        """
            .formatted(name);
  }

  /// What the program is, and the formulas that it computes.
  static String head(Program program) {
    var head = new StringBuilder("# ").append(PythonText.line(program.document().title()));
    head.append(program.document().title().isEmpty() ? "" : ": ")
        .append("made by Backprop Explorer\n");
    Formula.brief(program.document())
        .text()
        .lines()
        .forEach(line -> head.append("#   ").append(PythonText.line(line)).append('\n'));
    return head.append('\n').toString();
  }

  private String init() {
    var lines = new StringBuilder("    def __init__(self):\n");
    Map<String, Integer> numbers = new HashMap<>();
    for (Node.Operation operation : program.operations()) {
      var layer = NumpyLayers.of(operation.op());
      parts.add(layer.name());
      String plain = operation.op().name();
      String name = plain + numbers.merge(plain, 1, Integer::sum);
      layers.put(operation.id(), "self." + name);
      lines.append(INDENT + "self." + name + " = " + layer.constructor() + "\n");
    }
    if (program.operations().isEmpty()) {
      lines.append(INDENT + "pass\n");
    }
    return lines.toString();
  }

  private String inputs() {
    var lines = new StringBuilder("def inputs():\n    return dict(\n");
    for (Node node : program.inputs()) {
      value(node)
          .ifPresent(
              value -> lines.append(INDENT + names.variable(node.id()) + "=" + value + ",\n"));
    }
    return lines.append("    )\n").toString();
  }

  private java.util.Optional<String> value(Node node) {
    return switch (node) {
      case Node.Input(_, _, Node.Source.Given(Tensor value)) -> java.util.Optional.of(array(value));
      case Node.Parameter parameter -> java.util.Optional.of(initial(parameter));
      default -> java.util.Optional.empty();
    };
  }

  private String initial(Node.Parameter parameter) {
    return switch (parameter.init()) {
      case Node.Init.Given(Tensor value) -> array(value);
      case Node.Init.Zeros() -> "np.zeros(" + PythonText.tuple(parameter.shape()) + ")";
      case Node.Init.Normal(_, long seed) -> random(parameter, seed);
      case Node.Init.Glorot(long seed) -> random(parameter, seed);
      case Node.Init.He(long seed) -> random(parameter, seed);
    };
  }

  private String random(Node.Parameter parameter, long seed) {
    parts.add("initial");
    return random(parameter, InitialValue.deviation(parameter), seed);
  }

  /// The call that makes a parameter's random numbers.
  static String random(Node.Parameter parameter, double deviation, long seed) {
    long key = CounterRandom.key(seed, CounterRandom.name(parameter.id().text()));
    return "initial(0x%016x, %s, %s)"
        .formatted(key, PythonText.tuple(parameter.shape()), PythonText.number(deviation));
  }

  private static String array(Tensor value) {
    return value.size() == 0
        ? "np.zeros(" + PythonText.tuple(value.shape()) + ")"
        : "np.array(" + PythonText.list(value, INDENT.length() + 2) + ")";
  }

  private String forward() {
    var head = new StringJoiner(", ", "    def forward(", "):\n");
    head.add("self");
    program.inputs().forEach(node -> head.add(names.variable(node.id())));
    var lines = new StringBuilder(head.toString());
    var group = "";
    for (Node.Operation operation : program.operations()) {
      String inside = program.group(operation.id());
      if (!inside.equals(group)) {
        lines.append(inside.isEmpty() ? "" : INDENT + "# " + inside + "\n");
        group = inside;
      }
      var arguments = new StringJoiner(", ", "(", ")");
      for (Edge edge : graph.inputs(operation.id())) {
        arguments.add(use(edge.from()));
      }
      lines.append(
          INDENT
              + names.variable(operation.id())
              + " = "
              + layers.get(operation.id())
              + ".forward"
              + arguments
              + "\n");
    }
    String output = use(program.output());
    return lines
        .append(INDENT + "self.value = " + output + "\n")
        .append(INDENT + "return " + output + "\n")
        .toString();
  }

  private String use(NodeId id) {
    return graph.node(id) instanceof Node.Constant(_, _, Tensor value)
        ? array(value)
        : names.variable(id);
  }

  private String backward() {
    var lines =
        new StringBuilder("    def backward(self, dout=None):\n")
            .append(
                INDENT
                    + "\"\"\"The gradient by each value, by its name; dout is the upstream"
                    + " gradient, ones if none is given.\"\"\"\n");
    String seed = upstream();
    lines.append(INDENT + "if dout is None:\n" + INDENT + "    dout = " + seed + "\n");
    Set<NodeId> begun = new HashSet<>();
    List<String> results = new ArrayList<>();
    if (program.wants().contains(program.output())) {
      lines.append(INDENT + names.gradient(program.output()) + " = dout\n");
      begun.add(program.output());
      for (Node.Operation operation : program.operations().reversed()) {
        if (program.wants().contains(operation.id())) {
          send(operation, begun, lines);
        }
      }
    }
    for (Node node : graph.nodes()) {
      boolean named = !node.name().isEmpty() || program.inputs().contains(node);
      if (named && begun.contains(node.id())) {
        results.add(
            INDENT
                + "    "
                + PythonText.quoted(names.label(node.id()))
                + ": "
                + names.gradient(node.id())
                + ",\n");
      }
    }
    lines.append(INDENT + "return {\n");
    results.forEach(lines::append);
    return lines.append(INDENT + "}\n").toString();
  }

  private String upstream() {
    return program
        .document()
        .roles()
        .upstream()
        .map(NumpyCode::array)
        .orElse("np.ones_like(self.value, dtype=float)");
  }

  /// The line that sends an operation's gradient down its edges, and those that add to a running
  /// sum.
  private void send(Node.Operation operation, Set<NodeId> begun, StringBuilder lines) {
    var targets = new StringJoiner(", ");
    List<String> sums = new ArrayList<>();
    List<Edge> edges = graph.inputs(operation.id());
    for (Edge edge : edges) {
      if (!program.carries(operation, edge)) {
        targets.add("_");
        continue;
      }
      String gradient = names.gradient(edge.from());
      if (begun.add(edge.from())) {
        targets.add(gradient);
      } else {
        String more = "more" + edge.port();
        targets.add(more);
        sums.add(INDENT + gradient + " = " + gradient + " + " + more + "\n");
      }
    }
    lines.append(
        INDENT
            + targets
            + " = "
            + layers.get(operation.id())
            + ".backward("
            + names.gradient(operation.id())
            + ")\n");
    sums.forEach(lines::append);
  }
}
