package backprop.file.code;

import static backprop.file.code.ForwardLines.INDENT;

import backprop.file.DocumentFile;
import backprop.graph.Edge;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.Shapes;
import backprop.message.Message;
import backprop.message.MessageException;
import backprop.network.Mode;
import backprop.op.BatchNorm;
import backprop.op.Dropout;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import backprop.training.GradientMethod;
import backprop.training.Recipe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/// Writes a script that trains a document in PyTorch as this program trains it: the same weights at
/// the start, the same mini-batches and dropout masks, the same plan, in float32.
///
/// Everything but the network and the plan lies in `assets/code/training`. The script runs alone or
/// under `torchrun`, and saves a model file that opens here.
final class TrainingCode {
  private static final String STATELESS = "none";
  private static final String AS_THEY_ARE =
      "# The plan varies the training images; here they are taken as they are.\n";
  private static final String USE =
      """
      #   python3 THIS_FILE --data FOLDER_OF_MNIST --epochs 5 --out model.safetensors
      #   torchrun --nproc_per_node 2 THIS_FILE --data FOLDER_OF_MNIST

      """;
  private static final String USE_OF_OWN_DATA = "#   python3 THIS_FILE --out model.safetensors\n\n";
  private static final String BY_BACKPROPAGATION =
      "# The plan finds gradients numerically; here they are found by backpropagation.\n";

  private final Program program;
  private final backprop.network.Program compiled;
  private final PythonNames names;
  private final Shapes shapes;
  private final Recipe recipe;
  private final TorchDialect dialect = TorchDialect.forTraining();
  private final ForwardLines forward;
  private final Map<NodeId, String> modules = new HashMap<>();

  private TrainingCode(Program program, backprop.network.Program compiled, Recipe recipe) {
    this.program = program;
    this.compiled = compiled;
    this.recipe = recipe;
    this.names = program.names();
    this.shapes = Shapes.of(program.graph());
    this.forward = new ForwardLines(program, dialect);
  }

  /// The script.
  ///
  /// @throws backprop.message.MessageException if the document cannot be trained
  static String text(GraphDocument document, Recipe recipe) {
    var compiled = backprop.network.Program.compile(document, Set.of(), Mode.GRADIENT);
    check(compiled);
    Program whole = Program.of(document);
    Set<NodeId> needed = needed(whole, compiled);
    Program program =
        new Program(
            document,
            whole.rules(),
            whole.names(),
            whole.inputs(),
            whole.operations().stream().filter(op -> needed.contains(op.id())).toList(),
            compiled.loss().orElseThrow(),
            whole.wants());
    return new TrainingCode(program, compiled, recipe).text();
  }

  /// What a run of ours would refuse at its start is refused here.
  private static void check(backprop.network.Program compiled) {
    if (compiled.parameters().stream().noneMatch(compiled::hasGradient)) {
      throw new MessageException(Message.of("trainer.no-parameters"));
    }
    if (compiled.image().isPresent() != compiled.label().isPresent()) {
      throw new MessageException(Message.of("trainer.no-data-input"));
    }
    compiled
        .image()
        .filter(image -> !compiled.shape(image).isSymbolic())
        .ifPresent(
            image -> {
              String shape = compiled.shape(image).toString();
              throw new MessageException(
                  Message.of("trainer.batch-axis", compiled.nameOf(image), shape));
            });
  }

  /// What such a script does otherwise than a run of ours.
  static List<Message> differences(Recipe recipe) {
    List<Message> differences = new ArrayList<>();
    if (recipe.method() == GradientMethod.NUMERICAL) {
      differences.add(Message.of("code.by-backpropagation"));
    }
    if (!recipe.augmentation().isNone()) {
      differences.add(Message.of("code.not-varied"));
    }
    return differences;
  }

  private static Set<NodeId> needed(Program whole, backprop.network.Program compiled) {
    Set<NodeId> needed = new HashSet<>();
    compiled.loss().ifPresent(needed::add);
    compiled.prediction().ifPresent(needed::add);
    for (NodeId id : whole.graph().topological().reversed()) {
      if (needed.contains(id)) {
        whole.graph().inputs(id).stream().map(Edge::from).forEach(needed::add);
      }
    }
    return needed;
  }

  private String text() {
    String network = init() + "\n" + forward() + "\n" + tensors();
    String given = given();
    dialect.parts().add("train");
    return Head.of(program)
        + (recipe.method() == GradientMethod.NUMERICAL ? BY_BACKPROPAGATION : "")
        + (recipe.augmentation().isNone() ? "" : AS_THEY_ARE)
        + "# It trains as Backprop Explorer does, with the same weights, mini-batches and masks:\n"
        + (compiled.image().isPresent() ? USE : USE_OF_OWN_DATA)
        + dialect.parts().imports()
        + "import torch\n\n"
        + plan()
        + shapes()
        + "CLASSES = "
        + compiled.classes()
        + "\n\n\nclass Net(torch.nn.Module):\n"
        + network
        + "\n\n"
        + given
        + "\n\n"
        + dialect.parts().text()
        + document()
        + """

        if __name__ == "__main__":
            train(read_options())
        """;
  }

