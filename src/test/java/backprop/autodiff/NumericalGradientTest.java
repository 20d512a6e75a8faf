package backprop.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Oracle: derivatives known in closed form.
class NumericalGradientTest {
  private static final double RELATIVE = 1e-10;

  private record Pair(DoubleUnaryOperator f, DoubleUnaryOperator derivative) {}

  @TestFactory
  Stream<DynamicTest> knownDerivatives() {
    Map<String, Pair> known =
        Map.of(
            "exp", new Pair(Math::exp, Math::exp),
            "log", new Pair(Math::log, x -> 1 / x),
            "sin", new Pair(Math::sin, Math::cos),
            "sqrt", new Pair(Math::sqrt, x -> 0.5 / Math.sqrt(x)),
            "tanh", new Pair(Math::tanh, x -> 1 / (Math.cosh(x) * Math.cosh(x))),
            "cube", new Pair(x -> x * x * x, x -> 3 * x * x),
            "reciprocal", new Pair(x -> 1 / x, x -> -1 / (x * x)));
    return known.entrySet().stream()
        .flatMap(
            entry ->
                DoubleStream.of(0.05, 0.3, 1, 2.5, 9)
                    .mapToObj(
                        x ->
                            dynamicTest(
                                entry.getKey() + " at " + x,
                                () -> {
                                  var estimate =
                                      NumericalGradient.derivative(entry.getValue().f, x);
                                  double exact = entry.getValue().derivative.applyAsDouble(x);
                                  double scale = Math.max(Math.abs(exact), 1e-3);
                                  double wrong = Math.abs(exact - estimate.value());
                                  assertTrue(wrong <= RELATIVE * scale, estimate + " for " + exact);
                                  assertTrue(
                                      wrong <= 10 * estimate.error() + 1e-14 * scale,
                                      "an honest error: " + estimate + " for " + exact);
                                })));
  }

  @Test
  void aHundredTimesLargerAndSmallerNumbers() {
    for (double x : new double[] {1e-3, 1e3, 1e6, -1e6}) {
      var estimate = NumericalGradient.derivative(a -> a * a, x);
      assertEquals(2 * x, estimate.value(), 1e-8 * Math.abs(2 * x));
    }
  }

  @Test
  void itStaysOnThisSideOfAKink() {
    var estimate = NumericalGradient.derivative(Math::abs, 1e-6, 1e-6);
    assertEquals(1, estimate.value(), 1e-9);
    assertTrue(estimate.reach() <= 1e-6);
    var at = NumericalGradient.derivative(Math::abs, 0, 0);
    assertTrue(Double.isNaN(at.value()));
    assertEquals(Double.POSITIVE_INFINITY, at.error());
  }

  @Test
  void whatIsNotFiniteIsUnknown() {
    assertTrue(Double.isNaN(NumericalGradient.derivative(x -> 1 / x, 0).value()));
    assertEquals(Double.POSITIVE_INFINITY, NumericalGradient.derivative(Math::log, -1).error());
  }

  @Test
  void nextToAPoleItStepsCloser() {
    double x = 0.001;
    assertEquals(1 / x, NumericalGradient.derivative(Math::log, x).value(), 1e-6 / x);
  }

  @Test
  void theTwoPointDifferenceOfTheTextbookIsWorse() {
    double exact = Math.exp(1);
    double twoPoint = Math.abs(NumericalGradient.twoPoint(Math::exp, 1, 1e-4) - exact);
    double ours = Math.abs(NumericalGradient.derivative(Math::exp, 1).value() - exact);
    assertTrue(twoPoint > 1e-9, "two-point " + twoPoint);
    assertTrue(ours < 1e-12, "extrapolated " + ours);
  }

  @Test
  void vectorJacobianProduct() {
    Tensor x = Tensor.vector(0.3, -1.2, 2);
    Tensor upstream = Tensor.vector(1, -2, 0.5);
    var estimates =
        NumericalGradient.vectorJacobian(
            v -> v.map(Math::sin), x, upstream, NumericalGradient.NEVER);
    for (int i = 0; i < 3; i++) {
      assertEquals(upstream.get(i) * Math.cos(x.get(i)), estimates.values().get(i), RELATIVE);
      assertTrue(estimates.errors().get(i) < 1e-9);
    }
  }

  @Test
  void cancellingEndsIt() {
    AtomicInteger asked = new AtomicInteger();
    assertThrows(
        CancellationException.class,
        () ->
            NumericalGradient.vectorJacobian(
                v -> v,
                Tensor.zeros(Shape.of(100)),
                Tensor.ones(Shape.of(100)),
                () -> asked.incrementAndGet() > 5));
    assertEquals(6, asked.get());
  }

  @Test
  void relativeErrors() {
    assertEquals(0, NumericalGradient.relativeError(2, 2));
    assertEquals(0.5, NumericalGradient.relativeError(1, 2));
    assertEquals(0, NumericalGradient.relativeError(Double.NaN, Double.NaN));
    assertEquals(
        0, NumericalGradient.relativeError(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY));
    assertTrue(Double.isNaN(NumericalGradient.relativeError(1, Double.NaN)));
  }
}
