package backprop.app;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;

/// Moves the focus from pane to pane: top bar, palette, drawing, inspector, transport.
final class PaneFocus {

  /// The style class of a pane.
  static final String PANE = "pane";

  private PaneFocus() {}

  /// Focuses the first control of the next visible pane that has one, after the last the first
  /// again.
  ///
  /// @param direction 1 forward, −1 back
  static void move(Parent window, int direction) {
    List<Node> panes =
        window.lookupAll("." + PANE).stream()
            .filter(pane -> isShown(pane) && firstControl(pane).isPresent())
            .sorted(
                Comparator.<Node>comparingInt(PaneFocus::row).thenComparingDouble(PaneFocus::left))
            .toList();
    if (panes.isEmpty() || window.getScene() == null) {
      return;
    }
    int here = indexOf(panes, window.getScene().getFocusOwner());
    int start = here < 0 && direction < 0 ? 0 : here;
    firstControl(panes.get(Math.floorMod(start + direction, panes.size())))
        .ifPresent(Node::requestFocus);
  }

  /// 0 for the bar at the top, 1 for what is between, 2 for what is at the bottom.
  private static int row(Node pane) {
    double y = pane.localToScene(0, 0).getY();
    return y < 1 ? 0 : pane.getStyleClass().contains("transport") ? 2 : 1;
  }

  private static double left(Node pane) {
    return pane.localToScene(0, 0).getX();
  }

  private static int indexOf(List<Node> panes, @Nullable Node focused) {
    for (Node node = focused; node != null; node = node.getParent()) {
      int index = panes.indexOf(node);
      if (index >= 0) {
        return index;
      }
    }
    return -1;
  }

  private static boolean isShown(Node pane) {
    for (Node node = pane; node != null; node = node.getParent()) {
      if (!node.isVisible()) {
        return false;
      }
    }
    return true;
  }

  private static Optional<Node> firstControl(Node pane) {
    return controls(pane).findFirst();
  }

  private static Stream<Node> controls(Node node) {
    if (!node.isVisible() || node.isDisabled()) {
      return Stream.empty();
    }
    Stream<Node> below =
        node instanceof Parent parent
            ? parent.getChildrenUnmodifiable().stream().flatMap(PaneFocus::controls)
            : Stream.empty();
    return node.isFocusTraversable() ? Stream.concat(Stream.of(node), below) : below;
  }
}
