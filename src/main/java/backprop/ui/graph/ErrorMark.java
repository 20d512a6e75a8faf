package backprop.ui.graph;

import backprop.language.Span;
import java.util.Optional;
import javafx.geometry.Rectangle2D;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/// The line under the characters of a formula that cannot be read.
final class ErrorMark extends Pane {
  private static final double LEAST_WIDTH = 8;
  private static final double THICKNESS = 2;

  private final FormulaField field;
  private final Region line = new Region();
  private Optional<Span> span = Optional.empty();

  ErrorMark(FormulaField field) {
    this.field = field;
    setMouseTransparent(true);
    line.getStyleClass().add("formula-error");
    line.setManaged(false);
    line.setVisible(false);
    getChildren().add(line);
    // The text may be scrolled once the cursor has moved.
    field.caretPositionProperty().subscribe(this::requestLayout);
    field.widthProperty().subscribe(this::requestLayout);
  }

  void show(Optional<Span> wrong) {
    span = wrong;
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    line.setVisible(false);
    span.ifPresent(this::place);
  }

  private void place(Span wrong) {
    int length = field.getLength();
    if (length == 0) {
      return;
    }
    int first = Math.min(wrong.from(), length - 1);
    int last = Math.clamp(wrong.to() - 1L, first, length - 1);
    Optional<Rectangle2D> begin = field.bounds(first);
    Optional<Rectangle2D> end = field.bounds(last);
    if (begin.isEmpty() || end.isEmpty()) {
      return;
    }
    boolean behind = wrong.from() >= length;
    double x = field.getLayoutX();
    double from = x + (behind ? begin.get().getMaxX() : begin.get().getMinX());
    double to = behind ? from + LEAST_WIDTH : x + end.get().getMaxX();
    double bottom = field.getLayoutY() + begin.get().getMaxY();
    double left = Math.clamp(from, 0, Math.max(0, getWidth() - LEAST_WIDTH));
    double right = Math.clamp(Math.max(to, left + LEAST_WIDTH), left, getWidth());
    line.resizeRelocate(left, Math.min(bottom, getHeight() - THICKNESS), right - left, THICKNESS);
    line.setVisible(true);
  }
}
