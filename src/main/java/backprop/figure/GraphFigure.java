package backprop.figure;

import backprop.autodiff.Step;
import backprop.autodiff.Trace;
import backprop.graph.Edge;
import backprop.graph.NodeId;
import backprop.graph.Point;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The picture of a graph at a playhead, made of its geometry and its trace.
///
/// Nothing ahead of the playhead is in it: what is not computed yet is a hatched slot in the place
/// where the number will stand.
public final class GraphFigure {
  /// Below this zoom numbers are left out.
  public static final double NUMBERS_FROM = 0.4;

  /// Below this zoom names and signs are left out.
  public static final double NAMES_FROM = 0.3;

  private final Subject subject;
  private final GraphGeometry geometry;
  private final TextMeasurer measurer;
  private final Trace trace;
  private final int playhead;
  private final Optional<Step> moving;
  private final Optional<Step> current;
  private final double travel;
  private final List<Item> items = new ArrayList<>();

  private GraphFigure(
      Subject subject, GraphGeometry geometry, TextMeasurer measurer, int playhead, double travel) {
    this.subject = subject;
    this.geometry = geometry;
    this.measurer = measurer;
    this.trace = subject.trace();
    this.travel = travel;
    this.current = playhead == 0 ? Optional.empty() : Optional.of(trace.steps().get(playhead - 1));
    this.moving = travel < 1 ? current : Optional.empty();
    // While the pulse travels, its step is not done: the number appears when it arrives.
    this.playhead = moving.isPresent() ? playhead - 1 : playhead;
  }

  /// The picture.
  ///
  /// @param geometry what [GeometryBuilder] made of the same subject
  /// @param playhead how many steps are done, the one whose pulse travels included
  /// @param travel how far that pulse has come, from 0 to 1
  public static Figure of(
      Subject subject, GraphGeometry geometry, TextMeasurer measurer, int playhead, double travel) {
    GraphFigure figure = new GraphFigure(subject, geometry, measurer, playhead, travel);
    figure.drawStill();
    figure.drawPulses();
    return figure.make();
  }

  /// The picture without the pulse, which stays the same while it travels.
  ///
  /// @param moving whether the pulse of the last step is still on its way
  public static Figure still(
      Subject subject,
      GraphGeometry geometry,
      TextMeasurer measurer,
      int playhead,
      boolean moving) {
    GraphFigure figure = new GraphFigure(subject, geometry, measurer, playhead, moving ? 0.5 : 1);
    figure.drawStill();
    return figure.make();
  }

  /// The pulse alone; nothing once it has arrived.
  public static List<Drawable> pulse(
      Subject subject, GraphGeometry geometry, TextMeasurer measurer, int playhead, double travel) {
    GraphFigure figure = new GraphFigure(subject, geometry, measurer, playhead, travel);
    figure.drawPulses();
    return figure.items.stream().map(Item::drawable).toList();
  }

  private Figure make() {
    return new Figure(items, geometry.bounds());
  }

  private void drawStill() {
    geometry.wires().values().forEach(this::drawLines);
    geometry.outputs().values().forEach(this::drawLines);
    geometry.nodes().values().forEach(this::drawNode);
    geometry.wires().values().forEach(this::drawNumbers);
    geometry.outputs().values().forEach(this::drawNumbers);
    geometry.sums().forEach(this::drawSum);
    geometry.sentences().forEach(this::drawSentence);
  }

  private void add(Drawable drawable, double minZoom) {
    items.add(Item.of(drawable, minZoom));
  }

  // ---- lines ---------------------------------------------------------------------------------

  private void drawLines(Wire wire) {
    boolean reached = trace.value(wire.from(), playhead).isPresent();
    add(
        new Drawable.Line(
            wire.forward(),
            reached
                ? Stroke.solid(ColorRole.FORWARD_LINE, 2)
                : Stroke.solid(ColorRole.OUTLINE, 1.2)),
        0);
    if (isMovingGradient(wire)) {
      add(new Drawable.Line(wire.backward(), Stroke.dashed(ColorRole.GRADIENT, 2.6)), 0);
    } else if (gradient(wire).isPresent()) {
      boolean isCurrent = isCurrentGradient(wire);
      if (isCurrent) {
        add(new Drawable.Line(wire.backward(), Stroke.solid(ColorRole.GRADIENT_SOFT, 9)), 0);
      }
      add(
          new Drawable.Line(wire.backward(), Stroke.solid(ColorRole.GRADIENT, isCurrent ? 3 : 2.2)),
          0);
    }
  }

  private boolean isMovingGradient(Wire wire) {
    return moving.isPresent() && isGradientOf(moving.get(), wire);
  }

