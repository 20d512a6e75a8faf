package backprop.ui.common;

import backprop.autodiff.EmptyTimeline;
import backprop.autodiff.Timeline;
import backprop.message.Message;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableSet;
import javafx.collections.SetChangeListener;

/// The playhead on a timeline, and what moves it: steps, jumps, and playing.
///
/// The playhead is a number of done steps, from 0 to the timeline's count, and changes at once;
/// [#travelProperty()] tells a painter how far the pulse of the last step has come, so that the
/// number appears when it arrives. Stepping back, jumping and scrubbing are instant. Time comes in
/// through [#advance(double)], so that playing needs no window. FX thread only.
public final class TransportModel {

  /// Seconds from one step to the next at speed 1.
  public static final double SECONDS_PER_STEP = 0.7;

  /// The speeds there are, from slow to fast.
  public static final List<Double> SPEEDS = List.of(0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0);

  /// The part of a step's time in which its pulse travels.
  private static final double TRAVEL_SHARE = 0.6;

  private final ReadOnlyObjectWrapper<Timeline> timeline =
      new ReadOnlyObjectWrapper<>(EmptyTimeline.OF_A_GRAPH);
  private final ReadOnlyIntegerWrapper playhead = new ReadOnlyIntegerWrapper();
  private final ReadOnlyBooleanWrapper playing = new ReadOnlyBooleanWrapper();
  private final ReadOnlyDoubleWrapper travel = new ReadOnlyDoubleWrapper(1);
  private final DoubleProperty speed = new SimpleDoubleProperty(1);
  private final ObjectProperty<StepSize> stepSize = new SimpleObjectProperty<>(StepSize.EDGE);
  private final BooleanProperty reduceMotion = new SimpleBooleanProperty();
  private final ObservableSet<Integer> breakpoints = FXCollections.observableSet();
  private final ObjectProperty<Optional<Message>> hint =
      new SimpleObjectProperty<>(Optional.empty());
  private final ReadOnlyBooleanWrapper canGoBack = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper canGoForward = new ReadOnlyBooleanWrapper();
  private double untilNextStep;
  private int playUntil = Integer.MAX_VALUE;

  /// A transport over the empty timeline.
  public TransportModel() {
    canGoBack.bind(playhead.greaterThan(0));
    canGoForward.bind(
        Bindings.createBooleanBinding(() -> playhead.get() < count(), playhead, timeline));
  }

  // ---- what it plays -------------------------------------------------------------------------

  /// The timeline.
  public ReadOnlyObjectProperty<Timeline> timelineProperty() {
    return timeline.getReadOnlyProperty();
  }

  /// The timeline.
  public Timeline timeline() {
    return timeline.get();
  }

  /// Plays this timeline from now on, with the playhead there; a playing transport pauses.
  ///
  /// Views that listen to both see the timeline first and never a playhead beyond its end.
  public void show(Timeline other, int newPlayhead) {
    pause();
    int limited = Math.clamp(newPlayhead, 0, other.count());
    playhead.set(Math.min(playhead.get(), limited));
    timeline.set(other);
    breakpoints.removeIf(position -> position > other.count());
    place(limited);
  }

  /// The number of steps.
  public int count() {
    return timeline.get().count();
  }

  // ---- where it stands -----------------------------------------------------------------------

  /// How many steps are done; the last done step is one less.
  public ReadOnlyIntegerProperty playheadProperty() {
    return playhead.getReadOnlyProperty();
  }

  /// How many steps are done.
  public int playhead() {
    return playhead.get();
  }

  /// How far the pulse of the last done step has come, from 0 to 1; its number is shown from 1.
  public ReadOnlyDoubleProperty travelProperty() {
    return travel.getReadOnlyProperty();
  }

  /// Whether there is a step before the playhead.
  public ReadOnlyBooleanProperty canGoBack() {
    return canGoBack.getReadOnlyProperty();
  }

  /// Whether there is a step ahead of the playhead.
  public ReadOnlyBooleanProperty canGoForward() {
    return canGoForward.getReadOnlyProperty();
  }

  /// Playhead positions at which playing stops, and to which ↑ and ↓ go.
  public ObservableSet<Integer> breakpoints() {
    return breakpoints;
  }

  /// Sets a breakpoint at this playhead position, or takes it away.
  public void toggleBreakpoint(int position) {
    if (!breakpoints.remove(position) && position > 0 && position <= count()) {
      breakpoints.add(position);
    }
  }

  /// What a person could do next, shown once at the forward button, which is ringed; gone when a
  /// step is taken.
  public ObjectProperty<Optional<Message>> hintProperty() {
    return hint;
  }

  // ---- moving --------------------------------------------------------------------------------

