package backprop.ui.network;

import java.util.List;
import java.util.Optional;

/// Where everything of the diagram stands, in pixels of its canvas.
///
/// @param image where the input stands
/// @param gradientImage where the gradient by the input will stand
/// @param maps the layers of maps, where there are any
/// @param flows what leads to each layer of maps
/// @param columns the layers of neurons from left to right
/// @param edges what carries most forward, the weakest first; only between shown neurons
/// @param backEdges what carries most back, the weakest first; only between shown neurons
/// @param table the columns y, t and ∂L/∂a beside the last layer
/// @param legendY the line of the legend
/// @param scale 1 at the size of the design, less where there is less room
record Diagram(
    Square image,
    Square gradientImage,
    List<MapBlock> maps,
    List<MapBlock.Flow> flows,
    List<Column> columns,
    List<Edge> edges,
    List<Edge> backEdges,
    Table table,
    double legendY,
    double scale) {

  /// An upright square.
  record Square(double x, double y, double side) {
    boolean contains(double px, double py) {
      return px >= x && px <= x + side && py >= y && py <= y + side;
    }
  }

  /// A neuron's disc.
  record Disc(int layer, int neuron, double x, double y, double radius) {
    boolean contains(double px, double py) {
      return Math.hypot(px - x, py - y) <= radius + 3;
    }
  }

  /// A line that says how many neurons are hidden, and why.
  record Gap(double x, double y, int count, Shortening.Reason reason) {}

  /// A layer: what is shown of it and what is not.
  ///
  /// @param sorted whether its neurons are in the order of their contribution
  record Column(
      int layer, double x, double top, boolean sorted, List<Disc> discs, List<Gap> gaps) {}

  /// A weight between two shown neurons, or all the weights from the image or from one of the last
  /// maps to a neuron of the first layer.
  ///
  /// @param layer the layer whose weight it is
  /// @param from the neuron before; before the first layer the map, none for the image
  /// @param to the neuron of the layer
  /// @param weight its weight; for the image or a map, what all its numbers together send
  /// @param strength the size of what it carries, 0 to 1 of the strongest of its layer
  record Edge(
      int layer,
      Optional<Integer> from,
      int to,
      double fromX,
      double fromY,
      double toX,
      double toY,
      float weight,
      double strength) {}

  /// The right edges of three columns of numbers.
  record Table(double y, double label, double gradient, double headY) {}

  /// The right edge of what the first layer of neurons takes: the last maps, or the image.
  double left() {
    return maps.isEmpty() ? image.x() + image.side() : maps.getLast().tiles().getFirst().right();
  }

  /// The disc at this place.
  Optional<Disc> discAt(double x, double y) {
    return columns.stream()
        .flatMap(column -> column.discs().stream())
        .filter(disc -> disc.contains(x, y))
        .findFirst();
  }

  /// The map at this place.
  Optional<MapBlock.Tile> tileAt(double x, double y) {
    return maps.stream()
        .flatMap(block -> block.tiles().stream())
        .filter(tile -> tile.contains(x, y))
        .findFirst();
  }

  /// The tile of this map, if it is shown.
  Optional<MapBlock.Tile> tile(int layer, int map) {
    return layer < maps.size()
        ? maps.get(layer).tiles().stream().filter(t -> t.map() == map).findFirst()
        : Optional.empty();
  }

  /// The disc of this neuron, if it is shown.
  Optional<Disc> disc(int layer, int neuron) {
    return layer < columns.size()
        ? columns.get(layer).discs().stream().filter(d -> d.neuron() == neuron).findFirst()
        : Optional.empty();
  }
}
