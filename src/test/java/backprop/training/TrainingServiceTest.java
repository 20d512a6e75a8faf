package backprop.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.formula.Functions;
import backprop.graph.GraphDocument;
import backprop.graph.NodeId;
import backprop.message.Message;
import backprop.network.FloatTensor;
import backprop.network.Kernels;
import backprop.network.Networks;
import backprop.network.Optimizer;
import backprop.network.ProgramException;
import backprop.network.Weights;
import backprop.tensor.Shape;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The service as a window uses it: requests in, snapshots out.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class TrainingServiceTest {
  private static final GraphDocument DOCUMENT =
      Networks.layers(Functions.RELU, 0.1, SmallData.SIDE * SmallData.SIDE, 20, SmallData.CLASSES);

  private static TrainingPlan plan(long iterations) {
    return TrainingPlan.textbook(DOCUMENT, SmallData.of(1_000, 300))
        .withBatch(20)
        .withLength(new TrainingLength.Iterations(iterations));
  }

  private static TrainingSnapshot run(TrainingPlan plan) throws InterruptedException {
    try (TrainingService service = new TrainingService()) {
      service.start(plan);
      return service.await();
    }
  }

  /// Polls as a window does until a snapshot is as wanted.
  private static TrainingSnapshot until(TrainingService service, Predicate<TrainingSnapshot> wanted)
      throws InterruptedException {
    while (true) {
      var snapshot = service.poll().filter(wanted);
      if (snapshot.isPresent()) {
        return snapshot.get();
      }
      Thread.sleep(1);
    }
  }

  @Test
  void learnsAndRecordsTheWholeRun() throws InterruptedException {
    TrainingSnapshot end = run(plan(1_010));
    assertEquals(TrainingState.FINISHED, end.state());
    assertEquals(1_010, end.iteration());
    assertEquals(1, end.progress());
    assertEquals(1_010, end.losses().size());
    assertEquals(1_010, end.meanLosses().size());
    assertTrue(end.testAccuracy().orElseThrow() > 0.95, () -> "read " + end.testAccuracy());
    // 50 iterations an epoch: the start, 20 epochs, and the end in the middle of the 21st
    assertEquals(22, end.epochs().size());
    assertEquals(0, end.epochs().getFirst().epoch());
    assertEquals(20, end.epochs().get(20).epoch());
    assertEquals(20.2, end.epochs().getLast().epoch());
    double first = end.epochs().getFirst().train().loss();
    assertEquals(Math.log(10), first, 0.3, "nothing is known at the start");
    assertTrue(end.epochs().getLast().train().loss() < first / 3);
    assertTrue(end.largest().get(NodeId.of("W1")) > 0.1);
    Evaluation test = end.newest().orElseThrow().test();
    assertEquals(300, test.images());
    int total = 0;
    int right = 0;
    for (int label = 0; label < SmallData.CLASSES; label++) {
      total += test.confusion().total(label);
      right += test.confusion().count(label, label);
    }
    assertEquals(300, total);
    assertEquals(test.correct(), right);
    assertEquals(Math.min(Evaluation.WORST, 300 - right), test.worst().size());
  }

  @Test
  void learnsWithFiltersAndInfersWithWhatBatchNormRemembered() throws InterruptedException {
    GraphDocument document = Networks.convolutional(SmallData.SIDE, 8, SmallData.CLASSES);
    TrainingPlan plan =
        TrainingPlan.textbook(document, SmallData.of(1_000, 300))
            .withBatch(20)
            .withLength(new TrainingLength.Iterations(400));
    TrainingSnapshot end = run(plan);
    assertEquals(TrainingState.FINISHED, end.state());
    assertTrue(end.testAccuracy().orElseThrow() > 0.95, () -> "read " + end.testAccuracy());
    NodeId norm = NodeId.of("norm");
    assertTrue(end.weights().state().containsKey(norm));
    var forgotten = end.weights().withState(java.util.Map.of());
    var evaluator = new Evaluator(document, Kernels.best());
    var test = SmallData.of(1, 300).test();
    double with = evaluator.evaluate(test, end.weights()).loss();
    assertTrue(evaluator.evaluate(test, forgotten).loss() > 1.2 * with);
    assertEquals(end.weights(), run(plan).weights(), "the same masks and statistics again");
  }

  @Test
  void runningMeanIsTheMeanOfTheLastHundred() throws InterruptedException {
    TrainingSnapshot end = run(plan(250));
    for (int i : new int[] {0, 1, 42, 99, 100, 249}) {
      double sum = 0;
      int from = Math.max(0, i + 1 - TrainingSnapshot.MEAN_OVER);
      for (int j = from; j <= i; j++) {
        sum += end.losses().get(j);
      }
      assertEquals(sum / (i + 1 - from), end.meanLosses().get(i), 1e-6);
    }
  }

  @Test
  void samePlanGivesSameBits() throws InterruptedException {
    for (Sampling sampling : Sampling.values()) {
      for (Optimizer optimizer :
          List.of(
              new Optimizer.Sgd(),
              Optimizer.Momentum.usual(),
              Optimizer.Nesterov.usual(),
              Optimizer.AdaGrad.usual(),
              Optimizer.RmsProp.usual(),
              Optimizer.Adam.usual(),
              Optimizer.AdamW.usual())) {
        TrainingPlan plan = plan(200).withSampling(sampling, 5).withOptimizer(optimizer, 0.01);
        TrainingSnapshot once = run(plan);
        assertEquals(once.weights(), run(plan).weights());
        assertFalse(once.weights().equals(plan.initial()));
      }
    }
  }

  @Test
  void everyOptimizerLearns() throws InterruptedException {
    record Trial(Optimizer optimizer, double rate) {}
    for (Trial trial :
        List.of(
            new Trial(new Optimizer.Sgd(), 0.3),
            new Trial(Optimizer.Momentum.usual(), 0.05),
            new Trial(Optimizer.Nesterov.usual(), 0.05),
            new Trial(Optimizer.AdaGrad.usual(), 0.05),
            new Trial(Optimizer.RmsProp.usual(), 0.005),
            new Trial(Optimizer.Adam.usual(), 0.01),
            new Trial(Optimizer.AdamW.usual(), 0.01))) {
      TrainingSnapshot end = run(plan(600).withOptimizer(trial.optimizer, trial.rate));
      assertTrue(end.testAccuracy().orElseThrow() > 0.95, () -> trial + " " + end.testAccuracy());
    }
  }

  @Test
  void pausingPollingAndPaceChangeNoBit() throws InterruptedException {
    TrainingPlan plan = plan(300);
    TrainingSnapshot straight = run(plan);
    try (TrainingService service = new TrainingService()) {
      service.start(plan.withPace(Pace.ONE_BATCH));
      TrainingSnapshot first = until(service, s -> s.state() == TrainingState.PAUSED);
      assertEquals(1, first.iteration());
      service.resume();
      until(service, s -> s.state() == TrainingState.PAUSED && s.iteration() == 2);
      service.setPace(Pace.EPOCH_A_SECOND);
      service.resume();
      until(service, s -> s.iteration() > 5);
      service.setPace(Pace.FULL_SPEED);
      until(service, s -> s.iteration() > 20);
      service.pause();
      until(service, s -> s.state() != TrainingState.RUNNING);
      service.resume();
      TrainingSnapshot end = service.await();
      assertEquals(TrainingState.FINISHED, end.state());
      assertEquals(straight.weights(), end.weights());
      assertEquals(straight.losses().size(), end.losses().size());
    }
  }

  @Test
  void aPauseBreaksAnEvaluationOffAndItIsDoneAgainAfterwards() throws InterruptedException {
    // 400,000 images take much longer to read than the pause to arrive
    TrainingPlan plan = plan(100).withData(SmallData.of(400_000, 300));
    try (TrainingService service = new TrainingService()) {
      service.start(plan);
      TrainingSnapshot first = until(service, s -> true);
      assertEquals(TrainingState.RUNNING, first.state());
      assertEquals(0, first.epochs().size(), "the first snapshot comes before anything is read");
      service.pause();
      TrainingSnapshot paused = until(service, s -> s.state() == TrainingState.PAUSED);
      assertEquals(0, paused.epochs().size());
      service.resume();
      TrainingSnapshot end = service.await();
      assertEquals(0, end.epochs().getFirst().iteration());
      assertEquals(100, end.iteration());
    }
  }

  @Test
  void oneBatchDoesOneAndPausesAtAnyPace() throws InterruptedException {
    try (TrainingService service = new TrainingService()) {
      service.start(plan(1_000_000).withPace(Pace.ONE_BATCH));
      long at = until(service, s -> s.state() == TrainingState.PAUSED).iteration();
      service.setPace(Pace.FULL_SPEED);
      for (int i = 1; i <= 3; i++) {
        long expected = at + i;
        service.oneBatch();
        until(service, s -> s.state() == TrainingState.PAUSED && s.iteration() == expected);
      }
      // changing the rate while paused does not set it going
      service.setRate(0.05);
      TrainingSnapshot still = until(service, s -> s.rate() == 0.05);
      assertEquals(TrainingState.PAUSED, still.state());
      assertEquals(at + 3, still.iteration());
    }
  }

  @Test
  void oneBatchASecondIsSlow() throws InterruptedException {
    try (TrainingService service = new TrainingService()) {
      service.start(plan(1_000).withPace(Pace.BATCH_A_SECOND));
      until(service, s -> s.iteration() == 1);
      long start = System.nanoTime();
      until(service, s -> s.iteration() == 2);
      Duration passed = Duration.ofNanos(System.nanoTime() - start);
      assertTrue(passed.toMillis() > 700, () -> "only " + passed);
      service.stop();
      assertEquals(TrainingState.STOPPED, service.await().state());
    }
  }

  @Test
  void rewindReturnsToTheSameInitialWeightsAndTheSameRun() throws InterruptedException {
    TrainingPlan plan = plan(200);
    try (TrainingService service = new TrainingService()) {
      service.start(plan);
      TrainingSnapshot once = service.await();
      service.rewind();
      TrainingSnapshot start = until(service, s -> s.state() == TrainingState.PAUSED);
      assertEquals(0, start.iteration());
      assertEquals(0, start.losses().size());
      assertEquals(plan.initial(), start.weights());
      assertEquals(once.run(), start.run());
      // what the first pass recorded is still whole
      assertEquals(200, once.losses().size());
      service.resume();
      TrainingSnapshot again = until(service, s -> s.state().ended());
      assertEquals(once.weights(), again.weights());
    }
  }

  @Test
  void stopEndsTheRunWithALastEvaluation() throws InterruptedException {
    try (TrainingService service = new TrainingService()) {
      service.start(plan(100_000_000));
      until(service, s -> s.iteration() > 10);
      service.stop();
      TrainingSnapshot end = service.await();
      assertEquals(TrainingState.STOPPED, end.state());
      assertEquals(end.iteration(), end.newest().orElseThrow().iteration());
      // a stopped run stays stopped
      service.resume();
      service.setRate(0.01);
      assertEquals(TrainingState.STOPPED, until(service, s -> s.rate() == 0.01).state());
    }
  }

  @Test
  void aNewRunReplacesTheOneUnderWay() throws InterruptedException {
    try (TrainingService service = new TrainingService()) {
      service.start(plan(100_000_000));
      until(service, s -> s.iteration() > 10);
      service.start(plan(50));
      TrainingSnapshot end = service.await();
      assertEquals(2, end.run());
      assertEquals(50, end.iteration());
    }
  }

  @Test
  void aParameterThatIsNoNumberStopsTheRunAndIsNamed() throws InterruptedException {
    NodeId w2 = NodeId.of("W2");
    Weights initial = Weights.initial(DOCUMENT.graph());
    float[] broken = initial.find(w2).orElseThrow().toArray();
    broken[17] = Float.POSITIVE_INFINITY;
    FloatTensor tensor = FloatTensor.of(Shape.of(20, SmallData.CLASSES), broken);
    TrainingSnapshot end = run(plan(1_000).withInitial(initial.with(w2, tensor)));
    assertEquals(TrainingState.FAILED, end.state());
    assertEquals(
        Message.of("trainer.failure.parameter", 0L, "W2", Float.POSITIVE_INFINITY, "a2"),
        end.failure().orElseThrow().sentence());
    assertEquals(w2, end.failure().orElseThrow().node().orElseThrow());
    assertEquals(0, end.iteration());
  }

  @Test
  void aRateThatIsFarTooLargeStopsTheRunAndNamesWhereItOverflowed() throws InterruptedException {
    TrainingSnapshot end = run(plan(1_000).withOptimizer(new Optimizer.Sgd(), 1e30));
    assertEquals(TrainingState.FAILED, end.state());
    Message failure = end.failure().orElseThrow().sentence();
    assertTrue(
        Set.of("trainer.failure.parameter", "trainer.failure.gradient", "trainer.failure.value")
            .contains(failure.key()),
        failure::toString);
    assertEquals(end.iteration(), failure.arguments().get(0));
    assertTrue(List.of("W1", "b1", "a1", "W2", "b2", "a2").contains(failure.arguments().get(1)));
    assertTrue(end.iteration() < 20, () -> "noticed at " + end.iteration());
  }

  @Test
  void aPlanThatDoesNotFitItsDataIsRefusedAtOnce() {
    try (TrainingService service = new TrainingService()) {
      GraphDocument mnist = Networks.textbook();
      TrainingException pixels =
          assertThrows(
              TrainingException.class,
              () -> service.start(TrainingPlan.textbook(mnist, SmallData.of(10, 10))));
      assertEquals("trainer.pixels", pixels.sentence().key());
      assertEquals(List.of("x", 784, 25), pixels.sentence().arguments());
      TrainingException classes =
          assertThrows(
              TrainingException.class,
              () ->
                  service.start(
                      TrainingPlan.textbook(
                          Networks.layers(Functions.RELU, 0.1, 25, 5, 7), SmallData.of(10, 10))));
      assertEquals("trainer.classes", classes.sentence().key());
      assertThrows(
          ProgramException.class,
          () -> service.start(TrainingPlan.textbook(GraphDocument.EMPTY, SmallData.of(10, 10))));
    }
  }

  @Test
  void batchesThatAreLargerThanTheSetOrDoNotDivideItTrainToo() throws InterruptedException {
    for (int batch : new int[] {1, 7, 999, 1_500}) {
      TrainingSnapshot end =
          run(
              plan(1)
                  .withBatch(batch)
                  .withSampling(Sampling.SHUFFLED, 1)
                  .withLength(new TrainingLength.Epochs(2)));
      assertEquals(TrainingState.FINISHED, end.state());
      assertEquals((2_000 + batch - 1) / batch, end.iteration());
    }
  }

  @Test
  void plainJavaLearnsToo() throws InterruptedException {
    try (TrainingService service = new TrainingService(Kernels.plain())) {
      service.start(plan(600).withOptimizer(Optimizer.Momentum.usual(), 0.05));
      assertTrue(service.await().testAccuracy().orElseThrow() > 0.95);
    }
  }
}
