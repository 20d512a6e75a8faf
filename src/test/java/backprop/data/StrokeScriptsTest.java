package backprop.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StrokeScriptsTest {

  @Test
  void thereAreThreeOfEachDigitOnThePad() throws IOException {
    int[] counts = new int[10];
    for (StrokeScripts.Script script : StrokeScripts.read()) {
      counts[script.label()]++;
      Box box = script.ink(StrokeScripts.PEN_RADIUS).box().orElseThrow();
      assertTrue(box.x() >= 0 && box.y() >= 0, box.toString());
      assertTrue(box.x() + box.width() <= StrokeScripts.PAD, box.toString());
      assertTrue(box.y() + box.height() <= StrokeScripts.PAD, box.toString());
    }
    assertArrayEquals(new int[] {3, 3, 3, 3, 3, 3, 3, 3, 3, 3}, counts);
  }

  @Test
  void eachDigitComesInThreeSizesAndPlaces() throws IOException {
    List<StrokeScripts.Script> scripts = StrokeScripts.read();
    for (int i = 0; i < scripts.size(); i += 3) {
      Set<Double> sizes = new HashSet<>();
      Set<InkPoint> places = new HashSet<>();
      for (StrokeScripts.Script script : scripts.subList(i, i + 3)) {
        Framed framed = Framing.frame(script.ink(StrokeScripts.PEN_RADIUS)).orElseThrow();
        sizes.add(framed.box().longerSide());
        places.add(framed.mass());
      }
      assertEquals(3, sizes.size());
      assertEquals(3, places.size());
    }
  }

  @Test
  void everyStrokeIsALineOfManyPointsCloseTogether() throws IOException {
    List<GreyImage> sheet = new ArrayList<>();
    for (StrokeScripts.Script script : StrokeScripts.read()) {
      for (List<InkPoint> stroke : script.strokes()) {
        assertTrue(stroke.size() >= 10, script.label() + ": " + stroke.size());
        for (int i = 1; i < stroke.size(); i++) {
          InkPoint from = stroke.get(i - 1);
          InkPoint to = stroke.get(i);
          double step = Math.hypot(to.x() - from.x(), to.y() - from.y());
          assertTrue(step > 0 && step < 20, script.label() + ": a step of " + step);
        }
      }
      sheet.add(Framing.frame(script.ink(StrokeScripts.PEN_RADIUS)).orElseThrow().field());
    }
    assertTrue(ContactSheet.write("drawn-digits", 15, sheet).toFile().length() > 0);
  }
}
