package backprop.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.autodiff.EvaluationContext;
import backprop.autodiff.Evaluator;
import backprop.autodiff.Trace;
import backprop.file.Examples;
import backprop.graph.GraphDocument;
import backprop.layout.Layout;
import backprop.message.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The figures of all examples, at all playheads, in both languages: labels keep clear.
class ExampleFiguresTest {

  @TestFactory
  List<DynamicTest> labelsKeepClear() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Language language : Language.values()) {
      for (Examples.Example example : Examples.all()) {
        tests.add(
            DynamicTest.dynamicTest(
                example.id() + " " + language, () -> check(example.open(language))));
      }
    }
    assertTrue(tests.size() >= 14);
    return tests;
  }

  @TestFactory
  List<DynamicTest> labelsKeepClearWhenTidied() {
    return Examples.all().stream()
        .map(
            example ->
                DynamicTest.dynamicTest(
                    example.id(),
                    () -> {
                      GraphDocument document = example.open(Language.ENGLISH);
                      Trace trace = Evaluator.trace(document, EvaluationContext.PLAIN);
                      check(
                          Layout.tidy(
                                  document,
                                  java.util.Set.of(),
                                  NodeSizes.of(trace, TextMeasurer.ESTIMATE))
                              .applyTo(document)
                              .or(document));
                    }))
        .toList();
  }

  private static void check(GraphDocument document) {
    Trace trace = Evaluator.trace(document, EvaluationContext.PLAIN);
    assertEquals(List.of(), trace.problems());
    Subject subject = new Subject(document, trace, Layout.places(document), Map.of());
    GraphGeometry geometry = GeometryBuilder.build(subject, TextMeasurer.ESTIMATE);
    int labels = 0;
    for (int playhead = 0; playhead <= trace.count(); playhead++) {
      Figure figure = GraphFigure.of(subject, geometry, TextMeasurer.ESTIMATE, playhead, 1);
      labels += Labels.check("playhead " + playhead, figure, geometry);
    }
    assertTrue(labels > trace.count() * document.graph().edges().size(), "looked at " + labels);
  }
}
