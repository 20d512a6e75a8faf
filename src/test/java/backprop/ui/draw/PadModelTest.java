package backprop.ui.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.data.Framed;
import backprop.data.GreyImage;
import backprop.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PadModelTest {
  private final PadModel pad = new PadModel();

  private void stroke(double... places) {
    pad.begin(Tool.PEN, places[0], places[1]);
    for (int i = 2; i < places.length; i += 2) {
      pad.move(places[i], places[i + 1]);
    }
    pad.end();
  }

  private static GreyImage sample() {
    float[] pixels = new float[28 * 28];
    for (int row = 4; row < 24; row++) {
      pixels[row * 28 + 13] = 1;
      pixels[row * 28 + 14] = 0.5f;
    }
    return new GreyImage(28, 28, pixels);
  }

  @Test
  void anEmptyPadGivesTheNetworkNothing() {
    assertEquals(Optional.empty(), pad.framedProperty().get());
    assertTrue(pad.emptyProperty().get());
  }

  @Test
  void theNetworkSeesEveryMoveOfAStroke() {
    List<Optional<Framed>> seen = new ArrayList<>();
    pad.framedProperty().addListener((_, _, now) -> seen.add(now));
    pad.begin(Tool.PEN, 100, 100);
    pad.move(100, 130);
    pad.move(100, 160);
    assertEquals(3, seen.size());
    Framed framed = seen.getLast().orElseThrow();
    assertEquals(20, framed.innerHeight(), "the longer side fills 20 pixels");
    assertEquals(100, framed.mass().x(), 0.5, "pad units");
    assertEquals(130, framed.mass().y(), 0.5, "pad units");
  }

  @Test
  void placesTooNearToSeeAreLeftOut() {
    pad.begin(Tool.PEN, 100, 100);
    pad.move(100.4, 100.4);
    pad.move(150, 100);
    pad.end();
    assertEquals(2, pad.drawingProperty().get().ink().strokes().getFirst().points().size());
  }

  @Test
  void undoTakesOneStrokeBackAndSaysSo() {
    stroke(50, 50, 50, 200);
    Drawing one = pad.drawingProperty().get();
    stroke(100, 50, 100, 200);
    Drawing two = pad.drawingProperty().get();
    assertEquals(Message.of("ui-draw.undo-stroke"), pad.undoLabelProperty().get());
    pad.undo();
    assertEquals(one, pad.drawingProperty().get());
    pad.undo();
    assertTrue(pad.emptyProperty().get());
    assertFalse(pad.canUndoProperty().get());
    pad.redo();
    pad.redo();
    assertEquals(two, pad.drawingProperty().get());
    assertFalse(pad.canRedoProperty().get());
  }

  @Test
  void aStrokeGivenUpLeavesNoTrace() {
    stroke(50, 50, 50, 200);
    Drawing before = pad.drawingProperty().get();
    pad.begin(Tool.PEN, 100, 100);
    pad.move(200, 200);
    assertTrue(pad.cancel());
    assertEquals(before, pad.drawingProperty().get());
    assertFalse(pad.cancel(), "nothing is left to give up");
    pad.undo();
    assertTrue(pad.emptyProperty().get(), "only the first stroke was in the history");
  }

  @Test
  void theEraserCutsAStrokeInTwo() {
    stroke(50, 100, 250, 100);
    pad.begin(Tool.ERASER, 150, 50);
    pad.move(150, 150);
    pad.end();
    assertEquals(2, pad.drawingProperty().get().ink().strokes().size());
    for (var piece : pad.drawingProperty().get().ink().strokes()) {
      for (var point : piece.points()) {
        assertTrue(Math.abs(point.x() - 150) >= PadModel.ERASER_RADIUS, point.toString());
      }
    }
    assertEquals(Message.of("ui-draw.undo-erase"), pad.undoLabelProperty().get());
    pad.undo();
    assertEquals(1, pad.drawingProperty().get().ink().strokes().size());
  }

  @Test
  void erasingWhereNothingIsLeavesNoEntry() {
    stroke(50, 50, 50, 200);
    pad.begin(Tool.ERASER, 200, 200);
    pad.move(210, 210);
    pad.end();
    assertEquals(Message.of("ui-draw.undo-stroke"), pad.undoLabelProperty().get());
  }

  @Test
  void clearingIsUndoable() {
    stroke(50, 50, 50, 200);
    Drawing before = pad.drawingProperty().get();
    pad.clear();
    assertTrue(pad.emptyProperty().get());
    pad.undo();
    assertEquals(before, pad.drawingProperty().get());
  }

  @Test
  void aSampleIsSeenExactlyAsItIsAndBringsItsLabel() {
    pad.put(sample(), 1);
    Framed framed = pad.framedProperty().get().orElseThrow();
    assertEquals(sample().at(13, 10), framed.field().at(13, 10));
    assertEquals(sample().at(14, 10), framed.field().at(14, 10));
    assertEquals(4, framed.top());
    assertEquals(2, framed.innerWidth());
    assertEquals(Optional.of(1), pad.labelProperty().get());
  }

  @Test
  void drawingOnASampleFramesBothTogether() {
    pad.put(sample(), 1);
    stroke(40, 40, 240, 40);
    Framed framed = pad.framedProperty().get().orElseThrow();
    assertTrue(framed.innerWidth() >= 18, "the stroke is now part of the ink");
    assertEquals(20, Math.max(framed.innerWidth(), framed.innerHeight()));
  }

  @Test
  void erasingAWholeSampleLeavesAnEmptyPad() {
    pad.put(sample(), 1);
    pad.begin(Tool.ERASER, 140, 0);
    pad.move(140, 280);
    pad.end();
    assertTrue(pad.emptyProperty().get());
    assertEquals(Optional.empty(), pad.framedProperty().get());
  }

  @Test
  void aLabelNeedsADrawingAndGoesWithIt() {
    pad.choose(3);
    assertEquals(Optional.empty(), pad.labelProperty().get());
    stroke(50, 50, 50, 200);
    pad.choose(3);
    assertEquals(Optional.of(3), pad.labelProperty().get());
    pad.clear();
    assertEquals(Optional.empty(), pad.labelProperty().get());
  }

  @Test
  void aChangeMadeElsewhereIsUndoneInItsPlaceInTime() {
    List<String> told = new ArrayList<>();
    stroke(50, 50, 50, 200);
    pad.remember(Message.of("test.update"), () -> told.add("undo"), () -> told.add("redo"));
    stroke(100, 50, 100, 200);
    pad.undo();
    assertEquals(List.of(), told);
    assertEquals(Message.of("test.update"), pad.undoLabelProperty().get());
    pad.undo();
    pad.redo();
    assertEquals(List.of("undo", "redo"), told);
    assertEquals(1, pad.drawingProperty().get().ink().strokes().size());
  }
}
