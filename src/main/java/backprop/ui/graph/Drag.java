package backprop.ui.graph;

import javafx.scene.input.MouseEvent;

/// One drag on the canvas, from the fourth pixel on; [GraphGestures] begins and ends it.
///
/// What a drag lays over the figure is cleared before [#drop] and after [#cancel].
interface Drag {
  /// The pointer is here now.
  void to(MouseEvent event);

  /// The button was released here.
  void drop(MouseEvent event);

  /// Takes everything back that this drag has done.
  void cancel();
}
