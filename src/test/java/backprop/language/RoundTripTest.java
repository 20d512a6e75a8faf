package backprop.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.file.Examples;
import backprop.file.Presets;
import backprop.graph.Edit;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.message.Language;
import backprop.op.Op;
import backprop.op.Ops;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is printed reads back as the same graph.
class RoundTripTest {
  private static final int GRAPHS = 1_000;

  /// Every document that ships.
  static List<GraphDocument> shipped() {
    List<GraphDocument> all = new ArrayList<>();
    for (Language language : Language.values()) {
      Examples.all().forEach(example -> all.add(example.open(language)));
    }
    Presets.all().forEach(preset -> all.add(preset.open()));
    return all;
  }

  static void assertSame(GraphDocument document) {
    String text = assertInstanceOf(Printed.Whole.class, Formula.print(document)).text();
    GraphDocument again = Formula.parse(text).orThrow();
    assertEquals(
        Optional.empty(),
        SameGraph.difference(document.graph(), again.graph(), true),
        () -> document.title() + "\n" + text);
    if (document.output().isPresent()) { // a graph without operations has none, its text has
      assertEquals(
          document.output().map(document.graph()::node).map(Object::getClass),
          again.output().map(again.graph()::node).map(Object::getClass));
    }
  }

  @Test
  void everyShippedDocumentReadsBack() {
    List<GraphDocument> all = shipped();
    for (GraphDocument document : all) {
      assertSame(document);
      String text = Formula.print(document).text();
      assertEquals(text, Formula.print(Formula.parse(text).orThrow()).text());
    }
    assertTrue(all.size() >= 19, "documents: " + all.size());
  }

  @Test
  void everyGeneratedGraphReadsBackAndIsItselfWhenRetyped() {
    int operations = 0;
    int shared = 0;
    Set<String> names = new HashSet<>();
    for (int seed = 0; seed < GRAPHS; seed++) {
      GraphDocument document = AnyGraph.of(seed);
      try {
        assertSame(document);
        for (Printed text : List.of(Formula.brief(document), Formula.print(document))) {
          Edit edit = Formula.retype(document, text.text()).orThrow();
          assertEquals(document, edit.applyTo(document).or(GraphDocument.EMPTY), text.text());
          String line = Formula.oneLine(text.text());
          assertEquals(
              document,
              Formula.retype(document, line).orThrow().applyTo(document).or(GraphDocument.EMPTY),
              line);
        }
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + "\n" + Formula.print(document).text(), e);
      }
      for (Node node : document.graph().nodes()) {
        shared += document.graph().uses(node.id()).size() > 1 ? 1 : 0;
        if (node instanceof Node.Operation(_, _, Op op)) {
          operations++;
          names.add(op.name());
        }
      }
    }
    assertEquals(Ops.all().size(), names.size());
    assertTrue(operations > 10 * GRAPHS && shared > GRAPHS, operations + ", shared " + shared);
  }
}
