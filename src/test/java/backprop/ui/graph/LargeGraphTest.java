package backprop.ui.graph;

import static backprop.ui.common.TestUi.onFx;
import static backprop.ui.common.TestUi.runFx;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.formula.Functions;
import backprop.graph.GraphBuilder;
import backprop.graph.GraphDocument;
import backprop.graph.History;
import backprop.graph.NodeId;
import backprop.graph.Point;
import backprop.ui.common.PanZoom;
import backprop.ui.common.TestUi;
import backprop.ui.common.UiContext;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A graph of 5,000 nodes: what is not seen or too small is not drawn.
class LargeGraphTest {
  private static final int NODES = 5000;

  /// Ten times what a frame takes on a quiet machine, so that a busy one does not fail the test.
  private static final double SLOW_MILLIS = 250;

  private static GraphDocument large() {
    GraphBuilder builder = new GraphBuilder();
    Map<NodeId, Point> places = new HashMap<>();
    for (int i = 0; i < NODES / 2; i++) {
      String input = "x" + i;
      builder.input(input, i % 7);
      builder.op("s" + i, Functions.ADD, i == 0 ? input : "s" + (i - 1), input);
      places.put(NodeId.of(input), new Point(i % 50 * 300, i / 50 * 240));
      places.put(NodeId.of("s" + i), new Point(i % 50 * 300 + 150, i / 50 * 240 + 110));
    }
    return builder.build("s" + (NODES / 2 - 1)).withPlaces(places);
  }

  @Test
  void cullsAndSimplifies(@TempDir Path home) {
    UiContext context = TestUi.context(home);
    GraphWorkspace workspace = onFx(() -> new GraphWorkspace(context));
    Stage stage =
        TestUi.show(
            context, onFx(() -> new javafx.scene.layout.BorderPane(workspace.node())), 1400, 840);
    try {
      runFx(() -> workspace.model().open(History.of(large())));
      GraphView view = workspace.view();
      long until = System.nanoTime() + 20_000_000_000L;
      while (onFx(() -> workspace.model().trace().graph().nodeCount()) < NODES) {
        assertTrue(System.nanoTime() < until, "the evaluation takes too long");
        TestUi.settle();
      }
      runFx(
          () -> {
            view.settle();
            view.fit();
            view.drawNow();
          });
      while (!onFx(view::isCurrent)) {
        assertTrue(System.nanoTime() < until, "the placing takes too long");
        TestUi.settle();
      }
      runFx(view::drawNow);
      int items = onFx(view::items);
      assertTrue(items > 5 * NODES, items + " items");
      assertTrue(onFx(view::drawnItems) < items, "far away, numbers and names are left out");
      double[] millis = new double[30];
      for (int i = 0; i < millis.length; i++) {
        int step = i;
        millis[i] =
            onFx(
                () -> {
                  view.look(view.viewProperty().get().panned(step % 2 == 0 ? 3 : -3, 0));
                  view.drawNow();
                  return view.drawMillisProperty().get();
                });
      }
      Arrays.sort(millis);
      System.out.println("5,000 nodes in view: " + millis[15] + " ms a drawing");
      assertTrue(millis[15] < SLOW_MILLIS, millis[15] + " ms");
      runFx(
          () -> {
            view.look(new PanZoom(1, -2000, -1500));
            view.drawNow();
          });
      assertTrue(onFx(view::drawnItems) < 600, onFx(view::drawnItems) + " items in view");
    } finally {
      runFx(stage::close);
    }
  }
}
