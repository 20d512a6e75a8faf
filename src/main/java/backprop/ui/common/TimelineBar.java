package backprop.ui.common;

import backprop.autodiff.Timeline.Phase;
import backprop.figure.ColorRole;
import backprop.message.Message;
import javafx.collections.SetChangeListener;
import javafx.geometry.Point2D;
import javafx.geometry.VPos;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.stage.Popup;

/// Every step in a row, blue for forward and orange for backward, with the playhead: drag scrubs, a
/// click jumps, Mod+click sets a breakpoint, and pointing previews what a step did.
final class TimelineBar extends Region {

  private static final double MARGIN = 9;
  private static final double LINE_Y = 17;
  private static final double LABEL_Y = 41;
  private static final double KNOB = 8;
  private static final Font LABEL_FONT = Font.font("Inter", 12);

  private final UiContext context;
  private final TransportModel model;
  private final Canvas canvas = new Canvas();
  private final SpanFlow previewText;
  private final Popup preview = new Popup();
  private TimelineSegments segments;
  private int hovered = -1;
  private boolean breakpointPress;

  TimelineBar(UiContext context, TransportModel model) {
    this.context = context;
    this.model = model;
    this.previewText = new SpanFlow(context.texts());
    this.segments = TimelineSegments.of(model.timeline());
    getStyleClass().add("timeline");
    getChildren().add(canvas);
    setCursor(Cursor.HAND);
    setAccessibleRole(AccessibleRole.SLIDER);
    StackPane previewPane = new StackPane(previewText);
    previewPane.getStyleClass().add("timeline-preview");
    preview.getContent().add(previewPane);

    model
        .timelineProperty()
        .addListener(
            (_, _, now) -> {
              segments = TimelineSegments.of(now);
              hide();
            });
    // Not while a pulse travels: the bar looks the same all the way.
    model.timelineProperty().addListener((_, _, _) -> draw());
    model.playheadProperty().addListener((_, _, _) -> draw());
    model.breakpoints().addListener((SetChangeListener<Integer>) _ -> draw());
    context.theme().colorsProperty().addListener((_, _, _) -> draw());
    context.texts().languageProperty().addListener((_, _, _) -> draw());
    addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
    addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
    addEventHandler(MouseEvent.MOUSE_MOVED, e -> hover(e.getX()));
    addEventHandler(MouseEvent.MOUSE_EXITED, _ -> hide());
  }

  TimelineScale scale() {
    return new TimelineScale(MARGIN, Math.max(0, getWidth() - 2 * MARGIN), model.count());
  }

  // ---- gestures ------------------------------------------------------------------------------

  private void pressed(MouseEvent event) {
    breakpointPress = event.isShortcutDown();
    int position = scale().position(event.getX());
    if (breakpointPress) {
      model.toggleBreakpoint(position);
    } else {
      model.jump(position);
    }
    hide();
    event.consume();
  }

  private void dragged(MouseEvent event) {
    if (!breakpointPress) {
      model.jump(scale().position(event.getX()));
    }
    event.consume();
  }

  private void hover(double x) {
    if (model.count() == 0) {
      return;
    }
    int position = scale().position(x);
    if (position != hovered) {
      hovered = position;
      draw();
      showPreview(position);
    }
  }

  private void showPreview(int position) {
    if (position == 0) {
      preview.hide();
      return;
    }
    // A number ahead of the playhead is shown nowhere: only which step it will be.
    if (position <= model.playhead()) {
      previewText.show(model.timeline().sentence(position - 1));
    } else {
      previewText.show(Transport.place(model.timeline(), position), Message.of("transport.ahead"));
    }
    Point2D at = localToScreen(scale().x(position), 0);
    if (at != null && getScene().getWindow() != null) {
      preview.show(this, at.getX(), at.getY());
      preview.setX(at.getX() - preview.getWidth() / 2);
      preview.setY(at.getY() - preview.getHeight());
    }
  }

  private void hide() {
    hovered = -1;
    preview.hide();
    draw();
  }

  // ---- drawing -------------------------------------------------------------------------------

  @Override
  protected void layoutChildren() {
    canvas.setWidth(getWidth());
    canvas.setHeight(getHeight());
    draw();
  }

  private Color color(Phase phase) {
    return switch (phase) {
      case FORWARD -> context.theme().color(ColorRole.FORWARD);
      case BACKWARD, TANGENT -> context.theme().color(ColorRole.GRADIENT);
      case UPDATE -> context.theme().color(ColorRole.INK);
    };
  }

