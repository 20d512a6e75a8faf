package backprop.autodiff.symbols;

import backprop.formula.LatexPrinter;
import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.NodeNames;
import backprop.op.OneHot;
import backprop.op.Op;
import backprop.op.Softmax;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Writes a graph of tensors as LaTeX, as a textbook does: `X^{\top}\,\frac{y-t}{2}`.
///
/// Products of matrices stand side by side, element-wise ones of tensors have ⊙. Nodes with a name
/// are written by it, if they are not what is asked for.
public final class GraphLatex {
  private static final int SUM = 1;
  private static final int PRODUCT = 2;
  private static final int ATOM = 3;
  private static final int LARGEST = 6;

  /// A formula and how tightly it holds together.
  private record Text(String latex, int strength) {
    String in(int around) {
      return strength < around ? "\\left(" + latex + "\\right)" : latex;
    }
  }

  private final Graph graph;
  private final NodeNames names;
  private final boolean textbook;
  private final List<String> definitions = new ArrayList<>();

  /// A formula with what its letters stand for, both LaTeX.
  public record Typeset(String latex, List<String> definitions) {
    public Typeset {
      definitions = List.copyOf(definitions);
    }
  }

  private GraphLatex(Graph graph, boolean textbook) {
    this.graph = graph;
    this.textbook = textbook;
    this.names = NodeNames.of(graph);
  }

  /// The document's output in its inputs and named values.
  public static String of(GraphDocument document) {
    NodeId output = document.output().orElseThrow();
    return new GraphLatex(document.graph(), false).write(output, true).latex();
  }

  /// The same with the textbook's letters: y for the only softmax, if nothing else is called y, and
  /// t for labels also where they are given as indices.
  public static Typeset textbook(GraphDocument document) {
    Graph graph = document.graph();
    int softmaxes = 0;
    boolean free = true;
    for (Node node : graph.nodes()) {
      softmaxes += node instanceof Node.Operation(_, _, Softmax _) ? 1 : 0;
      free &= !node.name().equals("y");
    }
    GraphLatex writer = new GraphLatex(graph, softmaxes == 1 && free);
    String latex = writer.write(document.output().orElseThrow(), true).latex();
    return new Typeset(latex, writer.definitions.stream().distinct().toList());
  }

  private Text write(NodeId id, boolean whole) {
    return switch (graph.node(id)) {
      case Node.Constant(_, String name, Tensor value) when name.isEmpty() -> constant(value);
      case Node.Operation(_, String name, Op op) when name.isEmpty() || whole ->
          letter(op, operands(id));
      case Node node -> new Text(LatexPrinter.name(names.symbol(node.id())), ATOM);
    };
  }

  private Text letter(Op op, List<Text> operands) {
    Text written = operation(op, operands);
    if (textbook && op instanceof Softmax) {
      definitions.add("y=" + written.latex());
      return new Text("y", ATOM);
    }
    return textbook && op instanceof OneHot ? operands.getFirst() : written;
  }

  private static Text constant(Tensor value) {
    if (value.isScalar()) {
      return new Text(LatexPrinter.number(value.item()), value.item() < 0 ? SUM : ATOM);
    }
    boolean same = true;
    for (int i = 1; i < value.size(); i++) {
      same &= value.get(i) == value.get(0);
    }
    if (same && value.size() > 0) {
      String number =
          value.get(0) == 1
              ? "\\mathbf{1}"
              : LatexPrinter.number(value.get(0)) + "\\cdot\\mathbf{1}";
      return new Text(number, value.get(0) == 1 ? ATOM : PRODUCT);
    }
    return value.size() > LARGEST
        ? new Text("\\left[" + value.shape() + "\\right]", ATOM)
        : new Text("\\left[" + LatexPrinter.number(value.get(0)) + ",\\ldots\\right]", ATOM);
  }

  private List<Text> operands(NodeId id) {
    List<Text> operands = new ArrayList<>();
    for (Edge edge : graph.inputs(id)) {
      operands.add(write(edge.from(), false));
    }
    return operands;
  }

  private static boolean isNumber(Text text) {
    return text.latex().matches("[0-9.]+");
  }

  private static Text operation(Op op, List<Text> operands) {
    Text a = operands.get(0);
    Text b = operands.getLast();
    return switch (op.name()) {
      case "add" -> new Text(a.in(SUM) + "+" + b.in(PRODUCT), SUM);
      case "sub" -> new Text(a.in(SUM) + "-" + b.in(PRODUCT), SUM);
      case "negate" -> new Text("-" + a.in(PRODUCT), SUM);
      case "mul" ->
          new Text(
              a.in(PRODUCT) + (isNumber(a) || isNumber(b) ? "\\cdot " : "\\odot ") + b.in(PRODUCT),
              PRODUCT);
      case "div" -> new Text("\\frac{" + a.latex() + "}{" + b.latex() + "}", ATOM);
      case "pow" -> new Text("{" + a.in(ATOM) + "}^{" + b.latex() + "}", ATOM);
      case "matmul" -> new Text(a.in(PRODUCT) + "\\," + b.in(PRODUCT), PRODUCT);
      case "transpose" -> new Text("{" + a.in(ATOM) + "}^{\\top}", ATOM);
      case "sigmoid" -> new Text("\\sigma\\left(" + a.latex() + "\\right)", ATOM);
      case "sqrt" -> new Text("\\sqrt{" + a.latex() + "}", ATOM);
      case "sum" -> new Text("\\textstyle\\sum " + a.in(PRODUCT), PRODUCT);
      case "mask" -> new Text("\\left[" + a.latex() + ">0\\right]", ATOM);
      case "identity" -> a;
      case "exp", "log", "sin", "cos", "tan", "tanh" ->
          new Text("\\" + op.name() + "\\left(" + a.latex() + "\\right)", ATOM);
      default -> {
        List<String> texts = operands.stream().map(Text::latex).toList();
        yield new Text(
            "\\mathrm{"
                + op.name().replace("_", "\\_")
                + "}\\left("
                + String.join(",\\,", texts)
                + "\\right)",
            ATOM);
      }
    };
  }
}
