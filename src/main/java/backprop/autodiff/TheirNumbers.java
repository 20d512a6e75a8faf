package backprop.autodiff;

import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.NodeNames;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A person's own program's numbers beside a document's: which value or gradient is off first.
///
/// Arrays are matched by name: `W1`, `b1`, `x`, `t` to what is called so, `a1`, `z1` to the first
/// affine layer and what is applied to it (or the other way round, whichever fits), `dW1`,
/// `grad_W1` or `W1_grad` to gradients. Every number is judged by the person's own numbers before
/// it: a value by their inputs, a gradient by their upstream. So what only follows from a mistake
/// is right.
public final class TheirNumbers {

  /// What was found of one array.
  ///
  /// @param array the array's name
  /// @param node the node whose value or gradient it is
  /// @param gradient whether it is a gradient
  /// @param theirs the person's numbers
  /// @param expected what follows from their numbers before it
  /// @param error how far they are apart, against the largest expected number
  /// @param off whether that is more than their precision explains
  /// @param mistake the kind of mistake, where it is a known one
  public record Row(
      String array,
      NodeId node,
      boolean gradient,
      Tensor theirs,
      Tensor expected,
      double error,
      boolean off,
      Optional<Mistake> mistake) {}

  /// All that was found: values forward, then gradients backward, and the names that match nothing.
  public record Found(List<Row> rows, List<String> unmatched, Trace trace) {
    public Found {
      rows = List.copyOf(rows);
      unmatched = List.copyOf(unmatched);
    }

    /// The first array that is off.
    public Optional<Row> first() {
      return rows.stream().filter(Row::off).findFirst();
    }
  }

  private static final List<String> SPELLINGS = List.of("d", "d_", "grad_", "g_", "dL_d", "dl_d");

  private final Map<String, Tensor> arrays;
  private final double tolerance;
  private final Trace trace;
  private final Making making;
  private final Map<NodeId, String> values = new HashMap<>();
  private final Map<NodeId, String> gradients = new HashMap<>();
  private final Map<NodeId, Tensor> known = new HashMap<>();
  private final List<Row> rows = new ArrayList<>();

  private TheirNumbers(GraphDocument document, Map<String, Tensor> arrays, double tolerance) {
    this.arrays = arrays;
    this.tolerance = tolerance;
    this.trace = Evaluator.trace(withLeaves(document, arrays), EvaluationContext.PLAIN);
    this.making = new Making(trace.document(), trace.context());
  }

  /// Compares arrays by name with a document.
  ///
  /// @param tolerance how far equal numbers may be apart, against the largest
  public static Found compare(
      GraphDocument document, Map<String, Tensor> arrays, double tolerance) {
    return new TheirNumbers(document, arrays, tolerance).run();
  }

  /// The document on the person's inputs and parameters.
  private static GraphDocument withLeaves(GraphDocument document, Map<String, Tensor> arrays) {
    Graph graph = document.graph();
    for (Node node : document.graph().nodes()) {
      Optional<Tensor> theirs = leaf(arrays, node.name());
      if (theirs.isPresent() && node instanceof Node.Input) {
        graph =
            graph.with(new Node.Input(node.id(), node.name(), new Node.Source.Given(theirs.get())));
      } else if (theirs.isPresent() && node instanceof Node.Parameter) {
        graph =
            graph.with(
                new Node.Parameter(
                    node.id(),
                    node.name(),
                    theirs.get().shape(),
                    new Node.Init.Given(theirs.get())));
      }
    }
    return document.withGraph(graph);
  }

  private static Optional<Tensor> leaf(Map<String, Tensor> arrays, String name) {
    return name.isEmpty() ? Optional.empty() : spelled(arrays, name).map(arrays::get);
  }

  /// The array of this name, in capitals or not where that is the only one.
  private static Optional<String> spelled(Map<String, Tensor> arrays, String name) {
    if (arrays.containsKey(name)) {
      return Optional.of(name);
    }
    List<String> others = arrays.keySet().stream().filter(name::equalsIgnoreCase).toList();
    return others.size() == 1 ? Optional.of(others.getFirst()) : Optional.empty();
  }

  private Found run() {
    match();
    forward();
    trace.output().ifPresent(this::backward);
    List<String> unmatched =
        arrays.keySet().stream()
            .filter(name -> !values.containsValue(name) && !gradients.containsValue(name))
            .toList();
    return new Found(rows, unmatched, trace);
  }

