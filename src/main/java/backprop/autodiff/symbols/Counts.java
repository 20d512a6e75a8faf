package backprop.autodiff.symbols;

import backprop.autodiff.GradientCheck;
import backprop.autodiff.Pairs;
import backprop.autodiff.PairsOf;
import backprop.autodiff.Trace;
import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.op.Affine;
import backprop.op.ArgMax;
import backprop.op.AxisMax;
import backprop.op.BatchNorm;
import backprop.op.BinaryCrossEntropy;
import backprop.op.Concat;
import backprop.op.Convolution;
import backprop.op.CrossEntropy;
import backprop.op.Dropout;
import backprop.op.ElementWise;
import backprop.op.Flatten;
import backprop.op.LeakyRelu;
import backprop.op.MatMul;
import backprop.op.Mean;
import backprop.op.MeanSquaredError;
import backprop.op.OneHot;
import backprop.op.Op;
import backprop.op.Pad;
import backprop.op.Pooling;
import backprop.op.Reshape;
import backprop.op.Softmax;
import backprop.op.SoftmaxLoss;
import backprop.op.Sum;
import backprop.op.SumSquaredError;
import backprop.op.Transpose;
import backprop.tensor.Tensor;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// How many scalar multiplications a gradient costs in four ways: the answer to "why backwards?".
///
/// Counted are products of two numbers; additions, and evaluating a local derivative, are not. One
/// edge costs the multiplications of upstream × local: one for each number of an element-wise
/// operation's output, one for each product w · x of a matrix product or a convolution (padding
/// counted), none for a bias, and the larger of input and output for other operations.
///
/// - *By paths*: every path from a number of the node to a number of the output, each a product of
///   its k local derivatives: k − 1 multiplications. Counted by dynamic programming, not by walking
///   them; exact where every number of an operation's output reads equally many numbers.
/// - *Forward mode*: one pass for each number of the node, over the edges between it and the
///   output.
/// - *Reverse mode*: one pass over all edges that carry a gradient, whatever is asked for.
/// - *Numerical differentiation*: two evaluations of the output for each number of the node; an
///   evaluation costs one for each number that a function other than + and − makes, and the
///   products of matrix products and convolutions.
///
/// @param paths how many paths there are from this node
/// @param targets the inputs and parameters that get a gradient
/// @param numbers how many numbers those have
public record Counts(BigInteger paths, int targets, long numbers, Row one, Row all) {

  /// The multiplications for one node, or for all targets.
  public record Row(
      BigInteger byPaths, BigInteger forward, BigInteger reverse, BigInteger numerical) {
    private Row plus(Row other) {
      return new Row(
          byPaths.add(other.byPaths),
          forward.add(other.forward),
          reverse,
          numerical.add(other.numerical));
    }
  }

  /// The counts for a node; nothing where there is no output or it does not depend on the node.
  public static Optional<Counts> of(Trace trace, NodeId node) {
    if (trace.output().isEmpty()
        || trace.graph().uses(node).stream().noneMatch(trace::carriesGradient)) {
      return Optional.empty();
    }
    Counter counter = new Counter(trace);
    List<NodeId> targets = GradientCheck.targets(trace);
    Row all =
        targets.stream().map(counter::row).reduce(Row::plus).orElseGet(() -> counter.row(node));
    return Optional.of(
        new Counts(
            counter.paths(node),
            targets.size(),
            targets.stream().mapToLong(counter::size).sum(),
            counter.row(node),
            all));
  }

  /// Counts over one trace.
  private static final class Counter {
    private final Trace trace;
    private final Graph graph;
    private final Map<NodeId, Tensor> values;

    /// Of all paths from a node: how many, and how many edges they have together.
    private final Map<NodeId, BigInteger> paths = new HashMap<>();

    private final Map<NodeId, BigInteger> lengths = new HashMap<>();
    private final BigInteger reverse;
    private final BigInteger evaluation;

    Counter(Trace trace) {
      this.trace = trace;
      this.graph = trace.graph();
      this.values = trace.values();
      NodeId output = trace.output().orElseThrow();
      paths.put(output, BigInteger.valueOf(size(output)));
      lengths.put(output, BigInteger.ZERO);
      BigInteger edges = BigInteger.ZERO;
      BigInteger products = BigInteger.ZERO;
      Set<NodeId> needed = new HashSet<>(Set.of(output));
      for (NodeId id : graph.topological().reversed()) {
        for (Edge edge : graph.uses(id)) {
          if (trace.carriesGradient(edge)) {
            through(edge);
            edges = edges.add(BigInteger.valueOf(multiplications(edge)));
          }
          if (needed.contains(edge.to())) {
            needed.add(id);
          }
        }
        if (needed.contains(id)) {
          products = products.add(BigInteger.valueOf(evaluation(id)));
        }
      }
      reverse = edges;
      evaluation = products;
    }

