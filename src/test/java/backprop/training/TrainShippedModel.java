package backprop.training;

import backprop.data.Augmentation;
import backprop.data.Augmenter;
import backprop.data.DigitData;
import backprop.data.MnistFolder;
import backprop.file.ModelFile;
import backprop.graph.GraphDocument;
import backprop.network.Kernels;
import backprop.network.Mode;
import backprop.network.Networks;
import backprop.network.Optimizer;
import backprop.network.Program;
import backprop.network.Updater;
import backprop.network.Weights;
import backprop.network.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Trains the network that ships with the program, and writes its file.
///
/// `./mvnw -q test-compile exec:exec@train-model -Dmnist=FOLDER` does it from MNIST's four files;
/// the decisions and what came out are in `src/docs/shipped-model.md`. The same files on the same
/// kernels give the same weights.
///
/// Nearly all images are MNIST's training images, varied anew in every epoch as drawings on the pad
/// vary ([Augmentation#DRAWN]); a small share is written by the program's own generator, for ways
/// of writing a digit that MNIST's writers did not have. No test image and no drawing of another
/// collection is trained on.
public final class TrainShippedModel {
  private static final int HIDDEN = 128;
  private static final int BATCH = 100;
  private static final double FIRST_RATE = 0.002;

  private final int epochs;
  private final DigitData data;
  private final Augmenter augmenter;
  private final byte[] pixels;

  private TrainShippedModel(DigitData data, int epochs) throws IOException {
    this.data = data;
    this.epochs = epochs;
    this.augmenter = Augmenter.prepared(Augmentation.DRAWN, data.train(), BATCH, 1);
    this.pixels = new byte[data.train().pixelsPerImage()];
  }

  /// @param arguments the folder of MNIST, the file to write, the number of epochs
  public static void main(String[] arguments) throws IOException {
    DigitData data = MnistFolder.find(Path.of(arguments[0])).read();
    new TrainShippedModel(data, Integer.parseInt(arguments[2])).run(Path.of(arguments[1]));
  }

  private void run(Path file) {
    GraphDocument document =
        Networks.rectified(784, HIDDEN, 10).withTitle("Digits 784-" + HIDDEN + "-10");
    Kernels kernels = Kernels.best();
    Workspace workspace =
        Program.compile(document, Set.of(), Mode.GRADIENT)
            .workspace(BATCH, kernels)
            .load(Weights.initial(document.graph()));
    Updater updater = new Updater(workspace, Optimizer.Adam.usual());
    Evaluator evaluator = new Evaluator(document, kernels);
    Batches batches = new Batches(Sampling.SHUFFLED, 1, data.train().count());
    int[] batch = new int[BATCH];
    long anEpoch = data.train().count() / BATCH;
    long all = epochs * anEpoch;
    double loss = 0;
    for (long iteration = 0; iteration < all; iteration++) {
      batches.fill(iteration, batch);
      for (int row = 0; row < BATCH; row++) {
        int label = augmenter.apply(batch[row], iteration, pixels);
        workspace.pixels(row, pixels, 0).label(row, label);
      }
      loss += workspace.forward() / anEpoch;
      workspace.backward();
      // half a cosine, from the first rate down to almost none
      updater.update(FIRST_RATE * (0.501 + 0.499 * Math.cos(Math.PI * iteration / all)));
      if ((iteration + 1) % anEpoch == 0) {
        Evaluation test = evaluator.evaluate(data.test(), workspace.weights());
        System.out.printf(
            Locale.ROOT,
            "epoch %d of %d: loss %.4f, MNIST test accuracy %.4f%n",
            (iteration + 1) / anEpoch,
            epochs,
            loss,
            test.accuracy());
        loss = 0;
      }
    }
    Weights weights = workspace.weights();
    double accuracy = evaluator.evaluate(data.test(), weights).accuracy();
    ModelFile.write(
        new ModelFile.Model(
            document,
            weights,
            Map.of(
                "trained on", "MNIST's training images, varied, and generated digits",
                "epochs", Integer.toString(epochs),
                "MNIST test accuracy", String.format(Locale.ROOT, "%.4f", accuracy))),
        file);
    System.out.println("wrote " + file);
  }
}
