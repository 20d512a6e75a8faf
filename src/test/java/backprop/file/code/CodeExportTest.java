package backprop.file.code;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.autodiff.EvaluationContext;
import backprop.autodiff.Evaluator;
import backprop.autodiff.Trace;
import backprop.cli.AnswerJson;
import backprop.file.Examples;
import backprop.file.code.CodeExport.Target;
import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.NodeNames;
import backprop.graph.Roles;
import backprop.language.Formula;
import backprop.message.Language;
import backprop.message.MessageException;
import backprop.op.OpGradientTest;
import backprop.op.Ops;
import backprop.op.Port;
import backprop.tensor.CounterRandom;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Oracle: NumPy and PyTorch themselves run the exported programs, within 1e-9 of the explorer's
/// values and gradients, for every example, every operation and 50 graphs drawn from seeds.
class CodeExportTest {
  private static final int GENERATED = 50;

  @TempDir private static Path folder;
  private static int programs;

  @BeforeAll
  static void export() throws IOException {
    var expected = new StringJoiner("\n");
    var documents = new LinkedHashMap<String, GraphDocument>();
    for (var example : Examples.all()) {
      for (var language : Language.values()) {
        var document = example.open(language);
        if (document.rules().isEmpty()) { // those with own rules are refused, see below
          documents.put(example.id() + " " + language, document);
        }
      }
    }
    operations(documents);
    for (int seed = 0; seed < GENERATED; seed++) {
      documents.put("generated " + seed, RandomDocuments.of(seed));
    }
    for (var formula : List.of("x", "x * x + c1 / (1 + x)", "class = 2; affine = class ^ 3")) {
      documents.put(formula, Formula.parse(formula).orThrow());
    }
    for (var entry : documents.entrySet()) {
      var name = "program" + programs++;
      for (var target : Target.values()) {
        var file = name + (target == Target.NUMPY ? "_numpy" : "_torch") + ".py";
        Files.writeString(folder.resolve(file), CodeExport.text(entry.getValue(), target), UTF_8);
      }
      expected.add(expected(name, entry.getKey(), entry.getValue()));
    }
    Files.writeString(folder.resolve("expected.jsonl"), expected.toString(), UTF_8);
  }

  /// Every operation of the table on the shapes that its gradient is tested on.
  private static void operations(Map<String, GraphDocument> documents) {
    int types = 0;
    for (var type : Ops.all()) {
      for (var each : OpGradientTest.cases(type)) {
        documents.put(each.op() + " on " + each.shapes(), document(each));
      }
      types++;
    }
    assertEquals(Ops.all().size(), types);
  }

  private static GraphDocument document(OpGradientTest.Case each) {
    List<Node> nodes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    var output = NodeId.of("output");
    for (int port = 0; port < each.shapes().size(); port++) {
      long key = CounterRandom.key(5, port);
      var domain = each.domains().get(port);
      var value =
          Tensor.generate(
              each.shapes().get(port), i -> domain.applyAsDouble(CounterRandom.normal(key, i)));
      var id = NodeId.of("in" + port);
      nodes.add(new Node.Input(id, "in" + port, new Node.Source.Given(value)));
      edges.add(new Edge(id, output, port));
    }
    nodes.add(new Node.Operation(output, "", each.op()));
    Shape shape = each.op().shape(each.shapes());
    var upstream = Tensor.generate(shape, i -> CounterRandom.normal(17, i));
    return new GraphDocument(
        each.op().name(),
        new Graph(nodes, edges),
        Map.of(),
        new Roles(
            java.util.Optional.of(output),
            java.util.Optional.empty(),
            java.util.Optional.empty(),
            each.op().ports().stream().anyMatch(Port::differentiable)
                ? java.util.Optional.of(upstream)
                : java.util.Optional.empty()));
  }

  private static String expected(String name, String about, GraphDocument document) {
    Trace trace = Evaluator.trace(document, EvaluationContext.PLAIN);
    assertEquals(List.of(), trace.problems(), about);
    var names = NodeNames.of(document.graph());
    return AnswerJson.text(
        json -> {
          json.writeStartObject();
          json.writeStringField("name", name);
          json.writeStringField("about", about);
          json.writeFieldName("value");
          AnswerJson.write(
              trace.value(trace.output().orElseThrow(), trace.count()).orElseThrow(), json);
          var inputs = new ArrayList<String>();
          json.writeObjectFieldStart("grads");
          for (Node node : document.graph().nodes()) {
            boolean input = node instanceof Node.Input || node instanceof Node.Parameter;
            var gradient = trace.gradients().get(node.id());
            if (gradient != null && (input || !node.name().isEmpty())) {
              json.writeFieldName(names.symbol(node.id()));
              AnswerJson.write(gradient, json);
              if (input) {
                inputs.add(names.symbol(node.id()));
              }
            }
          }
          json.writeEndObject();
          json.writeArrayFieldStart("inputs");
          for (var input : inputs) {
            json.writeString(input);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void run(String library) throws Exception {
    var lines = Python.run(library, folder);
    assertEquals(List.of(String.valueOf(programs)), lines);
    assertTrue(programs > GENERATED + Ops.all().size(), "programs: " + programs);
  }

  @Test
  void numpyComputesTheSame() throws Exception {
    run("numpy");
  }

  @Test
  void pytorchComputesTheSame() throws Exception {
    run("torch");
  }

  @Test
  void whatCannotBeComputedIsRefusedInOneSentence() {
    var document =
        GraphDocument.EMPTY.withGraph(
            new Graph(
                List.of(new Node.Operation(NodeId.of("a"), "a", Ops.create("exp"))), List.of()));
    for (var target : Target.values()) {
      assertThrows(MessageException.class, () -> CodeExport.text(document, target));
      assertThrows(MessageException.class, () -> CodeExport.text(GraphDocument.EMPTY, target));
    }
  }
}
