package backprop.ui.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.formula.Functions;
import backprop.graph.GraphDocument;
import backprop.network.Networks;
import backprop.network.Weights;
import backprop.ui.network.Diagram.Column;
import backprop.ui.network.Diagram.Disc;
import backprop.ui.network.Shortening.Hidden;
import backprop.ui.network.Shortening.Reason;
import backprop.ui.network.Shortening.Row;
import backprop.ui.network.Shortening.Shown;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiagramTest {

  /// 100 neurons, 50 of them at zero, the others 50 … 1 by number.
  private static float[] halfAtZero() {
    float[] contribution = new float[100];
    for (int i = 0; i < 50; i++) {
      contribution[i] = (i % 2 == 0 ? 1 : -1) * (50f - i);
    }
    return contribution;
  }

  @Test
  void aLongColumnSaysHowManyAreHiddenAndWhy() {
    List<Row> rows = Shortening.of(halfAtZero(), 11);
    assertEquals(11, rows.size());
    assertEquals(new Shown(0), rows.getFirst());
    assertEquals(new Hidden(41, Reason.SMALLER), rows.get(6));
    assertEquals(List.of(new Shown(47), new Shown(48), new Shown(49)), rows.subList(7, 10));
    assertEquals(new Hidden(50, Reason.ZERO), rows.getLast());
  }

  @Test
  void everyNeuronIsShownOrCountedOnce() {
    for (int rows = 6; rows <= 30; rows++) {
      for (int neurons : new int[] {1, 5, 10, 11, 12, 50, 100, 300}) {
        float[] contribution = Arrays.copyOf(halfAtZero(), neurons);
        int counted = 0;
        List<Row> column = Shortening.of(contribution, rows);
        for (Row row : column) {
          counted +=
              switch (row) {
                case Shown _ -> 1;
                case Hidden hidden -> hidden.count();
              };
        }
        assertEquals(neurons, counted, neurons + " in " + rows);
        assertTrue(column.size() <= rows, column.size() + " rows of " + rows);
      }
    }
  }

  @Test
  void aShortColumnKeepsItsOrder() {
    assertEquals(
        List.of(new Shown(0), new Shown(1), new Shown(2)), Shortening.of(new float[] {0, 5, 1}, 6));
  }

  private static Optional<NetworkPass> pass(GraphDocument document) {
    NetworkStructure structure = StructureReader.read(document);
    float[] drawing = new float[structure.inputs()];
    Arrays.fill(drawing, 300, 400, 0.8f);
    return Optional.of(
        new PassReader(structure).read(Weights.initial(document.graph()), drawing, Optional.of(1)));
  }

  @ParameterizedTest
  @CsvSource({"790,750", "678,650", "1270,930", "560,520", "520,420"})
  void everythingStandsInsideAndApartAtEverySize(double width, double height) {
    for (GraphDocument document :
        List.of(
            Networks.textbook(),
            Networks.layers(Functions.TANH, 0.1, 784, 40, 30, 10),
            Networks.layers(Functions.RELU, 0.1, 784, 10))) {
      NetworkStructure structure = StructureReader.read(document);
      for (var drawn : List.of(pass(document), Optional.<NetworkPass>empty())) {
        Diagram diagram = DiagramLayout.of(structure, drawn, width, height);
        assertEquals(structure.layers().size(), diagram.columns().size());
        double right = diagram.image().x() + diagram.image().side();
        for (Column column : diagram.columns()) {
          assertTrue(column.x() - 17 > right, "columns apart");
          right = column.x() + 17;
          for (Disc disc : column.discs()) {
            assertTrue(disc.y() + disc.radius() < diagram.legendY(), disc + " above the legend");
            assertTrue(disc.y() - disc.radius() > 60, disc + " below the head");
          }
          for (int i = 1; i < column.discs().size(); i++) {
            double gap = column.discs().get(i).y() - column.discs().get(i - 1).y();
            assertTrue(gap > 2 * column.discs().get(i).radius(), "discs apart by " + gap);
          }
        }
        assertTrue(diagram.table().gradient() < width, "the table fits");
      }
    }
  }

  @Test
  void theStrongestEdgesAreDrawnAndNoMore() {
    Diagram diagram =
        DiagramLayout.of(
            StructureReader.read(Networks.textbook()), pass(Networks.textbook()), 790, 750);
    long between = diagram.edges().stream().filter(e -> e.from().isPresent()).count();
    assertTrue(between > 0 && between <= DiagramLayout.EDGES, "edges: " + between);
    double weakest =
        diagram.edges().stream()
            .filter(e -> e.from().isPresent())
            .mapToDouble(Diagram.Edge::strength)
            .min()
            .orElseThrow();
    assertTrue(weakest > 0 && weakest <= 1);
    assertEquals(
        1,
        diagram.edges().stream().mapToDouble(Diagram.Edge::strength).max().orElseThrow(),
        "against the strongest");
  }

  @Test
  void nothingMovesWhenGradientsArrive() {
    GraphDocument document = Networks.textbook();
    NetworkStructure structure = StructureReader.read(document);
    NetworkPass labelled = pass(document).orElseThrow();
    NetworkPass unlabelled =
        new NetworkPass(
            structure,
            labelled.maps(),
            labelled.w(),
            labelled.b(),
            labelled.x(),
            labelled.scaled(),
            labelled.features(),
            labelled.sums(),
            labelled.outputs(),
            Optional.empty());
    Diagram before = DiagramLayout.of(structure, Optional.of(unlabelled), 790, 750);
    Diagram after = DiagramLayout.of(structure, Optional.of(labelled), 790, 750);
    assertEquals(before.columns(), after.columns());
    assertEquals(before.edges(), after.edges());
  }

  @Test
  void partsOfACurveMeet() {
    double[] cubic = {0, 40, 60, 100};
    double[] left = EdgePainter.part(cubic, 0, 0.3);
    double[] right = EdgePainter.part(cubic, 0.3, 1);
    assertEquals(0, left[0], 1e-12);
    assertEquals(left[3], right[0], 1e-12);
    assertEquals(100, right[3], 1e-12);
    // the cubic at 0.3, written out
    assertEquals(3 * 0.49 * 0.3 * 40 + 3 * 0.7 * 0.09 * 60 + 0.027 * 100, left[3], 1e-12);
  }
}
