package backprop.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import backprop.autodiff.EvaluationContext;
import backprop.autodiff.Evaluator;
import backprop.autodiff.Trace;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Standardised input is the same for the explorer, for bytes of a data set and for a drawing.
class ScalingTest {
  private static final Node.Scaling MNIST = new Node.Scaling(0.1306605, 0.3081078);
  private static final NodeId X = NodeId.of("x");

  private static GraphDocument document(Node.Scaling scaling) {
    GraphDocument plain = Networks.rectified(20, 5, 10);
    return plain.withGraph(
        plain
            .graph()
            .with(
                new Node.Input(
                    X,
                    "x",
                    new Node.Source.Data(
                        Node.Source.Column.IMAGE, Shape.of(Shape.N, 20), scaling))));
  }

  @Test
  void explorerTrainerAndPadAgree() {
    byte[] bytes = new byte[20];
    float[] shares = new float[20];
    for (int i = 0; i < 20; i++) {
      bytes[i] = (byte) (i * 13 + 8);
      shares[i] = (i * 13 + 8) / 255f;
    }
    GraphDocument document = document(MNIST);
    Trace trace =
        Evaluator.trace(
            document,
            new EvaluationContext(
                Map.of(
                    X,
                    Tensor.generate(Shape.of(1, 20), i -> (i * 13 + 8) / 255.0),
                    NodeId.of("t"),
                    Tensor.zeros(Shape.of(1))),
                Map.of(),
                false,
                0,
                0));
    Tensor expected = trace.values().get(X);
    assertEquals((8 / 255.0 - MNIST.mean()) / MNIST.deviation(), expected.get(0), 1e-15);
    for (Kernels kernels : KernelChecks.all()) {
      Workspace workspace =
          Program.compile(document, Set.of(), Mode.LOSS)
              .workspace(2, kernels)
              .load(Weights.initial(document.graph()));
      workspace.pixels(0, bytes, 0).label(0, 0).pixels(1, shares).label(1, 0);
      FloatTensor x = workspace.value(X);
      for (int i = 0; i < 20; i++) {
        assertEquals(expected.get(i), x.get(i), 4 * 0x1p-22, "bytes " + i);
        assertEquals(x.get(i), x.get(20 + i), "the drawing, to the bit");
      }
      double loss = trace.values().get(NodeId.of("loss")).item();
      assertEquals(loss, workspace.forward(), 1e-5);
    }
  }

  @Test
  void withoutScalingPixelsAreSharesToTheBit() {
    Workspace workspace =
        Program.compile(document(Node.Scaling.SHARES), Set.of(), Mode.LOSS).workspace(1);
    byte[] bytes = new byte[20];
    bytes[7] = (byte) 200;
    assertEquals(200 / 255f, workspace.pixels(0, bytes, 0).value(X).get(7));
  }

  @Test
  void onlyImagesAreScaled() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Node.Source.Data(Node.Source.Column.LABEL, Shape.of(Shape.N), MNIST));
    assertThrows(IllegalArgumentException.class, () -> new Node.Scaling(0, 0));
    assertThrows(IllegalArgumentException.class, () -> new Node.Scaling(Double.NaN, 1));
  }
}