  /// The size of a step.
  public ObjectProperty<StepSize> stepSizeProperty() {
    return stepSize;
  }

  /// One step of the chosen size forward; pauses.
  public void forward() {
    forward(stepSize.get());
  }

  /// One step of this size forward; pauses.
  public void forward(StepSize size) {
    pause();
    moveForward(size);
    hint.set(Optional.empty());
  }

  /// One step of the chosen size back, at once; pauses.
  public void back() {
    back(stepSize.get());
  }

  /// One step of this size back, at once; pauses.
  public void back(StepSize size) {
    jump(Stops.before(timeline.get(), playhead.get(), size));
  }

  /// Before the first step; pauses.
  public void first() {
    jump(0);
  }

  /// After the last step; pauses.
  public void last() {
    jump(count());
  }

  /// To the next pass boundary or breakpoint; pauses.
  public void nextStop() {
    jump(Stops.coarseAfter(timeline.get(), playhead.get(), breakpoints));
  }

  /// To the last pass boundary or breakpoint before; pauses.
  public void previousStop() {
    jump(Stops.coarseBefore(timeline.get(), playhead.get(), breakpoints));
  }

  /// Puts the playhead there without any pulse; pauses. A position outside the timeline means its
  /// nearest end.
  public void jump(int position) {
    pause();
    if (position > playhead.get()) {
      hint.set(Optional.empty());
    }
    place(Math.clamp(position, 0, count()));
  }

  private void place(int position) {
    travel.set(1);
    playhead.set(position);
  }

  private void moveForward(StepSize size) {
    int next = Stops.after(timeline.get(), playhead.get(), size);
    if (next == playhead.get()) {
      return;
    }
    // The pulse starts before the playhead moves: a painter that draws on the move must not show
    // the number yet.
    travel.set(reduceMotion.get() ? 1 : 0);
    playhead.set(next);
  }

  // ---- playing -------------------------------------------------------------------------------

  /// Whether it plays.
  public ReadOnlyBooleanProperty playingProperty() {
    return playing.getReadOnlyProperty();
  }

  /// Whether a pulse jumps to its end at once.
  public BooleanProperty reduceMotionProperty() {
    return reduceMotion;
  }

  /// The speed, one of [#SPEEDS].
  public DoubleProperty speedProperty() {
    return speed;
  }

  /// Plays from here, from the start where there is nothing ahead.
  public void play() {
    playTo(Integer.MAX_VALUE);
  }

  /// Plays from here and stops at this position at the latest.
  public void playTo(int position) {
    if (count() == 0) {
      return;
    }
    if (playhead.get() == count()) {
      place(0);
    }
    playUntil = position;
    untilNextStep = 0;
    playing.set(true);
  }

  /// Stops playing where it is.
  public void pause() {
    playing.set(false);
  }

  /// Plays, or pauses.
  public void togglePlay() {
    if (playing.get()) {
      pause();
    } else {
      play();
    }
  }

  /// The next faster speed.
  public void faster() {
    SPEEDS.stream().filter(s -> s > speed.get()).findFirst().ifPresent(speed::set);
  }

  /// The next slower speed.
  public void slower() {
    SPEEDS.reversed().stream().filter(s -> s < speed.get()).findFirst().ifPresent(speed::set);
  }

  /// Whether time has something to move here; a view needs to call [#advance(double)] only then.
  public boolean moving() {
    return playing.get() || travel.get() < 1;
  }

  /// Lets so many seconds pass: moves the pulse, and while playing takes the steps that are due.
  public void advance(double seconds) {
    double interval = SECONDS_PER_STEP / speed.get();
    if (travel.get() < 1) {
      travel.set(Math.min(1, travel.get() + seconds / (TRAVEL_SHARE * interval)));
    }
    if (!playing.get()) {
      return;
    }
    untilNextStep -= seconds;
    while (playing.get() && untilNextStep <= 0) {
      untilNextStep += interval;
      moveForward(stepSize.get());
      if (playhead.get() >= Math.min(count(), playUntil) || breakpoints.contains(playhead.get())) {
        pause();
      }
    }
  }

  // ---- what it says --------------------------------------------------------------------------

  /// What the last done step did; empty before the first.
  public List<Message> sentence() {
    return playhead.get() == 0 ? List.of() : List.of(timeline.get().sentence(playhead.get() - 1));
  }

  /// Calls back after any change of timeline, playhead or travel: when a view must draw again.
  public void onChange(Runnable redraw) {
    timeline.addListener((_, _, _) -> redraw.run());
    playhead.addListener((_, _, _) -> redraw.run());
    travel.addListener((_, _, _) -> redraw.run());
    breakpoints.addListener((SetChangeListener<Integer>) _ -> redraw.run());
  }
}
