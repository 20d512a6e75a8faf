package backprop.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.file.Examples;
import backprop.formula.Functions;
import backprop.graph.Edit;
import backprop.graph.EditResult;
import backprop.graph.GraphBuilder;
import backprop.graph.GraphDocument;
import backprop.graph.History;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.Point;
import backprop.layout.Layout;
import backprop.message.Language;
import backprop.op.ElementWise;
import backprop.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Typing over the text of a document changes what was changed and nothing else.
class RetypingTest {
  private static GraphDocument example(String id) {
    return Examples.find(id).orElseThrow().open(Language.ENGLISH);
  }

  private static GraphDocument retyped(GraphDocument document, String text) {
    Edit edit = Formula.retype(document, text).orThrow();
    return assertInstanceOf(EditResult.Done.class, edit.applyTo(document)).document();
  }

  private static GraphDocument replaced(GraphDocument document, String from, String to) {
    String text = Formula.brief(document).text();
    assertTrue(text.contains(from), text);
    GraphDocument after = retyped(document, text.replace(from, to));
    assertEquals(text.replace(from, to), Formula.brief(after).text());
    return after;
  }

  private static List<String> ids(GraphDocument document) {
    return document.graph().topological().stream().map(NodeId::text).sorted().toList();
  }

  @Test
  void theTextAsItIsChangesNothing() {
    List<GraphDocument> all = RoundTripTest.shipped();
    for (GraphDocument document : all) {
      for (Printed text : List.of(Formula.brief(document), Formula.print(document))) {
        assertEquals(document, retyped(document, text.text()), text.text());
      }
      assertEquals(
          document, retyped(document, Formula.brief(document).text().replace("\n", " ;; ")));
    }
    assertTrue(all.size() >= 19);
  }

  @Test
  void anotherSignKeepsEverythingElse() {
    GraphDocument before = example("apples-and-oranges");
    GraphDocument after = replaced(before, "orange * oranges", "orange / oranges");
    assertEquals(ids(before), ids(after));
    assertEquals(before.places(), after.places());
    assertEquals(before.roles(), after.roles());
    assertEquals(before.title(), after.title());
    assertEquals(
        "div",
        after.graph().node(NodeId.of("mul2")) instanceof Node.Operation(_, _, var op)
            ? op.name()
            : "");
    assertEquals(before.graph().edges(), after.graph().edges());
  }

  @Test
  void aNewNameBringsAnInputAndKeepsTheOthers() {
    GraphDocument before = example("apples-and-oranges");
    GraphDocument after = replaced(before, ") * tax", " + pear) * tax");
    assertTrue(after.places().entrySet().containsAll(before.places().entrySet()));
    for (Node node : before.graph().nodes()) {
      assertEquals(node, after.graph().node(node.id()));
    }
    assertEquals(before.graph().nodeCount() + 2, after.graph().nodeCount());
    assertEquals(
        new Node.Input(NodeId.of("pear"), "pear", new Node.Source.Given(Tensor.scalar(1))),
        after.graph().node(NodeId.of("pear")));
    assertEquals(Layout.places(after).size(), after.graph().nodeCount());
  }

  @Test
  void whatTheTextNoLongerNamesIsGone() {
    GraphDocument before = example("apples-and-oranges");
    GraphDocument after = retyped(before, "total = apple * apples * tax");
    assertEquals(List.of("apple", "apples", "mul1", "mul3", "tax"), ids(after));
  }

  @Test
  void aValueIsTypedInPlace() {
    GraphDocument before = example("two-layer-net");
    GraphDocument after = retyped(before, "b2 = [1, 2]; x = 3\n" + Formula.brief(before).text());
    assertInstanceOf(Node.Parameter.class, after.graph().node(NodeId.of("b2")));
    assertEquals(
        new Node.Input(NodeId.of("x"), "x", new Node.Source.Given(Tensor.scalar(3))),
        after.graph().node(NodeId.of("x")));
    assertEquals(before.roles(), after.roles());
    assertEquals(ids(before), ids(after));
  }

  @Test
  void theLastStatementIsTheOutput() {
    GraphDocument before = example("apples-and-oranges");
    GraphDocument more = retyped(before, Formula.brief(before).text() + "; twice = 2 total");
    assertEquals("twice", more.graph().node(more.output().orElseThrow()).name());
    GraphDocument back = retyped(more, Formula.brief(more).text() + "; output(total)");
    assertEquals(before.output(), back.output());
    assertTrue(Formula.brief(back).text().endsWith("\noutput(total)"), Formula.brief(back).text());
  }

  @Test
  void lettersThatWereMadeUpAreNoNames() {
    GraphDocument before =
        new GraphBuilder()
            .input("x", 3)
            .op("sum", Functions.ADD, "x", "x")
            .op("square", Functions.MUL, "sum", "sum")
            .build();
    assertEquals("a = x + x\na * a", Formula.brief(before).text());
    GraphDocument after = retyped(before, "a = x * x\na + a");
    assertEquals(ids(before), ids(after));
    after
        .graph()
        .nodes()
        .forEach(node -> assertEquals(node.id().text().equals("x") ? "x" : "", node.name()));
    GraphDocument named = retyped(before, "s = x + x\ns * s");
    assertEquals("s", named.graph().node(NodeId.of("sum")).name());
  }

  @Test
  void equalPartsFindTheirOwnPlaces() {
    GraphDocument before =
        new GraphBuilder()
            .input("x", 3)
            .constant("one", 1)
            .constant("other", 1)
            .op("left", Functions.EXP, "x")
            .op("right", Functions.EXP, "x")
            .op("a", Functions.ADD, "left", "one")
            .op("b", Functions.MUL, "right", "other")
            .op("c", "y", new ElementWise(Functions.SUB), "a", "b")
            .build()
            .withPlaces(
                Map.of(NodeId.of("left"), new Point(1, 1), NodeId.of("right"), new Point(1, 9)));
    GraphDocument after = replaced(before, "exp(x) * 1", "exp(x) * 2");
    assertEquals(before.places(), after.places());
    assertEquals(ids(before), ids(after));
  }

  @Test
  void oneTypingIsOneUndo() {
    GraphDocument before = example("sigmoid");
    History history = History.of(before);
    Edit edit = Formula.retype(before, "y = 1 / (1 + exp(-x))").orThrow();
    History after = history.perform(edit);
    assertEquals("y = 1 / (1 + exp(-x))", Formula.brief(after.document()).text());
    assertEquals(before, after.undo().document());
    assertEquals(Optional.of("graph.edit.rewrite"), after.undoLabel().map(label -> label.key()));
    assertEquals(
        history, history.perform(Formula.retype(before, Formula.brief(before).text()).orThrow()));
  }

  @Test
  void anErrorLeavesTheDocument() {
    GraphDocument before = example("sigmoid");
    Parsed<Edit> parsed = Formula.retype(before, "y = 1 / (1 + exp(-x)");
    FormulaError error = assertInstanceOf(Parsed.Failed.class, parsed).error();
    assertEquals(new Span(20, 20), error.span());
  }
}