  private boolean isCurrentGradient(Wire wire) {
    return current.isPresent() && isGradientOf(current.get(), wire);
  }

  private static boolean isGradientOf(Step step, Wire wire) {
    return switch (step) {
      case Step.Propagate sent -> wire.edge().equals(Optional.of(sent.edge()));
      case Step.Seed seed -> wire.edge().isEmpty() && wire.from().equals(seed.node());
      case Step.Evaluate evaluate -> false;
      case Step.Update update -> false;
      case Step.Tangent tangent -> false;
    };
  }

  /// What was sent down this wire, once the playhead reached it.
  private Optional<Tensor> gradient(Wire wire) {
    if (wire.edge().isPresent()) {
      return trace.propagated(wire.edge().get(), playhead).map(Step.Propagate::contribution);
    }
    if (!subject.document().output().equals(Optional.of(wire.from()))) {
      return Optional.empty();
    }
    for (int i = 0; i < playhead; i++) {
      if (trace.steps().get(i) instanceof Step.Seed(NodeId node, Tensor upstream)
          && node.equals(wire.from())) {
        return Optional.of(upstream);
      }
    }
    return Optional.empty();
  }

  private void drawPulses() {
    if (moving.isEmpty()) {
      return;
    }
    switch (moving.get()) {
      case Step.Evaluate(NodeId node, Tensor value) -> {
        for (Edge edge : trace.graph().inputs(node)) {
          pulse(geometry.wire(edge).forward().at(travel), ColorRole.FORWARD);
        }
      }
      case Step.Seed(NodeId node, Tensor upstream) -> {
        Wire wire = geometry.outputs().get(node);
        if (wire != null) {
          pulse(wire.backward().at(1 - travel), ColorRole.GRADIENT);
        }
      }
      case Step.Propagate sent ->
          pulse(geometry.wire(sent.edge()).backward().at(1 - travel), ColorRole.GRADIENT);
      case Step.Update update -> {}
      case Step.Tangent tangent ->
          pulse(geometry.wire(tangent.edge()).forward().at(travel), ColorRole.FORWARD);
    }
  }

  private void pulse(Point at, ColorRole role) {
    add(new Drawable.Disc(at, 13, Optional.of(new Paint(role, 0.22)), Optional.empty()), 0);
    add(new Drawable.Disc(at, 6.5, Optional.of(Paint.of(role)), Optional.empty()), 0);
  }

  // ---- nodes ---------------------------------------------------------------------------------

  /// The node that works in this step, with the colour of its pass.
  private Optional<ColorRole> activity(NodeId id) {
    if (current.isEmpty()) {
      return Optional.empty();
    }
    boolean active =
        switch (current.get()) {
          case Step.Evaluate evaluate -> evaluate.node().equals(id);
          case Step.Seed seed -> seed.node().equals(id);
          case Step.Propagate sent -> sent.edge().to().equals(id);
          case Step.Update update -> update.node().equals(id);
          case Step.Tangent tangent -> tangent.edge().from().equals(id);
        };
    if (!active) {
      return Optional.empty();
    }
    return Optional.of(
        current.get() instanceof Step.Evaluate ? ColorRole.FORWARD : ColorRole.GRADIENT);
  }

  private void drawNode(NodeBox box) {
    Optional<ColorRole> activity = activity(box.id());
    boolean wrong =
        subject.problems().containsKey(box.id())
            || trace.value(box.id(), playhead).map(GraphFigure::notFinite).orElse(false);
    activity.ifPresent(
        role -> {
          ColorRole soft =
              role == ColorRole.FORWARD ? ColorRole.FORWARD_SOFT : ColorRole.GRADIENT_SOFT;
          outline(box, box.bounds().grow(7), Optional.of(Paint.of(soft)), Optional.empty());
        });
    Stroke border =
        activity
            .map(role -> Stroke.solid(role, 3))
            .orElse(
                wrong ? Stroke.solid(ColorRole.WRONG, 2.5) : Stroke.solid(ColorRole.OUTLINE, 1.5));
    outline(box, box.bounds(), Optional.of(Paint.of(ColorRole.SURFACE)), Optional.of(border));
    switch (box.kind()) {
      case PILL, CONSTANT -> drawLeaf(box);
      case DISC -> drawSign(box);
      case LAYER -> drawLayer(box);
    }
    if (wrong) {
      add(
          new Drawable.Warning(new Point(box.bounds().maxX() - 4, box.bounds().minY() + 2), 20),
          NAMES_FROM);
    }
  }