  private String label(Phase phase) {
    return switch (phase) {
      case FORWARD -> context.texts().text("transport.phase.forward");
      case BACKWARD -> context.texts().text("transport.phase.backward");
      case UPDATE -> context.texts().text("transport.phase.update");
      case TANGENT -> context.texts().text("symbols.phase.tangent");
    };
  }

  private void draw() {
    GraphicsContext g = canvas.getGraphicsContext2D();
    g.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
    TimelineScale scale = scale();
    if (scale.length() <= 0) {
      return;
    }
    g.setLineCap(StrokeLineCap.ROUND);
    g.setLineWidth(3);
    g.setStroke(context.theme().color(ColorRole.TRACK));
    g.strokeLine(scale.x(0), LINE_Y, scale.x(scale.count()), LINE_Y);
    segments.segments().forEach(segment -> drawLine(g, scale, segment));
    segments.segments().forEach(segment -> drawTicks(g, scale, segment));
    drawLabels(g, scale);
    drawBreakpoints(g, scale);
    drawKnob(g, scale);
    setAccessibleText(context.texts().text("transport.timeline", model.playhead(), model.count()));
    notifyAccessibleAttributeChanged(AccessibleAttribute.VALUE);
  }

  private void drawLine(GraphicsContext g, TimelineScale scale, TimelineSegments.Segment segment) {
    int done = Math.min(segment.to(), model.playhead());
    if (done > segment.from()) {
      g.setStroke(color(segment.phase()));
      g.strokeLine(scale.x(segment.from()), LINE_Y, scale.x(done), LINE_Y);
    }
  }

  private void drawTicks(GraphicsContext g, TimelineScale scale, TimelineSegments.Segment segment) {
    // Position 0 has no step that ends there and takes the colour of the first.
    int first = segment.from() == 0 ? 0 : segment.from() + 1;
    if (scale.roomForTicks()) {
      for (int position = first; position <= segment.to(); position++) {
        drawTick(g, scale, segment.phase(), position);
      }
    } else if (hovered >= first && hovered <= segment.to()) {
      drawTick(g, scale, segment.phase(), hovered);
    }
  }

  private void drawTick(GraphicsContext g, TimelineScale scale, Phase phase, int position) {
    boolean reached = position <= model.playhead();
    double radius = position == hovered ? 4.5 : reached ? 3.2 : 2.4;
    g.setFill(reached ? color(phase) : context.theme().color(ColorRole.OUTLINE));
    g.fillOval(scale.x(position) - radius, LINE_Y - radius, 2 * radius, 2 * radius);
  }

  private void drawLabels(GraphicsContext g, TimelineScale scale) {
    g.setFill(context.theme().color(ColorRole.MUTED));
    g.setFont(LABEL_FONT);
    g.setTextBaseline(VPos.CENTER);
    double free = Double.NEGATIVE_INFINITY;
    for (TimelineSegments.Segment segment : segments.segments()) {
      Text text = new Text(label(segment.phase()));
      text.setFont(LABEL_FONT);
      double width = text.getLayoutBounds().getWidth();
      double x = scale.x(segment.from()) + (segment.from() == 0 ? 0 : 8);
      if (x >= free && x + width <= getWidth()) {
        g.fillText(text.getText(), x, LABEL_Y);
        free = x + width + 10;
      }
    }
  }

  private void drawBreakpoints(GraphicsContext g, TimelineScale scale) {
    g.setFill(context.theme().color(ColorRole.INK));
    for (int position : model.breakpoints()) {
      double x = scale.x(position);
      g.fillPolygon(
          new double[] {x - 5, x + 5, x}, new double[] {LINE_Y - 17, LINE_Y - 17, LINE_Y - 9}, 3);
    }
  }

  private void drawKnob(GraphicsContext g, TimelineScale scale) {
    if (scale.count() == 0) {
      return;
    }
    double x = scale.x(model.playhead());
    int step = Math.max(0, model.playhead() - 1);
    g.setFill(context.theme().color(ColorRole.SURFACE));
    g.fillOval(x - KNOB, LINE_Y - KNOB, 2 * KNOB, 2 * KNOB);
    g.setStroke(color(model.timeline().phase(step)));
    g.setLineWidth(3);
    g.strokeOval(x - KNOB + 1, LINE_Y - KNOB + 1, 2 * KNOB - 2, 2 * KNOB - 2);
  }

  @Override
  protected double computePrefHeight(double width) {
    return 52;
  }

  @Override
  protected double computeMinWidth(double height) {
    return 120;
  }

  @Override
  public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
    return switch (attribute) {
      case VALUE -> (double) model.playhead();
      case MIN_VALUE -> 0.0;
      case MAX_VALUE -> (double) model.count();
      default -> super.queryAccessibleAttribute(attribute, parameters);
    };
  }
}
