package backprop.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.file.Examples;
import backprop.formula.Functions;
import backprop.graph.Edge;
import backprop.graph.Edit;
import backprop.graph.Graph;
import backprop.graph.GraphBuilder;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.Point;
import backprop.message.Language;
import backprop.op.ElementWise;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LayoutTest {
  private static Map<NodeId, Point> fresh(GraphDocument document) {
    return Layout.places(document.withPlaces(Map.of()));
  }

  private static GraphDocument example(String id) {
    return Examples.find(id).orElseThrow().open(Language.ENGLISH);
  }

  private static void assertApart(Graph graph, Map<NodeId, Point> places) {
    List<NodeId> ids = new ArrayList<>();
    graph.nodes().forEach(node -> ids.add(node.id()));
    for (int i = 0; i < ids.size(); i++) {
      for (int k = 0; k < i; k++) {
        NodeSize a = NodeSize.USUAL.apply(graph.node(ids.get(i)));
        NodeSize b = NodeSize.USUAL.apply(graph.node(ids.get(k)));
        Point p = places.get(ids.get(i));
        Point q = places.get(ids.get(k));
        assertTrue(
            Math.abs(p.x() - q.x()) >= (a.width() + b.width()) / 2
                || Math.abs(p.y() - q.y()) >= (a.height() + b.height()) / 2,
            ids.get(i) + " at " + p + " covers " + ids.get(k) + " at " + q);
      }
    }
  }

  private static void assertLeftToRight(Graph graph, Map<NodeId, Point> places) {
    for (Edge edge : graph.edges()) {
      assertTrue(places.get(edge.from()).x() < places.get(edge.to()).x(), edge.toString());
    }
  }

  @Test
  void applesAndOrangesStandAsInTheTextbook() {
    GraphDocument document = example("apples-and-oranges");
    Map<NodeId, Point> places = fresh(document);
    for (Map.Entry<NodeId, Point> entry : document.places().entrySet()) {
      Point found = places.get(entry.getKey());
      assertEquals(entry.getValue().x(), found.x(), 15, entry.getKey() + " across");
      assertEquals(entry.getValue().y(), found.y(), 70, entry.getKey() + " down");
    }
    List<Double> inputs =
        GraphBuilder.ids("apple", "apples", "orange", "oranges", "tax").stream()
            .map(id -> places.get(id).y())
            .toList();
    assertEquals(inputs.stream().sorted().toList(), inputs, "in reading order from the top");
  }

  @Test
  void everyExampleIsLaidOutWithoutOverlaps() {
    for (Examples.Example example : Examples.all()) {
      GraphDocument document = example.open(Language.ENGLISH);
      assertApart(document.graph(), document.places());
      assertLeftToRight(document.graph(), document.places());
      assertApart(document.graph(), fresh(document));
      assertLeftToRight(document.graph(), fresh(document));
    }
  }

  /// Scalar operations on what came before, as many as are wanted.
  static GraphDocument random(long seed, int operations) {
    Random random = new Random(seed);
    List<Node> nodes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      nodes.add(
          new Node.Input(NodeId.of("x" + i), "x" + i, new Node.Source.Given(Tensor.scalar(i))));
    }
    for (int i = 0; i < operations; i++) {
      NodeId id = NodeId.of("n" + i);
      nodes.add(
          new Node.Operation(id, "", new ElementWise(i % 3 == 0 ? Functions.MUL : Functions.ADD)));
      for (int port = 0; port < 2; port++) {
        int back = 1 + random.nextInt(Math.min(nodes.size() - 1, 8));
        edges.add(new Edge(nodes.get(nodes.size() - 1 - back).id(), id, port));
      }
    }
    return GraphDocument.EMPTY.withGraph(new Graph(nodes, edges));
  }

  @Test
  void randomGraphsAreApartLeftToRightAndStable() {
    for (int seed = 0; seed < 40; seed++) {
      GraphDocument document = random(seed, 5 + seed);
      Map<NodeId, Point> places = Layout.places(document);
      assertApart(document.graph(), places);
      assertLeftToRight(document.graph(), places);
      assertEquals(places, Layout.places(random(seed, 5 + seed)));
    }
  }

  @Test
  void whatHasAPlaceKeepsIt() {
    for (int seed = 0; seed < 20; seed++) {
      GraphDocument document = random(seed, 20);
      Map<NodeId, Point> some = new HashMap<>(Layout.places(document));
      some.keySet().removeIf(id -> Math.floorMod(id.text().hashCode(), 4) == 0);
      Map<NodeId, Point> places = Layout.places(document.withPlaces(some));
      some.forEach((id, point) -> assertEquals(point, places.get(id)));
      assertEquals(document.graph().nodeCount(), places.size());
      assertApart(document.graph(), places);
    }
  }

  @Test
  void tidyingAPartKeepsItsCornerAndTheRest() {
    GraphDocument document = example("apples-and-oranges");
    Set<NodeId> chosen = Set.copyOf(GraphBuilder.ids("orange", "oranges", "mul2"));
    GraphDocument moved =
        new Edit.Move(Map.of(NodeId.of("mul2"), new Point(40, 900))).applyTo(document).or(document);
    GraphDocument tidied = Layout.tidy(moved, chosen).applyTo(moved).or(moved);
    assertEquals(new Point(40, 390), tidied.places().get(NodeId.of("orange")));
    assertTrue(tidied.places().get(NodeId.of("mul2")).x() > 100);
    assertEquals(document.places().get(NodeId.of("tax")), tidied.places().get(NodeId.of("tax")));
    assertSame(document.graph(), tidied.graph(), "only the layout changed");
  }

  @Test
  void aTreeHasNoCrossing() {
    GraphDocument document = example("apples-and-oranges");
    Map<NodeId, Point> places = fresh(document);
    for (Edge a : document.graph().edges()) {
      for (Edge b : document.graph().edges()) {
        boolean sameColumns =
            places.get(a.from()).x() == places.get(b.from()).x()
                && places.get(a.to()).x() == places.get(b.to()).x();
        assertFalse(
            sameColumns
                && places.get(a.from()).y() < places.get(b.from()).y()
                && places.get(a.to()).y() > places.get(b.to()).y(),
            a + " crosses " + b);
      }
    }
  }

  @Test
  void tenThousandNodesAreLaidOutSoon() {
    GraphDocument document = random(1, 10_000);
    long start = System.nanoTime();
    assertEquals(document.graph().nodeCount(), Layout.places(document).size());
    assertTrue(System.nanoTime() - start < 10e9, "took over 10 s");
  }
}
