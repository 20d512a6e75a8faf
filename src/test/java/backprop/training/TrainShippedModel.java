package backprop.training;

import backprop.data.DigitData;
import backprop.data.DigitGenerator;
import backprop.data.DigitSet;
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
import backprop.tensor.CounterRandom;
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
/// vary ([Redrawn]); a small share is written by the program's own generator, for ways of writing a
/// digit that MNIST's writers did not have. No test image and no drawing of another collection is
/// trained on.
public final class TrainShippedModel {
  private static final int HIDDEN = 128;
  private static final int BATCH = 100;
  private static final double FIRST_RATE = 0.002;
  private static final double GENERATED_SHARE = 0.15;
  private static final int GENERATED = 30_000;

  private final int epochs;
  private final DigitData data;
  private final DigitSet generated;
  private final Redrawn redrawn;
  private final byte[] pixels;

  private TrainShippedModel(DigitData data, int epochs) {
    this.data = data;
    this.epochs = epochs;
    this.generated =
        new DigitGenerator(1)
            .make(GENERATED, 1, Runnable::run, () -> false, _ -> {})
            .join()
            .train();
    this.redrawn = new Redrawn(data.train(), 1);
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
        gather(workspace, row, batch[row], iteration);
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

  private void gather(Workspace workspace, int row, int image, long iteration) {
    long key = CounterRandom.key(2, iteration, row);
    if (CounterRandom.uniform(key, 0) < GENERATED_SHARE) {
      int written = CounterRandom.below(key, 1, GENERATED);
      generated.copyBytes(written, pixels, 0);
      workspace.pixels(row, pixels, 0).label(row, generated.label(written));
    } else {
      workspace
          .pixels(row, redrawn.vary(image, iteration), 0)
          .label(row, data.train().label(image));
    }
  }
}
