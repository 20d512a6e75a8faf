package backprop.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.autodiff.EvaluationContext;
import backprop.autodiff.Evaluator;
import backprop.autodiff.Trace;
import backprop.formula.Functions;
import backprop.graph.GraphBuilder;
import backprop.graph.GraphDocument;
import backprop.graph.NodeId;
import backprop.graph.Point;
import backprop.op.ElementWise;
import backprop.op.MatMul;
import backprop.tensor.Tensor;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GraphFigureTest {
  private static final TextMeasurer MEASURER = TextMeasurer.ESTIMATE;

  private static final Map<NodeId, Point> PLACES =
      Map.of(
          NodeId.of("apple"), new Point(358, 198),
          NodeId.of("apples"), new Point(358, 318),
          NodeId.of("orange"), new Point(358, 438),
          NodeId.of("oranges"), new Point(358, 558),
          NodeId.of("tax"), new Point(358, 668),
          NodeId.of("a"), new Point(570, 258),
          NodeId.of("b"), new Point(570, 498),
          NodeId.of("c"), new Point(740, 378),
          NodeId.of("total"), new Point(910, 468));

  private static GraphDocument applesAndOranges(double tax) {
    return new GraphBuilder()
        .input("apple", 100)
        .input("apples", 2)
        .input("orange", 150)
        .input("oranges", 3)
        .input("tax", tax)
        .op("a", Functions.MUL, "apple", "apples")
        .op("b", Functions.MUL, "orange", "oranges")
        .op("c", Functions.ADD, "a", "b")
        .op("total", "total", new ElementWise(Functions.MUL), "c", "tax")
        .build("total")
        .withPlaces(PLACES);
  }

  private static Subject subject(GraphDocument document) {
    Trace trace = Evaluator.trace(document, EvaluationContext.PLAIN);
    return new Subject(document, trace, document.places(), Map.of());
  }

  private static Set<String> words(Figure figure) {
    return figure.items().stream()
        .map(Item::drawable)
        .filter(Drawable.Text.class::isInstance)
        .map(text -> ((Drawable.Text) text).text())
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static long slots(Figure figure) {
    return figure.items().stream().filter(i -> i.drawable() instanceof Drawable.Slot).count();
  }

  @Test
  void labelsKeepClearOfEachOtherAndOfNodesAtEveryPlayhead() {
    Subject subject = subject(applesAndOranges(1.1));
    GraphGeometry geometry = GeometryBuilder.build(subject, MEASURER);
    int looked = 0;
    for (int playhead = 0; playhead <= subject.trace().count(); playhead++) {
      for (double travel : new double[] {0, 0.5, 1}) {
        Figure figure =
            GraphFigure.of(subject, geometry, MEASURER, playhead, playhead == 0 ? 1 : travel);
        looked += Labels.check("playhead " + playhead, figure, geometry);
      }
    }
    assertTrue(looked > 14 * 3 * 18, "looked at " + looked);
  }

  @Test
  void nothingAheadOfThePlayheadIsInThePicture() {
    Subject subject = subject(applesAndOranges(1.1));
    GraphGeometry geometry = GeometryBuilder.build(subject, MEASURER);
    Figure begin = GraphFigure.of(subject, geometry, MEASURER, 0, 1);
    assertTrue(words(begin).contains("100"), "inputs are known");
    for (String later : List.of("200", "450", "650", "715", "110", "165", "2.2", "3.3")) {
      assertTrue(!words(begin).contains(later), later + " is not computed yet");
    }
    Figure forward = GraphFigure.of(subject, geometry, MEASURER, 4, 1);
    assertTrue(words(forward).containsAll(List.of("200", "450", "650", "715")));
    assertEquals(9, slots(forward), "one for each gradient: eight edges and the output");
    Figure end = GraphFigure.of(subject, geometry, MEASURER, subject.trace().count(), 1);
    assertEquals(0, slots(end));
    assertTrue(words(end).containsAll(List.of("2.2", "110", "3.3", "165", "650")));
  }

  @Test
  void theNumberAppearsWhenThePulseArrives() {
    Subject subject = subject(applesAndOranges(1.1));
    GraphGeometry geometry = GeometryBuilder.build(subject, MEASURER);
    Figure moving = GraphFigure.of(subject, geometry, MEASURER, 4, 0.5);
    assertTrue(!words(moving).contains("715"));
    assertEquals(10, slots(moving));
    Figure arrived = GraphFigure.of(subject, geometry, MEASURER, 4, 1);
    assertTrue(words(arrived).contains("715"));
    long pulses =
        moving.items().stream()
            .filter(i -> i.drawable() instanceof Drawable.Disc(_, double r, _, _) && r == 6.5)
            .count();
    assertEquals(2, pulses, "one on each edge into the node that is evaluated");
  }

  @Test
  void nothingJumpsWhenASlotIsFilledOrANumberGrowsADigit() {
    Subject subject = subject(applesAndOranges(1.1));
    GraphGeometry geometry = GeometryBuilder.build(subject, MEASURER);
    Subject scrubbed = subject(applesAndOranges(1.13));
    GraphGeometry after = GeometryBuilder.rebuild(scrubbed, MEASURER, geometry);
    assertEquals(
        geometry.nodes().get(NodeId.of("tax")).bounds(),
        after.nodes().get(NodeId.of("tax")).bounds());
    geometry.wires().forEach((edge, wire) -> assertEquals(wire.value(), after.wire(edge).value()));
    assertNotEquals(subject.trace().values(), scrubbed.trace().values());
  }

  @Test
  void portsOfANodeAreAtDistinctHeightsOnItsLeft() {
    GraphGeometry geometry = GeometryBuilder.build(subject(applesAndOranges(1.1)), MEASURER);
    NodeBox disc = geometry.node(NodeId.of("c"));
    assertTrue(disc.input(1).y() - disc.input(0).y() >= 12);
    assertEquals(disc.input(0).x(), disc.input(1).x(), 1e-9);
    assertTrue(disc.input(0).x() < disc.bounds().centre().x());
    assertEquals(
        NodeBox.RADIUS,
        Math.hypot(
            disc.input(0).x() - disc.bounds().centre().x(),
            disc.input(0).y() - disc.bounds().centre().y()),
        1e-9,
        "on the rim");
  }

  @Test
  void smallMatricesAreWrittenAndLargeOnesAreTheirShape() {
    GraphDocument document =
        new GraphBuilder()
            .input("x", Tensor.matrix(new double[][] {{1, 2}}))
            .parameter("W", Tensor.zeros(backprop.tensor.Shape.of(2, 9)))
            .op("p", "", new MatMul(), "x", "W")
            .build("p")
            .withPlaces(
                Map.of(
                    NodeId.of("x"), new Point(0, 0),
                    NodeId.of("W"), new Point(0, 160),
                    NodeId.of("p"), new Point(300, 80)));
    Subject subject = subject(document);
    GraphGeometry geometry = GeometryBuilder.build(subject, MEASURER);
    Figure figure = GraphFigure.of(subject, geometry, MEASURER, subject.trace().count(), 1);
    assertTrue(words(figure).contains("1  2"));
    assertTrue(words(figure).contains("1×9"), words(figure).toString());
    Labels.check("matrices", figure, geometry);
  }

  @Test
  void aValueUsedTwiceShowsItsRunningSum() {
    GraphDocument document =
        new GraphBuilder()
            .input("x", 3)
            .op("s", "s", new ElementWise(Functions.MUL), "x", "x")
            .build("s")
            .withPlaces(Map.of(NodeId.of("x"), new Point(0, 0), NodeId.of("s"), new Point(260, 0)));
    Subject subject = subject(document);
    GraphGeometry geometry = GeometryBuilder.build(subject, MEASURER);
    Figure one = GraphFigure.of(subject, geometry, MEASURER, 3, 1);
    assertTrue(words(one).containsAll(List.of("Σ", "3", "1/2")), words(one).toString());
    Figure both = GraphFigure.of(subject, geometry, MEASURER, 4, 1);
    assertTrue(words(both).containsAll(List.of("Σ", "6", "2/2")), words(both).toString());
    Labels.check("fork", both, geometry);
  }

  @Test
  void aProblemStandsAtItsNodeInWords() {
    GraphDocument document = applesAndOranges(1.1);
    Subject subject =
        new Subject(
            document,
            Evaluator.trace(document, EvaluationContext.PLAIN),
            document.places(),
            Map.of(NodeId.of("c"), "The port y of + is empty. Connect a value to it."));
    GraphGeometry geometry = GeometryBuilder.build(subject, MEASURER);
    Figure figure = GraphFigure.of(subject, geometry, MEASURER, 0, 1);
    assertEquals(
        2, figure.items().stream().filter(i -> i.drawable() instanceof Drawable.Warning).count());
    assertTrue(geometry.sentences().get(NodeId.of("c")).lines().size() >= 2);
  }
}
