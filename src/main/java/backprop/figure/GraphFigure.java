package backprop.figure;

import java.util.List;

/// The picture of a graph at a playhead, made of its geometry and its trace.
///
/// Nothing ahead of the playhead is in it: what is not computed yet is a hatched slot in the place
/// where the number will stand. [Moment] knows what is reached; [DrawWires], [DrawNodes],
/// [DrawGroups] and [WriteNumbers] draw it.
public final class GraphFigure {
  /// Below this zoom numbers are left out.
  public static final double NUMBERS_FROM = 0.4;

  /// Below this zoom names and signs are left out.
  public static final double NAMES_FROM = 0.3;

  private final GraphGeometry geometry;
  private final Items items;
  private final DrawWires wires;
  private final DrawNodes nodes;
  private final DrawGroups groups;
  private final WriteNumbers numbers;

  private GraphFigure(
      Subject subject, GraphGeometry geometry, TextMeasurer measurer, int playhead, double travel) {
    this.geometry = geometry;
    Moment moment = new Moment(subject, playhead, travel);
    items = new Items(measurer);
    wires = new DrawWires(moment, geometry, items);
    nodes = new DrawNodes(moment, geometry, items);
    groups = new DrawGroups(moment, items);
    numbers = new WriteNumbers(moment, items);
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
    figure.wires.pulse();
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
    figure.wires.pulse();
    return figure.items.all().stream().map(Item::drawable).toList();
  }

  private Figure make() {
    return new Figure(items.all(), geometry.bounds());
  }

  private void drawStill() {
    geometry.outlines().values().forEach(groups::outline);
    geometry.wires().values().forEach(wires::lines);
    geometry.outputs().values().forEach(wires::lines);
    geometry.nodes().values().forEach(nodes::node);
    geometry.groups().values().forEach(groups::box);
    geometry.wires().values().forEach(numbers::at);
    geometry.outputs().values().forEach(numbers::at);
    geometry.sums().forEach(numbers::sum);
    geometry.sentences().values().forEach(nodes::sentence);
  }
}
