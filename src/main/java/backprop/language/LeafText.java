package backprop.language;

import backprop.graph.Node;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.Locale;
import java.util.StringJoiner;

/// Inputs, parameters and constants as calls: `parameter(784, 100, normal(0.01), seed=1)`.
final class LeafText {
  private LeafText() {}

  static String of(Node node) {
    return switch (node) {
      case Node.Input(_, _, Node.Source.Given(Tensor value)) -> "input(" + given(value) + ")";
      case Node.Input(_, _, Node.Source.Data data) -> data(data);
      case Node.Parameter(_, _, Shape shape, Node.Init init) -> parameter(shape, init);
      case Node.Constant(_, _, Tensor value) ->
          value.isScalar()
              ? "constant(" + Literals.number(value.item()) + ")"
              : "constant(" + given(value) + ")";
      case Node.Operation operation ->
          throw new IllegalArgumentException(operation.op().name() + " is no value");
    };
  }

  private static String data(Node.Source.Data data) {
    StringJoiner call =
        dims("input(", data.shape())
            .add("data=\"" + data.column().name().toLowerCase(Locale.ROOT) + "\"");
    if (data.scaling().isStandardised()) {
      call.add("mean=" + Literals.number(data.scaling().mean()))
          .add("deviation=" + Literals.number(data.scaling().deviation()));
    }
    return call.toString();
  }

  private static String parameter(Shape shape, Node.Init init) {
    return switch (init) {
      case Node.Init.Given(Tensor value) -> "parameter(" + given(value) + ")";
      case Node.Init.Zeros _ -> dims("parameter(", shape).add("zeros()").toString();
      case Node.Init.Normal(double deviation, long seed) ->
          dims("parameter(", shape)
              .add("normal(" + Literals.number(deviation) + ")")
              .add("seed=" + seed)
              .toString();
      case Node.Init.Glorot(long seed) ->
          dims("parameter(", shape).add("glorot()").add("seed=" + seed).toString();
      case Node.Init.He(long seed) ->
          dims("parameter(", shape).add("he()").add("seed=" + seed).toString();
    };
  }

  private static String given(Tensor value) {
    if (value.isScalar()) {
      return "value=" + Literals.number(value.item());
    }
    return Literals.saysShape(value) ? Literals.tensor(value) : "[], shape=" + list(value.shape());
  }

  private static String list(Shape shape) {
    StringJoiner list = new StringJoiner(", ", "[", "]");
    for (int dim : shape.dims()) {
      list.add(String.valueOf(dim));
    }
    return list.toString();
  }

  private static StringJoiner dims(String head, Shape shape) {
    StringJoiner call = new StringJoiner(", ", head, ")");
    for (int dim : shape.dims()) {
      call.add(dim == Shape.N ? "N" : String.valueOf(dim));
    }
    return call;
  }
}
