package backprop.graph.fusion;

import backprop.formula.Functions;
import backprop.graph.Graph;
import backprop.graph.GraphBuilder;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.op.AxisMax;
import backprop.op.Mean;
import backprop.op.Op;
import backprop.op.Ops;
import backprop.op.Sum;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A row of the table written out as a graph, in one of its spellings.
final class SpelledGraph {
  /// Ways to write minus the mean over the rows, by how the factor and the sums are told.
  private static final int MEANS = 6;

  /// A node to be: an operation on earlier ones, or an operand, or a constant.
  private record Part(String key, Op op, List<String> inputs) {}

  private record Spelling(Map<String, Part> parts, Map<String, Double> constants, String root) {}

  private final FusionPattern pattern;
  private final Spelling spelling;
  private final Map<Integer, Tensor> operands;

  private SpelledGraph(FusionPattern pattern, Spelling spelling, Map<Integer, Tensor> operands) {
    this.pattern = pattern;
    this.spelling = spelling;
    this.operands = operands;
  }

  /// Every spelling of a row, for operands of this shape.
  static List<SpelledGraph> all(FusionPattern pattern, Shape x, Random random) {
    Map<Integer, Tensor> operands = operands(pattern, x, random);
    return spellings(pattern.term(), x).stream()
        .map(spelling -> new SpelledGraph(pattern, spelling, operands))
        .toList();
  }

  private static Map<Integer, Tensor> operands(FusionPattern pattern, Shape x, Random random) {
    Map<Integer, Tensor> operands = new HashMap<>();
    operands.put(0, Tensor.generate(x, i -> random.nextGaussian()));
    switch (pattern.name()) {
      case "affine" -> {
        operands.put(1, Tensor.generate(Shape.of(x.dim(-1), 2), i -> random.nextGaussian()));
        operands.put(2, Tensor.generate(Shape.of(2), i -> random.nextGaussian()));
      }
      case "softmax_loss" -> operands.put(1, Tensor.generate(x, i -> random.nextInt(2)));
      default -> {}
    }
    return operands;
  }

  private static List<Spelling> spellings(Term term, Shape x) {
    return switch (term) {
      case Term.Operand(int port) -> List.of(new Spelling(Map.of(), Map.of(), "o" + port));
      case Term.Literal(double value) ->
          List.of(new Spelling(Map.of(), Map.of("c" + value, value), "c" + value));
      case Term.Either(List<Term> all) ->
          all.stream().flatMap(one -> spellings(one, x).stream()).toList();
      case Term.Call(String op, List<Term> arguments) -> called(Ops.create(op), arguments, x);
      case Term.AlongRows(String op, Term of) -> {
        List<Spelling> all = new ArrayList<>();
        List<Integer> axes = List.of(-1);
        all.addAll(called(op.equals("sum") ? new Sum(axes, true) : new AxisMax(axes, true), of, x));
        if (x.rank() == 1) {
          axes = List.of();
          all.addAll(
              called(op.equals("sum") ? new Sum(axes, false) : new AxisMax(axes, false), of, x));
        }
        yield all;
      }
      case Term.NegativeMean(Term of) ->
          spellings(of, x).stream().flatMap(terms -> means(terms, x).stream()).toList();
    };
  }

  private static List<Spelling> called(Op op, Term of, Shape x) {
    return called(op, List.of(of), x);
  }

  private static List<Spelling> called(Op op, List<Term> arguments, Shape x) {
    List<List<Spelling>> choices = new ArrayList<>(List.of(List.of()));
    for (Term argument : arguments) {
      List<List<Spelling>> longer = new ArrayList<>();
      for (List<Spelling> before : choices) {
        for (Spelling one : spellings(argument, x)) {
          List<Spelling> more = new ArrayList<>(before);
          more.add(one);
          longer.add(more);
        }
      }
      choices = longer;
    }
    return choices.stream().map(inputs -> join(op, inputs)).toList();
  }

