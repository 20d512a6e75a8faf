package backprop.ui.common;

import backprop.autodiff.Timeline;
import backprop.message.Message;

/// How far one press of → goes.
public enum StepSize {
  /// One step of the timeline.
  EDGE,
  /// To the end of the node (the layer, the row of cells).
  NODE,
  /// To the end of the pass.
  PASS;

  /// What it is called in this timeline.
  public Message word(Timeline timeline) {
    return switch (this) {
      case EDGE -> timeline.stepWord();
      case NODE -> timeline.groupWord();
      case PASS -> Message.of("transport.size.pass");
    };
  }
}
