package backprop.language;

import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.Point;
import backprop.graph.Roles;
import backprop.op.BadSetting;
import backprop.op.Op;
import backprop.op.OpType;
import backprop.op.Ops;
import backprop.op.Setting;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Complete documents of any operations and settings, with odd names, fan-out and long chains.
final class AnyGraph {
  private static final String[] NAMES = {
    "x",
    "y",
    "W",
    "W",
    "사과",
    "사과 개수",
    "W₁",
    "x_1",
    "exp",
    "sum",
    "inf",
    "true",
    "a",
    "b",
    "c",
    "c2",
    "N",
    "input",
    "output",
    "x²",
    "1x",
    "\"",
    "\\",
    "line\nbreak",
    "tab\t",
    "a#2",
    "W#2",
    "-x",
    " ",
    "𝑥",
    "\ud800",
    "e\u0301",
    "\u0000",
    "max(a, b)",
    "_",
    "half"
  };

  private final Random random;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Edge> edges = new ArrayList<>();

  private AnyGraph(long seed) {
    random = new Random(seed);
  }

  static GraphDocument of(long seed) {
    return new AnyGraph(seed).document();
  }

  private GraphDocument document() {
    int leaves = 1 + random.nextInt(6);
    for (int i = 0; i < leaves; i++) {
      nodes.add(leaf(NodeId.of("leaf" + i)));
    }
    boolean chain = random.nextInt(4) == 0;
    int operations = random.nextInt(chain ? 120 : 30);
    for (int i = 0; i < operations; i++) {
      NodeId id = NodeId.of("op" + i);
      Op op = op();
      List<Node> before = List.copyOf(nodes);
      nodes.add(new Node.Operation(id, chain ? "" : name(), op));
      for (int port = 0; port < op.ports().size(); port++) {
        boolean last = port == 0 && (chain || random.nextBoolean());
        Node from = last ? before.getLast() : before.get(random.nextInt(before.size()));
        edges.add(new Edge(from.id(), id, port));
      }
      if (random.nextInt(6) == 0) {
        nodes.add(leaf(NodeId.of("more" + i)));
      }
    }
    Map<NodeId, Point> places = new HashMap<>();
    nodes.forEach(
        node -> places.put(node.id(), new Point(random.nextInt(900), random.nextInt(500))));
    return new GraphDocument("any", new Graph(nodes, edges), places, roles());
  }

  private Roles roles() {
    Optional<NodeId> output = random.nextBoolean() ? some() : Optional.empty();
    return new Roles(
        output,
        random.nextInt(4) == 0 ? some() : Optional.empty(),
        random.nextInt(4) == 0 ? some() : Optional.empty(),
        output.isPresent() && random.nextInt(3) == 0 ? Optional.of(tensor()) : Optional.empty());
  }

  private Optional<NodeId> some() {
    return Optional.of(nodes.get(random.nextInt(nodes.size())).id());
  }

  private String name() {
    return random.nextInt(3) > 0 ? "" : NAMES[random.nextInt(NAMES.length)];
  }

  private Node leaf(NodeId id) {
    String name = random.nextInt(3) == 0 ? "" : NAMES[random.nextInt(NAMES.length)];
    Shape shape = tensor().shape();
    return switch (random.nextInt(8)) {
      case 0, 1 -> new Node.Constant(id, random.nextBoolean() ? "" : name, tensor());
      case 2, 3, 4 -> new Node.Input(id, name, new Node.Source.Given(tensor()));
      case 5 ->
          new Node.Input(
              id,
              name,
              new Node.Source.Data(
                  Node.Source.Column.IMAGE,
                  Shape.of(Shape.N, 1, 28, 28),
                  random.nextBoolean()
                      ? Node.Scaling.SHARES
                      : new Node.Scaling(random.nextDouble(), 0.1 + random.nextDouble())));
      default -> {
        Tensor value = tensor();
        Node.Init init =
            switch (random.nextInt(5)) {
              case 0 -> new Node.Init.Normal(random.nextDouble(), random.nextLong());
              case 1 -> new Node.Init.Glorot(random.nextLong());
              case 2 -> new Node.Init.He(random.nextInt());
              case 3 -> new Node.Init.Zeros();
              default -> new Node.Init.Given(value);
            };
        yield new Node.Parameter(
            id, name, init instanceof Node.Init.Given ? value.shape() : shape, init);
      }
    };
  }

  private Tensor tensor() {
    Shape[] shapes = {
      Shape.scalar(),
      Shape.scalar(),
      Shape.scalar(),
      Shape.of(3),
      Shape.of(2, 3),
      Shape.of(1, 1, 2),
      Shape.of(0),
      Shape.of(2, 0),
      Shape.of(0, 3),
      Shape.of(40),
      Shape.of(1)
    };
    return Tensor.generate(shapes[random.nextInt(shapes.length)], _ -> number());
  }

  private double number() {
    return switch (random.nextInt(12)) {
      case 0 -> 0;
      case 1 -> -0.0;
      case 2 -> Double.POSITIVE_INFINITY;
      case 3 -> Double.NEGATIVE_INFINITY;
      case 4 -> Double.NaN;
      case 5 -> Double.MIN_VALUE;
      case 6 -> -Double.MAX_VALUE;
      case 7 -> 1e15 * random.nextInt(100);
      case 8 -> -random.nextInt(10);
      case 9 -> random.nextInt(10);
      default -> random.nextGaussian();
    };
  }

  private Op op() {
    List<OpType> all = Ops.all();
    while (true) {
      // Every second one is an operator, where brackets and signs are at stake.
      OpType type =
          random.nextBoolean()
              ? Ops.find(
                      List.of("add", "sub", "mul", "div", "pow", "negate").get(random.nextInt(6)))
                  .orElseThrow()
              : all.get(random.nextInt(all.size()));
      Map<String, Object> settings = new HashMap<>();
      for (Setting setting : type.settings()) {
        if (random.nextBoolean()) {
          settings.put(setting.name(), value(setting));
        }
      }
      try {
        return type.create(settings);
      } catch (BadSetting _) {
        // two settings that do not go together: another try
      }
    }
  }

  private Object value(Setting setting) {
    return switch (setting) {
      case Setting.Whole(_, Integer initial, _) -> initial + random.nextInt(3);
      case Setting.Padding _ -> random.nextBoolean() ? "same" : (Object) random.nextInt(4);
      case Setting.Real(_, _, double least, _, double most) ->
          most - random.nextDouble() * (most - least);
      case Setting.Flag _ -> random.nextBoolean();
      case Setting.AxisList _ ->
          List.of(List.of(), List.of(0), List.of(-1), List.of(0, 1)).get(random.nextInt(4));
      case Setting.Lengths _ ->
          List.of(List.of(-1), List.of(-1, 2), List.of(6), List.of()).get(random.nextInt(4));
    };
  }
}
