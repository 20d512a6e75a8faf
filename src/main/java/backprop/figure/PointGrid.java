package backprop.figure;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Many points of the plane, by cells: how many lie in a rectangle is found without looking at all.
///
/// Coordinates lie in arrays: the wires of a graph of 5,000 operations have a million points.
final class PointGrid {
  private static final double CELL = 64;

  private final Map<Long, Cell> cells = new HashMap<>();
  private int lastX;
  private int lastY;
  private Cell last = cell(0, 0);

  private static final class Cell {
    private double[] xy = new double[16];
    private int size;

    void add(double x, double y) {
      if (size == xy.length) {
        xy = Arrays.copyOf(xy, 2 * size);
      }
      xy[size++] = x;
      xy[size++] = y;
    }
  }

  void add(double x, double y) {
    int cellX = (int) Math.floor(x / CELL);
    int cellY = (int) Math.floor(y / CELL);
    if (cellX != lastX || cellY != lastY) { // the points of a curve follow each other
      lastX = cellX;
      lastY = cellY;
      last = cell(cellX, cellY);
    }
    last.add(x, y);
  }

  private Cell cell(int x, int y) {
    return cells.computeIfAbsent(key(x, y), _ -> new Cell());
  }

  /// How many points lie inside of this rectangle, its border not counted; no more than `most` are
  /// counted.
  int count(Bounds box, int most) {
    int maxX = (int) Math.floor(box.maxX() / CELL);
    int maxY = (int) Math.floor(box.maxY() / CELL);
    int count = 0;
    for (int x = (int) Math.floor(box.minX() / CELL); x <= maxX; x++) {
      for (int y = (int) Math.floor(box.minY() / CELL); y <= maxY; y++) {
        Cell cell = cells.get(key(x, y));
        for (int i = 0; cell != null && i < cell.size; i += 2) {
          if (cell.xy[i] > box.minX()
              && cell.xy[i] < box.maxX()
              && cell.xy[i + 1] > box.minY()
              && cell.xy[i + 1] < box.maxY()
              && ++count >= most) {
            return count;
          }
        }
      }
    }
    return count;
  }

  private static long key(int x, int y) {
    return ((long) x << 32) ^ (y & 0xffffffffL);
  }
}