    private void through(Edge edge) {
      BigInteger reads = BigInteger.valueOf(reads(edge));
      BigInteger above = paths.getOrDefault(edge.to(), BigInteger.ZERO);
      BigInteger edges = lengths.getOrDefault(edge.to(), BigInteger.ZERO).add(above);
      paths.merge(edge.from(), reads.multiply(above), BigInteger::add);
      lengths.merge(edge.from(), reads.multiply(edges), BigInteger::add);
    }

    BigInteger paths(NodeId node) {
      return paths.getOrDefault(node, BigInteger.ZERO);
    }

    int size(NodeId id) {
      Tensor value = values.get(id);
      return value == null ? 0 : value.size();
    }

    Row row(NodeId node) {
      BigInteger numbers = BigInteger.valueOf(size(node));
      return new Row(
          lengths.getOrDefault(node, BigInteger.ZERO).subtract(paths(node)).max(BigInteger.ZERO),
          numbers.multiply(forward(node)),
          reverse,
          numbers.multiply(BigInteger.TWO).multiply(evaluation));
    }

    /// The multiplications of one forward pass from a node.
    private BigInteger forward(NodeId node) {
      Set<NodeId> reached = new HashSet<>(Set.of(node));
      BigInteger sum = BigInteger.ZERO;
      for (NodeId id : graph.topological()) {
        if (reached.contains(id)) {
          for (Edge edge : graph.uses(id)) {
            if (trace.carriesGradient(edge)) {
              reached.add(edge.to());
              sum = sum.add(BigInteger.valueOf(multiplications(edge)));
            }
          }
        }
      }
      return sum;
    }

    private Tensor value(NodeId id) {
      return Objects.requireNonNull(values.get(id));
    }

    private Op op(NodeId id) {
      return ((Node.Operation) graph.node(id)).op();
    }

    private Optional<Pairs> pairs(NodeId id) {
      List<Tensor> inputs = graph.inputs(id).stream().map(edge -> value(edge.from())).toList();
      return PairsOf.op(op(id), inputs);
    }

    /// How many numbers of an edge's input one number of its output reads.
    private long reads(Edge edge) {
      if (edge.port() > 1) {
        return 1;
      }
      Optional<Pairs> pairs = pairs(edge.to());
      if (pairs.isPresent()) {
        return pairs.get().outputs() == 0 ? 0 : taps(pairs.get());
      }
      if (isElementWise(edge)) {
        return 1;
      }
      if (op(edge.to()) instanceof Softmax) {
        return value(edge.to()).shape().dim(-1);
      }
      int out = size(edge.to());
      return out == 0 ? 0 : Math.max(1, size(edge.from()) / out);
    }

    private boolean isElementWise(Edge edge) {
      return op(edge.to()) instanceof ElementWise
          || op(edge.to()) instanceof LeakyRelu
          || op(edge.to()) instanceof Dropout;
    }

    private static int taps(Pairs pairs) {
      return switch (pairs) {
        case Pairs.Matrix matrix -> matrix.inner();
        case Pairs.Window window ->
            window.slide().inChannels()
                / window.slide().groups()
                * window.slide().filterHeight()
                * window.slide().filterWidth();
      };
    }

    private long multiplications(Edge edge) {
      Optional<Pairs> pairs = pairs(edge.to());
      if (pairs.isPresent()) {
        return edge.port() > 1 ? 0 : (long) pairs.get().outputs() * taps(pairs.get());
      }
      return isElementWise(edge) ? size(edge.to()) : Math.max(size(edge.from()), size(edge.to()));
    }

    /// The multiplications of one evaluation of an operation.
    private long evaluation(NodeId id) {
      if (!(graph.node(id) instanceof Node.Operation) || !values.containsKey(id)) {
        return 0;
      }
      Optional<Pairs> pairs = pairs(id);
      if (pairs.isPresent()) {
        return (long) pairs.get().outputs() * taps(pairs.get());
      }
      int largest =
          Math.max(
              size(id),
              graph.inputs(id).stream().mapToInt(edge -> size(edge.from())).max().orElse(0));
      return switch (op(id)) {
        case ElementWise element ->
            switch (element.function().name()) {
              case "add", "sub", "negate", "identity" -> 0;
              default -> size(id);
            };
        case Sum _,
            AxisMax _,
            Reshape _,
            Flatten _,
            Transpose _,
            Concat _,
            Pad _,
            OneHot _,
            ArgMax _ ->
            0;
        case LeakyRelu _,
            MatMul _,
            Affine _,
            Mean _,
            Softmax _,
            CrossEntropy _,
            BinaryCrossEntropy _,
            MeanSquaredError _,
            SumSquaredError _,
            SoftmaxLoss _,
            Dropout _,
            BatchNorm _,
            Convolution _,
            Pooling _ ->
            largest;
      };
    }
  }
}
