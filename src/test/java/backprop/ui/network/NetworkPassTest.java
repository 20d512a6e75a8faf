package backprop.ui.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.autodiff.EvaluationContext;
import backprop.autodiff.Evaluator;
import backprop.autodiff.Timeline;
import backprop.autodiff.Trace;
import backprop.formula.Functions;
import backprop.graph.GraphDocument;
import backprop.graph.NodeId;
import backprop.message.Language;
import backprop.message.MessageException;
import backprop.message.Messages;
import backprop.network.FloatTensor;
import backprop.network.Networks;
import backprop.network.Weights;
import backprop.tensor.CounterRandom;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkPassTest {
  /// float32 sums of up to 784 terms of size about 0.1 against float64.
  private static final double TOLERANCE = 2e-5;

  static Stream<GraphDocument> documents() {
    return Stream.of(
        Networks.layers(Functions.RELU, 0.1, 784, 100, 10),
        Networks.layers(Functions.SIGMOID, 0.1, 784, 50, 10),
        Networks.layers(Functions.TANH, 0.1, 784, 30, 20, 10),
        Networks.layers(Functions.RELU, 0.1, 25, 7),
        Networks.layers(Functions.RELU, 0.1, 784, 8, 12, 16, 10));
  }

  private static float[] drawing(int pixels) {
    float[] drawing = new float[pixels];
    for (int i = 0; i < pixels; i++) {
      drawing[i] = (float) Math.max(0, CounterRandom.uniform(3, i) - 0.5) * 2;
    }
    return drawing;
  }

  private static NetworkPass pass(GraphDocument document, Optional<Integer> label) {
    NetworkStructure structure = StructureReader.read(document);
    return new PassReader(structure)
        .read(Weights.initial(document.graph()), drawing(structure.inputs()), label);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyNumberOfAPassAgreesWithTheFloat64Trace(GraphDocument document) {
    NetworkPass pass = pass(document, Optional.of(3));
    NetworkStructure structure = pass.structure();
    float[] drawing = drawing(structure.inputs());
    Trace trace =
        Evaluator.trace(
            document,
            new EvaluationContext(
                Map.of(
                    structure.image(),
                    Tensor.generate(Shape.of(1, drawing.length), i -> drawing[i]),
                    structure.label().orElseThrow(),
                    Tensor.vector(3)),
                Weights.initial(document.graph()).toTensors(),
                false,
                0,
                0));
    int checked = 0;
    for (int layer = 0; layer <= structure.last(); layer++) {
      DenseLayer dense = structure.layers().get(layer);
      checked += same(trace.values().get(dense.sum()), pass.sums().get(layer), "a" + layer);
      NetworkPass.Backward back = pass.backward().orElseThrow();
      checked += same(trace.gradients().get(dense.sum()), back.sums().get(layer), "da" + layer);
      if (layer < structure.last()) {
        checked += same(trace.values().get(dense.output()), pass.outputs().get(layer), "h");
        checked += same(trace.gradients().get(dense.output()), back.outputs().get(layer), "dh");
      }
    }
    checked +=
        same(
            trace.gradients().get(structure.image()),
            pass.backward().orElseThrow().x(),
            "the gradient by the drawing");
    NodeId loss = structure.loss().orElseThrow();
    assertEquals(trace.values().get(loss).item(), pass.backward().orElseThrow().loss(), TOLERANCE);
    assertTrue(checked > structure.inputs(), "numbers compared: " + checked);
  }

  private static int same(Tensor expected, FloatTensor actual, String what) {
    assertEquals(expected.size(), actual.size(), what);
    for (int i = 0; i < actual.size(); i++) {
      assertEquals(expected.get(i), actual.get(i), TOLERANCE, what + " at " + i);
    }
    return actual.size();
  }

  @Test
  void probabilitiesAddUpToOne() {
    FloatTensor y = pass(Networks.textbook(), Optional.empty()).y();
    double sum = 0;
    for (int i = 0; i < y.size(); i++) {
      sum += y.get(i);
    }
    assertEquals(1, sum, 1e-5);
  }

  @Test
  void withoutATrueLabelNothingFlowsBackAndTheLastStepSaysWhatToDo() {
    NetworkPass pass = pass(Networks.textbook(), Optional.empty());
    assertTrue(pass.backward().isEmpty());
    PassTimeline timeline = new PassTimeline(pass);
    assertEquals(timeline.count(), timeline.forwardEnd());
    assertEquals(timeline.count(), timeline.predicted());
    String last = Messages.in(Language.ENGLISH).format(timeline.sentence(timeline.count() - 1));
    assertTrue(last.endsWith("Choose the true label to step backward."), last);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyStepHasASentenceInBothLanguagesWithItsPlacesFilled(GraphDocument document) {
    PassTimeline timeline = new PassTimeline(pass(document, Optional.of(2)));
    int layers = timeline.pass().structure().layers().size();
    assertEquals(2 * layers + 1, timeline.forwardEnd(), "two steps a layer, and the loss");
    assertEquals(2 + 2 * layers + (layers - 1), timeline.count() - timeline.forwardEnd());
    for (int step = 0; step < timeline.count(); step++) {
      for (Language language : Language.values()) {
        String text = Messages.in(language).format(timeline.sentence(step));
        assertFalse(text.contains("{") || text.startsWith("ui-network."), text);
      }
    }
    assertEquals(Timeline.Phase.BACKWARD, timeline.phase(timeline.count() - 1));
    assertEquals(new PassStep.InputBack(0), timeline.steps().getLast());
  }

  @Test
  void anUpdateMovesEveryParameterAgainstItsGradientAndLowersTheLoss() {
    GraphDocument document = Networks.layers(Functions.RELU, 0.1, 784, 20, 10);
    NetworkStructure structure = StructureReader.read(document);
    PassReader reader = new PassReader(structure);
    Weights before = Weights.initial(document.graph());
    float[] drawing = drawing(784);
    float loss = reader.read(before, drawing, Optional.of(4)).backward().orElseThrow().loss();
    Weights after = reader.update(before, drawing, 4, 0.01);
    float less = reader.read(after, drawing, Optional.of(4)).backward().orElseThrow().loss();
    assertTrue(less < loss, less + " is not below " + loss);
    NetworkPass pass = reader.read(before, drawing, Optional.of(4));
    FloatTensor da = pass.backward().orElseThrow().sums().getLast();
    NodeId bias = structure.layers().getLast().bias().orElseThrow();
    for (int k = 0; k < 10; k++) {
      assertEquals(
          before.find(bias).orElseThrow().get(k) - 0.01f * da.get(k),
          after.find(bias).orElseThrow().get(k),
          1e-7,
          "db is ∂L/∂a");
    }
    assertEquals(Weights.initial(document.graph()), before, "the old weights stay");
  }

  @Test
  void aDocumentWithoutAnImageSaysWhatToDo() {
    MessageException refused =
        assertThrows(MessageException.class, () -> StructureReader.read(GraphDocument.EMPTY));
    assertEquals("ui-network.problem.no-image", refused.sentence().key());
  }

  @Test
  void structureIsReadOffAnySizes() {
    NetworkStructure structure =
        StructureReader.read(Networks.layers(Functions.TANH, 0.1, 784, 30, 20, 10));
    assertEquals(784, structure.inputs());
    assertEquals(10, structure.classes());
    assertEquals(
        List.of(30, 20, 10), structure.layers().stream().map(DenseLayer::outputs).toList());
    assertEquals(784 * 30 + 30 + 30 * 20 + 20 + 20 * 10 + 10, structure.parameterCount());
    assertEquals(Optional.of("tanh"), structure.layers().getFirst().activation());
    assertEquals(Optional.of("softmax"), structure.layers().getLast().activation());
  }

  @Test
  void nothingAheadOfThePlayheadIsShown() {
    NetworkPass pass = pass(Networks.textbook(), Optional.of(3));
    List<PassStep> steps = new PassTimeline(pass).steps();
    for (int playhead = 0; playhead <= steps.size(); playhead++) {
      PassView view = new PassView(Optional.of(pass), steps, playhead, 1);
      for (int step = 0; step < steps.size(); step++) {
        assertEquals(step < playhead, view.done(steps.get(step)), steps.get(step).toString());
      }
      boolean back = playhead > steps.indexOf(new PassStep.LossBack(1));
      assertEquals(back, view.gradient(1, 0).isPresent(), "playhead " + playhead);
      boolean hidden = playhead > steps.indexOf(new PassStep.InputBack(1));
      assertEquals(hidden, view.gradient(0, 0).isPresent(), "playhead " + playhead);
    }
    PassView travelling =
        new PassView(Optional.of(pass), steps, steps.indexOf(new PassStep.LossBack(1)) + 1, 0.5);
    assertTrue(travelling.gradient(1, 0).isEmpty(), "a number appears when it arrives");
  }
}
