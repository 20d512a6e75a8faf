package backprop.file.code;

import static backprop.file.code.ForwardLines.INDENT;

import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/// Writes a program in NumPy: one layer object for each operation, forward in order, backward in
/// reverse, a running sum where a value is used more than once.
final class NumpyCode {
  private final Program program;
  private final PythonNames names;
  private final NumpyDialect dialect = new NumpyDialect();
  private final ForwardLines forward;
  private final RuleClasses rules;
  private final Map<NodeId, String> layers = new HashMap<>();

  private NumpyCode(Program program) {
    this.program = program;
    this.names = program.names();
    this.forward = new ForwardLines(program, dialect);
    this.rules = RuleClasses.of(program, (name, parts) -> NumpyRules.text(name, parts, dialect));
  }

  static String text(Program program) {
    return new NumpyCode(program).text();
  }

  private String text() {
    String init = init();
    String inputs = inputs();
    String name = dialect.parts().free(PythonText.className(program.document().title()));
    return Head.of(program)
        + "import numpy as np\n\n\n"
        + dialect.parts().text()
        + rules.text()
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

  private String init() {
    var lines = new StringBuilder("    def __init__(self):\n");
    Map<String, Integer> numbers = new HashMap<>();
    for (Node.Operation operation : program.operations()) {
      String rule = rules.names().get(operation.id());
      String plain = rule == null ? operation.op().name() : "rule";
      String name = plain + numbers.merge(plain, 1, Integer::sum);
      layers.put(operation.id(), "self." + name);
      String layer = rule == null ? dialect.layer(operation.op()) : rule + "()";
      lines.append(INDENT + "self." + name + " = " + layer + "\n");
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

  private Optional<String> value(Node node) {
    return switch (node) {
      case Node.Input(_, _, Node.Source.Given(Tensor value)) -> Optional.of(array(value));
      case Node.Parameter parameter -> Optional.of(dialect.initial(parameter, INDENT.length()));
      default -> Optional.empty();
    };
  }

  private String array(Tensor value) {
    return dialect.tensor(value, INDENT.length());
  }

  private String forward() {
    var head = new StringJoiner(", ", "    def forward(", "):\n");
    head.add("self");
    program.inputs().forEach(node -> head.add(names.variable(node.id())));
    String lines =
        forward.text(
            (operation, operands) ->
                layers.get(operation.id()) + ".forward(" + String.join(", ", operands) + ")",
            (_, operand) -> operand);
    String output = forward.use(program.output());
    return head
        + lines
        + (INDENT + "self.value = " + output + "\n")
        + (INDENT + "return " + output + "\n");
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
    if (program.wants().contains(program.output())) {
      lines.append(INDENT + names.gradient(program.output()) + " = dout\n");
      begun.add(program.output());
      for (Node.Operation operation : PassOrder.of(program).senders()) {
        send(operation, begun, lines);
      }
    }
    lines.append(INDENT + "return {\n");
    for (Node node : program.graph().nodes()) {
      boolean named = !node.name().isEmpty() || program.inputs().contains(node);
      if (named && begun.contains(node.id())) {
        lines.append(
            INDENT
                + "    "
                + PythonText.quoted(names.label(node.id()))
                + ": "
                + names.gradient(node.id())
                + ",\n");
      }
    }
    return lines.append(INDENT + "}\n").toString();
  }

  private String upstream() {
    return program
        .document()
        .roles()
        .upstream()
        .map(this::array)
        .orElse("np.ones_like(self.value, dtype=float)");
  }

  /// The line that sends an operation's gradient down its edges, and those that add to a running
  /// sum; where the person overwrites a gradient, nothing is added.
  private void send(Node.Operation operation, Set<NodeId> begun, StringBuilder lines) {
    var targets = new StringJoiner(", ");
    List<String> sums = new ArrayList<>();
    for (Program.Slot slot : program.slots(operation)) {
      if (!program.carries(slot)) {
        targets.add("_");
        continue;
      }
      String gradient = names.gradient(slot.from());
      if (begun.add(slot.from()) || program.overwritten(slot.from())) {
        targets.add(gradient);
      } else {
        String more = "more" + (sums.size() + 1);
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
