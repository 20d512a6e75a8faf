package backprop.ui.network;

import backprop.network.FloatTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The lines between the last maps and the first layer of neurons.
///
/// A line stands for the weights of all cells of its map. Forward it carries what the cells
/// together send: `Σ h·w`. Backward it is as strong as what it brings to the cells is long:
/// `|∂L/∂a| · √Σ w²`.
final class MapEdges {

  private MapEdges() {}

  /// A line from each shown map to each shown neuron, in no order and not yet scaled.
  static List<Diagram.Edge> of(
      NetworkPass pass, MapBlock maps, Diagram.Column neurons, boolean back) {
    List<Diagram.Edge> edges = new ArrayList<>();
    for (MapBlock.Tile tile : maps.tiles()) {
      for (Diagram.Disc disc : neurons.discs()) {
        edges.add(edge(pass, tile, disc, back));
      }
    }
    return edges;
  }

  private static Diagram.Edge edge(
      NetworkPass pass, MapBlock.Tile tile, Diagram.Disc disc, boolean back) {
    int cells = pass.structure().maps().getLast().out().cells();
    FloatTensor features = pass.features();
    double sent = 0;
    double squares = 0;
    for (int i = tile.map() * cells; i < (tile.map() + 1) * cells; i++) {
      double weight = pass.weight(0, i, disc.neuron());
      sent += features.get(i) * weight;
      squares += weight * weight;
    }
    double strength =
        back
            ? Math.sqrt(squares)
                * Math.abs(pass.backward().orElseThrow().sums().getFirst().get(disc.neuron()))
            : Math.abs(sent);
    return new Diagram.Edge(
        0,
        Optional.of(tile.map()),
        disc.neuron(),
        tile.right(),
        tile.middle(),
        disc.x() - disc.radius(),
        disc.y(),
        (float) sent,
        strength);
  }
}
