package backprop.ui.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.graph.GraphDocument;
import backprop.message.Message;
import backprop.network.Networks;
import backprop.network.Weights;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NetworkModelTest {
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private final NetworkModel model = new NetworkModel(waiting::add, Runnable::run);
  private final GraphDocument document = Networks.textbook();

  private void readAll() {
    while (!waiting.isEmpty()) {
      waiting.remove().run();
    }
  }

  private static Optional<float[]> drawing(int from) {
    float[] drawing = new float[784];
    Arrays.fill(drawing, from, from + 100, 1f);
    return Optional.of(drawing);
  }

  private NamedWeights initial() {
    return new NamedWeights(
        Message.of("test.initial"), document, Weights.initial(document.graph()));
  }

  @Test
  void aDrawingIsReadUpToThePrediction() {
    model.readWith(initial());
    assertFalse(model.predictionShown());
    model.show(drawing(200));
    readAll();
    assertTrue(model.predictionShown());
    assertEquals(4, model.transport().playhead());
    assertEquals(4, model.transport().count(), "no way back without a label");
  }

  @Test
  void aLabelOpensTheWayBackWithoutMovingThePlayhead() {
    model.readWith(initial());
    model.show(drawing(200));
    readAll();
    model.label(Optional.of(7));
    readAll();
    assertEquals(4, model.transport().playhead());
    assertTrue(model.transport().count() > 4);
    model.transport().last();
    assertTrue(model.view().done(new PassStep.InputBack(0)), "∂L/∂x is there");
  }

  @Test
  void drawingOnKeepsThePlayheadInTheBackwardPass() {
    model.readWith(initial());
    model.show(drawing(200));
    model.label(Optional.of(7));
    readAll();
    model.transport().jump(7);
    model.show(drawing(220));
    readAll();
    assertEquals(7, model.transport().playhead());
  }

  @Test
  void aNewStrokeIsReadEvenWhereThePlayheadStoodBeforeThePrediction() {
    model.readWith(initial());
    model.show(drawing(200));
    readAll();
    model.transport().first();
    assertFalse(model.predictionShown());
    model.show(drawing(230));
    readAll();
    assertTrue(model.predictionShown());
  }

  @Test
  void whileOneIsReadOnlyTheNewestWaits() {
    model.readWith(initial());
    for (int from = 0; from < 50; from++) {
      model.show(drawing(from));
    }
    assertEquals(1, waiting.size(), "one task for fifty drawings");
    readAll();
    assertEquals(0, model.passProperty().get().orElseThrow().x().get(48));
    assertEquals(1, model.passProperty().get().orElseThrow().x().get(49));
  }

  @Test
  void anEmptyPadPredictsNothingEvenIfAReadingComesLate() {
    model.readWith(initial());
    model.show(drawing(200));
    model.show(Optional.empty());
    readAll();
    assertEquals(Optional.empty(), model.passProperty().get());
    assertEquals(0, model.transport().count());
    assertFalse(model.predictionShown());
  }

  @Test
  void otherWeightsTakeOverOnlyWhereNothingIsSteppedThrough() {
    model.readWith(initial());
    assertTrue(model.mayChangeWeights());
    model.show(drawing(200));
    model.label(Optional.of(7));
    readAll();
    assertTrue(model.mayChangeWeights());
    model.transport().jump(6);
    assertFalse(model.mayChangeWeights());
  }

  @Test
  void aNetworkThatTakesAnotherNumberOfPixelsSaysSo() {
    GraphDocument small = Networks.layers(backprop.formula.Functions.RELU, 0.1, 25, 10);
    model.readWith(
        new NamedWeights(Message.of("test.small"), small, Weights.initial(small.graph())));
    model.show(drawing(0));
    readAll();
    assertEquals(
        Optional.of(Message.of("ui-network.problem.size", 25, 784)), model.problemProperty().get());
  }

  @Test
  void anUpdateTeachesTheLabel() {
    model.readWith(initial());
    model.show(drawing(200));
    model.label(Optional.of(7));
    readAll();
    float before = model.passProperty().get().orElseThrow().y().get(7);
    model.update(
        0.1, moved -> model.readWith(new NamedWeights(Message.of("test.copy"), document, moved)));
    readAll();
    float after = model.passProperty().get().orElseThrow().y().get(7);
    assertTrue(after > before, after + " is not above " + before);
  }
}
