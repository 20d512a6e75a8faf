package backprop.ui.network;

import java.util.List;

/// Where a layer of maps stands: a head, the strongest maps below each other, each with a slot for
/// its gradient beside it, and below them how many are not shown.
///
/// @param layer which layer of maps
/// @param x the left edge
/// @param top where its head begins
/// @param width of the head, the tiles and what stands below them
/// @param headLines how many lines the head has
/// @param tiles the maps that are shown
/// @param hidden how many are not
/// @param gapY the line that says how many are not shown
/// @param footY the line of the gradient by its filters
record MapBlock(
    int layer,
    double x,
    double top,
    double width,
    int headLines,
    List<Tile> tiles,
    int hidden,
    double gapY,
    double footY) {

  /// The distance of two lines of the head.
  static final double LINE = 13.5;

  MapBlock {
    tiles = List.copyOf(tiles);
  }

  /// One map and, at its right, its gradient.
  record Tile(int layer, int map, double x, double y, double side, double gradientX) {
    boolean contains(double px, double py) {
      return px >= x && px <= right() && py >= y && py <= y + side;
    }

    /// The right edge of its gradient.
    double right() {
      return gradientX + side;
    }

    double middle() {
      return y + side / 2;
    }
  }

  /// How the maps come from what stands before them.
  ///
  /// @param layer the layer of maps that it leads to
  record Flow(int layer, double fromX, double fromY, double toX, double toY) {}

  /// Half way down its tiles.
  double middle() {
    return (tiles.getFirst().y() + tiles.getLast().y() + tiles.getLast().side()) / 2;
  }
}
