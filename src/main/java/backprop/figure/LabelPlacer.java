package backprop.figure;

import backprop.graph.Point;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds places beside wires where numbers cover neither nodes nor each other.
///
/// Greedy, in the order asked: each number tries places along its wire from the middle outwards and
/// takes the cheapest. Nodes and numbers that already stand are never covered where any place is
/// free; wires may be crossed at a price.
final class LabelPlacer {
  private static final double[] ALONG = {.5, .44, .56, .38, .62, .31, .69, .24, .76, .17, .83};
  private static final double[] AWAY = {0, 9, 20, 34, 52};
  private static final double GAP = 5;
  private static final double CELL = 128;
  private static final double HARD = 10_000;
  private static final double OTHER_SIDE = 48;
  private static final double CROSSED_POINT = 24;
  private static final double MOST_CROSSING = 132;

  private final Map<Long, List<Bounds>> boxes = new HashMap<>();
  private final List<Curve> wires = new ArrayList<>();
  private Optional<PointGrid> points = Optional.empty();

  /// A size a number may take; the first is preferred.
  record Form(double width, double height, boolean whole) {}

  /// Something that must not be covered.
  void addObstacle(Bounds box) {
    for (long cell : cells(box)) {
      boxes.computeIfAbsent(cell, key -> new ArrayList<>()).add(box);
    }
  }

  /// A line that had better not be covered.
  void addWire(Curve curve) {
    wires.add(curve);
    points = Optional.empty();
  }

  /// The points of all wires, made when the first number is placed: where all numbers stay, as
  /// while a value is scrubbed, nobody asks.
  private PointGrid points() {
    if (points.isEmpty()) {
      PointGrid grid = new PointGrid();
      for (Curve curve : wires) {
        int count = (int) Math.clamp(curve.length() / 6, 12, 300);
        for (int i = 0; i <= count; i++) {
          Point at = curve.at((double) i / count);
          grid.add(at.x(), at.y());
        }
      }
      points = Optional.of(grid);
    }
    return points.get();
  }

  /// The place for a number beside this wire, which is taken at once.
  ///
  /// @param eitherSide whether it may change sides, where nothing else will stand there
  Wire.NumberPlace place(Curve curve, boolean above, boolean eitherSide, List<Form> forms) {
    Best best = new Best();
    for (int form = 0; form < forms.size(); form++) {
      search(curve, above, forms.get(form), form * 140, best);
      if (eitherSide) {
        search(curve, !above, forms.get(form), form * 140 + OTHER_SIDE, best);
      }
    }
    Wire.NumberPlace place = Optional.ofNullable(best.place).orElseThrow();
    addObstacle(place.box().grow(1));
    return place;
  }

  /// The cheapest place so far.
  private static final class Best {
    private Wire.@Nullable NumberPlace place;
    private double cost = Double.POSITIVE_INFINITY;
  }

  private void search(Curve curve, boolean above, Form size, double price, Best best) {
    for (double away : AWAY) {
      for (int i = 0; i < ALONG.length; i++) {
        double base = i * 3 + away * 0.9 + price;
        if (base >= best.cost) {
          continue;
        }
        Bounds box = beside(curve, ALONG[i], above, away, size);
        double crossing = crossing(box);
        double cost = base + crossing + HARD * overlaps(box);
        if (cost < best.cost) {
          best.cost = cost;
          best.place = new Wire.NumberPlace(box, size.whole(), crossing > 0);
        }
      }
    }
  }

  private static Bounds beside(Curve curve, double t, boolean above, double away, Form size) {
    Point at = curve.at(t);
    Point normal = curve.normal(t);
    double side = above ? 1 : -1;
    double reach =
        Math.abs(normal.x()) * size.width() / 2
            + Math.abs(normal.y()) * size.height() / 2
            + GAP
            + away;
    return Bounds.around(
        at.plus(side * normal.x() * reach, side * normal.y() * reach), size.width(), size.height());
  }

  private int overlaps(Bounds box) {
    int count = 0;
    for (long cell : cells(box)) {
      for (Bounds other : boxes.getOrDefault(cell, List.of())) {
        if (other.intersects(box)) {
          count++;
        }
      }
    }
    return count;
  }

  private double crossing(Bounds box) {
    int most = (int) Math.ceil(MOST_CROSSING / CROSSED_POINT);
    return Math.min(CROSSED_POINT * points().count(box.grow(2), most), MOST_CROSSING);
  }

  private static long[] cells(Bounds box) {
    int minX = (int) Math.floor(box.minX() / CELL);
    int maxX = (int) Math.floor(box.maxX() / CELL);
    int minY = (int) Math.floor(box.minY() / CELL);
    int maxY = (int) Math.floor(box.maxY() / CELL);
    long[] cells = new long[(maxX - minX + 1) * (maxY - minY + 1)];
    int i = 0;
    for (int x = minX; x <= maxX; x++) {
      for (int y = minY; y <= maxY; y++) {
        cells[i++] = key(x, y);
      }
    }
    return cells;
  }

  private static long key(int x, int y) {
    return ((long) x << 32) ^ (y & 0xffffffffL);
  }
}
