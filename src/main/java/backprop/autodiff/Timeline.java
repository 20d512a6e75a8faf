package backprop.autodiff;

import backprop.message.Message;

/// What the transport plays: a count of steps, each with its phase and its sentence.
///
/// The playhead is a number from 0 (nothing done) to [#count] (all done); step `i` is done when the
/// playhead is greater than `i`. A trace, a network pass and a convolution sweep are timelines.
/// Asking never computes a number.
public interface Timeline {
  /// The part of the story a step belongs to.
  enum Phase {
    FORWARD,
    BACKWARD,
    UPDATE,
    /// Derivatives by one input, sent forward.
    TANGENT
  }

  int count();

  Phase phase(int step);

  /// What this step does, with the numbers in; may hold `**bold**` marks.
  Message sentence(int step);

  /// Whether a coarser stop (a node, a layer) ends after this step.
  boolean endsGroup(int step);

  /// What one step is called, as the size of a step.
  default Message stepWord() {
    return Message.of("transport.size.edge");
  }

  /// What a coarser stop is called, as the size of a step.
  default Message groupWord() {
    return Message.of("transport.size.node");
  }

  /// The number of this step within its phase, from 1, and that phase's length, as in "4 of 9".
  default int[] positionInPhase(int step) {
    Phase phase = phase(step);
    int position = 0;
    int length = 0;
    for (int i = 0; i < count(); i++) {
      if (phase(i) == phase) {
        length++;
        if (i <= step) {
          position++;
        }
      }
    }
    return new int[] {position, length};
  }

  /// The playhead after the forward pass.
  default int forwardEnd() {
    int end = 0;
    while (end < count() && phase(end) == Phase.FORWARD) {
      end++;
    }
    return end;
  }
}
