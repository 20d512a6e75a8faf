package backprop.autodiff;

import backprop.graph.Edge;
import backprop.graph.InitialValue;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.RuleFormula;
import backprop.graph.Shapes;
import backprop.message.Message;
import backprop.message.MessageException;
import backprop.op.OpContext;
import backprop.op.ShapeMismatch;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The value of one formula of a person's own rule.
final class RuleEvaluation {
  private RuleEvaluation() {}

  /// The formula's value where its names have these values.
  ///
  /// @throws ShapeMismatch if shapes in it do not fit
  /// @throws MessageException if it cannot be computed for another reason
  static Tensor value(RuleFormula formula, Map<String, Tensor> names, OpContext context) {
    return known(values(formula, names, context), formula.result());
  }

  /// The value of each part of the formula up to its result, as [#value].
  static Map<NodeId, Tensor> values(
      RuleFormula formula, Map<String, Tensor> names, OpContext context) {
    Map<NodeId, Tensor> values = new HashMap<>();
    for (NodeId id : formula.graph().topological()) {
      values.put(
          id,
          switch (formula.graph().node(id)) {
            case Node.Input input -> named(names, input.name());
            case Node.Constant constant -> constant.value();
            case Node.Parameter parameter -> InitialValue.of(parameter);
            case Node.Operation operation -> apply(formula, operation, values, context);
          });
      if (id.equals(formula.result())) {
        break;
      }
    }
    return values;
  }

  private static Tensor apply(
      RuleFormula formula,
      Node.Operation operation,
      Map<NodeId, Tensor> values,
      OpContext context) {
    List<Edge> edges = formula.graph().inputs(operation.id());
    if (edges.size() < operation.op().ports().size()) {
      throw new MessageException(Message.of("check.rule.incomplete"));
    }
    List<Tensor> inputs = new ArrayList<>();
    List<Shape> shapes = new ArrayList<>();
    for (Edge edge : edges) {
      Tensor input = known(values, edge.from());
      inputs.add(input);
      shapes.add(input.shape());
    }
    Shape shape = operation.op().shape(shapes);
    if (Shapes.numbers(shape) > Shapes.MOST_NUMBERS) {
      throw new MessageException(Shapes.tooLarge(operation.id(), shape).sentence());
    }
    operation
        .op()
        .valueProblem(inputs)
        .ifPresent(
            sentence -> {
              throw new MessageException(sentence);
            });
    return operation.op().value(inputs, context);
  }

  private static Tensor named(Map<String, Tensor> names, String name) {
    Tensor value = names.get(name);
    if (value == null) {
      throw new MessageException(
          Message.of("check.rule.unknown-name", name, String.join(", ", names.keySet())));
    }
    return value;
  }

  private static Tensor known(Map<NodeId, Tensor> values, NodeId id) {
    Tensor value = values.get(id);
    if (value == null) {
      throw new MessageException(Message.of("check.rule.incomplete"));
    }
    return value;
  }
}
