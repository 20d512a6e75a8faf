package backprop.figure;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

/// The written things of a figure that stand outside of nodes, and whether they keep clear.
public final class Labels {
  private Labels() {}

  /// The texts and slots of a figure that are on no node.
  public static List<Drawable> outside(Figure figure, GraphGeometry geometry) {
    List<Drawable> labels = new ArrayList<>();
    for (Item item : figure.items()) {
      boolean written =
          item.drawable() instanceof Drawable.Text || item.drawable() instanceof Drawable.Slot;
      if (written
          && geometry.nodes().values().stream()
              .noneMatch(box -> box.bounds().contains(item.bounds().centre()))) {
        labels.add(item.drawable());
      }
    }
    return labels;
  }

  /// Fails where two labels, or a label and a node, share an area.
  ///
  /// @return how many labels were looked at
  public static int check(String what, Figure figure, GraphGeometry geometry) {
    List<Drawable> labels = outside(figure, geometry);
    for (int i = 0; i < labels.size(); i++) {
      Bounds a = labels.get(i).bounds().grow(-0.5);
      for (int j = 0; j < i; j++) {
        assertFalse(
            a.intersects(labels.get(j).bounds().grow(-0.5)),
            what + ": " + labels.get(i) + " lies on " + labels.get(j));
      }
      for (NodeBox box : geometry.nodes().values()) {
        assertFalse(
            a.intersects(box.bounds()), what + ": " + labels.get(i) + " lies on " + box.id());
      }
      assertTrue(geometry.bounds().contains(labels.get(i).bounds()), what + ": outside");
    }
    return labels.size();
  }
}
