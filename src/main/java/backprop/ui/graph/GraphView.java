package backprop.ui.graph;

import backprop.figure.Bounds;
import backprop.figure.Drawable;
import backprop.figure.GraphFigure;
import backprop.figure.GraphGeometry;
import backprop.figure.NodeBox;
import backprop.graph.NodeId;
import backprop.graph.Point;
import backprop.ui.common.PanZoom;
import backprop.ui.common.TransportModel;
import backprop.ui.common.UiContext;
import java.util.List;
import java.util.Set;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Insets;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import javafx.scene.Cursor;
import javafx.scene.canvas.Canvas;
import javafx.scene.layout.Pane;

/// The drawing of the graph: one canvas that is drawn again on a pulse when something changed.
///
/// Knows how to look; what a person does to it is [GraphGestures]' affair.
final class GraphView extends Pane {
  /// Room for the formula bar above and the zoom bar below when everything is fitted.
  private static final Insets MARGINS = new Insets(68, 36, 56, 36);

  private static final double MOST_ON_FIT = 1.25;

  private final UiContext context;
  private final GraphModel model;
  private final Canvas canvas = new Canvas();
  private final FigurePainter painter;
  private final ReadOnlyObjectWrapper<PanZoom> view = new ReadOnlyObjectWrapper<>(PanZoom.IDENTITY);
  private final ReadOnlyDoubleWrapper drawMillis = new ReadOnlyDoubleWrapper();
  private final GraphPicture picture;
  private Overlay overlay = Overlay.NONE;
  private Set<NodeId> revealing = Set.of();
  private boolean dirty = true;
  private boolean fitPending = true;
  private boolean looked;
  private double covered;
  private int drawnItems;
  private final AnimationTimer pulse =
      new AnimationTimer() {
        @Override
        public void handle(long now) {
          if (dirty) {
            draw();
          }
        }
      };

  GraphView(UiContext context, GraphModel model) {
    this.context = context;
    this.model = model;
    this.painter = new FigurePainter(context.theme(), canvas.getGraphicsContext2D());
    this.picture =
        new GraphPicture(
            model,
            () -> model.sight(context.texts()::text),
            context.background(),
            Platform::runLater,
            this::dirty);
    getStyleClass().add("graph-view");
    setFocusTraversable(true);
    canvas.setManaged(false);
    getChildren().add(canvas);
    model.traceProperty().addListener((_, _, _) -> staleGeometry());
    model.historyProperty().addListener((_, _, _) -> staleGeometry());
    model.ownChecksProperty().addListener((_, _, _) -> staleGeometry());
    context.texts().languageProperty().addListener((_, _, _) -> staleGeometry());
    context.theme().colorsProperty().addListener((_, _, _) -> dirty());
    TransportModel transport = model.transport();
    transport
        .playheadProperty()
        .addListener(
            (_, _, _) -> {
              // A wrong edge is told once it was passed.
              if (!model.ownChecksProperty().get().isEmpty()) {
                picture.staleGeometry();
              }
              picture.staleFigure();
              dirty();
            });
    transport
        .travelProperty()
        .addListener(
            (_, before, now) -> {
              if (before.doubleValue() < 1 != now.doubleValue() < 1) {
                picture.staleFigure();
              }
              dirty();
            });
    model.selectionProperty().addListener((_, _, now) -> show(overlay.withSelection(now)));
    sceneProperty()
        .addListener(
            (_, _, scene) -> {
              if (scene == null) {
                pulse.stop();
              } else {
                pulse.start();
              }
            });
  }

  // ---- what is drawn -------------------------------------------------------------------------

  private void staleGeometry() {
    picture.staleGeometry();
    dirty();
  }

  private void dirty() {
    dirty = true;
  }

  /// Places all numbers anew at the next look, not only those whose wires moved: after a gesture.
  void settle() {
    picture.settle();
    dirty();
  }

  /// Where everything stands now; in a large graph where it stood when it was last placed.
  GraphGeometry geometry() {
    return picture.geometry();
  }

  /// Whether what is drawn is the graph as it is now: in a large one that takes a moment.
  boolean isCurrent() {
    return picture.isCurrent();
  }

  /// Calls back after everything was placed anew.
  void afterGeometry(Runnable listener) {
    picture.afterGeometry(listener);
  }

  /// The cursor that cuts wires.
  Cursor scissors() {
    return CutDrag.cursor(context.theme());
  }

  /// Measures text as it is drawn.
  FontMeasurer measurer() {
    return picture.measurer();
  }

  /// What lies over the figure.
  Overlay overlay() {
    return overlay;
  }

  /// Shows this over the figure.
  void show(Overlay other) {
    if (!other.equals(overlay)) {
      overlay = other;
      dirty();
    }
  }

