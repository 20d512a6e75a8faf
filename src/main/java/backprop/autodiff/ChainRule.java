package backprop.autodiff;

import backprop.formula.Expr;
import backprop.formula.LatexPrinter;
import backprop.formula.PlainPrinter;
import backprop.graph.Edge;
import backprop.graph.NodeId;
import backprop.message.NumberText;
import backprop.op.LocalDerivative;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The chain rule from the output to one node, as far as its contributions have arrived, with the
/// numbers in: ∂total/∂a = 1 · 1.1 · 1 = 1.1.
///
/// For scalars it is a sum over the paths, each the product of the seed and the local derivatives
/// along it. Where there are very many paths, the sum is over the edges into the node, each its
/// upstream times its local derivative. For tensors it is the rules of those edges, in words.
///
/// @param derivative what by what: `∂total/∂a`
/// @param definition what a made-up letter stands for: `a = apple × apples`
/// @param paths one product a path, in the order in which they arrived; empty for tensors
/// @param rules one rule an edge, as plain text; empty for scalars
/// @param result the running sum, where it is a scalar
/// @param complete whether all contributions have arrived
public record ChainRule(
    String derivative,
    Optional<String> definition,
    List<Product> paths,
    List<String> rules,
    Optional<Double> result,
    boolean complete) {
  /// The most paths that are written out one by one.
  public static final int MOST_PATHS = 6;

  private static final int LONGEST_PATH = 12;

  public ChainRule {
    paths = List.copyOf(paths);
    rules = List.copyOf(rules);
  }

  /// What a factor is, and by that its colour.
  public enum Role {
    /// The gradient that entered at the output, or the upstream of a shortened path.
    GRADIENT,
    /// The value of another input of the operation.
    VALUE,
    /// A number that stands in the rule.
    NUMBER,
    /// A number computed by a rule.
    LOCAL
  }

  /// One factor of a path.
  ///
  /// @param edge the edge whose local derivative it is; none for the seed
  public record Factor(double value, Role role, Optional<Edge> edge) {
    /// The number as it stands in a product: in brackets where it begins with a minus sign.
    public String text() {
      String text = NumberText.of(value);
      return text.startsWith(NumberText.MINUS) ? "(" + text + ")" : text;
    }
  }

  /// The factors along one path, from the output down, and what they make.
  public record Product(List<Factor> factors, double value) {
    public Product {
      factors = List.copyOf(factors);
    }

    public String text() {
      return factors.stream().map(Factor::text).collect(Collectors.joining(" · "));
    }
  }

  /// The chain rule to a node at a playhead; nothing before the first contribution arrived.
  public static Optional<ChainRule> of(Trace trace, NodeId node, int playhead) {
    return trace.gradient(node, playhead).isEmpty() || trace.output().isEmpty()
        ? Optional.empty()
        : Optional.of(new Writer(trace, playhead).write(node));
  }

  /// The derivative of the trace's output by a node, as it is written: `∂total/∂apple`.
  public static String derivative(Trace trace, NodeId node) {
    String output = trace.output().map(trace.names()::symbol).orElse("?");
    return "∂" + output + "/∂" + trace.names().symbol(node);
  }

  /// The whole as plain text: `∂total/∂a = 1 · 1.1 · 1 = 1.1`.
  public String text() {
    if (paths.isEmpty()) {
      return derivative + (rules.isEmpty() ? "" : ": " + String.join("; ", rules));
    }
    return derivative
        + " = "
        + paths.stream().map(Product::text).collect(Collectors.joining(" + "))
        + result.map(value -> " = " + NumberText.of(value)).orElse("");
  }

  /// The right-hand side as LaTeX, numbers only: `1 \cdot 1.1 \cdot 1 = 1.1`.
  public String latex() {
    return paths.stream()
            .map(
                path ->
                    path.factors().stream()
                        .map(
                            factor ->
                                factor.value() < 0
                                    ? "(" + LatexPrinter.number(factor.value()) + ")"
                                    : LatexPrinter.number(factor.value()))
                        .collect(Collectors.joining(" \\cdot ")))
            .collect(Collectors.joining(" + "))
        + result.map(value -> " = " + LatexPrinter.number(value)).orElse("");
  }

  /// Collects the paths of one node.
  private static final class Writer {
    private final Trace trace;
    private final int playhead;

    Writer(Trace trace, int playhead) {
      this.trace = trace;
      this.playhead = playhead;
    }

    ChainRule write(NodeId node) {
      var gradient = trace.gradient(node, playhead).orElseThrow();
      List<Step.Propagate> arrived = arrived(node);
      boolean scalar =
          gradient.isScalar()
              && arrived.stream().allMatch(s -> s.local() instanceof LocalDerivative.Factor);
      List<Product> paths = new ArrayList<>();
      if (scalar && (!walk(node, new ArrayList<>(), paths) || paths.isEmpty())) {
        paths.clear();
        arrived.forEach(send -> paths.add(shortened(send)));
      }
      return new ChainRule(
          derivative(trace, node),
          trace.names().isLetter(node)
              ? Optional.of(trace.names().symbol(node) + " = " + trace.names().expression(node))
              : Optional.empty(),
          paths,
          scalar ? List.of() : arrived.stream().map(this::rule).toList(),
          gradient.isScalar() ? Optional.of(gradient.item()) : Optional.empty(),
          trace.gradientComplete(node, playhead));
    }

    /// What has arrived at a node, in the order of the steps.
    private List<Step.Propagate> arrived(NodeId node) {
      return trace.graph().uses(node).stream()
          .flatMap(edge -> trace.propagated(edge, playhead).stream())
          .sorted(java.util.Comparator.comparingInt(Step.Propagate::arrived))
          .toList();
    }

    /// Adds every path from the output to the node.
    ///
    /// @param below the factors from the node down to where the walk began, nearest last
    /// @return whether they could all be written out
    private boolean walk(NodeId node, List<Factor> below, List<Product> paths) {
      if (below.size() > LONGEST_PATH || paths.size() > MOST_PATHS) {
        return false;
      }
      if (trace.output().filter(node::equals).isPresent()) {
        double seed = trace.gradient(node, trace.forwardEnd() + 1).orElseThrow().item();
        List<Factor> factors = new ArrayList<>();
        factors.add(new Factor(seed, Role.GRADIENT, Optional.empty()));
        factors.addAll(below.reversed());
        double value = factors.stream().mapToDouble(Factor::value).reduce(1, (a, b) -> a * b);
        paths.add(new Product(factors, value));
        return paths.size() <= MOST_PATHS;
      }
      for (Step.Propagate send : arrived(node)) {
        if (!(send.local() instanceof LocalDerivative.Factor(double value, Expr rule))) {
          return false;
        }
        below.add(new Factor(value, role(rule), Optional.of(send.edge())));
        boolean written = walk(send.edge().to(), below, paths);
        below.removeLast();
        if (!written) {
          return false;
        }
      }
      return true;
    }

    private static Product shortened(Step.Propagate send) {
      var local = (LocalDerivative.Factor) send.local();
      return new Product(
          List.of(
              new Factor(send.upstream().item(), Role.GRADIENT, Optional.empty()),
              new Factor(local.value(), role(local.rule()), Optional.of(send.edge()))),
          send.contribution().item());
    }

    private static Role role(Expr rule) {
      return switch (rule) {
        case Expr.Num _ -> Role.NUMBER;
        case Expr.Var _ -> Role.VALUE;
        case Expr.Call _ -> Role.LOCAL;
      };
    }

    private String rule(Step.Propagate send) {
      return switch (send.local()) {
        case LocalDerivative.Factor(double value, _) -> NumberText.of(value);
        case LocalDerivative.Elementwise(_, Expr rule) ->
            derivative(trace, send.edge().to()) + " ⊙ (" + PlainPrinter.print(rule) + ")";
        case LocalDerivative.LinearMap(_, String plain, _) -> plain;
      };
    }
  }
}
