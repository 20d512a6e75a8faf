package backprop.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.formula.Functions;
import backprop.golden.Golden;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.message.Language;
import backprop.message.Messages;
import backprop.network.FloatTensor;
import backprop.network.Mode;
import backprop.network.Optimizer;
import backprop.network.Program;
import backprop.network.Weights;
import backprop.network.Workspace;
import backprop.op.Dropout;
import backprop.op.ElementWise;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import backprop.training.Recipe;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The networks that ship to be trained: they open, they compile, and they are what their names
/// say.
class PresetsTest {
  private static GraphDocument open(String id) {
    return Presets.find(id).orElseThrow().open();
  }

  private static Program compiled(String id) {
    return Program.compile(open(id), Set.of(), Mode.GRADIENT);
  }

  @Test
  void everyPresetOpensCompilesAndHasATitleAndARecipe() {
    assertEquals(7, Presets.all().size());
    for (Presets.Preset preset : Presets.all()) {
      GraphDocument document = preset.open();
      Program program = Program.compile(document, Set.of(), Mode.GRADIENT);
      assertTrue(program.parameters().size() > 0);
      for (var parameter : program.parameters()) {
        assertTrue(program.hasGradient(parameter), preset.id());
      }
      assertTrue(preset.recipe().rate() > 0);
      for (Language language : Language.values()) {
        assertTrue(!Messages.in(language).format(preset.title()).startsWith("trainer."));
      }
      assertEquals(DocumentFile.text(document), DocumentFile.text(preset.open()));
      assertTrue(
          document.graph().nodeCount() == document.places().size(), preset.id() + " is laid out");
    }
  }

  @Test
  void twoLayerNetsAreWhatTheirNamesSay() {
    for (String id :
        List.of(
            "two-layer-784-100-10",
            "two-layer-784-50-10",
            "sigmoid-784-50-10",
            "framework-784-50-10")) {
      Program program = compiled(id);
      assertEquals(784, program.pixels(), id);
      assertEquals(10, program.classes(), id);
      int hidden = id.contains("-100-") ? 100 : 50;
      boolean framework = id.startsWith("framework");
      List<Shape> shapes =
          Weights.initial(open(id).graph()).tensors().values().stream()
              .map(w -> w.shape())
              .toList();
      assertEquals(
          framework
              ? List.of(
                  Shape.of(784, hidden), Shape.of(1, hidden), Shape.of(hidden, 10), Shape.of(1, 10))
              : List.of(
                  Shape.of(784, hidden), Shape.of(hidden), Shape.of(hidden, 10), Shape.of(10)),
          shapes);
      ElementWise activation =
          new ElementWise(id.startsWith("two") ? Functions.RELU : Functions.SIGMOID);
      assertTrue(
          open(id).graph().topological().stream()
              .map(open(id).graph()::node)
              .anyMatch(node -> node instanceof Node.Operation op && op.op().equals(activation)));
    }
    assertEquals(
        new Optimizer.Adam(0.9, 0.999, 1e-7),
        Presets.find("sigmoid-784-50-10").orElseThrow().recipe().optimizer(),
        "Keras's Adam");
    assertEquals(Recipe.TEXTBOOK, Presets.find("two-layer-784-100-10").orElseThrow().recipe());
  }

  @Test
  void textbookCnnIsTheNotebooks() {
    Program program = compiled("textbook-cnn");
    assertEquals(784, program.pixels());
    assertEquals(10, program.classes());
    assertEquals(Shape.of(Shape.N, 32, 28, 28), program.shape(NodeId.of("conv")));
    assertEquals(Shape.of(Shape.N, 25_088), program.shape(NodeId.of("dropout")));
    var dropout = (Node.Operation) open("textbook-cnn").graph().node(NodeId.of("dropout"));
    assertEquals(new Dropout(0.8, false), dropout.op());
    assertEquals(new Node.Scaling(0.1306604762738429, 0.30810780385646264), program.scaling());
    Recipe recipe = Presets.find("textbook-cnn").orElseThrow().recipe();
    assertEquals(new Optimizer.Momentum(0.9), recipe.optimizer());
    assertEquals(60, recipe.batch());
  }

  @Test
  void simpleNetHasTheNotebooksLossAndGradient() {
    Workspace workspace =
        compiled("simple-net-2x3")
            .workspace(1)
            .load(Weights.initial(open("simple-net-2x3").graph()));
    var golden = Golden.read("simplenet.json").get("t=[0, 0, 1]");
    assertEquals(golden.get("loss").asDouble(), workspace.forward(), 1e-6);
    workspace.backward();
    Tensor expected = Golden.tensor(golden.get("dW"));
    FloatTensor actual = workspace.gradient(NodeId.of("W"));
    for (int i = 0; i < 6; i++) {
      assertEquals(expected.get(i), actual.get(i), 1e-6);
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
