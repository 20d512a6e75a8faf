package backprop.ui.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Places the layers of maps in columns between the image and the neurons.
///
/// A layer has a column of its own where there is room; else neighbouring layers whose maps have
/// the same size share one, and if that is not enough, the shortest neighbouring columns. Nothing
/// here depends on the playhead.
final class MapLayout {
  private static final double GOOD_PITCH = 112;
  private static final double LEAST_PITCH = 84;
  private static final double MOST_PITCH = 176;
  private static final double BETWEEN = 17;
  private static final double NUMBER = 13;
  private static final double BESIDE = 3;
  private static final double BELOW = 4;
  private static final double WIDE = 118;
  private static final double FOOT = 32;
  private static final double ARROW = 14;
  private static final double LEAST_SIDE = 8;
  private static final double MOST_SIDE = 64;

  private final NetworkStructure structure;
  private final Optional<NetworkPass> pass;

  /// The blocks, what leads to each, and the right edge of the last column.
  record Placed(List<MapBlock> blocks, List<MapBlock.Flow> flows, double right) {}

  private MapLayout(NetworkStructure structure, Optional<NetworkPass> pass) {
    this.structure = structure;
    this.pass = pass;
  }

  /// The layers of maps between two edges.
  ///
  /// @param image where the drawing stands
  /// @param right where the room ends
  /// @param top where heads begin
  /// @param bottom where the last line stands
  static Placed of(
      NetworkStructure structure,
      Optional<NetworkPass> pass,
      Diagram.Square image,
      double right,
      double top,
      double bottom) {
    double left = image.x() + image.side();
    if (structure.maps().isEmpty()) {
      return new Placed(List.of(), List.of(), left);
    }
    return new MapLayout(structure, pass).place(image, right - left, top, bottom);
  }

  private Placed place(Diagram.Square image, double room, double top, double bottom) {
    List<List<Integer>> columns = columns(structure.maps(), room);
    double pitch = Math.min(MOST_PITCH, room / columns.size());
    double x = image.x() + image.side() + BETWEEN;
    List<MapBlock> blocks = new ArrayList<>();
    List<MapBlock.Flow> flows = new ArrayList<>();
    for (List<Integer> column : columns) {
      double height = (bottom - top + ARROW) / column.size();
      for (int i = 0; i < column.size(); i++) {
        MapBlock block = block(column.get(i), x, top + i * height, pitch - BETWEEN, height - ARROW);
        flows.add(flow(image, blocks, block));
        blocks.add(block);
      }
      x += pitch;
    }
    return new Placed(List.copyOf(blocks), List.copyOf(flows), x - BETWEEN);
  }

  /// Which layers stand in which column.
  static List<List<Integer>> columns(List<MapLayer> maps, double room) {
    List<List<Integer>> columns = new ArrayList<>();
    boolean apart = maps.size() * GOOD_PITCH <= room;
    for (int layer = 0; layer < maps.size(); layer++) {
      boolean joins =
          !apart
              && layer > 0
              && maps.get(layer).out().cellText().equals(maps.get(layer - 1).out().cellText());
      if (!joins) {
        columns.add(new ArrayList<>());
      }
      columns.getLast().add(layer);
    }
    int most = Math.max(1, (int) (room / LEAST_PITCH));
    while (columns.size() > most) {
      List<List<Integer>> now = columns;
      int shortest =
          IntStream.range(0, columns.size() - 1)
              .boxed()
              .min((i, j) -> Integer.compare(together(now, i), together(now, j)))
              .orElseThrow();
      columns.get(shortest).addAll(columns.remove(shortest + 1));
    }
    return columns;
  }

  private static int together(List<List<Integer>> columns, int first) {
    return columns.get(first).size() + columns.get(first + 1).size();
  }

  private MapBlock block(int layer, double x, double top, double width, double height) {
    MapLayer maps = structure.maps().get(layer);
    int lines = MapHead.lines(maps, width >= WIDE).size() + 1;
    double tilesTop = top + lines * MapBlock.LINE;
    double room = height - lines * MapBlock.LINE - FOOT;
    double side = Math.min(MOST_SIDE, (width - NUMBER - BESIDE) / 2);
    side = Math.clamp(room, LEAST_SIDE, Math.max(LEAST_SIDE, side));
    int rows = Math.clamp((int) ((room + BELOW) / (side + BELOW)), 1, maps.maps());
    List<Integer> order =
        pass.map(p -> MapStrength.sorted(p.maps().get(layer).output(), maps.out()))
            .orElseGet(() -> IntStream.range(0, maps.maps()).boxed().toList());
    List<MapBlock.Tile> tiles = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      double y = tilesTop + row * (side + BELOW);
      double left = x + NUMBER;
      tiles.add(new MapBlock.Tile(layer, order.get(row), left, y, side, left + side + BESIDE));
    }
    double below = tilesTop + rows * (side + BELOW);
    return new MapBlock(
        layer, x, top, width, lines, tiles, maps.maps() - rows, below + 6, below + 20);
  }

  /// From the image, or from the block before: across to the next column, or down.
  private static MapBlock.Flow flow(Diagram.Square image, List<MapBlock> before, MapBlock block) {
    if (before.isEmpty()) {
      return new MapBlock.Flow(
          block.layer(),
          image.x() + image.side(),
          image.y() + image.side() / 2,
          block.x(),
          block.middle());
    }
    MapBlock last = before.getLast();
    return last.x() == block.x()
        ? new MapBlock.Flow(
            block.layer(),
            block.tiles().getFirst().x(),
            last.footY() + 8,
            block.tiles().getFirst().x(),
            block.top() - 3)
        : new MapBlock.Flow(
            block.layer(),
            last.tiles().getFirst().right(),
            last.middle(),
            block.x(),
            block.middle());
  }
}
