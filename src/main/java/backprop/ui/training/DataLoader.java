package backprop.ui.training;

import backprop.data.DataException;
import backprop.data.DigitData;
import backprop.data.DigitGenerator;
import backprop.data.MnistFolder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

/// Brings the data of a choice, on an executor.
///
/// @param executor runs what takes long
/// @param trainCount how many digits are written to train on
/// @param testCount how many to test with
record DataLoader(Executor executor, int trainCount, int testCount) {
  /// The seed of the written digits: everybody trains on the same.
  private static final long SEED = 1;

  /// A loader that writes as many digits as MNIST has.
  static DataLoader on(Executor executor) {
    return new DataLoader(executor, DigitGenerator.TRAIN, DigitGenerator.TEST);
  }

  /// The data; ends with a [DataException] inside a [CompletionException] where a file is missing
  /// or broken.
  ///
  /// @param cancelled asked now and then
  /// @param progress told the share that is done, on any thread
  CompletableFuture<DigitData> load(
      DataChoice choice, BooleanSupplier cancelled, DoubleConsumer progress) {
    return switch (choice) {
      case DataChoice.Generated _ ->
          new DigitGenerator(SEED).make(trainCount, testCount, executor, cancelled, progress);
      case DataChoice.Mnist mnist -> CompletableFuture.supplyAsync(() -> read(mnist), executor);
    };
  }

  private static DigitData read(DataChoice.Mnist mnist) {
    try {
      return MnistFolder.find(mnist.folder()).read();
    } catch (DataException e) {
      throw new CompletionException(e);
    }
  }
}
