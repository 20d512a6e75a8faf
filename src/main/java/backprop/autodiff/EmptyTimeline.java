package backprop.autodiff;

import backprop.message.Message;

/// A timeline of nothing, which still knows what its steps will be called.
public record EmptyTimeline(Message stepWord, Message groupWord) implements Timeline {
  /// Its steps would be a graph's: edges and nodes.
  public static final EmptyTimeline OF_A_GRAPH =
      new EmptyTimeline(Message.of("transport.size.edge"), Message.of("transport.size.node"));

  @Override
  public int count() {
    return 0;
  }

  @Override
  public Phase phase(int step) {
    throw new IndexOutOfBoundsException(step);
  }

  @Override
  public Message sentence(int step) {
    throw new IndexOutOfBoundsException(step);
  }

  @Override
  public boolean endsGroup(int step) {
    throw new IndexOutOfBoundsException(step);
  }
}
