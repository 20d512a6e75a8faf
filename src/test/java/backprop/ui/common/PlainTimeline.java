package backprop.ui.common;

import backprop.autodiff.Timeline;
import backprop.message.Message;

/// A timeline of so many forward and backward steps, a group ending after every third.
public record PlainTimeline(int forward, int backward) implements Timeline {

  @Override
  public int count() {
    return forward + backward;
  }

  @Override
  public Phase phase(int step) {
    return step < forward ? Phase.FORWARD : Phase.BACKWARD;
  }

  @Override
  public Message sentence(int step) {
    return Message.of("transport.timeline", step + 1, count());
  }

  @Override
  public boolean endsGroup(int step) {
    return step % 3 == 2;
  }
}