  private String plan() {
    var lines = new StringJoiner(",\n    ", "PLAN = dict(\n    ", ")\n\n");
    TrainingPlanText.of(recipe).forEach((name, value) -> lines.add(name + "=" + value));
    return lines.toString();
  }

  /// Of each input from the data: its column, the shape of a row, and how pixels are scaled.
  private String shapes() {
    var lines = new StringBuilder("SHAPES = {\n");
    for (Node node : program.inputs()) {
      if (node
          instanceof Node.Input(_, _, Node.Source.Data(var column, Shape shape, var scaling))) {
        List<Integer> row = Arrays.stream(shape.dims()).skip(1).boxed().toList();
        lines.append(
            "    %s: (%s, %s, %s, %s),\n"
                .formatted(
                    PythonText.quoted(names.variable(node.id())),
                    PythonText.quoted(column.name().toLowerCase(Locale.ROOT)),
                    PythonText.tuple(row),
                    PythonText.number(scaling.mean()),
                    PythonText.number(scaling.deviation())));
      }
    }
    return lines.append("}\n").toString();
  }

  private String init() {
    var lines = new StringBuilder("    def __init__(self):\n" + INDENT + "super().__init__()\n");
    for (Node node : program.inputs()) {
      if (node instanceof Node.Parameter parameter) {
        lines.append(INDENT + attribute(node.id()) + " = torch.nn.Parameter(");
        lines.append(dialect.initial(parameter, INDENT.length()) + ")\n");
      }
    }
    for (Node.Operation operation : program.operations()) {
      String module = dialect.calls().module(operation.op());
      if (!module.isEmpty()) {
        String attribute = operation.op().name() + (modules.size() + 1);
        modules.put(operation.id(), attribute);
        lines.append(INDENT + "self." + attribute + " = " + module + "\n");
      }
    }
    return lines.toString();
  }

  private String attribute(NodeId id) {
    return "self.p_" + names.variable(id);
  }

  private String forward() {
    var head = new StringJoiner(", ", "    def forward(", "):\n");
    head.add("self").add("step");
    var lines = new StringBuilder();
    for (Node node : program.inputs()) {
      String variable = names.variable(node.id());
      switch (node) {
        case Node.Parameter _ -> lines.append(INDENT + variable + " = " + attribute(node.id()));
        case Node.Input(_, _, Node.Source.Given _) ->
            lines.append(INDENT + variable + " = self.given[" + PythonText.quoted(variable) + "]");
        case Node.Input _, Node.Constant _, Node.Operation _ -> {
          head.add(variable);
          continue;
        }
      }
      lines.append("\n");
    }
    lines.append(forward.text(this::value, (_, operand) -> operand));
    NodeId loss = program.output();
    String read = forward.use(compiled.prediction().orElse(loss));
    return head + lines.toString() + INDENT + "return " + forward.use(loss) + ", " + read + "\n";
  }

  private String value(Node.Operation operation, List<String> operands) {
    if (operation.op() instanceof Dropout(double keep, boolean inverted)) {
      dialect.parts().add("dropout");
      NodeId from = program.slots(operation).getFirst().from();
      boolean byRow = shapes.of(from).map(Shape::isSymbolic).orElse(false);
      return "dropout(%s, %s, %s, step, %s, %s)"
          .formatted(
              operands.getFirst(),
              PythonText.number(keep),
              PythonText.flag(inverted),
              PythonText.quoted(operation.id().text()),
              PythonText.flag(byRow));
    }
    return dialect
        .calls()
        .of(operation.op(), operands, modules.getOrDefault(operation.id(), STATELESS));
  }

  /// What a model file holds: parameters by their ids, and what operations remember beside theirs.
  private String tensors() {
    var lines = new StringBuilder("    def tensors(self):\n" + INDENT + "return {\n");
    String inner = INDENT + "    ";
    for (Node node : program.inputs()) {
      if (node instanceof Node.Parameter) {
        lines.append(inner + PythonText.quoted(node.id().text()) + ": ");
        lines.append(attribute(node.id()) + ",\n");
      }
    }
    program.operations().stream()
        .filter(operation -> modules.containsKey(operation.id()))
        .forEach(
            operation -> {
              for (String name : List.of(BatchNorm.MEAN, BatchNorm.VARIANCE)) {
                String key = operation.id().text() + "/" + name;
                lines.append(inner + PythonText.quoted(key) + ": self.");
                lines.append(modules.get(operation.id()) + "." + name + ",\n");
              }
            });
    return lines.append(INDENT + "}\n").toString();
  }

  /// The values that the document itself gives.
  private String given() {
    var lines = new StringBuilder("def inputs():\n    return dict(\n");
    for (Node node : program.inputs()) {
      if (node instanceof Node.Input(_, _, Node.Source.Given(Tensor value))) {
        lines.append(INDENT + names.variable(node.id()) + "=");
        lines.append(dialect.tensor(value, INDENT.length()) + ",\n");
      }
    }
    return lines.append("    )\n").toString();
  }

  private String document() {
    return DocumentFile.text(program.document())
        .lines()
        .map(line -> "    " + PythonText.quoted(line + "\n") + "\n")
        .collect(Collectors.joining("", "DOCUMENT = (\n", ")\n\n"));
  }
}
