package backprop.cli;

import static backprop.golden.Golden.assertClose;
import static backprop.golden.Golden.tensor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import backprop.golden.Golden;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Oracle: the golden files, asked as a person asks: a formula, `--set`, `--upstream` and `--json`.
///
/// `dropout.json` and `optimizers.json` say nothing that one evaluation answers; the tests of their
/// packages hold them.
class GoldenCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// What a file's figures may differ by: all state one of these or less.
  private static final double RELATIVE = 1e-9;

  private static final double ABSOLUTE = 1e-9;

  /// `W` of the simple net is given to 8 decimals.
  private static final double EIGHT_DECIMALS = 1e-8;

  @TempDir private Path folder;

  /// Evaluates the formula; the inputs and the upstream are JSON, which is how they are written.
  private JsonNode eval(String formula, Map<String, JsonNode> inputs, JsonNode... upstream)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of("eval", formula, "--json"));
    inputs.forEach((name, value) -> arguments.addAll(List.of("--set", name + "=" + value)));
    for (JsonNode given : upstream) {
      arguments.addAll(List.of("--upstream", given.toString()));
    }
    var ran = CommandLineProbe.in(folder).run(arguments.toArray(String[]::new));
    assertEquals(0, ran.status(), ran::err);
    assertEquals(1, ran.lines().size(), ran::out);
    return JSON.readTree(ran.out());
  }

  private static Map<String, JsonNode> inputs(JsonNode object) {
    return JSON.convertValue(
        object, JSON.getTypeFactory().constructMapType(Map.class, String.class, JsonNode.class));
  }

  private static void same(JsonNode expected, JsonNode actual, double absolute) {
    assertClose(tensor(expected), tensor(actual), RELATIVE, absolute);
  }

  private static void same(JsonNode expected, JsonNode actual) {
    same(expected, actual, ABSOLUTE);
  }

  /// Every number of the expected object is there and right.
  private static void all(JsonNode expected, JsonNode actual) {
    assertTrue(!expected.isEmpty());
    expected
        .properties()
        .forEach(
            entry -> {
              assertTrue(actual.has(entry.getKey()), () -> entry.getKey() + " in " + actual);
              same(entry.getValue(), actual.get(entry.getKey()));
            });
  }

  /// The gradients of used names; the output's own is not among them.
  private static ObjectNode without(JsonNode grads, String output) {
    ObjectNode copy = grads.deepCopy();
    copy.remove(output);
    return copy;
  }

  private static Stream<JsonNode> items(JsonNode list) {
    assertTrue(list.isArray() && !list.isEmpty());
    return list.valueStream();
  }

  @TestFactory
  Stream<DynamicTest> apples() {
    return items(Golden.read("apple.json").get("cases"))
        .map(
            row ->
                dynamicTest(
                    row.get("name").asText(),
                    () -> {
                      String formula =
                          row.get("inputs").has("orange")
                              ? "apple_price = apple * apple_num; orange_price = orange *"
                                  + " orange_num; all_price = apple_price + orange_price; price ="
                                  + " all_price * tax"
                              : "apple_price = apple * apple_num; price = apple_price * tax";
                      JsonNode answer = eval(formula, inputs(row.get("inputs")));
                      same(row.get("values").get("price"), answer.get("value"));
                      all(row.get("values"), answer.get("values"));
                      all(without(row.get("grads"), "price"), answer.get("grads"));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> sigmoidInFourDiscs() {
    return items(Golden.read("sigmoid.json").get("cases"))
        .map(
            row ->
                dynamicTest(
                    row.get("inputs").toString(),
                    () -> {
                      JsonNode answer =
                          eval(
                              "neg = x * (-1); exp = exp(neg); plus1 = exp + 1; y = 1 / plus1",
                              inputs(row.get("inputs")));
                      all(row.get("values"), answer.get("values"));
                      all(without(row.get("grads"), "y"), answer.get("grads"));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> scalarFunctions() {
    return items(Golden.read("scalar.json").get("unary"))
        .map(
            row ->
                dynamicTest(
                    row.get("op").asText() + " of " + row.get("x"),
                    () -> {
                      String op = row.get("op").asText();
                      String formula = op.equals("square") ? "x^2" : op + "(x)";
                      JsonNode answer = eval(formula, Map.of("x", row.get("x")));
                      same(row.get("y"), answer.get("value"));
                      same(row.get("dy_dx"), answer.get("grads").get("x"));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> scalarGraphs() {
    JsonNode file = Golden.read("scalar.json");
    return Stream.of(
            Map.entry("square_of_sum", "s = x + y; z = s^2"),
            Map.entry("fan_out", "u = x*y; v = sin(u); w = u*v; s = w + u; z = s + x"))
        .flatMap(
            graph ->
                items(file.get(graph.getKey()))
                    .map(
                        row ->
                            dynamicTest(
                                graph.getKey() + " " + row.get("inputs"),
                                () -> {
                                  JsonNode answer =
                                      eval(graph.getValue(), inputs(row.get("inputs")));
                                  all(row.get("values"), answer.get("values"));
                                  all(without(row.get("grads"), "z"), answer.get("grads"));
                                })));
  }

  @TestFactory
  Stream<DynamicTest> layers() {
    Map<String, String> formulas =
        Map.of(
            "relu", "relu(x)",
            "sigmoid", "sigmoid(x)",
            "tanh", "tanh(x)",
            "affine", "affine(X, W, b)",
            "add bias", "X + b",
            "flatten", "flatten(x)");
    List<String> names = List.of("x", "X", "W", "b");
    return items(Golden.read("layers.json").get("cases"))
        .map(
            row ->
                dynamicTest(
                    row.get("layer").asText(),
                    () -> {
                      Map<String, JsonNode> given = inputs(row);
                      given.keySet().retainAll(names);
                      boolean small = row.has("y");
                      JsonNode answer =
                          eval(
                              formulas.get(row.get("layer").asText()),
                              given,
                              row.get(small ? "dout" : "dY"));
                      same(row.get(small ? "y" : "Y"), answer.get("value"));
                      int gradients = 0;
                      for (String name : given.keySet()) {
                        if (!row.has("d" + name)) {
                          continue; // the file does not say
                        }
                        gradients++;
                        same(row.get("d" + name), answer.get("grads").get(name));
                      }
                      assertTrue(gradients > 0);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> softmaxWithLoss() {
    return items(Golden.read("softmax-loss.json").get("cases"))
        .flatMap(
            row ->
                Stream.of("t_index", "t_one_hot")
                    .map(
                        labels ->
                            dynamicTest(
                                row.get("name").asText() + ", " + labels,
                                () -> {
                                  JsonNode answer =
                                      eval(
                                          "softmax_loss(x, t)",
                                          Map.of("x", row.get("x"), "t", row.get(labels)));
                                  same(row.get("loss"), answer.get("value"));
                                  same(row.get("dx"), answer.get("grads").get("x"));
                                  assertTrue(
                                      answer.get("grads").get("t").isNull(), "labels have none");
                                })));
  }

  @TestFactory
  Stream<DynamicTest> simpleNet() {
    JsonNode file = Golden.read("simplenet.json");
    return Stream.of("[1, 0, 0]", "[0, 1, 0]", "[0, 0, 1]")
        .map(
            label ->
                dynamicTest(
                    label,
                    () -> {
                      JsonNode expected = file.get("t=" + label);
                      JsonNode answer =
                          eval(
                              "p = matmul(x, W); loss = softmax_loss(p, t)",
                              Map.of(
                                  "x", file.get("x"),
                                  "W", file.get("W"),
                                  "t", JSON.readTree(label)));
                      same(expected.get("loss"), answer.get("value"), EIGHT_DECIMALS);
                      same(file.get("p"), answer.get("values").get("p"), EIGHT_DECIMALS);
                      same(expected.get("dW"), answer.get("grads").get("W"), EIGHT_DECIMALS);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> convolutions() {
    JsonNode file = Golden.read("conv.json");
    return Stream.of("conv1d", "conv2d_one_channel", "conv2d_channels")
        .flatMap(
            kind ->
                items(file.get(kind))
                    .map(
                        row ->
                            dynamicTest(
                                kind + " of " + row.get("param").size(),
                                () -> {
                                  // the file's filters are (in, out, k, k), ours (out, in, k, k)
                                  String formula =
                                      kind.equals("conv1d")
                                          ? "conv1d(x, w, padding=\"same\")"
                                          : "conv2d(x, transpose(w, axes=[1, 0, 2, 3]),"
                                              + " padding=\"same\")";
                                  JsonNode[] upstream =
                                      row.has("output_grad")
                                          ? new JsonNode[] {row.get("output_grad")}
                                          : new JsonNode[0];
                                  JsonNode answer =
                                      eval(
                                          formula,
                                          Map.of("x", row.get("input"), "w", row.get("param")),
                                          upstream);
                                  same(row.get("output"), answer.get("value"));
                                  same(row.get("input_grad"), answer.get("grads").get("x"));
                                  same(row.get("param_grad"), answer.get("grads").get("w"));
                                })));
  }

  @TestFactory
  Stream<DynamicTest> twoLayerNet() {
    return items(Golden.read("two-layer-net.json").get("cases"))
        .map(
            row ->
                dynamicTest(
                    row.get("hidden").asText(),
                    () -> {
                      Map<String, JsonNode> given = inputs(row.get("params"));
                      given.put("x", row.get("x"));
                      given.put("t", row.get("t_index"));
                      String formula =
                          "a1 = affine(x, W1, b1); z1 = %s(a1); a2 = affine(z1, W2, b2);"
                              + " loss = softmax_loss(a2, t)";
                      JsonNode answer = eval(formula.formatted(row.get("hidden").asText()), given);
                      same(row.get("forward").get("loss"), answer.get("value"));
                      for (String name : List.of("a1", "z1", "a2")) {
                        same(row.get("forward").get(name), answer.get("values").get(name));
                      }
                      all(row.get("grads"), answer.get("grads"));
                    }));
  }
}
