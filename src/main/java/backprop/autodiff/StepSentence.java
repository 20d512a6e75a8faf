package backprop.autodiff;

import backprop.formula.Expr;
import backprop.graph.Edge;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.NodeNames;
import backprop.graph.OwnRule;
import backprop.message.Message;
import backprop.message.NumberText;
import backprop.op.ElementWise;
import backprop.op.LocalDerivative;
import backprop.op.Op;
import backprop.tensor.Tensor;
import java.util.List;

/// Says what a step does, with the numbers in.
final class StepSentence {
  private final Trace trace;
  private final NodeNames names;

  StepSentence(Trace trace) {
    this.trace = trace;
    this.names = trace.names();
  }

  Message of(int step) {
    int[] position = trace.positionInPhase(step);
    return switch (trace.steps().get(step)) {
      case Step.Evaluate(NodeId node, Tensor value) -> evaluate(position, node, value);
      case Step.Seed(NodeId node, Tensor upstream) -> seed(position, node, upstream);
      case Step.Propagate send -> propagate(position, send);
      case Step.Update(NodeId node, _, _, Tensor after) ->
          Message.of("step.update", position[0], position[1], names.symbol(node), text(after));
      case Step.Tangent tangent -> tangent(position, tangent);
    };
  }

  private Message evaluate(int[] position, NodeId id, Tensor value) {
    Op op = ((Node.Operation) trace.graph().node(id)).op();
    var own = trace.document().rules().at(id).flatMap(OwnRule::value);
    if (own.isPresent()) {
      return Message.of(
          "check.step.value",
          position[0],
          position[1],
          names.name(id),
          own.get().text(),
          text(value));
    }
    List<Tensor> inputs =
        trace.graph().inputs(id).stream()
            .map(edge -> trace.value(edge.from(), trace.count()).orElseThrow())
            .toList();
    if (value.isScalar() && op instanceof ElementWise) {
      List<String> numbers = inputs.stream().map(StepSentence::text).toList();
      return Message.of(
          "step.evaluate.scalar",
          position[0],
          position[1],
          names.name(id),
          NodeNames.written(op, numbers),
          text(value));
    }
    return value.isScalar()
        ? Message.of(
            "step.evaluate.to-scalar", position[0], position[1], names.name(id), text(value))
        : Message.of(
            "step.evaluate.tensor",
            position[0],
            position[1],
            names.name(id),
            names.expression(id),
            value.shape());
  }

  private Message tangent(int[] position, Step.Tangent sent) {
    String by = trace.direction().map(way -> way.name(trace)).orElse("?");
    String from = "∂" + names.symbol(sent.edge().from()) + "/∂" + by;
    String to = "∂" + names.symbol(sent.edge().to()) + "/∂" + by;
    String fork = sent.expected() > 1 ? ".sum" : "";
    return sent.local() instanceof LocalDerivative.Factor(double local, _)
        ? Message.of(
            "symbols.tangent.factor" + fork,
            position[0],
            position[1],
            from,
            factor(sent.tangent().item()),
            factor(local),
            text(sent.contribution()),
            to,
            text(sent.sum()),
            sent.arrived(),
            sent.expected())
        : Message.of(
            "symbols.tangent.tensor" + fork,
            position[0],
            position[1],
            from,
            names.name(sent.edge().to()),
            to,
            sent.contribution().shape(),
            sent.arrived(),
            sent.expected());
  }

  private Message seed(int[] position, NodeId id, Tensor upstream) {
    if (trace.direction().isPresent()) {
      return Message.of(
          "symbols.tangent.seed",
          position[0],
          position[1],
          names.symbol(id),
          trace.direction().get().name(trace));
    }
    boolean given =
        trace.document().roles().upstream().filter(own -> own.equals(upstream)).isPresent();
    String key =
        given ? "step.seed.given" : upstream.isScalar() ? "step.seed.one" : "step.seed.ones";
    return Message.of(
        key, position[0], position[1], names.symbol(id), text(upstream), names.name(id));
  }

  private Message propagate(int[] position, Step.Propagate send) {
    String fork = send.expected() > 1 ? ".fork" : "";
    Edge edge = send.edge();
    String from = names.name(edge.to());
    String to = names.name(edge.from());
    return switch (send.local()) {
      case LocalDerivative.Factor(double local, Expr rule) ->
          Message.of(
              "step.propagate." + way(edge, rule) + fork,
              position[0],
              position[1],
              from,
              factor(send.upstream().item()),
              factor(local),
              text(send.contribution()),
              to,
              text(send.sum()),
              send.arrived(),
              send.expected());
      case LocalDerivative.Elementwise(Tensor values, _) ->
          Message.of(
              (values.shape().equals(send.contribution().shape())
                      ? "step.propagate.elementwise"
                      : "step.propagate.broadcast")
                  + fork,
              position[0],
              position[1],
              from,
              send.contribution().shape(),
              to,
              send.arrived(),
              send.expected());
      case LocalDerivative.LinearMap(Message words, String plain, _)
          when words.key().equals("check.rule.words") ->
          Message.of(
              "check.step.sends",
              position[0],
              position[1],
              from,
              plain,
              to,
              text(send.contribution()),
              send.arrived(),
              send.expected());
      case LocalDerivative.LinearMap(_, String plain, _) ->
          Message.of(
              "step.propagate.linear" + fork,
              position[0],
              position[1],
              from,
              plain,
              to,
              send.contribution().shape(),
              send.arrived(),
              send.expected());
    };
  }

  /// How a scalar gradient goes through: unchanged, crosswise at a product, turned, or multiplied.
  private String way(Edge edge, Expr rule) {
    if (rule instanceof Expr.Num(double one) && one == 1) {
      return "unchanged";
    }
    if (rule instanceof Expr.Num(double minusOne) && minusOne == -1) {
      return "turned";
    }
    Node.Operation operation = (Node.Operation) trace.graph().node(edge.to());
    return operation.op().name().equals("mul") ? "crosswise" : "times";
  }

  private static String text(Tensor tensor) {
    return tensor.isScalar() ? NumberText.of(tensor.item()) : tensor.shape().toString();
  }

  /// A number as a factor: in brackets where it begins with a minus sign.
  private static String factor(double value) {
    String text = NumberText.of(value);
    return text.startsWith(NumberText.MINUS) ? "(" + text + ")" : text;
  }
}
