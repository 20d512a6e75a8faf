package backprop.ui.graph;

import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;

/// Mouse events with keys held down: the headless robot's mouse knows nothing of the keyboard.
///
/// To be used on the FX thread; points are on the screen.
final class Mouse {
  private final Node target;
  private final boolean shift;
  private final boolean mod;

  /// @param mod whether the shortcut key of Linux and Windows, Ctrl, is held
  Mouse(Node target, boolean shift, boolean mod) {
    this.target = target;
    this.shift = shift;
    this.mod = mod;
  }

  void press(Point2D at) {
    fire(MouseEvent.MOUSE_PRESSED, at, true);
  }

  void drag(Point2D to) {
    fire(MouseEvent.MOUSE_DRAGGED, to, true);
  }

  void release(Point2D at) {
    fire(MouseEvent.MOUSE_RELEASED, at, false);
  }

  private void fire(EventType<MouseEvent> type, Point2D at, boolean down) {
    Point2D scene = target.localToScene(target.screenToLocal(at));
    Event.fireEvent(
        target,
        new MouseEvent(
            type,
            scene.getX(),
            scene.getY(),
            at.getX(),
            at.getY(),
            MouseButton.PRIMARY,
            1,
            shift,
            mod,
            false,
            false,
            down,
            false,
            false,
            false,
            false,
            false,
            new PickResult(target, scene.getX(), scene.getY())));
  }
}
