package backprop.file.code;

import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.InitialValue;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/// Writes a program in PyTorch: a module whose parameters are the document's, and a function that
/// gives the gradient by each of them and by each input.
final class TorchCode {
  private static final String INDENT = "        ";

  private final Program program;
  private final Graph graph;
  private final PythonNames names;
  private final Parts parts = new Parts("torch");
  private final TorchCalls calls = new TorchCalls(parts);
  private final Map<NodeId, String> modules = new HashMap<>();

  private TorchCode(Program program) {
    this.program = program;
    this.graph = program.graph();
    this.names = program.names();
  }

  static String text(Program program) {
    return new TorchCode(program).text();
  }

  private String text() {
    String init = init();
    String forward = forward();
    String inputs = inputs();
    String name = parts.free(PythonText.className(program.document().title()));
    return NumpyCode.head(program)
        + parts.imports()
        + "import torch\n\n\n"
        + parts.text()
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
                + initial(parameter)
                + ")\n");
      }
    }
    for (Node.Operation operation : program.operations()) {
      String module = calls.module(operation.op());
      if (!module.isEmpty()) {
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

  private String initial(Node.Parameter parameter) {
    return switch (parameter.init()) {
      case Node.Init.Given(Tensor value) -> tensor(value);
      case Node.Init.Zeros() -> zeros(PythonText.tuple(parameter.shape()));
      case Node.Init.Normal(_, long seed) -> random(parameter, seed);
      case Node.Init.Glorot(long seed) -> random(parameter, seed);
      case Node.Init.He(long seed) -> random(parameter, seed);
    };
  }

  private String random(Node.Parameter parameter, long seed) {
    parts.add("initial");
    return NumpyCode.random(parameter, InitialValue.deviation(parameter), seed);
  }

  private static String tensor(Tensor value) {
    return value.size() == 0
        ? zeros(PythonText.tuple(value.shape()))
        : "torch.tensor(" + PythonText.list(value, INDENT.length() + 2) + ", dtype=torch.float64)";
  }

  private static String zeros(String shape) {
    return "torch.zeros(" + shape + ", dtype=torch.float64)";
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
    var group = "";
    for (Node.Operation operation : program.operations()) {
      String inside = program.group(operation.id());
      if (!inside.equals(group)) {
        lines.append(inside.isEmpty() ? "" : INDENT + "# " + inside + "\n");
        group = inside;
      }
      List<String> operands = new ArrayList<>();
      for (Edge edge : graph.inputs(operation.id())) {
        operands.add(use(edge.from()));
      }
      String module = modules.getOrDefault(operation.id(), "");
      lines.append(
          INDENT
              + names.variable(operation.id())
              + " = "
              + calls.of(operation.op(), operands, module)
              + "\n");
    }
    return head + lines.toString() + INDENT + "return " + use(program.output()) + "\n";
  }

  private String use(NodeId id) {
    return graph.node(id) instanceof Node.Constant(_, _, Tensor value)
        ? tensor(value)
        : names.variable(id);
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
    Optional<String> upstream = program.document().roles().upstream().map(TorchCode::tensor);
    lines.append("    }\n").append("    if not by:\n").append("        return {}\n");
    lines.append("    if upstream is None:\n");
    lines.append(INDENT + "upstream = " + upstream.orElse("torch.ones_like(value)") + "\n");
    return lines
        .append(
            "    return dict(zip(by, torch.autograd.grad(value, list(by.values()), upstream)))\n")
        .toString();
  }
}
