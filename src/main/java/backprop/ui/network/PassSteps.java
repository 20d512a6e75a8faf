package backprop.ui.network;

import java.util.ArrayList;
import java.util.List;

/// The steps of a drawing through a network, in the order in which they are played.
final class PassSteps {

  private PassSteps() {}

  /// The steps of a network of this form.
  ///
  /// @param labelled whether a true label is chosen: without one there is no loss and no way back
  static List<PassStep> of(NetworkStructure structure, boolean labelled) {
    List<PassStep> steps = new ArrayList<>();
    int last = structure.last();
    for (int layer = 0; layer < structure.maps().size(); layer++) {
      steps.add(new PassStep.Maps(layer));
    }
    for (int layer = 0; layer < last; layer++) {
      steps.add(new PassStep.Sum(layer));
      if (structure.layers().get(layer).activation().isPresent()) {
        steps.add(new PassStep.Activate(layer));
      }
    }
    steps.add(new PassStep.Sum(last));
    steps.add(new PassStep.Softmax(last));
    if (labelled) {
      steps.add(new PassStep.Loss());
      steps.add(new PassStep.Seed());
      steps.add(new PassStep.LossBack(last));
      for (int layer = last; layer >= 0; layer--) {
        if (layer < last && structure.layers().get(layer).activation().isPresent()) {
          steps.add(new PassStep.ActivationBack(layer));
        }
        steps.add(new PassStep.ParametersBack(layer));
        steps.add(new PassStep.InputBack(layer));
      }
      for (int layer = structure.maps().size() - 1; layer >= 0; layer--) {
        steps.add(new PassStep.MapsBack(layer));
      }
    }
    return List.copyOf(steps);
  }
}
