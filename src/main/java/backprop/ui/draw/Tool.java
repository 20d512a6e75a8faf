package backprop.ui.draw;

/// What dragging on the pad does with the primary button.
public enum Tool {
  PEN,
  ERASER
}
