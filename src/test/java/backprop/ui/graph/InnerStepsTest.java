package backprop.ui.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.autodiff.EvaluationContext;
import backprop.autodiff.Evaluator;
import backprop.autodiff.Step;
import backprop.autodiff.Trace;
import backprop.file.Examples;
import backprop.message.Language;
import backprop.tensor.Shape;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InnerStepsTest {
  /// Two orders of summation of a dozen numbers of size 1.
  private static final double SUM_TOLERANCE = 1e-12;

  @Test
  void theTermsOfEveryCellOfEveryExampleAddUpToWhatIsSent() {
    int cells = 0;
    for (Examples.Example example : Examples.all()) {
      Trace trace = Evaluator.trace(example.open(Language.ENGLISH), EvaluationContext.PLAIN);
      for (Step step : trace.steps()) {
        if (step instanceof Step.Propagate sent) {
          for (int cell = 0; cell < sent.contribution().size(); cell++) {
            List<InnerSteps.Term> terms = InnerSteps.terms(trace, sent, cell).orElseThrow();
            double sum = terms.stream().mapToDouble(InnerSteps.Term::product).sum();
            assertEquals(
                sent.contribution().get(cell), sum, SUM_TOLERANCE, example.id() + " " + sent);
            cells++;
          }
        }
      }
    }
    assertTrue(cells > 60, "looked at " + cells);
  }

  @Test
  void cellsAreNamedByTheirIndices() {
    Shape shape = Shape.of(4, 2, 3);
    assertEquals("[3][1][2]", InnerSteps.index(shape, 23));
    assertEquals(Optional.of(23), InnerSteps.position(shape, "[3][1][2]"));
    assertEquals(Optional.of(23), InnerSteps.position(shape, "3, 1, 2"));
    assertEquals(Optional.empty(), InnerSteps.position(shape, "[4][1][2]"));
    assertEquals(Optional.empty(), InnerSteps.position(shape, "[1][2]"));
    assertEquals(Optional.empty(), InnerSteps.position(shape, "a b c"));
  }
}
