package backprop.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.autodiff.ChainRule;
import backprop.autodiff.EvaluationContext;
import backprop.autodiff.Evaluator;
import backprop.autodiff.InnerSteps;
import backprop.autodiff.Trace;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.Problem;
import backprop.language.Formula;
import backprop.layout.Layout;
import backprop.message.Language;
import backprop.message.Messages;
import org.junit.jupiter.api.Test;

/// Whatever a document holds, it can be traced, said, printed and laid out.
class AnyDocumentTest {
  private static final int DOCUMENTS = 1_500;

  @Test
  void everyDocumentCanBeTracedAndSaid() {
    int problems = 0;
    int steps = 0;
    for (int seed = 0; seed < DOCUMENTS; seed++) {
      GraphDocument document = DocumentFileTest.random(seed);
      Trace trace;
      try {
        trace = Evaluator.trace(document, EvaluationContext.PLAIN);
        steps += say(trace);
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + "\n" + DocumentFile.text(document), e);
      }
      for (Problem problem : trace.problems()) {
        for (Language language : Language.values()) {
          assertTrue(Messages.in(language).has(problem.sentence().key()), problem.sentence().key());
        }
        problems++;
      }
      assertEquals(document.graph().nodeCount(), Layout.places(document).size());
      assertTrue(document.graph().edges().isEmpty() || !Formula.print(document).text().isEmpty());
    }
    assertTrue(problems > DOCUMENTS, "problems: " + problems);
    assertTrue(steps > DOCUMENTS, "steps: " + steps);
  }

  private static int say(Trace trace) {
    for (int step = 0; step < trace.count(); step++) {
      for (Language language : Language.values()) {
        String sentence = Messages.in(language).format(trace.sentence(step));
        assertTrue(!sentence.contains("step.") && !sentence.contains("{"), sentence);
      }
      InnerSteps.of(trace, step)
          .filter(inner -> inner.count() > 0)
          .ifPresent(inner -> inner.cell(inner.count() - 1));
    }
    for (Node node : trace.graph().nodes()) {
      ChainRule.of(trace, node.id(), trace.count()).ifPresent(ChainRule::text);
    }
    return trace.count();
  }

  @Test
  void oddSettingsAndShapesAreProblemsAndNotFailures() {
    String[] nodes = {
      "{\"id\": \"o\", \"kind\": \"operation\", \"op\": \"reshape\", \"settings\": {\"shape\":"
          + " [100000, 100000]}, \"inputs\": [\"x\"]}",
      "{\"id\": \"o\", \"kind\": \"operation\", \"op\": \"reshape\", \"settings\": {\"shape\":"
          + " [-1, 0]}, \"inputs\": [\"x\"]}",
      "{\"id\": \"o\", \"kind\": \"operation\", \"op\": \"sum\", \"settings\": {\"axes\":"
          + " [7, 7]}, \"inputs\": [\"x\"]}",
      "{\"id\": \"o\", \"kind\": \"operation\", \"op\": \"conv1d\", \"settings\": {\"stride\":"
          + " 2147483647, \"padding\": 2147483647, \"dilation\": 2147483647}, \"inputs\":"
          + " [\"x\", \"x\"]}",
      "{\"id\": \"o\", \"kind\": \"operation\", \"op\": \"transpose\", \"settings\": {\"axes\":"
          + " [0, -1]}, \"inputs\": [\"x\"]}",
      "{\"id\": \"o\", \"kind\": \"parameter\", \"shape\": [46340, 46340], \"init\": {\"kind\":"
          + " \"he\", \"seed\": 1}}"
    };
    for (String node : nodes) {
      String text =
          "{\"format\": 1, \"nodes\": [{\"id\": \"x\", \"kind\": \"input\", \"value\": [1, 2]}, "
              + node
              + "]}";
      try {
        GraphDocument document =
            DocumentFile.read(text.getBytes(java.nio.charset.StandardCharsets.UTF_8), "x");
        say(Evaluator.trace(document, EvaluationContext.PLAIN));
      } catch (FileException refused) {
        assertTrue(
            Messages.in(Language.ENGLISH).format(refused.sentence()).startsWith("x was"), node);
      }
    }
  }
}
