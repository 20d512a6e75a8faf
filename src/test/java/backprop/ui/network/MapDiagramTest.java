package backprop.ui.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.graph.GraphDocument;
import backprop.network.Networks;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where maps stand, and that nothing of it depends on how far the pass has come.
class MapDiagramTest {

  private static List<MapLayer> layers(int... sides) {
    MapLayer like = StructureReader.read(Networks.convolutional(12, 4, 10)).maps().getFirst();
    return IntStream.of(sides)
        .mapToObj(
            side ->
                new MapLayer(
                    like.convolution(),
                    like.filters(),
                    like.filterName(),
                    3,
                    3,
                    1,
                    like.bias(),
                    like.input(),
                    like.stages(),
                    like.in(),
                    new MapLayer.Grid(16, side, side),
                    1))
        .toList();
  }

  @Test
  void neighboursOfOneSizeShareAColumnOnlyWhereThereIsNoRoomForAll() {
    List<MapLayer> five = layers(28, 14, 14, 7, 7);
    assertEquals(
        List.of(List.of(0), List.of(1), List.of(2), List.of(3), List.of(4)),
        MapLayout.columns(five, 700));
    assertEquals(List.of(List.of(0), List.of(1, 2), List.of(3, 4)), MapLayout.columns(five, 270));
    assertEquals(List.of(List.of(0, 1, 2), List.of(3, 4)), MapLayout.columns(five, 180));
    assertEquals(List.of(List.of(0, 1, 2, 3, 4)), MapLayout.columns(five, 60));
  }

  @ParameterizedTest
  @CsvSource({"790,750", "678,650", "670,640", "1270,930", "560,520"})
  void mapsStandInsideAndApartAtEverySize(double width, double height) {
    for (GraphDocument document :
        List.of(
            Networks.convolutional(28, 30, 10),
            Networks.deepConvolutional(28, 10),
            MapsTest.slidingOddly())) {
      NetworkStructure structure = StructureReader.read(document);
      for (var drawn :
          List.of(
              Optional.of(MapsTest.pass(document, Optional.of(1))),
              Optional.<NetworkPass>empty())) {
        Diagram diagram = DiagramLayout.of(structure, drawn, width, height);
        assertEquals(structure.maps().size(), diagram.maps().size());
        assertEquals(structure.maps().size(), diagram.flows().size());
        double right = diagram.image().x() + diagram.image().side();
        double bottom = 0;
        double x = 0;
        for (MapBlock block : diagram.maps()) {
          if (block.x() > x) {
            assertTrue(block.x() > right, "columns apart");
            right = block.x() + block.width();
            x = block.x();
          } else {
            assertTrue(block.top() > bottom, "blocks of a column apart");
          }
          bottom = block.footY();
          assertTrue(bottom < diagram.legendY() - 8, "above the legend: " + bottom);
          int maps = structure.maps().get(block.layer()).maps();
          assertEquals(maps, block.tiles().size() + block.hidden());
          assertEquals(
              maps, new java.util.HashSet<>(order(structure, drawn, block.layer())).size());
          for (MapBlock.Tile tile : block.tiles()) {
            assertTrue(tile.y() >= block.top() + block.headLines() * MapBlock.LINE - 0.01);
            assertTrue(tile.right() <= block.x() + block.width() + 0.01, "in its column");
            assertTrue(tile.y() + tile.side() < block.gapY(), "above what is hidden");
          }
        }
        Diagram.Column first = diagram.columns().getFirst();
        assertTrue(first.x() - 17 > right, "neurons right of the maps");
      }
    }
  }

  private static List<Integer> order(
      NetworkStructure structure, Optional<NetworkPass> pass, int layer) {
    MapLayer.Grid grid = structure.maps().get(layer).out();
    return pass.map(p -> MapStrength.sorted(p.maps().get(layer).output(), grid))
        .orElseGet(() -> IntStream.range(0, grid.maps()).boxed().toList());
  }

  @Test
  void theStrongestMapsAreShownAndNothingMovesWhenGradientsArrive() {
    GraphDocument document = Networks.deepConvolutional(28, 10);
    NetworkStructure structure = StructureReader.read(document);
    NetworkPass labelled = MapsTest.pass(document, Optional.of(1));
    Diagram after = DiagramLayout.of(structure, Optional.of(labelled), 678, 500);
    Diagram before =
        DiagramLayout.of(
            structure, Optional.of(MapsTest.pass(document, Optional.empty())), 678, 500);
    assertEquals(before.maps(), after.maps());
    assertEquals(before.flows(), after.flows());
    assertEquals(before.columns(), after.columns());
    assertEquals(before.edges(), after.edges());
    MapBlock last = after.maps().getLast();
    assertTrue(last.hidden() > 0, "not all fit");
    MapLayer.Grid grid = structure.maps().getLast().out();
    float weakest =
        Math.abs(
            MapStrength.of(labelled.maps().getLast().output(), grid, last.tiles().getLast().map())
                .value());
    for (int map = 0; map < grid.maps(); map++) {
      int number = map;
      if (last.tiles().stream().noneMatch(tile -> tile.map() == number)) {
        float hidden =
            Math.abs(MapStrength.of(labelled.maps().getLast().output(), grid, map).value());
        assertTrue(hidden <= weakest, "map " + map + " is stronger than one that is shown");
      }
    }
  }

  @Test
  void linesToTheNeuronsBeginAtTheLastMapsAndCarryWhatTheirCellsSend() {
    GraphDocument document = Networks.deepConvolutional(12, 10);
    NetworkStructure structure = StructureReader.read(document);
    NetworkPass pass = MapsTest.pass(document, Optional.of(1));
    Diagram diagram = DiagramLayout.of(structure, Optional.of(pass), 1270, 930);
    assertEquals(8, diagram.maps().getLast().tiles().size(), "all maps are shown");
    assertTrue(!diagram.edges().isEmpty() && diagram.edges().size() <= DiagramLayout.EDGES);
    double right = diagram.maps().getLast().tiles().getFirst().right();
    for (Diagram.Edge edge : diagram.edges()) {
      assertEquals(right, edge.fromX());
      double sent = 0;
      for (int cell = 0; cell < 36; cell++) {
        int feature = edge.from().orElseThrow() * 36 + cell;
        sent += pass.features().get(feature) * pass.w().getFirst().at(feature, edge.to());
      }
      assertEquals(sent, edge.weight(), 1e-5, "what map " + edge.from() + " sends");
    }
    assertTrue(!diagram.backEdges().isEmpty());
  }
}
