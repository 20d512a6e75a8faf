package backprop.file.code;

import static backprop.file.code.ForwardLines.INDENT;

import backprop.graph.Edge;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/// Writes a program in PyTorch: a module whose parameters are the document's, and a function that
/// gives the gradient by each of them and by each input.
final class TorchCode {
  private static final String STATELESS = "none";

  private final Program program;
  private final PythonNames names;
  private final TorchDialect dialect = new TorchDialect();
  private final ForwardLines forward;
  private final RuleClasses rules;
  private final Map<NodeId, Edge> last;
  private final Map<NodeId, String> modules = new HashMap<>();

  private TorchCode(Program program) {
    this.program = program;
    this.names = program.names();
    this.forward = new ForwardLines(program, dialect);
    this.last = PassOrder.of(program).last();
    this.rules = RuleClasses.of(program, (name, parts) -> TorchRules.text(name, parts, dialect));
  }

  static String text(Program program) {
    return new TorchCode(program).text();
  }

  private String text() {
    String init = init();
    String forward = forward();
    String inputs = inputs();
    String name = dialect.parts().free(PythonText.className(program.document().title()));
    return Head.of(program)
        + dialect.parts().imports()
        + "import torch\n\n\n"
        + dialect.parts().text()
        + rules.text()
        + inputs
        + "\n\nclass "
        + name
        + "(torch.nn.Module):\n"
        + init
        + "\n"
        + forward
        + "\n\n"
        + gradients()
        + "\n\n"
        + """
        if __name__ == "__main__":
            graph, given = %s().eval(), inputs()
            value = graph(**given)
            print(value.detach())
            for name, gradient in gradients(graph, given, value).items():
                print(name, gradient, sep=" = ")
        """
            .formatted(name);
  }

  private String init() {
    var lines = new StringBuilder("    def __init__(self):\n" + INDENT + "super().__init__()\n");
    for (Node node : program.inputs()) {
      if (node instanceof Node.Parameter parameter) {
        lines.append(
            INDENT
                + "self."
                + attribute(node.id())
                + " = torch.nn.Parameter("
                + dialect.initial(parameter, INDENT.length())
                + ")\n");
      }
    }
    for (Node.Operation operation : program.operations()) {
      String module = dialect.calls().module(operation.op());
      if (!module.isEmpty() && !rules.names().containsKey(operation.id())) {
        String attribute = operation.op().name() + (modules.size() + 1);
        modules.put(operation.id(), attribute);
        lines.append(INDENT + "self." + attribute + " = " + module + "\n");
      }
    }
    return lines.toString();
  }

  /// A module has attributes of its own, so that a parameter's gets a word before it.
  private String attribute(NodeId id) {
    return "p_" + names.variable(id);
  }

  private String inputs() {
    var lines = new StringBuilder("def inputs():\n    return dict(\n");
    for (Node node : program.inputs()) {
      if (node instanceof Node.Input(_, _, Node.Source.Given(Tensor value))) {
        String gradient = program.wants().contains(node.id()) ? ".requires_grad_()" : "";
        lines.append(INDENT + names.variable(node.id()) + "=" + tensor(value) + gradient + ",\n");
      }
    }
    return lines.append("    )\n").toString();
  }

  private String tensor(Tensor value) {
    return dialect.tensor(value, INDENT.length());
  }

  private String forward() {
    var head = new StringJoiner(", ", "    def forward(", "):\n");
    head.add("self");
    var lines = new StringBuilder();
    for (Node node : program.inputs()) {
      String variable = names.variable(node.id());
      if (node instanceof Node.Parameter) {
        lines.append(INDENT + variable + " = self." + attribute(node.id()) + "\n");
      } else {
        head.add(variable);
      }
    }
    lines.append(forward.text(this::value, this::operand));
    return head + lines.toString() + INDENT + "return " + forward.use(program.output()) + "\n";
  }

  private String value(Node.Operation operation, List<String> operands) {
    String rule = rules.names().get(operation.id());
    return rule != null
        ? rule + ".apply(" + String.join(", ", operands) + ")"
        : dialect
            .calls()
            .of(operation.op(), operands, modules.getOrDefault(operation.id(), STATELESS));
  }

  /// A value whose gradient is overwritten keeps what arrives last: the other uses send it nothing.
  private String operand(Program.Slot slot, String use) {
    boolean lost =
        program.overwritten(slot.from())
            && program.carries(slot)
            && !slot.edge().equals(last.get(slot.from()));
    return lost ? use + ".detach()" : use;
  }

  private String gradients() {
    var lines =
        new StringBuilder("def gradients(graph, given, value, upstream=None):\n")
            .append("    \"\"\"The gradient by each input and parameter, by its name.\"\"\"\n")
            .append("    by = {\n");
    for (Node node : program.inputs()) {
      if (program.wants().contains(node.id())) {
        String tensor =
            node instanceof Node.Parameter
                ? "graph." + attribute(node.id())
                : "given[" + PythonText.quoted(names.variable(node.id())) + "]";
        lines.append(INDENT + PythonText.quoted(names.label(node.id())) + ": " + tensor + ",\n");
      }
    }
    Optional<String> upstream = program.document().roles().upstream().map(this::tensor);
    lines.append("    }\n").append("    if not by:\n").append("        return {}\n");
    lines.append("    if upstream is None:\n");
    lines.append(INDENT + "upstream = " + upstream.orElse("torch.ones_like(value)") + "\n");
    return lines
        .append(
            "    return dict(zip(by, torch.autograd.grad(value, list(by.values()), upstream)))\n")
        .toString();
  }
}
