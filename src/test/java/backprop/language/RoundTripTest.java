package backprop.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.file.Examples;
import backprop.file.Presets;
import backprop.graph.GraphDocument;
import backprop.message.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is printed reads back as the same graph.
class RoundTripTest {

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
    assertEquals(text, Formula.print(again).text());
    assertEquals(
        document.output().map(document.graph()::node).map(Object::getClass),
        again.output().map(again.graph()::node).map(Object::getClass));
  }

  @Test
  void everyShippedDocumentReadsBack() {
    List<GraphDocument> all = shipped();
    all.forEach(RoundTripTest::assertSame);
    assertTrue(all.size() >= 19, "documents: " + all.size());
  }
}
