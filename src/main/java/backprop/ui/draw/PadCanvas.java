package backprop.ui.draw;

import backprop.ui.common.UiContext;
import javafx.beans.InvalidationListener;
import javafx.scene.Cursor;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;

/// The surface one draws on: pen with the primary button, eraser with the secondary.
///
/// While it has the focus, 0 to 9 choose the true label, Delete clears, Escape gives a stroke up.
final class PadCanvas extends Region {
  private static final double BORDER = 1;
  private static final double ARC = 14;

  private final UiContext context;
  private final PadModel model;
  private final Canvas canvas = new Canvas();
  private final Label hint = new Label();

  PadCanvas(UiContext context, PadModel model) {
    this.context = context;
    this.model = model;
    getStyleClass().add("pad");
    setId("pad");
    setFocusTraversable(true);
    setCursor(Cursor.CROSSHAIR);
    hint.getStyleClass().add("muted");
    hint.setMouseTransparent(true);
    hint.textProperty().bind(context.texts().bind("ui-draw.hint"));
    accessibleTextProperty().bind(context.texts().bind("ui-draw.title"));
    getChildren().addAll(canvas, hint);

    InvalidationListener redraw = _ -> paint();
    model.drawingProperty().addListener(redraw);
    context.theme().colorsProperty().addListener(redraw);

    setOnMousePressed(this::pressed);
    setOnMouseDragged(
        event -> {
          model.move(unit(event.getX()), unit(event.getY()));
          event.consume();
        });
    setOnMouseReleased(
        event -> {
          model.end();
          event.consume();
        });
    setOnContextMenuRequested(event -> event.consume());
    setOnKeyPressed(this::typed);
  }

  private void pressed(MouseEvent event) {
    requestFocus();
    if (event.getButton() == MouseButton.PRIMARY || event.getButton() == MouseButton.SECONDARY) {
      Tool tool =
          event.getButton() == MouseButton.SECONDARY ? Tool.ERASER : model.toolProperty().get();
      model.begin(tool, unit(event.getX()), unit(event.getY()));
      event.consume();
    }
  }

  private double unit(double pixels) {
    return Math.clamp((pixels - BORDER) / side() * Drawing.SIDE, 0.0, (double) Drawing.SIDE);
  }

  private void typed(KeyEvent event) {
    if (event.isShortcutDown() || event.isAltDown() || event.isControlDown()) {
      return;
    }
    KeyCode code = event.getCode();
    if (code.isDigitKey()) {
      model.choose(digit(code));
      event.consume();
    } else if (code == KeyCode.DELETE || code == KeyCode.BACK_SPACE) {
      model.clear();
      event.consume();
    } else if (code == KeyCode.ESCAPE && model.cancel()) {
      event.consume();
    }
  }

  /// The digit of a key of the upper row or the number pad: its name, "3" or "Numpad 3", ends with
  /// it.
  private static int digit(KeyCode code) {
    String name = code.getName();
    return Character.digit(name.charAt(name.length() - 1), 10);
  }

  private double side() {
    return Math.max(1, Math.min(getWidth(), getHeight()) - 2 * BORDER);
  }

  @Override
  protected void layoutChildren() {
    double side = side();
    canvas.setWidth(side);
    canvas.setHeight(side);
    canvas.relocate(BORDER, BORDER);
    Rectangle corners = new Rectangle(side, side);
    corners.setArcWidth(ARC);
    corners.setArcHeight(ARC);
    canvas.setClip(corners);
    hint.autosize();
    hint.relocate((side - hint.getWidth()) / 2, (side - hint.getHeight()) / 2);
    paint();
  }

  private void paint() {
    hint.setVisible(model.drawingProperty().get().isEmpty());
    new PadPainter(canvas.getGraphicsContext2D(), context.theme())
        .pad(model.drawingProperty().get(), model.framedProperty().get(), canvas.getWidth());
  }
}
