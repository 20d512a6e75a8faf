package backprop.ui.common;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/// The three parts of a workspace: palette, drawing, inspector.
///
/// Below 1360 px the palette takes its narrow width and the inspector lies over the drawing, see
/// [#narrowProperty()] and [#coveredProperty()].
public final class WorkspaceLayout extends Region {

  /// The width of the window below which there is little room.
  public static final double NARROW_BELOW = 1360;

  private static final String OVER = "over";

  private final ReadOnlyBooleanWrapper narrow = new ReadOnlyBooleanWrapper();
  private final ReadOnlyDoubleWrapper covered = new ReadOnlyDoubleWrapper();
  private final Node left;
  private final Node center;
  private final Node right;
  private final double leftWidth;
  private final double narrowLeftWidth;
  private final double rightWidth;

  /// Lays out three parts.
  ///
  /// @param left palette or pad, with its width, and its width where there is little room
  /// @param center the drawing
  /// @param right the inspector, with its width
  public WorkspaceLayout(
      Region left,
      double leftWidth,
      double narrowLeftWidth,
      Region center,
      Region right,
      double rightWidth) {
    this.left = left;
    this.center = center;
    this.right = right;
    this.leftWidth = leftWidth;
    this.narrowLeftWidth = narrowLeftWidth;
    this.rightWidth = rightWidth;
    getStyleClass().add("workspace");
    left.getStyleClass().add("side-left");
    right.getStyleClass().add("side-right");
    getChildren().addAll(center, left, right);
  }

  /// Whether there is little room: the palette should show icons only.
  public ReadOnlyBooleanProperty narrowProperty() {
    return narrow.getReadOnlyProperty();
  }

  /// How many pixels at the drawing's right the inspector covers: keep them free when fitting.
  public ReadOnlyDoubleProperty coveredProperty() {
    return covered.getReadOnlyProperty();
  }

  @Override
  protected void layoutChildren() {
    double width = getWidth();
    double height = getHeight();
    boolean little = width < NARROW_BELOW;
    if (little != narrow.get()) {
      narrow.set(little);
      right.getStyleClass().removeAll(OVER);
      if (little) {
        right.getStyleClass().add(OVER);
      }
    }
    double leftNow = little ? narrowLeftWidth : leftWidth;
    covered.set(little ? rightWidth : 0);
    left.resizeRelocate(0, 0, leftNow, height);
    right.resizeRelocate(width - rightWidth, 0, rightWidth, height);
    center.resizeRelocate(leftNow, 0, width - leftNow - (little ? 0 : rightWidth), height);
  }
}
