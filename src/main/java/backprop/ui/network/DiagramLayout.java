package backprop.ui.network;

import backprop.network.FloatTensor;
import backprop.ui.network.Diagram.Column;
import backprop.ui.network.Diagram.Disc;
import backprop.ui.network.Diagram.Edge;
import backprop.ui.network.Diagram.Gap;
import backprop.ui.network.Diagram.Square;
import backprop.ui.network.Diagram.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Places a network on a canvas of any size: the image at the left, the layers in columns, the
/// table of the last layer at the right.
///
/// Nothing here depends on the playhead, so nothing moves while a pass is played.
final class DiagramLayout {
  /// At most so many edges are drawn between neurons, the strongest of what is shown.
  static final int EDGES = 60;

  private static final double MARGIN = 40;
  private static final double HEAD = 104;
  private static final double FOOT = 132;
  private static final double TABLE = 200;
  private static final double MOST_SPACING = 64;
  private static final double RADIUS = 17;

  /// The second column's top is so much above the last one's, which has a head of numbers.
  private static final double HIDDEN_ABOVE = 17;

  private final NetworkStructure structure;
  private final Optional<NetworkPass> pass;
  private final double width;
  private final double height;

  private DiagramLayout(
      NetworkStructure structure, Optional<NetworkPass> pass, double width, double height) {
    this.structure = structure;
    this.pass = pass;
    this.width = width;
    this.height = height;
  }

  /// The diagram on a canvas of this size.
  ///
  /// @param pass the drawing; none while nothing is drawn
  static Diagram of(
      NetworkStructure structure, Optional<NetworkPass> pass, double width, double height) {
    return new DiagramLayout(structure, pass, width, height).diagram();
  }

  private Diagram diagram() {
    double scale = Math.clamp(Math.min(width / 760, height / 720), 0.5, 1.0);
    double room = Math.max(60, height - HEAD - FOOT);
    int outputRows = Math.min(structure.classes(), Math.max(6, (int) (room / (44 * scale)) + 1));
    double spacing = Math.min(MOST_SPACING, room / Math.max(1, outputRows - 1));
    double span = spacing * (outputRows - 1);
    double outputTop = HEAD + (room - span) / 2;
    boolean withMaps = !structure.maps().isEmpty();
    double side = withMaps ? Math.clamp(width * 0.13, 80, 150) : Math.clamp(width * 0.17, 84, 168);
    double imageX = Math.min(MARGIN, width * 0.05);
    double outputX = width - TABLE;
    double block = 2 * side + 54;
    double imageY = Math.max(40, (height - 62 - block) / 2 + 12);
    Square image = new Square(imageX, imageY, side);
    MapLayout.Placed maps =
        MapLayout.of(
            structure, pass, image, outputX - neuronRoom(outputX - imageX - side), 34, height - 84);
    double imageRight = maps.right();

    List<Column> columns = new ArrayList<>();
    for (int layer = 0; layer <= structure.last(); layer++) {
      boolean hidden = layer < structure.last();
      double share = (layer + 1.0) / (structure.last() + 1);
      double x = imageRight + (outputX - imageRight) * share;
      double top = hidden ? outputTop - HIDDEN_ABOVE : outputTop;
      int rows = hidden ? (int) ((height - FOOT + 32 - top) / spacing) + 1 : outputRows;
      columns.add(column(layer, x, top, spacing, Math.max(6, rows)));
    }
    return new Diagram(
        image,
        new Square(imageX, imageY + side + 54, side),
        maps.blocks(),
        maps.flows(),
        List.copyOf(columns),
        edges(image, maps.blocks(), columns, false),
        edges(image, maps.blocks(), columns, true),
        new Table(outputX + 68, outputX + 98, outputX + 156, outputTop - 32),
        height - 60,
        scale);
  }

  /// The room that the neurons need at the right of the maps; a hidden layer has the longer head.
  private double neuronRoom(double all) {
    return Math.clamp(all * 0.19, 62, 160) + structure.last() * Math.clamp(all * 0.3, 150, 220);
  }

