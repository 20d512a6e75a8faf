package backprop.graph.fusion;

import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.Shapes;
import backprop.op.AxisMax;
import backprop.op.Mean;
import backprop.op.Op;
import backprop.op.ShapeMismatch;
import backprop.op.Sum;
import backprop.tensor.Axes;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds where terms stand in one graph.
///
/// Every way to read a term is followed, since a sum may be written in either order. Shapes decide
/// in the end: a part whose constants broadcast its value to a larger shape is another function.
final class Matcher {
  /// 1/N may be written as a rounded number.
  private static final double FACTOR_TOLERANCE = 1e-12;

  private static final int LONGEST_CHAIN = 12;

  /// What was found so far: operands by port, and the nodes that were read.
  private record Found(Map<Integer, NodeId> operands, Set<NodeId> inside, Set<NodeId> constants) {
    static final Found NOTHING = new Found(Map.of(), Set.of(), Set.of());

    Found withOperand(int port, NodeId node) {
      Map<Integer, NodeId> more = new HashMap<>(operands);
      more.put(port, node);
      return new Found(more, inside, constants);
    }

    Found withInside(NodeId node) {
      return new Found(operands, plus(inside, node), constants);
    }

    Found withConstant(NodeId node) {
      return new Found(operands, inside, plus(constants, node));
    }

    private static Set<NodeId> plus(Set<NodeId> set, NodeId node) {
      Set<NodeId> more = new HashSet<>(set);
      more.add(node);
      return more;
    }
  }

  private final Graph graph;
  private @Nullable Shapes shapes;

  Matcher(Graph graph) {
    this.graph = graph;
  }

  /// Where the pattern stands with its last node here, if it does.
  Optional<Fusion> match(FusionPattern pattern, NodeId root) {
    return match(pattern.term(), root, Found.NOTHING).stream()
        .flatMap(found -> fusion(pattern, root, found).stream())
        .findFirst();
  }

  private Optional<Fusion> fusion(FusionPattern pattern, NodeId root, Found found) {
    Op op = pattern.op();
    List<NodeId> operands = new ArrayList<>();
    List<Shape> entering = new ArrayList<>();
    for (int port = 0; port < op.ports().size(); port++) {
      NodeId operand = found.operands().get(port);
      Optional<Shape> shape = operand == null ? Optional.empty() : shape(operand);
      if (operand == null || shape.isEmpty() || found.inside().contains(operand)) {
        return Optional.empty();
      }
      operands.add(operand);
      entering.add(shape.get());
    }
    try {
      if (!Optional.of(op.shape(entering)).equals(shape(root))) {
        return Optional.empty();
      }
    } catch (ShapeMismatch mismatch) {
      return Optional.empty();
    }
    return Optional.of(new Fusion(pattern, root, operands, found.inside(), found.constants()));
  }

  private Optional<Shape> shape(NodeId id) {
    if (shapes == null) {
      shapes = Shapes.of(graph);
    }
    return Objects.requireNonNull(shapes).of(id);
  }

  // ---- terms ---------------------------------------------------------------------------------

  private List<Found> match(Term term, NodeId node, Found before) {
    return switch (term) {
      case Term.Operand(int port) -> operand(port, node, before);
      case Term.Literal(double value) ->
          isNumber(node, value) ? List.of(before.withConstant(node)) : List.of();
      case Term.Call(String op, List<Term> arguments) -> call(op, arguments, node, before);
      case Term.AlongRows(String op, Term of) -> alongRows(op, of, node, before);
      case Term.NegativeMean(Term of) -> negativeMean(of, node, before);
      case Term.Either(List<Term> spellings) -> {
        List<Found> all = new ArrayList<>();
        for (Term spelling : spellings) {
          all.addAll(match(spelling, node, before));
        }
        yield all;
      }
    };
  }

  private static List<Found> operand(int port, NodeId node, Found before) {
    NodeId known = before.operands().get(port);
    return known == null
        ? List.of(before.withOperand(port, node))
        : known.equals(node) ? List.of(before) : List.of();
  }

  private boolean isNumber(NodeId node, double number) {
    if (!(graph.node(node) instanceof Node.Constant(_, _, Tensor value)) || value.size() == 0) {
      return false;
    }
    for (int i = 0; i < value.size(); i++) {
      if (value.get(i) != number) {
        return false;
      }
    }
    return true;
  }

  /// The operation at a node whose every port is connected.
  private Optional<Op> operation(NodeId node) {
    return graph.node(node) instanceof Node.Operation(_, _, Op op)
            && graph.inputs(node).size() == op.ports().size()
        ? Optional.of(op)
        : Optional.empty();
  }

