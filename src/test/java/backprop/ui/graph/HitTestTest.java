package backprop.ui.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import backprop.autodiff.EvaluationContext;
import backprop.autodiff.Evaluator;
import backprop.figure.Bounds;
import backprop.figure.GeometryBuilder;
import backprop.figure.GraphGeometry;
import backprop.figure.NodeBox;
import backprop.figure.Subject;
import backprop.figure.TextMeasurer;
import backprop.formula.Functions;
import backprop.graph.Edge;
import backprop.graph.GraphBuilder;
import backprop.graph.GraphDocument;
import backprop.graph.NodeId;
import backprop.graph.Point;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HitTestTest {
  private static final NodeId X = NodeId.of("x");
  private static final NodeId Z = NodeId.of("z");
  private static final Edge EDGE = new Edge(X, Z, 0);

  private final GraphGeometry geometry = geometry();

  private static GraphGeometry geometry() {
    GraphDocument document =
        new GraphBuilder()
            .input("x", 2)
            .op("z", Functions.ADD, "x", "")
            .build("z")
            .withPlaces(Map.of(X, new Point(0, 0), Z, new Point(300, 80)));
    return GeometryBuilder.build(
        new Subject(
            document,
            Evaluator.trace(document, EvaluationContext.PLAIN),
            document.places(),
            Map.of()),
        TextMeasurer.ESTIMATE);
  }

  private Hit at(double x, double y) {
    return new HitTest(geometry, 1).at(new Point(x, y));
  }

  @Test
  void thePartsOfAPill() {
    assertEquals(new Hit.Body(X), at(-50, 0));
    assertEquals(new Hit.Value(X), at(35, 0));
    NodeBox box = geometry.node(X);
    assertEquals(new Hit.OutPort(X), at(box.output().x() + 5, 0));
    assertEquals(new Hit.Empty(), at(-50, 60));
  }

  @Test
  void farAwayTheNumberMovesThePill() {
    assertEquals(new Hit.Body(X), new HitTest(geometry, 0.5).at(new Point(30, 0)));
  }

  @Test
  void aDiscIsRound() {
    assertEquals(new Hit.Body(Z), at(300, 80));
    assertEquals(new Hit.Empty(), at(324, 104), "the corner of its square");
  }

  @Test
  void anOccupiedPortIsTheEndOfItsWire() {
    NodeBox box = geometry.node(Z);
    assertEquals(new Hit.WireEnd(EDGE), at(box.input(0).x(), box.input(0).y()));
    assertEquals(new Hit.InPort(Z, 1), at(box.input(1).x() - 2, box.input(1).y()));
  }

  @Test
  void aWireIsHitBesideItToo() {
    Point middle = geometry.wire(EDGE).forward().at(0.5);
    assertEquals(new Hit.OnWire(EDGE), at(middle.x(), middle.y() + 4));
    assertInstanceOf(Hit.Empty.class, at(middle.x(), middle.y() + 60));
    assertEquals(Optional.of(EDGE), new HitTest(geometry, 1).wireUnder(middle));
  }

  @Test
  void aMarqueeTakesWhatLiesMostlyInside() {
    HitTest test = new HitTest(geometry, 1);
    assertEquals(Set.of(X), test.within(new Bounds(-10, -10, 100, 100)));
    assertEquals(Set.of(X, Z), test.within(new Bounds(-10, -10, 400, 100)));
    assertEquals(Set.of(), test.within(new Bounds(20, -10, 60, 10)));
  }

  @Test
  void aWireIsDroppedOnTheNearestPortOfANode() {
    HitTest test = new HitTest(geometry, 1);
    assertEquals(Optional.of(new Hit.InPort(Z, 1)), test.target(new Point(290, 95)));
    assertEquals(Optional.of(new Hit.InPort(Z, 0)), test.target(new Point(290, 65)));
    assertEquals(Optional.empty(), test.target(new Point(200, 200)));
    assertEquals(Optional.of(X), test.source(new Point(0, 0)));
  }
}
