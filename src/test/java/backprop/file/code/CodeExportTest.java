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
import backprop.graph.OwnRule;
import backprop.graph.OwnRules;
import backprop.graph.Roles;
import backprop.graph.RuleFormula;
import backprop.graph.RuleInput;
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
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Oracle: NumPy and PyTorch themselves run the exported programs, within 1e-9 of the explorer's
/// values and gradients, for every example (the mistakes with their wrong rules among them), every
/// operation, with a value of one's own too, and 50 graphs drawn from seeds.
class CodeExportTest {
  private static final int GENERATED = 50;
  private static final Node.Source NOTHING = new Node.Source.Given(Tensor.scalar(0));

  @TempDir private static Path folder;
  private static int programs;

  @BeforeAll
  static void export() throws IOException {
    var expected = new StringJoiner("\n");
    var documents = new LinkedHashMap<String, GraphDocument>();
    for (var example : Examples.all()) {
      for (var language : Language.values()) {
        documents.put(example.id() + " " + language, example.open(language));
      }
    }
    operations(documents);
    for (int seed = 0; seed < GENERATED; seed++) {
      documents.put("generated " + seed, RandomDocuments.of(seed));
    }
    long ruled = documents.values().stream().filter(each -> !each.rules().isEmpty()).count();
    assertTrue(ruled > GENERATED / 2 + Ops.all().size(), "documents with rules: " + ruled);
    documents.put("parts of a rule", OwnRuleDocuments.everySpelling());
    for (var formula :
        List.of(
            "x = [[1, 2]]; affine = affine(x, [[3], [1]], [4])",
            "x",
            "x * x + c1 / (1 + x)",
            "class = 2; affine = class ^ 3")) {
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
      var cases = OpGradientTest.cases(type);
      for (int i = 0; i < cases.size(); i++) {
        var each = cases.get(i);
        var document = document(each);
        documents.put(each.op() + " on " + each.shapes(), document);
        boolean sends = each.op().ports().stream().anyMatch(Port::differentiable);
        if (sends && (i % 2 == 1 || cases.size() == 1)) { // half of them, for the time it takes
          documents.put(each.op() + " of one's own on " + each.shapes(), ownValue(document));
        }
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
            Optional.of(output),
            Optional.empty(),
            Optional.empty(),
            each.op().ports().stream().anyMatch(Port::differentiable)
                ? Optional.of(upstream)
                : Optional.empty()));
  }

  /// The same operation with another value, which its own gradient is to look at.
  private static GraphDocument ownValue(GraphDocument document) {
    var at = NodeId.of("output");
    var graph = document.graph();
    var op = ((Node.Operation) graph.node(at)).op();
    var names = RuleInput.names(op);
    List<Node> nodes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    for (var edge : graph.inputs(at)) {
      var id = NodeId.of("in" + edge.port());
      nodes.add(new Node.Input(id, names.get(edge.port()), NOTHING));
      edges.add(new Edge(id, NodeId.of("made"), edge.port()));
    }
    var result = NodeId.of("more");
    nodes.add(new Node.Operation(NodeId.of("made"), "", op));
    nodes.add(new Node.Constant(NodeId.of("c"), "", Tensor.scalar(1.25)));
    nodes.add(new Node.Operation(result, "", Ops.create("mul")));
    edges.add(new Edge(NodeId.of("made"), result, 0));
    edges.add(new Edge(NodeId.of("c"), result, 1));
    var value = new RuleFormula("1.25 times more", new Graph(nodes, edges), result);
    var rule = OwnRule.of(Optional.of(value), Map.of());
    return document.withRules(OwnRules.NONE.with(at, Optional.of(rule)));
  }

  private static String expected(String name, String about, GraphDocument document) {
    Trace trace = Evaluator.trace(document, EvaluationContext.PLAIN);
    assertEquals(
        List.of(),
        trace.problems().stream()
            .filter(problem -> !problem.sentence().key().equals("check.rule.gradient-shape"))
            .toList(),
        about);
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
  void aRuleThatCannotBeUsedIsRefusedInOneSentence() {
    var document = OwnRuleDocuments.withGradient("x * x", "dy * unknown");
    for (var target : Target.values()) {
      var refused = assertThrows(MessageException.class, () -> CodeExport.text(document, target));
      assertEquals("code.rule", refused.sentence().key());
    }
  }

  /// No value of a document is called as something that its program needs.
  @Test
  void everyPartIsAReservedName() throws IOException {
    int parts = 0;
    try (var files = Files.walk(Path.of("assets", "code"))) {
      for (var file : files.filter(each -> each.toString().endsWith(".py")).toList()) {
        var names =
            Files.readAllLines(file, UTF_8).stream()
                .map(Pattern.compile("^(?:class |def )?(\\w+)(?:\\(| = \\(|:).*")::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .toList();
        assertTrue(PythonNames.RESERVED.containsAll(names), file + ": " + names);
        parts += names.size();
      }
    }
    assertTrue(parts > 60, "parts: " + parts);
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
