package backprop.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.autodiff.EvaluationContext;
import backprop.autodiff.Evaluator;
import backprop.autodiff.Trace;
import backprop.graph.Extras;
import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.Groups;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.message.Language;
import backprop.message.Messages;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ExamplesTest {
  /// What apple.json, layers.json and two-layer-net.json state.
  private static final double TOLERANCE = 1e-9;

  private static Trace trace(String id) {
    return Evaluator.trace(
        Examples.find(id).orElseThrow().open(Language.ENGLISH), EvaluationContext.PLAIN);
  }

  private static void assertScalar(double expected, Trace trace, String id) {
    assertEquals(expected, value(trace, id).item(), TOLERANCE * Math.abs(expected), id);
  }

  private static Tensor value(Trace trace, String id) {
    return trace.values().get(NodeId.of(id));
  }

  private static Tensor gradient(Trace trace, String id) {
    return trace.gradients().get(NodeId.of(id));
  }

  private static void assertGradient(double expected, Trace trace, String id) {
    assertEquals(expected, gradient(trace, id).item(), TOLERANCE * Math.abs(expected), id);
  }

  private static void assertClose(double[][] expected, Tensor actual) {
    Tensor wanted = Tensor.matrix(expected);
    assertEquals(wanted.shape(), actual.shape());
    for (int i = 0; i < wanted.size(); i++) {
      assertEquals(wanted.get(i), actual.get(i), TOLERANCE, "at " + i);
    }
  }

  @TestFactory
  Stream<DynamicTest> everyExampleIsWholeInBothLanguages() {
    return Examples.all().stream()
        .flatMap(
            example ->
                Stream.of(Language.values())
                    .map(
                        language ->
                            DynamicTest.dynamicTest(
                                example.id() + " in " + language, () -> check(example, language))));
  }

  private static void check(Examples.Example example, Language language) {
    GraphDocument document = example.open(language);
    assertEquals(Messages.in(language).format(example.title()), document.title());
    assertTrue(Messages.in(language).has(example.hint().key()));
    assertEquals(document.graph().nodeCount(), document.places().size(), "every node is placed");
    Trace trace = Evaluator.trace(document, EvaluationContext.PLAIN);
    assertEquals(List.of(), trace.problems());
    assertTrue(document.roles().output().isPresent());
    assertTrue(trace.count() > trace.forwardEnd() + 1, "something flows back");
    assertEquals(anonymous(example.open(Language.ENGLISH)), anonymous(document));
  }

  /// A document without what a translation may change.
  private static GraphDocument anonymous(GraphDocument document) {
    List<Node> nodes = new ArrayList<>();
    document.graph().nodes().forEach(node -> nodes.add(node.named("")));
    return new GraphDocument(
        "",
        new Graph(nodes, document.graph().edges()),
        document.places(),
        document.roles(),
        document.rules(),
        new Groups(document.groups().all().stream().map(group -> group.named("")).toList()),
        Extras.NONE);
  }

  @Test
  void theFilesAreAsTheProgramWritesThem() throws IOException {
    int checked = 0;
    List<Examples.Example> all = new ArrayList<>(Examples.all());
    all.addAll(Examples.mistakes());
    for (Examples.Example example : all) {
      for (String folder : List.of("", "ko/")) {
        Path file = Path.of("assets/examples", folder + example.id() + DocumentFile.EXTENSION);
        assertEquals(Files.readString(file), DocumentFile.text(DocumentFile.read(file)));
        checked++;
      }
    }
    try (Stream<Path> files = Files.walk(Path.of("assets/examples"))) {
      assertEquals(checked, files.filter(Files::isRegularFile).count(), "no file is forgotten");
    }
  }

  @Test
  void koreanNamesAreKorean() {
    GraphDocument korean = Examples.first().open(Language.KOREAN);
    assertEquals("사과 개수", korean.graph().node(NodeId.of("apples")).name());
    assertNotEquals(Examples.first().open(Language.ENGLISH), korean);
  }

  @Test
  void apples() {
    Trace trace = trace("apples");
    assertScalar(220, trace, "mul2");
    assertGradient(2.2, trace, "apple");
    assertGradient(110, trace, "apples");
    assertGradient(200, trace, "tax");
  }

  @Test
  void applesAndOranges() {
    Trace trace = trace("apples-and-oranges");
    assertScalar(715, trace, "mul3");
    assertGradient(2.2, trace, "apple");
    assertGradient(110, trace, "apples");
    assertGradient(3.3, trace, "orange");
    assertGradient(165, trace, "oranges");
    assertGradient(650, trace, "tax");
    assertEquals(13, trace.count());
  }

  @Test
  void chainRule() {
    Trace trace = trace("chain-rule-squared-sum");
    assertScalar(25, trace, "pow1");
    assertGradient(10, trace, "x");
    assertGradient(10, trace, "y");
    assertEquals(null, gradient(trace, "two"));
  }

  @Test
  void sigmoid() {
    Trace trace = trace("sigmoid");
    double y = 1 / (1 + Math.exp(-1));
    assertScalar(y, trace, "reciprocal1");
    assertGradient(y * (1 - y), trace, "x");
    assertGradient(-y * y, trace, "exp1");
  }

  @Test
  void reluMask() {
    Trace trace = trace("relu-mask");
    assertClose(new double[][] {{1, 0}, {0, 3}}, value(trace, "relu1"));
    assertClose(new double[][] {{-1, 0}, {0, 3}}, gradient(trace, "x"));
  }

  @Test
  void affine() {
    Trace trace = trace("affine-small");
    assertClose(
        new double[][] {{-1.1, 2.1, 2.0, -1.05}, {-1.2, 1.7, 1.4, -0.8}}, value(trace, "affine1"));
    assertClose(new double[][] {{1.45, -1.9, -0.55}, {0.025, -0.85, 1.625}}, gradient(trace, "x"));
    assertEquals(Tensor.vector(1, 1, 0.25, 3), gradient(trace, "b"));
  }

  @Test
  void softmaxWithLoss() {
    Trace trace = trace("softmax-with-loss-small");
    assertScalar(1.2316005066015911, trace, "softmax_loss1");
    assertClose(
        new double[][] {
          {-0.30332314227653984, 0.08157615701826587, 0.2217469852582739},
          {0.020963337748622503, 0.05698426006593008, -0.07794759781455259},
          {0.132729780348312, -0.21323446158648662, 0.08050468123817461}
        },
        gradient(trace, "x"));
    assertEquals(null, gradient(trace, "t"), "a label has no gradient, not a zero one");
  }

  @Test
  void twoLayerNet() {
    Trace trace = trace("two-layer-net");
    assertScalar(0.6656386493943082, trace, "softmax_loss1");
    assertEquals(Shape.of(3, 2), value(trace, "affine2").shape());
    assertClose(
        new double[][] {
          {0.042682879202359185, -0.042682879202359185},
          {0.11522574959521986, -0.11522574959521986},
          {0.1058931184409125, -0.1058931184409125}
        },
        gradient(trace, "W2"));
    double[] b1 = {-0.042652009381211095, -0.010526103799806945, -0.05905662837398459};
    for (int i = 0; i < b1.length; i++) {
      assertEquals(b1[i], gradient(trace, "b1").get(i), TOLERANCE);
    }
  }
}
