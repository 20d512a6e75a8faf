package backprop.ui.common;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;

/// The three parts of a workspace: palette, drawing, inspector.
///
/// Below 1360 px the palette takes its narrow width and the inspector lies over the drawing, see
/// [#narrowProperty()] and [#coveredProperty()].
public final class WorkspaceLayout extends Region {

  /// The width of the window below which there is little room.
  public static final double NARROW_BELOW = 1360;

  private static final double HANDLE_WIDTH = 20;
  private static final double HANDLE_HEIGHT = 56;
  private static final String OVER = "over";

  private final ReadOnlyBooleanWrapper narrow = new ReadOnlyBooleanWrapper();
  private final ReadOnlyDoubleWrapper covered = new ReadOnlyDoubleWrapper();
  private final BooleanProperty folded = new SimpleBooleanProperty();
  private final Button handle = handle();
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
    left.getStyleClass().addAll("side-left", "pane");
    center.getStyleClass().add("pane");
    right.getStyleClass().addAll("side-right", "pane");
    folded.addListener((_, _, _) -> requestLayout());
    getChildren().addAll(center, left, right, handle);
  }

  /// Names the handle that folds the inspector away, for its tooltip and for screen readers.
  public WorkspaceLayout named(Texts texts) {
    StringBinding label =
        Bindings.createStringBinding(
            () -> texts.text(folded.get() ? "common.inspector.show" : "common.inspector.hide"),
            folded,
            texts.languageProperty());
    handle.accessibleTextProperty().bind(label);
    Tips.on(handle, label);
    return this;
  }

  /// Whether there is little room: the palette should show icons only.
  public ReadOnlyBooleanProperty narrowProperty() {
    return narrow.getReadOnlyProperty();
  }

  /// How many pixels at the drawing's right the inspector covers: keep them free when fitting.
  public ReadOnlyDoubleProperty coveredProperty() {
    return covered.getReadOnlyProperty();
  }

  /// Whether the inspector is folded away; counts only while there is little room.
  public BooleanProperty foldedProperty() {
    return folded;
  }

  private Button handle() {
    Button button = new Button();
    button.getStyleClass().add("fold-handle");
    button.setId("fold-inspector");
    FontIcon icon = new FontIcon();
    icon.iconCodeProperty()
        .bind(
            Bindings.when(folded)
                .<Ikon>then(Material2AL.CHEVRON_LEFT)
                .otherwise(Material2AL.CHEVRON_RIGHT));
    button.setGraphic(icon);
    button.setOnAction(_ -> folded.set(!folded.get()));
    return button;
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
    boolean away = little && folded.get();
    double leftNow = little ? narrowLeftWidth : leftWidth;
    covered.set(little && !away ? rightWidth : 0);
    left.resizeRelocate(0, 0, leftNow, height);
    right.setVisible(!away);
    right.resizeRelocate(width - rightWidth, 0, rightWidth, height);
    center.resizeRelocate(leftNow, 0, width - leftNow - (little ? 0 : rightWidth), height);
    handle.setVisible(little);
    handle.resizeRelocate(
        width - (away ? 0 : rightWidth) - HANDLE_WIDTH,
        (height - HANDLE_HEIGHT) / 2,
        HANDLE_WIDTH,
        HANDLE_HEIGHT);
  }
}
