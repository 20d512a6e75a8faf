package backprop.ui.network;

import backprop.autodiff.EmptyTimeline;
import backprop.autodiff.Timeline;
import backprop.message.Message;
import java.util.ArrayList;
import java.util.List;

/// A drawing's way through a network and back as a timeline, one step a layer and part.
///
/// Without a true label it ends with the prediction.
public final class PassTimeline implements Timeline {
  private static final Message LAYER = Message.of("ui-network.size.layer");
  private static final Message COLUMN = Message.of("ui-network.size.column");

  /// While no drawing is read.
  static final Timeline NOTHING = new EmptyTimeline(LAYER, COLUMN);

  private final NetworkPass pass;
  private final List<PassStep> steps;

  public PassTimeline(NetworkPass pass) {
    this.pass = pass;
    this.steps = PassSteps.of(pass.structure(), pass.backward().isPresent());
  }

  NetworkPass pass() {
    return pass;
  }

  List<PassStep> steps() {
    return steps;
  }

  /// The playhead at which the prediction is there and nothing has flowed back.
  public int predicted() {
    return steps.indexOf(new PassStep.Softmax(pass.structure().last())) + 1;
  }

  @Override
  public int count() {
    return steps.size();
  }

  @Override
  public Phase phase(int step) {
    return switch (steps.get(step)) {
      case PassStep.Maps _,
          PassStep.Sum _,
          PassStep.Activate _,
          PassStep.Softmax _,
          PassStep.Loss _ ->
          Phase.FORWARD;
      case PassStep.Seed _,
          PassStep.LossBack _,
          PassStep.ParametersBack _,
          PassStep.InputBack _,
          PassStep.MapsBack _,
          PassStep.ActivationBack _ ->
          Phase.BACKWARD;
    };
  }

  @Override
  public Message sentence(int step) {
    Message told = PassSentences.of(pass, steps.get(step));
    int[] place = positionInPhase(step);
    List<Object> arguments = new ArrayList<>(told.arguments());
    arguments.add(place[0]);
    arguments.add(place[1]);
    return new Message(told.key(), arguments);
  }

  @Override
  public Message stepWord() {
    return LAYER;
  }

  @Override
  public Message groupWord() {
    return COLUMN;
  }

  /// A layer ends with its output forward, and with what it sends to its input backward.
  @Override
  public boolean endsGroup(int step) {
    return switch (steps.get(step)) {
      case PassStep.Sum(int layer) -> pass.structure().layers().get(layer).activation().isEmpty();
      case PassStep.Maps _,
          PassStep.MapsBack _,
          PassStep.Activate _,
          PassStep.Loss _,
          PassStep.LossBack _,
          PassStep.InputBack _ ->
          true;
      case PassStep.Softmax _ -> pass.backward().isEmpty();
      case PassStep.Seed _, PassStep.ParametersBack _, PassStep.ActivationBack _ -> false;
    };
  }
}
