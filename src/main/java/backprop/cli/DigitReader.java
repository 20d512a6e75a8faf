package backprop.cli;

import backprop.data.Framing;
import backprop.file.ModelFile;
import backprop.message.Message;
import backprop.message.MessageException;
import backprop.network.Mode;
import backprop.network.Program;
import backprop.network.Workspace;
import java.util.List;
import java.util.Set;

/// Reads framed digits with a model, one at a time.
final class DigitReader {
  private static final int PIXELS = Framing.SIDE * Framing.SIDE;

  private final Workspace workspace;
  private final List<String> labels;

  private DigitReader(Workspace workspace, List<String> labels) {
    this.workspace = workspace;
    this.labels = labels;
  }

  /// A reader with these weights, on the fastest kernels that this process has.
  ///
  /// @throws MessageException if the model reads no images of 28 × 28 pixels
  static DigitReader of(ModelFile.Model model) {
    Program program = Program.compile(model.document(), Set.of(), Mode.PREDICT);
    if (program.image().isEmpty() || program.prediction().isEmpty()) {
      throw new MessageException(Message.of("trainer.no-data-input"));
    }
    if (program.pixels() != PIXELS) {
      throw new MessageException(
          Message.of("cli.predict.pixels", program.pixels(), Framing.SIDE, Framing.SIDE));
    }
    return new DigitReader(program.workspace(1).load(model.weights()), model.labels());
  }

  /// How sure the network is of each class.
  ///
  /// @param pixels 28 × 28 numbers, 0 paper to 1 ink
  float[] read(float[] pixels) {
    workspace.pixels(0, pixels).forward();
    return workspace.probabilities(0);
  }

  /// What a class is called.
  String label(int index) {
    return index < labels.size() ? labels.get(index) : Integer.toString(index);
  }

  /// The index of the largest number; the first of equals.
  static int largest(float... numbers) {
    int best = 0;
    for (int i = 1; i < numbers.length; i++) {
      if (numbers[i] > numbers[best]) {
        best = i;
      }
    }
    return best;
  }
}
