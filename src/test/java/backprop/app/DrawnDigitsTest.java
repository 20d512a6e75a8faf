package backprop.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.data.InkPoint;
import backprop.data.StrokeScripts;
import backprop.file.ModelFile;
import backprop.message.Message;
import backprop.network.FloatTensor;
import backprop.ui.draw.PadModel;
import backprop.ui.draw.Tool;
import backprop.ui.network.NamedWeights;
import backprop.ui.network.NetworkModel;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Thirty digits, drawn on the pad as a mouse draws them, read by the shipped model.
class DrawnDigitsTest {
  private static final int LEAST_RIGHT = 27;

  @Test
  void atLeastTwentySevenOfThirtyDrawnDigitsAreReadRight() throws IOException {
    PadModel pad = new PadModel();
    NetworkModel network = new NetworkModel(Runnable::run, Runnable::run);
    pad.framedProperty()
        .addListener((_, _, framed) -> network.show(framed.map(seen -> seen.pixels())));
    ModelFile.Model shipped = ModelFile.shipped();
    network.readWith(
        new NamedWeights(Message.of("test.shipped"), shipped.document(), shipped.weights()));
    int right = 0;
    int read = 0;
    StringBuilder wrong = new StringBuilder();
    for (StrokeScripts.Script script : StrokeScripts.read()) {
      pad.clear();
      assertTrue(network.passProperty().get().isEmpty(), "an empty pad predicts nothing");
      script.strokes().forEach(stroke -> draw(pad, stroke));
      int answer = best(network.passProperty().get().orElseThrow().y());
      read++;
      if (answer == script.label()) {
        right++;
      } else {
        wrong.append(' ').append(script.label()).append(" as ").append(answer);
      }
    }
    assertEquals(30, read);
    assertTrue(right >= LEAST_RIGHT, right + " of 30 right;" + wrong);
  }

  private static void draw(PadModel pad, List<InkPoint> stroke) {
    pad.begin(Tool.PEN, stroke.getFirst().x(), stroke.getFirst().y());
    stroke.forEach(point -> pad.move(point.x(), point.y()));
    pad.end();
  }

  private static int best(FloatTensor y) {
    return IntStream.range(0, y.size())
        .boxed()
        .max((i, j) -> Float.compare(y.get(i), y.get(j)))
        .orElseThrow();
  }
}