  private Column column(int layer, double x, double top, double spacing, int rows) {
    int neurons = structure.layers().get(layer).outputs();
    boolean last = layer == structure.last();
    List<Shortening.Row> shown =
        pass.map(p -> Shortening.of(last ? p.y().toArray() : p.contributions(layer), rows))
            .orElseGet(() -> Shortening.of(neurons, rows));
    double radius = Math.min(RADIUS, spacing * 0.34);
    List<Disc> discs = new ArrayList<>();
    List<Gap> gaps = new ArrayList<>();
    for (int row = 0; row < shown.size(); row++) {
      double y = top + row * spacing;
      switch (shown.get(row)) {
        case Shortening.Shown(int neuron) -> discs.add(new Disc(layer, neuron, x, y, radius));
        case Shortening.Hidden(int count, Shortening.Reason reason) ->
            gaps.add(new Gap(x, y, count, reason));
      }
    }
    return new Column(
        layer, x, top, pass.isPresent() && neurons > rows, List.copyOf(discs), List.copyOf(gaps));
  }

  private List<Edge> edges(Square image, List<MapBlock> maps, List<Column> columns, boolean back) {
    if (pass.isEmpty() || (back && pass.orElseThrow().backward().isEmpty())) {
      return List.of();
    }
    NetworkPass p = pass.orElseThrow();
    List<Edge> edges = new ArrayList<>();
    int share = Math.max(1, EDGES / Math.max(1, structure.last() + (maps.isEmpty() ? 0 : 1)));
    if (maps.isEmpty()) {
      edges.addAll(sorted(fromImage(image, columns.getFirst(), back)));
    } else {
      List<Edge> all = sorted(MapEdges.of(p, maps.getLast(), columns.getFirst(), back));
      edges.addAll(all.subList(Math.max(0, all.size() - share), all.size()));
    }
    for (int layer = 1; layer < columns.size(); layer++) {
      List<Edge> all = sorted(between(columns.get(layer - 1), columns.get(layer), back));
      edges.addAll(all.subList(Math.max(0, all.size() - share), all.size()));
    }
    return List.copyOf(edges);
  }

  private List<Edge> fromImage(Square image, Column first, boolean back) {
    NetworkPass p = pass.orElseThrow();
    FloatTensor a = p.sums().getFirst();
    List<Edge> edges = new ArrayList<>();
    for (Disc disc : first.discs()) {
      int neuron = disc.neuron();
      float sent = a.get(neuron) - p.b().getFirst().get(neuron);
      edges.add(
          new Edge(
              0,
              Optional.empty(),
              neuron,
              image.x() + image.side(),
              image.y() + image.side() / 2,
              disc.x() - disc.radius(),
              disc.y(),
              sent,
              Math.abs(back ? gradient(0, neuron) : sent)));
    }
    return edges;
  }

  private List<Edge> between(Column before, Column after, boolean back) {
    NetworkPass p = pass.orElseThrow();
    int layer = after.layer();
    FloatTensor h = p.outputs().get(before.layer());
    List<Edge> edges = new ArrayList<>();
    for (Disc from : before.discs()) {
      for (Disc to : after.discs()) {
        float weight = p.weight(layer, from.neuron(), to.neuron());
        double carried = back ? gradient(layer, to.neuron()) : h.get(from.neuron());
        edges.add(
            new Edge(
                layer,
                Optional.of(from.neuron()),
                to.neuron(),
                from.x() + from.radius(),
                from.y(),
                to.x() - to.radius(),
                to.y(),
                weight,
                Math.abs(weight * carried)));
      }
    }
    return edges;
  }

  private double gradient(int layer, int neuron) {
    return pass.orElseThrow().backward().orElseThrow().sums().get(layer).get(neuron);
  }

  /// The edges from the weakest, so that it is drawn below, to the strongest, which gets 1.
  private static List<Edge> sorted(List<Edge> edges) {
    double most = edges.stream().mapToDouble(Edge::strength).max().orElse(0);
    return edges.stream()
        .filter(edge -> edge.strength() > 0)
        .sorted(Comparator.comparingDouble(Edge::strength))
        .map(
            e ->
                new Edge(
                    e.layer(),
                    e.from(),
                    e.to(),
                    e.fromX(),
                    e.fromY(),
                    e.toX(),
                    e.toY(),
                    e.weight(),
                    e.strength() / most))
        .toList();
  }
}
