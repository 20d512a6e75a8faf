package backprop.golden;

import static backprop.golden.Golden.assertClose;
import static backprop.golden.Golden.tensor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import backprop.autodiff.EvaluationContext;
import backprop.autodiff.Evaluator;
import backprop.autodiff.Optimizer;
import backprop.autodiff.Trace;
import backprop.formula.Functions;
import backprop.graph.GraphBuilder;
import backprop.graph.NodeId;
import backprop.op.Affine;
import backprop.op.Ops;
import backprop.op.Softmax;
import backprop.op.SoftmaxLoss;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Oracle: the golden files of whole graphs, evaluated as documents; tolerances are those that each
/// file states.
class GoldenDocumentsTest {

  private static Stream<JsonNode> cases(String file) {
    return StreamSupport.stream(Golden.read(file).get("cases").spliterator(), false);
  }

  private static void assertAll(
      JsonNode expected, Map<NodeId, Tensor> actual, double relative, double absolute) {
    assertEquals(true, expected.size() > 0);
    expected
        .properties()
        .forEach(
            entry ->
                assertClose(
                    tensor(entry.getValue()),
                    actual.getOrDefault(NodeId.of(entry.getKey()), Tensor.scalar(Double.NaN)),
                    relative,
                    absolute));
  }

  @TestFactory
  Stream<DynamicTest> apples() {
    double relative = 1e-9;
    return cases("apple.json")
        .map(
            row ->
                dynamicTest(
                    row.get("name").asText(),
                    () -> {
                      boolean oranges = row.get("inputs").has("orange");
                      GraphBuilder graph = new GraphBuilder();
                      row.get("inputs")
                          .properties()
                          .forEach(in -> graph.input(in.getKey(), in.getValue().asDouble()));
                      graph.op("apple_price", Functions.MUL, "apple", "apple_num");
                      if (oranges) {
                        graph.op("orange_price", Functions.MUL, "orange", "orange_num");
                        graph.op("all_price", Functions.ADD, "apple_price", "orange_price");
                      }
                      graph.op(
                          "price", Functions.MUL, oranges ? "all_price" : "apple_price", "tax");
                      Trace trace = Evaluator.trace(graph.build("price"), EvaluationContext.PLAIN);
                      assertAll(row.get("values"), trace.values(), relative, 0);
                      assertAll(row.get("grads"), trace.gradients(), relative, 0);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> sigmoidInFourDiscs() {
    double relative = 1e-12;
    return cases("sigmoid.json")
        .map(
            row ->
                dynamicTest(
                    row.get("inputs").toString(),
                    () -> {
                      Trace trace =
                          Evaluator.trace(
                              new GraphBuilder()
                                  .input("x", row.get("inputs").get("x").asDouble())
                                  .constant("minus1", -1)
                                  .constant("one", 1)
                                  .op("neg", Functions.MUL, "x", "minus1")
                                  .op("exp", Functions.EXP, "neg")
                                  .op("plus1", Functions.ADD, "exp", "one")
                                  .op("y", Functions.RECIPROCAL, "plus1")
                                  .build("y"),
                              EvaluationContext.PLAIN);
                      assertAll(row.get("values"), trace.values(), relative, 0);
                      assertAll(row.get("grads"), trace.gradients(), relative, 0);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> twoLayerNet() {
    double absolute = 1e-9;
    return cases("two-layer-net.json")
        .map(
            row ->
                dynamicTest(
                    row.get("hidden").asText(),
                    () -> {
                      Map<String, Tensor> weights = new LinkedHashMap<>();
                      row.get("params")
                          .properties()
                          .forEach(entry -> weights.put(entry.getKey(), tensor(entry.getValue())));
                      Trace trace = net(row, weights);
                      assertAll(row.get("forward"), trace.values(), 0, absolute);
                      assertAll(row.get("grads"), trace.gradients(), 0, absolute);

                      Optimizer sgd = new Optimizer.Sgd(row.get("sgd_lr").asDouble());
                      weights.replaceAll(
                          (name, weight) ->
                              sgd.update(
                                      weight,
                                      trace
                                          .gradients()
                                          .getOrDefault(
                                              NodeId.of(name), Tensor.zeros(Shape.scalar())),
                                      sgd.begin(weight.shape()))
                                  .weight());
                      weights.forEach(
                          (name, weight) ->
                              assertClose(
                                  tensor(row.get("params_after").get(name)), weight, 0, absolute));
                      assertEquals(
                          row.get("loss_after").asDouble(),
                          net(row, weights).values().get(NodeId.of("loss")).item(),
                          absolute);
                    }));
  }

  private static Trace net(JsonNode row, Map<String, Tensor> weights) {
    GraphBuilder graph = new GraphBuilder();
    graph.input("x", tensor(row.get("x"))).input("t", tensor(row.get("t_index")));
    weights.forEach(graph::parameter);
    graph
        .op("a1", "", new Affine(), "x", "W1", "b1")
        .op("z1", "", Ops.create(row.get("hidden").asText()), "a1")
        .op("a2", "", new Affine(), "z1", "W2", "b2")
        .op("y", "", new Softmax(), "a2")
        .op("loss", "", new SoftmaxLoss(), "a2", "t");
    return Evaluator.trace(graph.build("loss"), EvaluationContext.PLAIN);
  }

  @TestFactory
  Stream<DynamicTest> optimizers() {
    double relative = 1e-9;
    JsonNode file = Golden.read("optimizers.json").get("optimizers");
    Map<String, Optimizer> optimizers =
        Map.of(
            "sgd", new Optimizer.Sgd(0.95),
            "momentum", Optimizer.Momentum.of(0.1),
            "adam", Optimizer.Adam.of(0.3),
            "adam_default", Optimizer.Adam.of(0.001),
            "adagrad", Optimizer.AdaGrad.of(1.5));
    assertEquals(file.size(), optimizers.size());
    return optimizers.entrySet().stream()
        .map(
            entry ->
                dynamicTest(
                    entry.getKey(),
                    () -> {
                      JsonNode run = file.get(entry.getKey());
                      Optimizer optimizer = entry.getValue();
                      assertEquals(run.get("lr").asDouble(), optimizer.rate());
                      Tensor weight = Tensor.vector(-7, 2);
                      Optimizer.State state = optimizer.begin(weight.shape());
                      assertEquals(5, run.get("steps").size());
                      for (JsonNode step : run.get("steps")) {
                        Tensor gradient = Tensor.vector(weight.get(0) / 10, 2 * weight.get(1));
                        assertClose(tensor(step.get("grad")), gradient, relative, 0);
                        Optimizer.Updated updated = optimizer.update(weight, gradient, state);
                        weight = updated.weight();
                        state = updated.state();
                        assertClose(tensor(step.get("after")), weight, relative, 0);
                      }
                      assertEquals(5, state.steps());
                      assertEquals(List.of(0.5), List.of(optimizer.withRate(0.5).rate()));
                    }));
  }
}