  // ---- names ---------------------------------------------------------------------------------

  private void match() {
    Map<NodeId, Tensor> computed = trace.values();
    Map<NodeId, List<String>> called = called();
    called.forEach(
        (id, names) -> {
          Tensor value = computed.get(id);
          if (value == null) {
            return;
          }
          names.stream()
              .flatMap(name -> spelled(arrays, name).stream())
              .filter(name -> !values.containsValue(name))
              .filter(name -> array(name).shape().equals(value.shape()))
              .min(java.util.Comparator.comparingDouble(name -> apart(array(name), value)))
              .ifPresent(name -> values.put(id, name));
        });
    called.forEach(
        (id, names) -> {
          // A gradient is called as its value was; where that was not given, by the first name.
          List<String> bases = values.containsKey(id) ? List.of(values.get(id)) : names;
          bases.stream()
              .flatMap(base -> gradientNames(base).stream())
              .flatMap(name -> spelled(arrays, name).stream())
              .filter(name -> !values.containsValue(name) && !gradients.containsValue(name))
              .findFirst()
              .ifPresent(name -> gradients.put(id, name));
        });
  }

  private Tensor array(String name) {
    Tensor array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException("no array " + name);
    }
    return array;
  }

  private static List<String> gradientNames(String base) {
    List<String> names = new ArrayList<>(SPELLINGS.stream().map(head -> head + base).toList());
    names.add(base + "_grad");
    names.add("grads_" + base);
    return names;
  }

  /// What each node may be called, the likeliest first.
  private Map<NodeId, List<String>> called() {
    Map<NodeId, List<String>> called = new LinkedHashMap<>();
    NodeNames names = trace.names();
    int layer = 0;
    Map<NodeId, Integer> layers = new HashMap<>();
    for (NodeId id : trace.graph().topological()) {
      List<String> own = new ArrayList<>();
      Node node = trace.graph().node(id);
      if (!node.name().isEmpty()) {
        own.add(names.symbol(id));
      }
      if (node instanceof Node.Operation operation) {
        switch (operation.op().name()) {
          case "affine" -> {
            layers.put(id, ++layer);
            own.addAll(List.of("a" + layer, "z" + layer, "u" + layer, "Affine" + layer));
          }
          case "relu", "sigmoid", "tanh", "identity", "leaky_relu" -> {
            int below =
                trace.graph().inputs(id).stream()
                    .map(edge -> layers.getOrDefault(edge.from(), 0))
                    .findFirst()
                    .orElse(0);
            if (below > 0) {
              own.addAll(List.of("z" + below, "a" + below, "h" + below));
            }
          }
          case "softmax" -> own.addAll(List.of("y", "y_hat", "p"));
          case "softmax_loss", "cross_entropy" -> own.addAll(List.of("L", "loss", "Loss"));
          default -> {}
        }
      }
      called.put(id, own);
    }
    return called;
  }

  // ---- values --------------------------------------------------------------------------------

  private void forward() {
    Map<NodeId, Tensor> computed = trace.values();
    for (NodeId id : trace.graph().topological()) {
      Tensor own = computed.get(id);
      if (own == null) {
        continue;
      }
      Tensor expected = own;
      if (trace.graph().node(id) instanceof Node.Operation operation) {
        expected = making.value(operation, edge -> known(edge.from()));
      }
      String name = values.get(id);
      known.put(id, name == null ? expected : arrays.getOrDefault(name, expected));
      if (name != null && trace.graph().node(id) instanceof Node.Operation) {
        row(name, id, false, known.get(id), expected, Optional.empty());
      }
    }
  }

  // ---- gradients -----------------------------------------------------------------------------

  private void backward(NodeId output) {
    Map<NodeId, Tensor> sums = new HashMap<>();
    Map<NodeId, List<Tensor>> parts = new HashMap<>();
    sums.put(output, GradientCheck.seed(trace));
    for (Step step : trace.steps()) {
      if (!(step instanceof Step.Propagate send)) {
        continue;
      }
      Edge edge = send.edge();
      NodeId sender = making.sender(edge.to());
      Tensor upstream = sums.getOrDefault(sender, send.upstream());
      List<Tensor> inputs =
          trace.graph().inputs(sender).stream().map(in -> known(in.from())).toList();
      Tensor sent =
          making
              .send(sender, edge, inputs, in -> known(in.from()), known(sender), upstream)
              .contribution();
      sums.merge(edge.from(), sent, (a, b) -> a.zip(b, Double::sum));
      parts.computeIfAbsent(edge.from(), _ -> new ArrayList<>()).add(sent);
      if (send.arrived() == send.expected()) {
        arrived(edge.from(), sums, parts.getOrDefault(edge.from(), List.of()), edge);
      }
    }
  }

  private Tensor known(NodeId id) {
    Tensor value = known.get(id);
    if (value == null) {
      throw new IllegalStateException("no value at " + id);
    }
    return value;
  }

  private void arrived(NodeId id, Map<NodeId, Tensor> sums, List<Tensor> parts, Edge edge) {
    String name = gradients.get(id);
    Tensor expected = sums.get(id);
    if (name == null || expected == null) {
      return;
    }
    Tensor theirs = arrays.getOrDefault(name, expected);
    row(
        name,
        id,
        true,
        theirs,
        expected,
        lost(theirs, parts, id).or(() -> early(theirs, expected, edge, sums)));
    if (theirs.shape().equals(expected.shape())) {
      sums.put(id, theirs);
    } else if (theirs.size() == expected.size()) {
      sums.put(id, theirs.reshape(expected.shape()));
    }
  }

  /// One of several contributions alone: the others were overwritten.
  private Optional<Mistake> lost(Tensor theirs, List<Tensor> parts, NodeId id) {
    return parts.size() > 1 && parts.stream().anyMatch(part -> near(theirs, part))
        ? Optional.of(Mistake.of(Mistake.Kind.OVERWRITTEN, trace.names().symbol(id), parts.size()))
        : Optional.empty();
  }

  /// A bias gradient summed above the activation and not below it.
  private Optional<Mistake> early(
      Tensor theirs, Tensor expected, Edge edge, Map<NodeId, Tensor> sums) {
    if (near(theirs, expected)) {
      return Optional.empty();
    }
    return trace.graph().uses(edge.to()).stream()
        .map(use -> sums.get(use.to()))
        .filter(java.util.Objects::nonNull)
        .filter(above -> above.shape().rank() == 2 && theirs.shape().rank() == 1)
        .filter(above -> above.shape().dim(1) == theirs.size())
        .filter(above -> near(theirs, above.sumTo(Shape.of(theirs.size()))))
        .findFirst()
        .map(_ -> Mistake.of(Mistake.Kind.SUMMED_EARLY))
        .or(() -> named(theirs, expected, Optional.ofNullable(sums.get(making.sender(edge.to())))));
  }

  private Optional<Mistake> named(Tensor theirs, Tensor expected, Optional<Tensor> upstream) {
    int rows =
        trace.output().stream()
            .flatMap(output -> trace.graph().inputs(output).stream())
            .map(edge -> trace.values().get(edge.from()))
            .filter(java.util.Objects::nonNull)
            .findFirst()
            .filter(value -> value.shape().rank() > 1)
            .map(value -> value.shape().dim(0))
            .orElse(1);
    return new Diagnosis(theirs, expected, tolerance).of(upstream, rows);
  }

  private void row(
      String name,
      NodeId id,
      boolean gradient,
      Tensor theirs,
      Tensor expected,
      Optional<Mistake> mistake) {
    boolean off = !near(theirs, expected);
    rows.add(
        new Row(
            name,
            id,
            gradient,
            theirs,
            expected,
            theirs.shape().equals(expected.shape())
                ? apart(theirs, expected)
                : Double.POSITIVE_INFINITY,
            off,
            off ? mistake : Optional.empty()));
  }

  private boolean near(Tensor a, Tensor b) {
    return a.shape().equals(b.shape()) && apart(a, b) <= tolerance;
  }

  /// The largest difference, against the largest number of the second; NaN beside a number is far.
  private static double apart(Tensor a, Tensor b) {
    double difference = 0;
    double size = 0;
    for (int i = 0; i < b.size(); i++) {
      double one = Math.abs(a.get(i) - b.get(i));
      if (Double.isNaN(one) && !(Double.isNaN(a.get(i)) && Double.isNaN(b.get(i)))) {
        return Double.POSITIVE_INFINITY;
      }
      difference = Math.max(difference, Double.isNaN(one) ? 0 : one);
      size = Math.max(size, Math.abs(b.get(i)));
    }
    return difference == 0 ? 0 : size == 0 ? difference : difference / size;
  }
}
