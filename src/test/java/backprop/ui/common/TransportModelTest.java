package backprop.ui.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.autodiff.EmptyTimeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TransportModelTest {

  private final TransportModel model = new TransportModel();

  private TransportModel at(int playhead) {
    model.show(new PlainTimeline(4, 9), playhead);
    return model;
  }

  private void pass(double seconds) {
    // In frames, as a window would.
    for (double passed = 0; passed < seconds - 1e-9; passed += 0.01) {
      model.advance(0.01);
    }
  }

  @Test
  void stepsForwardAndBackOneByOne() {
    at(4).forward();
    assertEquals(5, model.playhead());
    model.back();
    model.back();
    assertEquals(3, model.playhead());
    model.first();
    model.back();
    assertEquals(0, model.playhead());
    model.last();
    model.forward();
    assertEquals(13, model.playhead());
  }

  @Test
  void aStepForwardTravelsAndAStepBackDoesNot() {
    at(4).forward();
    assertEquals(0, model.travelProperty().get());
    assertTrue(model.moving());
    pass(0.3);
    assertTrue(model.travelProperty().get() > 0 && model.travelProperty().get() < 1);
    pass(0.3);
    assertEquals(1, model.travelProperty().get());
    assertFalse(model.moving());
    model.back();
    assertEquals(1, model.travelProperty().get());
  }

  @Test
  void reducedMotionTravelsAtOnce() {
    model.reduceMotionProperty().set(true);
    at(4).forward();
    assertEquals(1, model.travelProperty().get());
  }

  @Test
  void aPainterNeverSeesTheNewPlayheadWithTheOldTravel() {
    List<Double> travels = new ArrayList<>();
    at(4).playheadProperty().addListener((_, _, _) -> travels.add(model.travelProperty().get()));
    model.forward();
    assertEquals(List.of(0.0), travels);
  }

  @Test
  void nodeAndPassSizesStopAtGroupsAndPasses() {
    List<Integer> nodes = new ArrayList<>();
    at(0);
    while (model.playhead() < 13) {
      model.forward(StepSize.NODE);
      nodes.add(model.playhead());
    }
    // Groups end after steps 2, 5, 8, 11; a pass ends at 4.
    assertEquals(List.of(3, 4, 6, 9, 12, 13), nodes);
    List<Integer> back = new ArrayList<>();
    while (model.playhead() > 0) {
      model.back(StepSize.NODE);
      back.add(model.playhead());
    }
    assertEquals(List.of(12, 9, 6, 4, 3, 0), back);
    model.forward(StepSize.PASS);
    assertEquals(4, model.playhead());
    model.forward(StepSize.PASS);
    assertEquals(13, model.playhead());
    model.stepSizeProperty().set(StepSize.PASS);
    model.back();
    assertEquals(4, model.playhead());
  }

  @Test
  void upAndDownStopAtPassesAndBreakpoints() {
    at(0).toggleBreakpoint(7);
    model.nextStop();
    assertEquals(4, model.playhead());
    model.nextStop();
    assertEquals(7, model.playhead());
    model.nextStop();
    assertEquals(13, model.playhead());
    model.previousStop();
    assertEquals(7, model.playhead());
    model.toggleBreakpoint(7);
    model.previousStop();
    assertEquals(4, model.playhead());
    assertEquals(Set.of(), model.breakpoints());
  }

  @Test
  void playsOneStepPer700Milliseconds() {
    at(4).play();
    model.advance(0);
    assertEquals(5, model.playhead());
    pass(0.69);
    assertEquals(5, model.playhead());
    pass(0.02);
    assertEquals(6, model.playhead());
    model.speedProperty().set(2);
    pass(0.7);
    assertEquals(7, model.playhead());
    pass(0.36);
    assertEquals(8, model.playhead());
  }

  @Test
  void sixteenTimesFasterTakesEveryStep() {
    model.show(new PlainTimeline(100, 200), 0);
    model.speedProperty().set(16);
    List<Integer> seen = new ArrayList<>();
    model.playheadProperty().addListener((_, _, now) -> seen.add(now.intValue()));
    model.play();
    pass(20);
    assertEquals(300, model.playhead());
    assertEquals(300, seen.size());
    assertFalse(model.playingProperty().get());
  }

  @Test
  void playingStopsAtTheEndAndBeginsAgainFromTheStart() {
    at(12).play();
    pass(2);
    assertEquals(13, model.playhead());
    assertFalse(model.playingProperty().get());
    model.togglePlay();
    model.advance(0);
    assertEquals(1, model.playhead());
    model.togglePlay();
    pass(2);
    assertEquals(1, model.playhead());
  }

  @Test
  void playingStopsAtABreakpointAndWhereItWasTold() {
    at(0).toggleBreakpoint(3);
    model.play();
    pass(10);
    assertEquals(3, model.playhead());
    model.play();
    pass(10);
    assertEquals(13, model.playhead());
    model.jump(0);
    model.breakpoints().clear();
    model.playTo(6);
    pass(10);
    assertEquals(6, model.playhead());
  }

  @Test
  void everyMovementByHandPauses() {
    List<Runnable> movements =
        List.of(
            model::forward,
            model::back,
            model::first,
            model::last,
            model::nextStop,
            model::previousStop,
            () -> model.jump(5));
    for (Runnable movement : movements) {
      at(4).play();
      movement.run();
      assertFalse(model.playingProperty().get());
    }
  }

  @Test
  void speedsAreAQuarterTo16() {
    for (int i = 0; i < 10; i++) {
      model.faster();
    }
    assertEquals(16, model.speedProperty().get());
    for (int i = 0; i < 10; i++) {
      model.slower();
    }
    assertEquals(0.25, model.speedProperty().get());
  }

  @Test
  void aShorterTimelineNeverHasAPlayheadBeyondItsEnd() {
    at(13).toggleBreakpoint(12);
    List<String> seen = new ArrayList<>();
    model.onChange(
        () -> {
          if (model.playhead() > model.count()) {
            seen.add(model.playhead() + " of " + model.count());
          }
        });
    model.show(new PlainTimeline(2, 3), 99);
    assertEquals(5, model.playhead());
    assertEquals(List.of(), seen);
    assertEquals(Set.of(), model.breakpoints());
    model.show(EmptyTimeline.OF_A_GRAPH, 3);
    assertEquals(0, model.playhead());
    model.play();
    model.forward();
    model.nextStop();
    assertFalse(model.playingProperty().get());
  }

  @Test
  void canGoFollowsThePlayhead() {
    at(0);
    assertFalse(model.canGoBack().get());
    assertTrue(model.canGoForward().get());
    model.last();
    assertTrue(model.canGoBack().get());
    assertFalse(model.canGoForward().get());
  }
}