  private void draw() {
    if (getWidth() <= 0 || getHeight() <= 0) {
      return;
    }
    long start = System.nanoTime();
    dirty = false;
    double travel = model.transport().travelProperty().get();
    picture.refresh(travel < 1);
    GraphGeometry now = picture.geometry();
    if (picture.isCurrent()) {
      reveal(now);
      if (fitPending) {
        fitPending = false;
        view.set(fitting());
      }
    }
    double width = canvas.getWidth();
    double height = canvas.getHeight();
    PanZoom at = view.get();
    painter.ground(at, width, height);
    painter.paint(overlay.below(now), at, width, height);
    painter.paint(picture.figure(), at, width, height);
    drawnItems = painter.drawn();
    if (travel < 1) {
      List<Drawable> moving =
          GraphFigure.pulse(picture.subject(), now, picture.measurer(), picture.playhead(), travel);
      painter.paint(moving, at, width, height);
    }
    painter.paint(overlay.above(now), at, width, height);
    drawMillis.set((System.nanoTime() - start) / 1e6);
  }

  /// Draws now if something changed: for tests and pictures, which do not wait for a pulse.
  void drawNow() {
    if (dirty) {
      draw();
    }
  }

  /// How many things of the figure the last drawing drew; the others were out of view or too small.
  int drawnItems() {
    return drawnItems;
  }

  /// How many things the figure holds.
  int items() {
    return picture.figure().items().size();
  }

  /// How long the last drawing took.
  ReadOnlyDoubleProperty drawMillisProperty() {
    return drawMillis.getReadOnlyProperty();
  }

  // ---- where one looks -----------------------------------------------------------------------

  /// What part of the canvas is seen, and how large.
  ReadOnlyObjectProperty<PanZoom> viewProperty() {
    return view.getReadOnlyProperty();
  }

  /// Looks there; from now on a person chose where to look.
  void look(PanZoom there) {
    looked = true;
    fitPending = false;
    view.set(there);
    dirty();
  }

  /// Zooms by this factor around the middle.
  void zoom(double factor) {
    look(view.get().zoomedAt((getWidth() - covered) / 2, getHeight() / 2, factor));
  }

  /// Shows everything, and again when the window changes its size, until a person looks elsewhere.
  void fit() {
    looked = false;
    fitPending = true;
    dirty();
  }

  /// Shows everything if one of these nodes lies outside of what is seen, once they are placed.
  void reveal(Set<NodeId> nodes) {
    revealing = nodes;
    settle();
  }

  private void reveal(GraphGeometry now) {
    boolean outside =
        now.nodes().values().stream()
            .filter(box -> revealing.contains(box.id()))
            .map(NodeBox::bounds)
            .anyMatch(this::isOutside);
    revealing = Set.of();
    if (outside) {
      fit();
    }
  }

  private boolean isOutside(Bounds box) {
    Point2D corner = view.get().toScreen(box.minX(), box.minY());
    Point2D far = view.get().toScreen(box.maxX(), box.maxY());
    return corner.getX() < 0
        || corner.getY() < 0
        || far.getX() > getWidth() - covered
        || far.getY() > getHeight();
  }

  /// Shows everything; 100 % around the same middle if everything is shown already.
  void fitOrActualSize() {
    if (view.get().equals(fitting())) {
      zoom(1 / view.get().scale());
    } else {
      fit();
    }
  }

  /// How many pixels at the right lie under the inspector.
  void setCovered(double pixels) {
    covered = pixels;
    fitPending |= !looked;
    dirty();
  }

  private PanZoom fitting() {
    Bounds all = geometry().bounds();
    Insets margins =
        new Insets(
            MARGINS.getTop(), MARGINS.getRight() + covered, MARGINS.getBottom(), MARGINS.getLeft());
    Rectangle2D world = new Rectangle2D(all.minX(), all.minY(), all.width(), all.height());
    PanZoom fit = PanZoom.fit(world, getWidth(), getHeight(), margins, MOST_ON_FIT);
    Insets tight = new Insets(58, 12 + covered, 50, 12);
    PanZoom close = PanZoom.fit(world, getWidth(), getHeight(), tight, 1);
    // A little less air is better than letters at 97 %.
    return close.scale() == 1 && fit.scale() < 1 ? close : fit;
  }

  /// The canvas point at a pixel of this view.
  Point toWorld(double x, double y) {
    Point2D world = view.get().toWorld(x, y);
    return new Point(world.getX(), world.getY());
  }

  /// The pixel of this view at a canvas point.
  Point2D toScreen(Point world) {
    return view.get().toScreen(world.x(), world.y());
  }

  /// The canvas point in the middle of what is seen.
  Point middle() {
    return toWorld((getWidth() - covered) / 2, getHeight() / 2);
  }

  /// What lies at a pixel of this view.
  Hit hit(double x, double y) {
    return hitTest().at(toWorld(x, y));
  }

  /// Finds what lies where.
  HitTest hitTest() {
    return new HitTest(geometry(), view.get().scale());
  }

  @Override
  protected void layoutChildren() {
    super.layoutChildren();
    if (canvas.getWidth() != getWidth() || canvas.getHeight() != getHeight()) {
      canvas.setWidth(getWidth());
      canvas.setHeight(getHeight());
      fitPending |= !looked;
      dirty();
      drawNow();
    }
  }
}
