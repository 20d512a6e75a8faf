package backprop.layout;

import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Lays out one graph: a layer for each node, an order in each layer, then places.
final class LayeredLayout {
  private static final double COLUMN_GAP = 114;
  private static final double ROW_GAP = 75;
  private static final double WIRE_GAP = 30;
  private static final int SWEEPS = 6;
  private static final int BENDS_PER_NODE = 20;
  private static final double GRID = 10;

  /// What stands in a layer: a node, or the bend of an edge that passes through.
  ///
  /// @param node none for a bend
  record Cell(java.util.Optional<NodeId> node, int layer, List<Cell> before, List<Cell> after) {
    static Cell of(java.util.Optional<NodeId> node, int layer) {
      return new Cell(node, layer, new ArrayList<>(), new ArrayList<>());
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  private final Graph graph;
  private final Function<Node, NodeSize> sizes;
  private final Map<NodeId, Integer> layerOf = new HashMap<>();
  private final Map<NodeId, Cell> cells = new HashMap<>();
  private final List<List<Cell>> layers = new ArrayList<>();
  private final Map<Cell, Double> y = new HashMap<>();

  LayeredLayout(Graph graph, Function<Node, NodeSize> sizes) {
    this.graph = graph;
    this.sizes = sizes;
  }

  Map<NodeId, Point> places() {
    if (graph.nodeCount() == 0) {
      return Map.of();
    }
    chooseLayers();
    makeCells();
    new LayerOrder(layers).improve();
    chooseHeights();
    return points();
  }

  /// Inputs stand at the left, operations after what they use, parameters and constants one layer
  /// before the first operation that uses them.
  private void chooseLayers() {
    for (NodeId id : graph.topological()) {
      int layer = 0;
      for (Edge edge : graph.inputs(id)) {
        layer = Math.max(layer, layerOf.getOrDefault(edge.from(), 0) + 1);
      }
      layerOf.put(id, graph.node(id) instanceof Node.Operation ? Math.max(1, layer) : 0);
    }
    for (Node node : graph.nodes()) {
      boolean moves = node instanceof Node.Parameter || node instanceof Node.Constant;
      if (moves) {
        graph.uses(node.id()).stream()
            .mapToInt(edge -> layerOf.getOrDefault(edge.to(), 1) - 1)
            .min()
            .ifPresent(layer -> layerOf.put(node.id(), layer));
      }
    }
  }

  /// Makes the cells, in the order in which a walk back from the outputs meets them.
  private void makeCells() {
    int last = layerOf.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    for (int layer = 0; layer <= last; layer++) {
      layers.add(new ArrayList<>());
    }
    for (NodeId id : new ReadingOrder(graph).nodes()) {
      int layer = layerOf.getOrDefault(id, 0);
      Cell cell = Cell.of(java.util.Optional.of(id), layer);
      cells.put(id, cell);
      layers.get(layer).add(cell);
    }
    boolean bends = span() <= (long) BENDS_PER_NODE * graph.nodeCount();
    for (Edge edge : graph.edges()) {
      Cell from = cell(edge.from());
      Cell to = cell(edge.to());
      for (int layer = from.layer() + 1; bends && layer < to.layer(); layer++) {
        Cell bend = Cell.of(java.util.Optional.empty(), layer);
        layers.get(layer).add(bend);
        from.after().add(bend);
        bend.before().add(from);
        from = bend;
      }
      from.after().add(to);
      to.before().add(from);
    }
  }

  private long span() {
    long span = 0;
    for (Edge edge : graph.edges()) {
      span += layerOf.getOrDefault(edge.to(), 0) - layerOf.getOrDefault(edge.from(), 0);
    }
    return span;
  }

  private Cell cell(NodeId id) {
    Cell cell = cells.get(id);
    if (cell == null) {
      throw new IllegalStateException("no cell for " + id);
    }
    return cell;
  }

  /// Puts each cell as near to the middle of its neighbours as the room allows.
  private void chooseHeights() {
    for (List<Cell> layer : layers) {
      spread(layer, layer.stream().mapToDouble(cell -> middle(cell.before(), 0)).toArray());
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int i = layers.size() - 1; i >= 0; i--) {
        spread(layers.get(i), wishes(layers.get(i), true));
      }
      for (List<Cell> layer : layers) {
        spread(layer, wishes(layer, false));
      }
    }
  }

  /// Where the cells of a layer would like to be: what begins here in the middle of what it goes
  /// to, what is made of others in the middle of those.
  private double[] wishes(List<Cell> layer, boolean fromTheRight) {
    return layer.stream()
        .mapToDouble(
            cell -> {
              double now = y.getOrDefault(cell, 0.0);
              return cell.before().isEmpty() != fromTheRight
                  ? now
                  : middle(fromTheRight ? cell.after() : cell.before(), now);
            })
        .toArray();
  }

  private double middle(List<Cell> neighbours, double otherwise) {
    return neighbours.stream()
        .mapToDouble(cell -> y.getOrDefault(cell, 0.0))
        .average()
        .orElse(otherwise);
  }

  /// Gives the cells of a layer, in their order, the heights nearest to these wishes.
  private void spread(List<Cell> layer, double[] wishes) {
    double[] offset = new double[wishes.length];
    for (int i = 1; i < wishes.length; i++) {
      offset[i] = offset[i - 1] + distance(layer.get(i - 1), layer.get(i));
    }
    double[] shifted = new double[wishes.length];
    Arrays.setAll(shifted, i -> wishes[i] - offset[i]);
    double[] rising = Isotonic.fit(shifted);
    for (int i = 0; i < wishes.length; i++) {
      y.put(layer.get(i), rising[i] + offset[i]);
    }
  }

  private double distance(Cell above, Cell below) {
    boolean wire = above.node().isEmpty() || below.node().isEmpty();
    return height(above) / 2 + height(below) / 2 + (wire ? WIRE_GAP : ROW_GAP);
  }

  private double height(Cell cell) {
    return cell.node().map(id -> sizes.apply(graph.node(id)).height()).orElse(0.0);
  }

  private Map<NodeId, Point> points() {
    Map<NodeId, Point> points = new HashMap<>();
    double x = 0;
    double before = -1; // no layer yet
    for (List<Cell> layer : layers) {
      double width =
          layer.stream()
              .flatMap(cell -> cell.node().stream())
              .mapToDouble(id -> sizes.apply(graph.node(id)).width())
              .max()
              .orElse(0);
      if (before >= 0) {
        x += before / 2 + COLUMN_GAP + width / 2;
      }
      before = width;
      for (Cell cell : layer) {
        double column = onGrid(x);
        double row = onGrid(y.getOrDefault(cell, 0.0));
        cell.node().ifPresent(id -> points.put(id, new Point(column, row)));
      }
    }
    return points;
  }

  private static double onGrid(double value) {
    return Math.rint(value / GRID) * GRID;
  }
}
