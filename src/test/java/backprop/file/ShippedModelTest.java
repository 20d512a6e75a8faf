package backprop.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.data.Framing;
import backprop.data.Mnist;
import backprop.data.StrokeScripts;
import backprop.file.ModelFile.Model;
import backprop.network.Kernels;
import backprop.network.Mode;
import backprop.network.Program;
import backprop.network.Workspace;
import backprop.training.Evaluation;
import backprop.training.Evaluator;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The network that ships: what it is, and that it reads what it is said to read.
class ShippedModelTest {
  private static final int MOST_BYTES = 2_000_000;

  @Test
  void itIsSmallAndDrawable() {
    Model model = ModelFile.shipped();
    assertTrue(ModelFile.bytes(model).length < MOST_BYTES);
    Program program = Program.compile(model.document(), Set.of(), Mode.PREDICT);
    assertEquals(784, program.pixels());
    assertEquals(10, program.classes());
    assertTrue(model.weights().fit(model.document().graph()));
  }

  @Test
  void itReadsTheThirtyDrawnDigits() throws IOException {
    Model model = ModelFile.shipped();
    Workspace workspace =
        Program.compile(model.document(), Set.of(), Mode.PREDICT)
            .workspace(1)
            .load(model.weights());
    int right = 0;
    int count = 0;
    for (StrokeScripts.Script script : StrokeScripts.read()) {
      workspace.pixels(
          0, Framing.frame(script.ink(StrokeScripts.PEN_RADIUS)).orElseThrow().field().toArray());
      workspace.forward();
      right += workspace.predicted(0) == script.label() ? 1 : 0;
      count++;
    }
    assertEquals(30, count);
    assertTrue(right >= 27, "reads " + right + " of 30");
  }

  @Test
  void itReadsMnistAsWellAsItsNoteSays() throws IOException {
    Model model = ModelFile.shipped();
    Evaluation test =
        new Evaluator(model.document(), Kernels.best())
            .evaluate(Mnist.read().test(), model.weights());
    assertEquals(10_000, test.images());
    // other kernels round otherwise: an image or two may tip
    assertEquals(model.testAccuracy().orElseThrow(), test.accuracy(), 5e-4);
    assertTrue(test.accuracy() >= 0.993, () -> String.format(Locale.ROOT, "%.4f", test.accuracy()));
  }
}
