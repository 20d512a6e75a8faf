package backprop.network;

import java.util.List;

/// Numbers that only change their places: a transpose, inputs side by side, an input with zeros
/// around it.
///
/// @param places how each input lies over the output
/// @param zeros whether the inputs leave room
record MoveInstruction(
    List<Integer> in, List<Spread> places, int y, boolean zeros, List<Target> gradients)
    implements Instruction {

  @Override
  public void forward(Workspace s) {
    if (zeros) {
      s.value(y).clear();
    }
    for (int port = 0; port < places.size(); port++) {
      places.get(port).spread(s.value(in.get(port)), s.value(y), s.batch());
    }
  }

  @Override
  public void backward(Workspace s) {
    for (int port = 0; port < places.size(); port++) {
      Target to = gradients.get(port);
      if (to.wanted()) {
        places.get(port).collect(s.gradient(y), s.into(to), s.batch());
        s.arrived(to);
      }
    }
  }
}
