package backprop.ui.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.autodiff.EvaluationContext;
import backprop.autodiff.Evaluator;
import backprop.autodiff.Timeline;
import backprop.autodiff.Trace;
import backprop.file.DocumentFile;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.Shapes;
import backprop.message.Language;
import backprop.message.MessageException;
import backprop.message.Messages;
import backprop.network.FloatTensor;
import backprop.network.Networks;
import backprop.network.Weights;
import backprop.op.BatchNorm;
import backprop.tensor.CounterRandom;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Networks whose chain begins with convolutions, against the float64 trace.
class MapsTest {
  /// float32 sums of up to 54 terms of size about 1 in three layers, against float64.
  private static final double TOLERANCE = 5e-5;

  static Stream<GraphDocument> documents() {
    return Stream.of(
        Networks.convolutional(12, 4, 10),
        Networks.convolutional(28, 3, 10),
        Networks.deepConvolutional(12, 10),
        slidingOddly());
  }

  /// Strides, groups, dilation, a bias added apart, and the mean instead of the maximum.
  static GraphDocument slidingOddly() {
    return document(
        """
        {"format": 1, "title": "", "output": "loss", "nodes": [
          {"id": "x", "kind": "input", "name": "x", "data": "image", "shape": ["N", 1, 13, 13]},
          {"id": "t", "kind": "input", "name": "t", "data": "label", "shape": ["N"]},
          {"id": "K1", "kind": "parameter", "name": "K1", "shape": [4, 1, 3, 3], "init": {"kind": "he", "seed": 1}},
          {"id": "c", "kind": "parameter", "name": "c", "shape": [4, 1, 1], "init": {"values": [[[0.1]], [[-0.2]], [[0.3]], [[-0.4]]]}},
          {"id": "K2", "kind": "parameter", "name": "K2", "shape": [6, 2, 3, 2], "init": {"kind": "he", "seed": 2}},
          {"id": "W", "kind": "parameter", "name": "W", "shape": [36, 10], "init": {"kind": "he", "seed": 3}},
          {"id": "b", "kind": "parameter", "name": "b", "shape": [10], "init": {"kind": "zeros"}},
          {"id": "conv1", "kind": "operation", "op": "conv2d", "settings": {"stride": 2, "padding": 1}, "inputs": ["x", "K1"]},
          {"id": "bias1", "kind": "operation", "op": "add", "inputs": ["conv1", "c"]},
          {"id": "relu1", "kind": "operation", "op": "relu", "inputs": ["bias1"]},
          {"id": "conv2", "kind": "operation", "op": "conv2d", "settings": {"padding": 1, "dilation": 2, "groups": 2}, "inputs": ["relu1", "K2"]},
          {"id": "pool", "kind": "operation", "op": "avg_pool2d", "settings": {"kernel": 2, "stride": 2}, "inputs": ["conv2"]},
          {"id": "a", "kind": "operation", "op": "affine", "inputs": ["pool", "W", "b"]},
          {"id": "loss", "kind": "operation", "op": "softmax_loss", "inputs": ["a", "t"]}
        ]}
        """);
  }

  private static GraphDocument document(String json) {
    return DocumentFile.read(json.getBytes(UTF_8), "document");
  }

  static float[] drawing(int pixels) {
    float[] drawing = new float[pixels];
    for (int i = 0; i < pixels; i++) {
      drawing[i] = (float) Math.max(0, CounterRandom.uniform(3, i) - 0.5) * 2;
    }
    return drawing;
  }

  /// Initial weights, and statistics that are not those that batch normalisation begins with.
  static Weights weights(GraphDocument document) {
    Map<NodeId, Map<String, FloatTensor>> state = new LinkedHashMap<>();
    for (Node node : document.graph().nodes()) {
      if (remembers(node)) {
        int maps = Shapes.of(document.graph()).of(node.id()).orElseThrow().dim(1);
        float[] mean = new float[maps];
        float[] variance = new float[maps];
        for (int i = 0; i < maps; i++) {
          mean[i] = 0.01f * (i + 1);
          variance[i] = 0.5f + 0.1f * i;
        }
        state.put(
            node.id(),
            Map.of(
                BatchNorm.MEAN,
                FloatTensor.of(Shape.of(maps), mean),
                BatchNorm.VARIANCE,
                FloatTensor.of(Shape.of(maps), variance)));
      }
    }
    return Weights.initial(document.graph()).withState(state);
  }

  private static boolean remembers(Node node) {
    return node instanceof Node.Operation operation && operation.op() instanceof BatchNorm;
  }

