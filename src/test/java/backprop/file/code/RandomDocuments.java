package backprop.file.code;

import backprop.formula.Functions;
import backprop.formula.ScalarFunction;
import backprop.graph.Edge;
import backprop.graph.Edit;
import backprop.graph.EditResult;
import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.GroupId;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.Roles;
import backprop.op.Affine;
import backprop.op.ElementWise;
import backprop.op.MatMul;
import backprop.op.Mean;
import backprop.op.Op;
import backprop.op.Softmax;
import backprop.op.Sum;
import backprop.op.Transpose;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/// Documents drawn from a seed: fan-out, nested groups, tensors, parameters of every beginning;
/// every second one has rules of one's own and overwritten gradients.
final class RandomDocuments {
  private static final int OPERATIONS = 14;
  private static final List<ScalarFunction> UNARY =
      List.of(
          Functions.TANH,
          Functions.SIGMOID,
          Functions.SIN,
          Functions.NEGATE,
          Functions.RELU,
          Functions.ABS,
          Functions.COS);
  private static final List<ScalarFunction> BINARY =
      List.of(Functions.ADD, Functions.SUB, Functions.MUL, Functions.MAX, Functions.MIN);

  private final Random random;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Edge> edges = new ArrayList<>();
  private final Map<NodeId, Shape> shapes = new HashMap<>();

  private RandomDocuments(long seed) {
    random = new Random(seed);
  }

  static GraphDocument of(long seed) {
    return new RandomDocuments(seed).document(seed);
  }

  private GraphDocument document(long seed) {
    input("s", Shape.scalar());
    input("행렬", Shape.of(3, 2));
    input("v w", Shape.of(2));
    var w = NodeId.of("W₁");
    nodes.add(
        new Node.Parameter(
            w,
            "W₁",
            Shape.of(2, 2),
            switch ((int) (seed % 4)) {
              case 0 -> new Node.Init.Normal(0.5, seed);
              case 1 -> new Node.Init.Glorot(seed);
              case 2 -> new Node.Init.He(seed);
              default -> new Node.Init.Zeros();
            }));
    shapes.put(w, Shape.of(2, 2));
    var two = NodeId.of("two");
    nodes.add(new Node.Constant(two, "", Tensor.scalar(2)));
    shapes.put(two, Shape.scalar());
    for (int i = 0; i < OPERATIONS; i++) {
      operation(i);
    }
    var last = nodes.getLast().id();
    var total = NodeId.of("total");
    add(total, "total", new Sum(List.of(), false), List.of(last));
    var document =
        grouped(
            new GraphDocument(
                "Generated " + seed, new Graph(nodes, edges), Map.of(), Roles.output(total)));
    return seed % 2 == 0 ? document : OwnRuleDocuments.ruled(document, random);
  }

  private void input(String name, Shape shape) {
    var id = NodeId.of(name);
    nodes.add(
        new Node.Input(
            id, name, new Node.Source.Given(Tensor.generate(shape, i -> random.nextGaussian()))));
    shapes.put(id, shape);
  }

  /// An operation on what was made lately and something from anywhere: values are used often.
  private void operation(int number) {
    var id = NodeId.of("n" + number);
    var name = random.nextInt(3) == 0 ? "h " + number : "";
    var x = nodes.get(Math.max(0, nodes.size() - 1 - random.nextInt(3))).id();
    var y = nodes.get(random.nextInt(nodes.size())).id();
    for (var op : candidates()) {
      var from =
          op.ports().size() == 1
              ? List.of(x)
              : op instanceof Affine
                  ? List.of(x, NodeId.of("W₁"), NodeId.of("v w"))
                  : List.of(x, y);
      if (add(id, name, op, from)) {
        return;
      }
    }
    throw new IllegalStateException("no operation fits");
  }

  private List<Op> candidates() {
    var rare =
        List.<Op>of(
            new Affine(),
            new MatMul(),
            new Softmax(),
            new Transpose(List.of()),
            new Mean(List.of(0), true),
            new Sum(List.of(-1), true));
    return List.of(
        random.nextInt(3) == 0 ? rare.get(random.nextInt(rare.size())) : binary(),
        binary(),
        new ElementWise(UNARY.get(random.nextInt(UNARY.size()))));
  }

  private Op binary() {
    return new ElementWise(BINARY.get(random.nextInt(BINARY.size())));
  }

  private boolean add(NodeId id, String name, Op op, List<NodeId> from) {
    try {
      shapes.put(id, op.shape(from.stream().map(shapes::get).toList()));
    } catch (backprop.op.ShapeMismatch _) {
      return false;
    }
    nodes.add(new Node.Operation(id, name, op));
    for (int port = 0; port < from.size(); port++) {
      edges.add(new Edge(from.get(port), id, port));
    }
    return true;
  }

  private static GraphDocument grouped(GraphDocument document) {
    Set<NodeId> inner =
        java.util.stream.IntStream.range(3, 7)
            .mapToObj(i -> NodeId.of("n" + i))
            .collect(Collectors.toSet());
    Set<NodeId> outer =
        java.util.stream.IntStream.range(2, 9)
            .mapToObj(i -> NodeId.of("n" + i))
            .collect(Collectors.toSet());
    var once = new Edit.MakeGroup(GroupId.of("inner"), "inner\nblock", inner).applyTo(document);
    var twice = new Edit.MakeGroup(GroupId.of("outer"), "outer", outer).applyTo(once.or(document));
    if (!(twice instanceof EditResult.Done)) {
      throw new IllegalStateException("the groups were refused: " + twice);
    }
    return twice.or(document);
  }
}