  /// One more operation; equal parts are one node, so that a value used twice has two uses.
  private static Spelling join(Op op, List<Spelling> inputs) {
    Map<String, Part> parts = new LinkedHashMap<>();
    Map<String, Double> constants = new LinkedHashMap<>();
    List<String> keys = new ArrayList<>();
    for (Spelling input : inputs) {
      parts.putAll(input.parts());
      constants.putAll(input.constants());
      keys.add(input.root());
    }
    String key = op + keys.toString();
    parts.put(key, new Part(key, op, keys));
    return new Spelling(parts, constants, key);
  }

  private static List<Spelling> means(Spelling terms, Shape x) {
    double rows = x.rank() == 1 ? 1 : x.dim(0);
    List<Spelling> all = new ArrayList<>();
    for (int way = 0; way < MEANS; way++) {
      all.add(
          switch (way) {
            case 0 -> scaled(negated(sum(terms)), "div", rows);
            case 1 -> scaled(sum(terms), "mul", -1 / rows);
            case 2 -> negated(scaled(sum(terms), "div", rows));
            case 3 -> sum(scaled(terms, "mul", -1 / rows));
            case 4 -> negated(overRows(join(new Sum(List.of(-1), false), List.of(terms)), x));
            default ->
                scaled(join(new Mean(List.of(), false), List.of(terms)), "mul", -1.0 * x.dim(-1));
          });
    }
    return all;
  }

  private static Spelling sum(Spelling terms) {
    return join(new Sum(List.of(), false), List.of(terms));
  }

  private static Spelling negated(Spelling of) {
    return join(Ops.create("negate"), List.of(of));
  }

  private static Spelling overRows(Spelling sums, Shape x) {
    return x.rank() == 1 ? sums : join(new Mean(List.of(0), false), List.of(sums));
  }

  private static Spelling scaled(Spelling of, String op, double by) {
    Spelling constant = new Spelling(Map.of(), Map.of("c" + by, by), "c" + by);
    return join(Ops.create(op), List.of(of, constant));
  }

  // ---- the graph -----------------------------------------------------------------------------

  NodeId root() {
    return NodeId.of(spelling.root());
  }

  List<NodeId> operands() {
    return operands.keySet().stream().sorted().map(port -> NodeId.of("o" + port)).toList();
  }

  static int operations(Graph graph) {
    int count = 0;
    for (Node node : graph.nodes()) {
      count += node instanceof Node.Operation ? 1 : 0;
    }
    return count;
  }

  /// The part alone: inputs, the operations, the last one as output.
  GraphDocument document() {
    GraphBuilder builder = new GraphBuilder();
    operands.forEach((port, value) -> builder.input("o" + port, value));
    addPart(builder);
    return builder.build(spelling.root());
  }

  private void addPart(GraphBuilder builder) {
    spelling.constants().forEach(builder::constant);
    spelling
        .parts()
        .values()
        .forEach(
            part -> builder.op(part.key(), "", part.op(), part.inputs().toArray(String[]::new)));
  }

  /// The part between other operations: its operands are computed and used beside it, and its value
  /// is used twice.
  GraphDocument amongOthers(Random random) {
    GraphBuilder builder = new GraphBuilder();
    operands.forEach(
        (port, value) -> {
          boolean label = !pattern.op().ports().get(port).differentiable();
          if (label || random.nextInt(3) == 0) {
            builder.input("o" + port, value);
          } else {
            builder.parameter("p" + port, value);
            builder.op(
                "o" + port, random.nextBoolean() ? Functions.SIN : Functions.TANH, "p" + port);
          }
        });
    addPart(builder);
    builder
        .op("z", Functions.SIN, spelling.root())
        .op("u", Functions.MUL, "z", spelling.root())
        .op("s", "", new Sum(List.of(), false), "u")
        .op("v", Functions.EXP, "o0")
        .op("r", "", new Sum(List.of(), false), "v")
        .op("L", Functions.ADD, "s", "r");
    return builder.build("L");
  }
}
