package backprop.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.autodiff.EvaluationContext;
import backprop.autodiff.Evaluator;
import backprop.autodiff.Trace;
import backprop.file.Examples;
import backprop.graph.Edge;
import backprop.graph.Edit;
import backprop.graph.GraphDocument;
import backprop.graph.GroupId;
import backprop.graph.NodeId;
import backprop.layout.Layout;
import backprop.message.Language;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GroupFigureTest {
  private static final TextMeasurer MEASURER = TextMeasurer.ESTIMATE;
  private static final GroupId GROUP = GroupId.of("g");
  private static final Set<NodeId> DISCS =
      Set.of(
          NodeId.of("mul1"),
          NodeId.of("minus-one"),
          NodeId.of("exp1"),
          NodeId.of("one"),
          NodeId.of("add1"),
          NodeId.of("reciprocal1"));

  private static GraphDocument sigmoid(boolean closed) {
    GraphDocument document = Examples.find("sigmoid").orElseThrow().open(Language.ENGLISH);
    for (Edit edit :
        List.of(new Edit.MakeGroup(GROUP, "σ", DISCS), new Edit.SetClosed(GROUP, closed))) {
      document = edit.applyTo(document).or(document);
    }
    return document;
  }

  private static Subject subject(GraphDocument document) {
    Trace trace = Evaluator.trace(document, EvaluationContext.PLAIN);
    return new Subject(document, trace, Layout.places(document), Map.of());
  }

  private static Set<String> words(Figure figure) {
    return figure.items().stream()
        .map(Item::drawable)
        .filter(Drawable.Text.class::isInstance)
        .map(text -> ((Drawable.Text) text).text())
        .collect(Collectors.toSet());
  }

  @Test
  void aClosedGroupIsOneBoxWhosePortsAreTheCrossingEdges() {
    GraphGeometry geometry = GeometryBuilder.build(subject(sigmoid(true)), MEASURER);
    Edge entering = new Edge(NodeId.of("x"), NodeId.of("mul1"), 0);
    assertEquals(Set.of(NodeId.of("x")), geometry.nodes().keySet());
    assertEquals(Set.of(entering), geometry.wires().keySet());
    GroupBox box = geometry.groups().get(GROUP);
    assertEquals("σ", box.title());
    assertEquals("×  exp  +  1/x", box.remark());
    assertEquals(List.of(entering), box.inputs());
    assertEquals(List.of(NodeId.of("reciprocal1")), box.outputs());
    assertEquals(box.input(entering).orElseThrow(), geometry.wire(entering).forward().end());
    Wire output = geometry.outputs().get(NodeId.of("reciprocal1"));
    assertEquals(box.output(NodeId.of("reciprocal1")).orElseThrow(), output.forward().start());
    assertTrue(geometry.outlines().isEmpty());
  }

  @Test
  void movingTheNodesMovesTheBox() {
    GraphDocument document = sigmoid(true);
    Map<NodeId, backprop.graph.Point> moved =
        DISCS.stream()
            .collect(Collectors.toMap(id -> id, id -> document.places().get(id).plus(30, -20)));
    Bounds before = box(document).bounds();
    Bounds after = box(document.withPlaces(moved)).bounds();
    assertEquals(before.translate(30, -20), after);
  }

  private static GroupBox box(GraphDocument document) {
    return GeometryBuilder.build(subject(document), MEASURER).groups().get(GROUP);
  }

  @Test
  void anOpenGroupIsAnOutlineAroundItsNodesAndChangesNothingElse() {
    GraphGeometry open = GeometryBuilder.build(subject(sigmoid(false)), MEASURER);
    GroupOutline outline = open.outlines().get(GROUP);
    for (NodeId id : DISCS) {
      assertTrue(outline.bounds().contains(open.node(id).bounds()), id.text());
    }
    assertFalse(outline.bounds().contains(open.node(NodeId.of("x")).bounds()));
    assertEquals(7, open.nodes().size());
    assertTrue(open.groups().isEmpty());
    assertTrue(open.bounds().contains(outline.bounds()));
  }

  @Test
  void anInnerClosedGroupIsABoxInsideOfTheOutline() {
    GraphDocument document = sigmoid(false);
    GroupId inner = GroupId.of("inner");
    for (Edit edit :
        List.of(
            new Edit.MakeGroup(inner, "e", Set.of(NodeId.of("mul1"), NodeId.of("exp1"))),
            new Edit.SetClosed(inner, true))) {
      document = edit.applyTo(document).or(document);
    }
    GraphGeometry geometry = GeometryBuilder.build(subject(document), MEASURER);
    assertEquals(Set.of(inner), geometry.groups().keySet());
    assertTrue(
        geometry.outlines().get(GROUP).bounds().contains(geometry.groups().get(inner).bounds()));
    assertEquals(5, geometry.nodes().size());
    GraphDocument closed = new Edit.SetClosed(GROUP, true).applyTo(document).or(document);
    GraphGeometry whole = GeometryBuilder.build(subject(closed), MEASURER);
    assertEquals(Set.of(GROUP), whole.groups().keySet());
    assertEquals(Set.of(NodeId.of("x")), whole.nodes().keySet());
  }

  @Test
  void stepsInsideLightTheBoxAndSayWhereThePassIs() {
    Subject subject = subject(sigmoid(true));
    GraphGeometry geometry = GeometryBuilder.build(subject, MEASURER);
    assertEquals(9, subject.trace().count(), "four evaluate, seed, four send");
    String[] said = {
      "×  1/4", "exp  2/4", "+  3/4", "1/x  4/4", "", "1/x  1/4", "+  2/4", "exp  3/4", "×  4/4"
    };
    for (int playhead = 1; playhead <= said.length; playhead++) {
      for (double travel : new double[] {0.5, 1}) {
        Set<String> words = words(GraphFigure.of(subject, geometry, MEASURER, playhead, travel));
        String now = said[playhead - 1];
        if (now.isEmpty()) { // the seed enters at the output, which lies in the group
          assertTrue(words.contains("1/x"), words.toString());
        } else {
          assertTrue(words.contains(now), now + " at " + playhead + " in " + words);
        }
      }
    }
    assertTrue(words(GraphFigure.of(subject, geometry, MEASURER, 0, 1)).contains("×  exp  +  1/x"));
  }

  @Test
  void numbersOfInnerEdgesAreNotInThePictureAndThoseAtTheBorderAre() {
    Subject subject = subject(sigmoid(true));
    GraphGeometry geometry = GeometryBuilder.build(subject, MEASURER);
    Set<String> end =
        words(GraphFigure.of(subject, geometry, MEASURER, subject.trace().count(), 1));
    assertTrue(end.containsAll(Set.of("1", "0.731059", "0.196612")), end.toString());
    assertFalse(end.contains("0.367879"), "e⁻¹ stays inside");
    Labels.check(
        "closed",
        GraphFigure.of(subject, geometry, MEASURER, subject.trace().count(), 1),
        geometry);
  }
}
