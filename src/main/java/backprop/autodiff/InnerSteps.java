package backprop.autodiff;

import backprop.graph.Edge;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.OwnRule;
import backprop.message.Message;
import backprop.op.Op;
import backprop.op.OpContext;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/// A step on tensors, opened: its numbers one by one, each with the terms that make it.
///
/// Nothing is made before it is asked for; a step of a million numbers opens as fast as one of
/// four.
public final class InnerSteps {
  private final Shape shape;
  private final String name;
  private final Tensor made;
  private final IntFunction<Cell> open;

  private InnerSteps(String name, Tensor made, IntFunction<Cell> open) {
    this.name = name;
    this.made = made;
    this.shape = made.shape();
    this.open = open;
  }

  /// The inside of a step; nothing for a step on scalars only.
  public static Optional<InnerSteps> of(Trace trace, int step) {
    return switch (trace.steps().get(step)) {
      case Step.Evaluate(NodeId node, Tensor value) ->
          trace.document().rules().at(node).flatMap(OwnRule::value).isPresent()
              ? unlisted(trace.names().symbol(node), value)
              : evaluate(trace, node, value);
      case Step.Propagate send ->
          trace.document().rules().standingFor(send.edge().to()).isPresent()
              ? unlisted(ChainRule.derivative(trace, send.edge().from()), send.contribution())
              : propagate(trace, send);
      case Step.Seed _, Step.Update _, Step.Tangent _ -> Optional.empty();
    };
  }

  /// The inside of a step by a person's own rule: its numbers, whose terms only the rule knows.
  private static Optional<InnerSteps> unlisted(String name, Tensor made) {
    return made.isScalar()
        ? Optional.empty()
        : Optional.of(
            new InnerSteps(
                name,
                made,
                i ->
                    new Cell(
                        i,
                        Index.text(made.shape(), i),
                        made.get(i),
                        List.of(),
                        Cell.Combine.UNLISTED)));
  }

  private static Optional<InnerSteps> evaluate(Trace trace, NodeId node, Tensor value) {
    List<Tensor> inputs = inputs(trace, node);
    if (value.isScalar() && inputs.stream().allMatch(Tensor::isScalar)) {
      return Optional.empty();
    }
    ForwardTerms terms =
        new ForwardTerms(op(trace, node), inputs, value, names(trace, node), context(trace, node));
    return Optional.of(new InnerSteps(trace.names().symbol(node), value, terms::cell));
  }

  private static Optional<InnerSteps> propagate(Trace trace, Step.Propagate send) {
    NodeId node = send.edge().to();
    Tensor output = trace.value(node, trace.count()).orElseThrow();
    if (send.contribution().isScalar() && send.upstream().isScalar()) {
      return Optional.empty();
    }
    BackwardTerms terms =
        new BackwardTerms(
            op(trace, node),
            send,
            inputs(trace, node),
            output,
            names(trace, node),
            ChainRule.derivative(trace, node),
            context(trace, node));
    return Optional.of(
        new InnerSteps(
            ChainRule.derivative(trace, send.edge().from()), send.contribution(), terms::cell));
  }

  private static Op op(Trace trace, NodeId node) {
    return ((Node.Operation) trace.graph().node(node)).op();
  }

  private static OpContext context(Trace trace, NodeId node) {
    return trace.context().at(node);
  }

  private static List<Tensor> inputs(Trace trace, NodeId node) {
    return trace.graph().inputs(node).stream()
        .map(edge -> trace.value(edge.from(), trace.count()).orElseThrow())
        .toList();
  }

  private static List<String> names(Trace trace, NodeId node) {
    return trace.graph().inputs(node).stream().map(Edge::from).map(trace.names()::symbol).toList();
  }

  /// The shape of what the step makes.
  public Shape shape() {
    return shape;
  }

  /// How many numbers the step makes; each is one inner step.
  public int count() {
    return made.size();
  }

  /// How many numbers one row has: the coarser inner step.
  public int rowLength() {
    return shape.isScalar() ? 1 : shape.dim(-1);
  }

  /// One number with its terms.
  public Cell cell(int position) {
    return open.apply(Objects.checkIndex(position, count()));
  }

  /// The position of a written place, for "go to cell [3][1][2][19]".
  public OptionalInt find(String place) {
    return Index.position(shape, place);
  }

  /// What this inner step does, with the numbers in.
  public Message sentence(int position) {
    return sentence(cell(position));
  }

  /// The same for a cell of this step that was opened already.
  public Message sentence(Cell cell) {
    String place = name + cell.index();
    return switch (cell.combine()) {
      case SUM ->
          cell.terms().size() == 1
              ? Message.of(
                  "step.inner.product", place, cell.terms().getFirst().text(), cell.value())
              : Message.of("step.inner.sum", place, cell.terms().size(), cell.value());
      case MEAN -> Message.of("step.inner.mean", place, cell.terms().size(), cell.value());
      case LARGEST -> Message.of("step.inner.largest", place, cell.terms().size(), cell.value());
      case PLACE -> Message.of("step.inner.argmax", place, cell.terms().size(), cell.value());
      case SHARE -> Message.of("step.inner.share", place, cell.terms().size(), cell.value());
      case APPLY, UNLISTED -> Message.of("step.inner.number", place, cell.value());
    };
  }
}
