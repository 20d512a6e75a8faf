package backprop.ui.graph;

import backprop.autodiff.Trace;
import backprop.figure.Figure;
import backprop.figure.GeometryBuilder;
import backprop.figure.GraphFigure;
import backprop.figure.GraphGeometry;
import backprop.figure.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// The picture of the model's graph: where everything stands, and the figure of this moment.
///
/// Made at once for graphs up to [LargeGraphs#MOST_NODES]; for larger ones beside the FX thread,
/// and until it is there the picture before stays, with its own trace and its own playhead. Every
/// picture that gets ready is shown, also while a newer one is asked for: a drag goes on living.
final class GraphPicture {
  private final GraphModel model;
  private final Supplier<Sight> sight;
  private final Runnable changed;
  private final FontMeasurer measurer = new FontMeasurer();
  private final FontMeasurer measurerBeside = new FontMeasurer();
  private final Newest<Question, Made> beside;
  private final List<Runnable> afterGeometry = new ArrayList<>();
  private Made made;
  private volatile Made
      base; // what the next picture begins with; asked for by one thread at a time
  private boolean geometryStale = true;
  private boolean afresh = true;
  private boolean figureStale = true;
  private int asked;
  private int answered;
  private int discarded;

  /// A moment of a picture.
  ///
  /// @param version which question about the geometry it answers
  private record Made(
      int version, Subject subject, GraphGeometry geometry, Figure figure, int playhead) {}

  private record Question(
      int version, Optional<Sight> sight, boolean afresh, int playhead, boolean travelling) {}

  /// @param sight what there is to draw now
  /// @param changed told when a picture that was made beside is there
  GraphPicture(
      GraphModel model,
      Supplier<Sight> sight,
      Executor background,
      Executor foreground,
      Runnable changed) {
    this.model = model;
    this.sight = sight;
    this.changed = changed;
    Subject subject = sight.get().subject(model.places());
    made = new Made(0, subject, GraphGeometry.EMPTY, Figure.EMPTY, 0);
    base = made;
    beside = new Newest<>(background, foreground, this::make, this::accept);
  }

  // ---- what there is -------------------------------------------------------------------------

  /// What is drawn.
  Subject subject() {
    return made.subject();
  }

  /// The figure that was made last.
  Figure figure() {
    return made.figure();
  }

  /// Where everything stands: now, or in a large graph where it stood when it was last placed.
  GraphGeometry geometry() {
    if (geometryStale && !isLarge()) {
      place();
    }
    return made.geometry();
  }

  /// Whether [#geometry] is that of the model as it is now.
  boolean isCurrent() {
    return !geometryStale && asked == answered;
  }

  /// How many steps of the drawn trace are drawn: while a newer trace is still being placed, as
  /// many as there were.
  // A trace is compared with itself: the playhead belongs to this one.
  @SuppressWarnings("ReferenceEquality")
  int playhead() {
    Trace drawn = made.subject().trace();
    int playhead = drawn == model.trace() ? model.transport().playhead() : made.playhead();
    return Math.min(playhead, drawn.count());
  }

  /// Measures text as it is drawn; for the FX thread.
  FontMeasurer measurer() {
    return measurer;
  }

  /// Calls back after everything was placed anew.
  void afterGeometry(Runnable listener) {
    afterGeometry.add(listener);
  }

  // ---- what is out of date -------------------------------------------------------------------

  /// Something stands elsewhere, or is another.
  void staleGeometry() {
    geometryStale = true;
    figureStale = true;
  }

  /// Another step is shown.
  void staleFigure() {
    figureStale = true;
  }

  /// Places all numbers anew at the next look, not only those whose wires moved: after a gesture.
  void settle() {
    afresh = true;
    staleGeometry();
  }

  private boolean isLarge() {
    return LargeGraphs.isLarge(model.trace().document());
  }

  // ---- making it -----------------------------------------------------------------------------

  /// Brings the picture up to date, or asks for it.
  ///
  /// @param travelling whether the last step's number is still on its way
  void refresh(boolean travelling) {
    if (isLarge()) {
      if (geometryStale || figureStale) {
        ask(travelling);
      }
      return;
    }
    if (geometryStale) {
      place();
    }
    if (figureStale) {
      figureStale = false;
      keep(
          drawn(
              made.version(),
              made.subject(),
              made.geometry(),
              measurer,
              new Moment(playhead(), travelling)));
    }
  }

  private record Moment(int playhead, boolean travelling) {}

  private void place() {
    geometryStale = false;
    figureStale = true;
    discarded = ++asked; // what is made beside is of an older graph
    answered = asked;
    Subject subject = sight.get().subject(model.places());
    GraphGeometry geometry =
        afresh
            ? GeometryBuilder.build(subject, measurer)
            : GeometryBuilder.rebuild(subject, measurer, made.geometry());
    afresh = false;
    keep(new Made(asked, subject, geometry, made.figure(), model.transport().playhead()));
    List.copyOf(afterGeometry).forEach(Runnable::run);
  }

  private void keep(Made now) {
    made = now;
    base = now;
  }

  private static Made drawn(
      int version, Subject subject, GraphGeometry geometry, FontMeasurer measurer, Moment moment) {
    int playhead = Math.min(moment.playhead(), subject.trace().count());
    Figure figure = GraphFigure.still(subject, geometry, measurer, playhead, moment.travelling());
    return new Made(version, subject, geometry, figure, playhead);
  }

  private void ask(boolean travelling) {
    if (geometryStale) {
      asked++;
    }
    geometryStale = false;
    figureStale = false;
    // While the last answer is missing, a question about the step alone must not push away the
    // question about the places.
    Optional<Sight> placed = asked == answered ? Optional.empty() : Optional.of(sight.get());
    beside.ask(new Question(asked, placed, afresh, model.transport().playhead(), travelling));
    afresh = false;
  }

  /// Makes the picture; beside the FX thread, one at a time.
  private Made make(Question question) {
    Made before = base;
    Moment moment = new Moment(question.playhead(), question.travelling());
    if (question.sight().isEmpty()) {
      return keptBeside(
          drawn(question.version(), before.subject(), before.geometry(), measurerBeside, moment));
    }
    Subject subject = question.sight().get().subject(model.places());
    GraphGeometry geometry =
        question.afresh()
            ? GeometryBuilder.build(subject, measurerBeside)
            : GeometryBuilder.rebuild(subject, measurerBeside, before.geometry());
    return keptBeside(drawn(question.version(), subject, geometry, measurerBeside, moment));
  }

  private Made keptBeside(Made now) {
    base = now;
    return now;
  }

  private void accept(Question question, Made now) {
    if (question.version() <= discarded) {
      base = made;
      return;
    }
    boolean placed = question.sight().isPresent();
    made = now;
    answered = question.version();
    changed.run();
    if (placed) {
      List.copyOf(afterGeometry).forEach(Runnable::run);
    }
  }
}
