package backprop.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.formula.Functions;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.message.Language;
import backprop.message.Messages;
import backprop.network.Mode;
import backprop.network.Program;
import backprop.network.Weights;
import backprop.op.ElementWise;
import backprop.tensor.Shape;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The networks that ship to be trained: they open, they compile, and they are what their names
/// say.
class PresetsTest {
  @Test
  void everyPresetTrainsOnDigits() {
    assertEquals(3, Presets.all().size());
    for (Presets.Preset preset : Presets.all()) {
      GraphDocument document = preset.open();
      Program program = Program.compile(document, Set.of(), Mode.GRADIENT);
      assertEquals(784, program.pixels(), preset.id());
      assertEquals(10, program.classes(), preset.id());
      assertEquals(4, program.parameters().size());
      for (var parameter : program.parameters()) {
        assertTrue(program.hasGradient(parameter));
      }
      int hidden = preset.id().contains("-100-") ? 100 : 50;
      List<Shape> shapes =
          Weights.initial(document.graph()).tensors().values().stream()
              .map(w -> w.shape())
              .toList();
      assertEquals(
          List.of(Shape.of(784, hidden), Shape.of(hidden), Shape.of(hidden, 10), Shape.of(10)),
          shapes);
      ElementWise activation =
          new ElementWise(preset.id().startsWith("sigmoid") ? Functions.SIGMOID : Functions.RELU);
      assertTrue(
          document.graph().topological().stream()
              .map(document.graph()::node)
              .anyMatch(node -> node instanceof Node.Operation op && op.op().equals(activation)));
      for (Language language : Language.values()) {
        assertTrue(Messages.in(language).format(preset.title()).contains("784-" + hidden + "-10"));
      }
      assertEquals(DocumentFile.text(document), DocumentFile.text(preset.open()));
    }
  }

  @Test
  void initialWeightsAreNormalWithTheTextbooksDeviation() {
    Weights weights = Weights.initial(Presets.first().open().graph());
    float[] w1 = weights.tensors().values().iterator().next().toArray();
    double sum = 0;
    double squares = 0;
    for (float w : w1) {
      sum += w;
      squares += w * w;
    }
    // 78,400 numbers: the mean's deviation is 0.01/280, the deviation's 0.01/396; five of each
    assertEquals(0, sum / w1.length, 5 * 0.01 / 280);
    assertEquals(0.01, Math.sqrt(squares / w1.length), 5 * 0.01 / 396);
  }
}