  private List<Found> call(String name, List<Term> arguments, NodeId node, Found before) {
    Optional<Op> op = operation(node);
    if (op.isEmpty() || !op.get().name().equals(name) || !isExact(op.get())) {
      return List.of();
    }
    List<Found> found = List.of(before.withInside(node));
    List<Edge> inputs = graph.inputs(node);
    for (int port = 0; port < arguments.size() && !found.isEmpty(); port++) {
      List<Found> next = new ArrayList<>();
      for (Found one : found) {
        next.addAll(match(arguments.get(port), inputs.get(port).from(), one));
      }
      found = next;
    }
    return found;
  }

  /// Whether the operation has no setting that makes it another function: cross-entropy with a δ
  /// inside its logarithm is not softmax-with-loss.
  private static boolean isExact(Op op) {
    return !(op instanceof backprop.op.CrossEntropy(double delta)) || delta == 0;
  }

  private List<Found> alongRows(String name, Term of, NodeId node, Found before) {
    Optional<Op> op = operation(node);
    if (op.isEmpty() || !op.get().name().equals(name)) {
      return List.of();
    }
    NodeId reduced = graph.inputs(node).getFirst().from();
    Optional<Shape> shape = shape(reduced);
    boolean fits =
        shape.isPresent()
            && switch (op.get()) {
              case Sum(List<Integer> axes, boolean keep) -> isLast(axes, keep, shape.get());
              case AxisMax(List<Integer> axes, boolean keep) -> isLast(axes, keep, shape.get());
              default -> false;
            };
    return fits ? match(of, reduced, before.withInside(node)) : List.of();
  }

  private static boolean isLast(List<Integer> axes, boolean keep, Shape shape) {
    if (shape.isScalar() || !(keep || shape.rank() == 1)) {
      return false;
    }
    return Axes.resolve(axes, shape.rank())
        .filter(resolved -> resolved.length == 1 && resolved[0] == shape.rank() - 1)
        .isPresent();
  }

  // ---- −(1/N) Σ --------------------------------------------------------------------------------

  private List<Found> negativeMean(Term of, NodeId node, Found before) {
    boolean scalar = shape(node).filter(Shape::isScalar).isPresent();
    return scalar ? chain(of, node, 1, before, LONGEST_CHAIN) : List.of();
  }

  /// Follows sums, means and factors from a scalar down to the terms that they add up; the product
  /// of all factors must be −1/N.
  private List<Found> chain(Term of, NodeId node, double factor, Found before, int left) {
    Optional<Shape> shape = shape(node);
    Optional<Op> op = operation(node);
    if (shape.isEmpty() || op.isEmpty() || left == 0) {
      return List.of();
    }
    if (!shape.get().isScalar() && shape.get().rank() <= 2 && !shape.get().isSymbolic()) {
      int rows = shape.get().rank() == 1 ? 1 : shape.get().dim(0);
      if (Math.abs(factor * rows + 1) <= FACTOR_TOLERANCE) {
        // Labels that are broadcast over the rows would be read as class indices.
        List<Found> found =
            match(of, node, before).stream()
                .filter(
                    one -> one.operands().values().stream().allMatch(id -> shape(id).equals(shape)))
                .toList();
        if (!found.isEmpty()) {
          return found;
        }
      }
    }
    List<NodeId> inputs = graph.inputs(node).stream().map(Edge::from).toList();
    NodeId first = inputs.getFirst();
    Found inside = before.withInside(node);
    return switch (op.get()) {
      case Sum _ -> chain(of, first, factor, inside, left - 1);
      case Mean _ -> {
        double count =
            shape(first).map(x -> (double) Shapes.numbers(x)).orElse(0.0)
                / Math.max(1, Shapes.numbers(shape.get()));
        yield chain(of, first, factor / count, inside, left - 1);
      }
      default ->
          switch (op.get().name()) {
            case "negate" -> chain(of, first, -factor, inside, left - 1);
            case "div" -> {
              OptionalDouble by = scalar(inputs.getLast());
              yield by.isEmpty()
                  ? List.of()
                  : chain(
                      of,
                      first,
                      factor / by.getAsDouble(),
                      inside.withConstant(inputs.getLast()),
                      left - 1);
            }
            case "mul" -> {
              NodeId last = inputs.getLast();
              boolean constantFirst = scalar(first).isPresent();
              OptionalDouble by = constantFirst ? scalar(first) : scalar(last);
              yield by.isEmpty()
                  ? List.of()
                  : chain(
                      of,
                      constantFirst ? last : first,
                      factor * by.getAsDouble(),
                      inside.withConstant(constantFirst ? first : last),
                      left - 1);
            }
            default -> List.of();
          };
    };
  }

  private OptionalDouble scalar(NodeId node) {
    return graph.node(node) instanceof Node.Constant(_, _, Tensor value) && value.isScalar()
        ? OptionalDouble.of(value.item())
        : OptionalDouble.empty();
  }
}