  static NetworkPass pass(GraphDocument document, Optional<Integer> label) {
    NetworkStructure structure = StructureReader.read(document);
    return new PassReader(structure).read(weights(document), drawing(structure.inputs()), label);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyNumberOfThePassAgreesWithTheFloat64Trace(GraphDocument document) {
    NetworkPass pass = pass(document, Optional.of(3));
    NetworkStructure structure = pass.structure();
    float[] drawing = drawing(structure.inputs());
    Shape image = ((Node.Input) document.graph().node(structure.image())).shape().bind(1);
    Trace trace =
        Evaluator.trace(
            document,
            new EvaluationContext(
                Map.of(
                    structure.image(),
                    Tensor.generate(image, i -> drawing[i]),
                    structure.label().orElseThrow(),
                    Tensor.vector(3)),
                weights(document).toTensors(),
                false,
                0,
                0,
                weights(document).toState()));
    NetworkPass.Backward back = pass.backward().orElseThrow();
    int checked = 0;
    for (int layer = 0; layer < structure.maps().size(); layer++) {
      MapLayer maps = structure.maps().get(layer);
      MapPass made = pass.maps().get(layer);
      checked += same(trace.values().get(maps.input()), made.input(), "input of " + layer);
      for (int stage = 0; stage < maps.stages().size(); stage++) {
        NodeId node = maps.stages().get(stage).node();
        checked += same(trace.values().get(node), made.stages().get(stage), node.text());
      }
      MapPass.Back came = back.maps().get(layer);
      checked += same(trace.gradients().get(maps.output()), came.output(), "to maps " + layer);
      checked += same(trace.gradients().get(maps.filters()), came.filters(), "to filters " + layer);
    }
    checked += same(trace.values().get(structure.features()), pass.features(), "features");
    checked += same(trace.gradients().get(structure.image()), back.x(), "drawing");
    assertEquals(trace.values().get(structure.loss().orElseThrow()).item(), back.loss(), TOLERANCE);
    assertTrue(checked > 10 * structure.inputs(), "numbers compared: " + checked);
  }

  private static int same(Tensor expected, FloatTensor actual, String what) {
    assertEquals(expected.size(), actual.size(), what);
    for (int i = 0; i < actual.size(); i++) {
      assertEquals(expected.get(i), actual.get(i), TOLERANCE, what + " at " + i);
    }
    return actual.size();
  }

  @Test
  void theLayersOfMapsAreReadOffTheChain() {
    NetworkStructure structure = StructureReader.read(Networks.deepConvolutional(12, 10));
    assertEquals(144, structure.inputs());
    assertEquals(
        List.of("4×12×12", "6×6×6", "8×6×6"),
        structure.maps().stream().map(layer -> layer.out().toString()).toList());
    assertEquals(
        List.of(
            MapLayer.Kind.CONVOLUTION,
            MapLayer.Kind.NORM,
            MapLayer.Kind.ACTIVATION,
            MapLayer.Kind.POOLING),
        structure.maps().get(1).stages().stream().map(MapLayer.Stage::kind).toList());
    assertEquals(NodeId.of("drop"), structure.features());
    int ofMaps = (9 + 2) * 4 + (4 * 9 + 2) * 6 + (6 * 9 + 2) * 8;
    assertEquals(ofMaps + 8 * 36 * 10 + 10, structure.parameterCount());
    assertEquals(8 * 10, structure.lineCount());
    assertEquals("144·4×3×3·6×3×3·8×3×3·10 ReLU", structure.shortName());
    assertEquals(784, StructureReader.read(Networks.textbook()).inputs());
    assertEquals(List.of(), StructureReader.read(Networks.textbook()).maps());
  }

  @Test
  void whatCannotBeDrawnSaysWhichOperation() {
    String chain =
        """
        {"format": 1, "title": "", "output": "loss", "nodes": [
          {"id": "x", "kind": "input", "name": "x", "data": "image", "shape": ["N", 784]},
          {"id": "t", "kind": "input", "name": "t", "data": "label", "shape": ["N"]},
          {"id": "W", "kind": "parameter", "name": "W", "shape": [784, 100], "init": {"kind": "zeros"}},
          {"id": "b", "kind": "parameter", "name": "b", "shape": [100], "init": {"kind": "zeros"}},
          {"id": "K", "kind": "parameter", "name": "K", "shape": [2, 1, 3, 3], "init": {"kind": "zeros"}},
          {"id": "a", "kind": "operation", "op": "affine", "inputs": ["x", "W", "b"]},
          {"id": "grid", "kind": "operation", "op": "reshape", "settings": {"shape": [-1, 1, 10, 10]}, "inputs": ["a"]},
          {"id": "late", "kind": "operation", "name": "late", "op": "conv2d", "inputs": ["grid", "K"]},
          {"id": "flat", "kind": "operation", "op": "flatten", "inputs": ["late"]},
          {"id": "loss", "kind": "operation", "op": "softmax_loss", "inputs": ["flat", "t"]}
        ]}
        """;
    MessageException refused =
        assertThrows(MessageException.class, () -> StructureReader.read(document(chain)));
    assertEquals("ui-network.problem.operation", refused.sentence().key());
    assertEquals("late", refused.sentence().arguments().getFirst());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyLayerOfMapsIsOneStepForwardAndOneBack(GraphDocument document) {
    PassTimeline timeline = new PassTimeline(pass(document, Optional.of(2)));
    int maps = timeline.pass().structure().maps().size();
    assertEquals(maps + 2 + 1, timeline.forwardEnd(), "the maps, sum, softmax and loss");
    assertEquals(2 + 2 + maps, timeline.count() - timeline.forwardEnd());
    assertEquals(new PassStep.Maps(0), timeline.steps().getFirst());
    assertEquals(new PassStep.MapsBack(0), timeline.steps().getLast());
    assertEquals(Timeline.Phase.FORWARD, timeline.phase(maps - 1));
    assertEquals(Timeline.Phase.BACKWARD, timeline.phase(timeline.count() - maps));
    for (int step = 0; step < timeline.count(); step++) {
      for (Language language : Language.values()) {
        String text = Messages.in(language).format(timeline.sentence(step));
        assertFalse(text.contains("{") || text.startsWith("ui-network."), text);
      }
    }
  }

  @Test
  void sentencesSayWhichMapAnswersMostAndHowManyCellsAreZero() {
    NetworkPass pass = pass(Networks.deepConvolutional(12, 10), Optional.of(2));
    PassTimeline timeline = new PassTimeline(pass);
    FloatTensor relu = pass.maps().get(1).stages().get(2);
    FloatTensor out = pass.maps().get(1).output();
    int zeros = 0;
    for (int i = 0; i < relu.size(); i++) {
      zeros += relu.get(i) == 0 ? 1 : 0;
    }
    int most = 0;
    for (int i = 0; i < out.size(); i++) {
      most = out.get(i) > out.get(most) ? i : most;
    }
    String text = Messages.in(Language.ENGLISH).format(timeline.sentence(1));
    assertTrue(zeros > 0, "ReLU stops some");
    assertTrue(text.contains("made " + zeros + " of 864 cells zero"), text);
    assertTrue(text.contains("map " + most / 36 + " answers most strongly"), text);
    assertTrue(text.contains("6 filters of 3×3 over h₁"), text);
    assertTrue(text.contains("shrinks to 6×6"), text);
  }

  @Test
  void nothingOfTheMapsAheadOfThePlayheadIsShown() {
    NetworkPass pass = pass(Networks.deepConvolutional(12, 10), Optional.of(3));
    List<PassStep> steps = new PassTimeline(pass).steps();
    for (int playhead = 0; playhead <= steps.size(); playhead++) {
      PassView view = new PassView(Optional.of(pass), steps, playhead, 1);
      for (int layer = 0; layer < 3; layer++) {
        assertEquals(steps.indexOf(new PassStep.Maps(layer)) < playhead, view.hasMaps(layer));
        PassStep brings = layer == 2 ? new PassStep.InputBack(0) : new PassStep.MapsBack(layer + 1);
        assertEquals(
            steps.indexOf(brings) < playhead,
            view.mapGradient(layer).isPresent(),
            "maps " + layer + " at playhead " + playhead);
        assertEquals(
            steps.indexOf(new PassStep.MapsBack(layer)) < playhead,
            view.filterGradient(layer).isPresent());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void anUpdateKeepsWhatBatchNormalisationRemembersAndLowersTheLoss(GraphDocument document) {
    NetworkStructure structure = StructureReader.read(document);
    PassReader reader = new PassReader(structure);
    Weights before = weights(document);
    float[] drawing = drawing(structure.inputs());
    Weights after = reader.update(before, drawing, 4, 0.001);
    assertEquals(before.state(), after.state());
    assertEquals(
        document.equals(slidingOddly()),
        before.state().isEmpty(),
        "only one has nothing to remember");
    float loss = reader.read(before, drawing, Optional.of(4)).backward().orElseThrow().loss();
    float less = reader.read(after, drawing, Optional.of(4)).backward().orElseThrow().loss();
    assertTrue(less < loss, less + " is not below " + loss);
    assertEquals(
        weights(document).find(structure.maps().getFirst().filters()),
        before.find(structure.maps().getFirst().filters()),
        "the old weights stay");
  }

  @ParameterizedTest
  @MethodSource("documents")
  void theLargestCellOfEveryMapIsTheSumOfItsTerms(GraphDocument document) {
    NetworkPass pass = pass(document, Optional.empty());
    int checked = 0;
    for (MapPass made : pass.maps()) {
      MapLayer layer = made.layer();
      for (int map = 0; map < layer.maps(); map++) {
        CellTrace trace = CellTrace.of(made, map);
        double sum = trace.bias().orElse(0f);
        for (CellTrace.Term term : trace.terms()) {
          sum += term.product();
          checked++;
        }
        MapLayer.Grid summed = layer.stages().getFirst().out();
        int at = map * summed.cells() + trace.row() * summed.columns() + trace.column();
        assertEquals(made.stages().getFirst().get(at), sum, TOLERANCE, "map " + map);
        assertEquals(made.stages().getFirst().get(at), trace.values().getFirst());
        assertEquals(layer.stages().size(), trace.values().size());
        assertEquals(
            MapStrength.of(made.output(), layer.out(), map).value(), trace.values().getLast());
      }
    }
    assertTrue(checked > 10, "terms: " + checked);
  }
}
