package backprop.graph.fusion;

import static backprop.graph.fusion.Term.call;
import static backprop.graph.fusion.Term.either;
import static backprop.graph.fusion.Term.number;
import static backprop.graph.fusion.Term.operand;
import static backprop.graph.fusion.Term.swapping;

import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.op.Op;
import backprop.op.Ops;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The table of patterns, and where they stand in a graph.
///
/// A part that matches has the value and the gradients of one operation for every number, up to
/// rounding: σ = 1 / (1 + exp(−x)) in four discs is `sigmoid`. Both spellings of a textbook are
/// known: −x and x × (−1), 1/x and 1 ÷ x. Source: Saito, Deep Learning from Scratch, chapters 5.5,
/// 5.6 and appendix A.
public final class Fusions {
  private static final Term X = operand(0);
  private static final Term MINUS_X =
      either(
          call("negate", X),
          swapping("mul", X, number(-1)),
          call("div", X, number(-1)),
          call("sub", number(0), X));
  private static final Term EXP_X = call("exp", X);

  private static final Term SIGMOID =
      either(
          inverse(swapping("add", call("exp", MINUS_X), number(1))),
          call("div", EXP_X, swapping("add", EXP_X, number(1))));

  /// Probabilities of scores at port 0, in discs.
  private static final Term SOFTMAX = softmax();

  private static final Term SOFTMAX_LOSS =
      either(
          call("cross_entropy", either(call("softmax", X), SOFTMAX), operand(1)),
          new Term.NegativeMean(
              swapping("mul", operand(1), call("log", either(call("softmax", X), SOFTMAX)))));

  private static final Term AFFINE = swapping("add", call("matmul", X, operand(1)), operand(2));

  // Larger before smaller: softmax stands inside of softmax-with-loss.
  private static final List<FusionPattern> ALL =
      List.of(
          row(SOFTMAX_LOSS, "softmax_loss"),
          row(SOFTMAX, "softmax"),
          row(SIGMOID, "sigmoid"),
          row(AFFINE, "affine"));

  private Fusions() {}

  private static FusionPattern row(Term term, String op) {
    return new FusionPattern(term, Ops.create(op));
  }

  private static Term inverse(Term term) {
    return either(
        call("reciprocal", term), call("div", number(1), term), call("pow", term, number(-1)));
  }

  private static Term softmax() {
    List<Term> spellings = new ArrayList<>();
    Term largest = new Term.AlongRows("amax", X);
    // The longer one first: without it the shifted scores would be taken for the operand.
    for (Term score : List.of(call("sub", X, largest), X)) {
      Term exp = call("exp", score);
      Term sum = new Term.AlongRows("sum", exp);
      spellings.add(call("div", exp, sum));
      spellings.add(swapping("mul", exp, inverse(sum)));
    }
    return new Term.Either(spellings);
  }

  /// Every pattern, the larger ones first.
  public static List<FusionPattern> all() {
    return ALL;
  }

  /// The largest part that ends at this node and equals one operation, whoever else uses its inner
  /// values.
  ///
  /// This is about values and derivatives only; whether it can be replaced is [Fusion#canReplace].
  public static Optional<Fusion> at(Graph graph, NodeId root) {
    return at(new Matcher(graph), root);
  }

  private static Optional<Fusion> at(Matcher matcher, NodeId root) {
    return ALL.stream().flatMap(pattern -> matcher.match(pattern, root).stream()).findFirst();
  }

  /// The parts that can be replaced by one operation, in topological order of their last nodes;
  /// none lies within another.
  public static List<Fusion> offers(GraphDocument document) {
    Graph graph = document.graph();
    Matcher matcher = new Matcher(graph);
    List<Fusion> found = new ArrayList<>();
    Set<NodeId> covered = new HashSet<>();
    for (NodeId root : graph.topological().reversed()) {
      if (!covered.contains(root) && graph.node(root) instanceof Node.Operation) {
        at(matcher, root)
            .filter(fusion -> fusion.canReplace(document))
            .ifPresent(
                fusion -> {
                  found.addFirst(fusion);
                  covered.addAll(fusion.inside());
                });
      }
    }
    return found;
  }

  /// The offer that this operation is a part of, if there is one.
  public static Optional<Fusion> offer(GraphDocument document, NodeId node) {
    return offers(document).stream().filter(fusion -> fusion.inside().contains(node)).findFirst();
  }

  /// The pattern of this operation, if it has one.
  public static Optional<FusionPattern> of(Op op) {
    return ALL.stream().filter(pattern -> pattern.op().equals(op)).findFirst();
  }
}