  private void outline(NodeBox box, Bounds bounds, Optional<Paint> fill, Optional<Stroke> border) {
    double grown = (bounds.width() - box.bounds().width()) / 2;
    add(
        box.kind() == NodeBox.Kind.DISC
            ? new Drawable.Disc(bounds.centre(), NodeBox.RADIUS + grown, fill, border)
            : new Drawable.Box(bounds, box.corner() + grown, fill, border),
        0);
  }

  private void drawSign(NodeBox box) {
    TextStyle style =
        box.title().codePointCount(0, box.title().length()) > 2
            ? TextStyle.LONG_SIGN
            : TextStyle.SIGN;
    text(box.title(), box.bounds().centre(), Drawable.Align.CENTRE, style, ColorRole.INK);
    if (!box.remark().isEmpty() && !geometry.outputs().containsKey(box.id())) {
      text(
          box.remark(),
          GeometryBuilder.remarkAnchor(box),
          Drawable.Align.CENTRE,
          TextStyle.REMARK,
          ColorRole.MUTED);
    }
  }

  private void drawLayer(NodeBox box) {
    Point centre = box.bounds().centre();
    boolean shapes = !box.remark().isEmpty();
    text(
        box.title(),
        centre.plus(0, shapes ? -10 : 0),
        Drawable.Align.CENTRE,
        TextStyle.TITLE,
        ColorRole.INK);
    if (shapes) {
      text(
          box.remark(),
          centre.plus(0, 11),
          Drawable.Align.CENTRE,
          TextStyle.SMALL,
          ColorRole.MUTED);
    }
    for (int port = 0; port < box.portNames().size(); port++) {
      text(
          box.portNames().get(port),
          box.input(port).plus(9, 0),
          Drawable.Align.START,
          TextStyle.SMALL,
          ColorRole.MUTED);
    }
  }

  private void drawLeaf(NodeBox box) {
    Bounds bounds = box.bounds();
    boolean rows = box.value().map(Preview::matrix).orElse(false);
    double titleY = rows ? bounds.minY() + 18 : bounds.centre().y();
    Point left = new Point(bounds.minX() + 18, titleY);
    text(box.title(), left, Drawable.Align.START, TextStyle.NAME, ColorRole.MUTED);
    Point right = new Point(bounds.maxX() - 24, titleY);
    if (!box.remark().isEmpty()) {
      text(box.remark(), right, Drawable.Align.END, TextStyle.SMALL, ColorRole.MUTED);
    }
    box.value()
        .ifPresent(
            value -> {
              if (rows) {
                Point centre =
                    new Point(bounds.centre().x(), (bounds.minY() + bounds.maxY()) / 2 + 12);
                lines(value, centre, ink(value, ColorRole.INK));
              } else if (box.remark().isEmpty()) {
                text(
                    value.lines().get(0),
                    right,
                    Drawable.Align.END,
                    TextStyle.VALUE,
                    ink(value, ColorRole.INK));
              }
            });
    if (box.kind() != NodeBox.Kind.CONSTANT || !trace.graph().uses(box.id()).isEmpty()) {
      add(
          new Drawable.Disc(
              box.output(),
              NodeBox.PORT_RADIUS,
              Optional.of(Paint.of(ColorRole.SURFACE)),
              Optional.of(Stroke.solid(ColorRole.OUTLINE, 1.3))),
          0.5);
    }
  }

  // ---- numbers -------------------------------------------------------------------------------

  private void drawNumbers(Wire wire) {
    wire.value()
        .ifPresent(place -> number(place, trace.value(wire.from(), playhead), ColorRole.FORWARD));
    wire.gradient().ifPresent(place -> number(place, gradient(wire), ColorRole.GRADIENT));
    if (wire.edge().isEmpty() && !wire.name().isEmpty()) {
      text(
          wire.name(),
          wire.forward().end().plus(8, GeometryBuilder.BESIDE / 2),
          Drawable.Align.START,
          TextStyle.NAME,
          ColorRole.INK);
    }
  }

  private void number(Wire.NumberPlace place, Optional<Tensor> tensor, ColorRole role) {
    if (tensor.isEmpty()) {
      add(new Drawable.Slot(Bounds.around(place.box().centre(), 46, 16)), NUMBERS_FROM);
      return;
    }
    Preview preview = GeometryBuilder.preview(tensor.get(), place.whole());
    if (place.covered()) {
      double width = preview.width(measurer) + 4;
      add(
          new Drawable.Box(
              Bounds.around(place.box().centre(), width, preview.height()),
              4,
              Optional.of(new Paint(ColorRole.CANVAS, 0.85)),
              Optional.empty()),
          NUMBERS_FROM);
    }
    lines(preview, place.box().centre(), ink(preview, role));
  }

  private static ColorRole ink(Preview preview, ColorRole role) {
    return preview.finite() ? role : ColorRole.WRONG;
  }

  private void lines(Preview preview, Point centre, ColorRole role) {
    double lineHeight = preview.style().lineHeight();
    double top = centre.y() - (preview.lines().size() - 1) * lineHeight / 2;
    for (int i = 0; i < preview.lines().size(); i++) {
      add(
          text(
              preview.lines().get(i),
              new Point(centre.x(), top + i * lineHeight),
              preview.style(),
              role),
          NUMBERS_FROM);
    }
    if (preview.matrix()) {
      double width = preview.width(measurer);
      bracket(centre, -width / 2 + 1, preview.height() / 2, 3, role);
      bracket(centre, width / 2 - 1, preview.height() / 2, -3, role);
    }
  }

  private void bracket(Point centre, double dx, double half, double lip, ColorRole role) {
    Point top = centre.plus(dx, -half);
    Point bottom = centre.plus(dx, half);
    Stroke stroke = Stroke.solid(role, 1);
    add(new Drawable.Line(Curve.straight(top, bottom), stroke), NUMBERS_FROM);
    add(new Drawable.Line(Curve.straight(top, top.plus(lip, 0)), stroke), NUMBERS_FROM);
    add(new Drawable.Line(Curve.straight(bottom, bottom.plus(lip, 0)), stroke), NUMBERS_FROM);
  }

  private void drawSum(NodeId id, Bounds place) {
    Point left = new Point(place.minX() + 4, place.centre().y());
    text("Σ", left, Drawable.Align.START, TextStyle.NUMBER, ColorRole.GRADIENT);
    Optional<Tensor> sum = trace.gradient(id, playhead);
    if (sum.isEmpty()) {
      add(
          new Drawable.Slot(
              Bounds.around(new Point(place.minX() + 43, place.centre().y()), 46, 16)),
          NUMBERS_FROM);
      return;
    }
    Preview preview = Preview.shape(sum.get());
    text(
        preview.lines().get(0),
        left.plus(16, 0),
        Drawable.Align.START,
        TextStyle.NUMBER,
        ink(preview, ColorRole.GRADIENT));
    arrival(id)
        .ifPresent(
            counted ->
                text(
                    counted,
                    new Point(place.maxX() - 2, place.centre().y()),
                    Drawable.Align.END,
                    TextStyle.SMALL,
                    ColorRole.MUTED));
  }

  private Optional<String> arrival(NodeId id) {
    int arrived = 0;
    int expected = 0;
    for (Edge use : trace.graph().uses(id)) {
      if (trace.carriesGradient(use)) {
        expected++;
        arrived += trace.propagated(use, playhead).isPresent() ? 1 : 0;
      }
    }
    return expected > 1 ? Optional.of(arrived + "/" + expected) : Optional.empty();
  }

  private void drawSentence(NodeId id, GraphGeometry.Sentence sentence) {
    Bounds box = sentence.box();
    add(
        new Drawable.Box(
            box,
            8,
            Optional.of(Paint.of(ColorRole.WRONG_SOFT)),
            Optional.of(Stroke.solid(ColorRole.WRONG, 1))),
        NAMES_FROM);
    add(new Drawable.Warning(new Point(box.minX() + 14, box.centre().y()), 14), NAMES_FROM);
    double lineHeight = TextStyle.REMARK.lineHeight();
    double top = box.centre().y() - (sentence.lines().size() - 1) * lineHeight / 2;
    for (int i = 0; i < sentence.lines().size(); i++) {
      text(
          sentence.lines().get(i),
          new Point(box.minX() + 28, top + i * lineHeight),
          Drawable.Align.START,
          TextStyle.REMARK,
          ColorRole.WRONG);
    }
  }

  // ---- text ----------------------------------------------------------------------------------

  private void text(
      String text, Point anchor, Drawable.Align align, TextStyle style, ColorRole role) {
    add(
        new Drawable.Text(text, anchor, align, style, Paint.of(role), measurer.width(text, style)),
        NAMES_FROM);
  }

  private Drawable.Text text(String text, Point centre, TextStyle style, ColorRole role) {
    return new Drawable.Text(
        text, centre, Drawable.Align.CENTRE, style, Paint.of(role), measurer.width(text, style));
  }

  private static boolean notFinite(Tensor tensor) {
    for (int i = 0; i < tensor.size(); i++) {
      if (!Double.isFinite(tensor.get(i))) {
        return true;
      }
    }
    return false;
  }
}
