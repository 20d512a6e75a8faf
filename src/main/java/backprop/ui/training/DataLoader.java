package backprop.ui.training;

import backprop.data.DataException;
import backprop.data.DataSource;
import backprop.data.DigitData;
import backprop.data.DigitGenerator;
import backprop.data.MnistDownload;
import java.nio.file.Path;
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
/// @param fetch brings MNIST from the internet
record DataLoader(Executor executor, int trainCount, int testCount, Fetch fetch) {
  /// Brings MNIST's four files into a folder.
  interface Fetch {
    /// @throws CompletionException around a [DataException] if that fails
    void from(Path folder, BooleanSupplier cancelled, DoubleConsumer progress);
  }

  /// A loader that downloads from the addresses that are known.
  DataLoader(Executor executor, int trainCount, int testCount) {
    this(executor, trainCount, testCount, DataLoader::download);
  }

  /// The seed of the written digits: everybody trains on the same.
  private static final long SEED = 1;

  /// A loader that writes as many digits as MNIST has.
  static DataLoader on(Executor executor) {
    return new DataLoader(executor, DigitGenerator.TRAIN, DigitGenerator.TEST);
  }

  private static void download(Path folder, BooleanSupplier cancelled, DoubleConsumer progress) {
    try {
      MnistDownload.fetch(folder, cancelled, how -> progress.accept(how.share()));
    } catch (DataException e) {
      throw new CompletionException(e);
    }
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
      case DataChoice.Mnist(var folder) ->
          CompletableFuture.supplyAsync(() -> read(folder), executor);
      case DataChoice.Download(var folder) ->
          CompletableFuture.supplyAsync(
              () -> {
                fetch.from(folder, cancelled, progress);
                return read(folder);
              },
              executor);
    };
  }

  private static DigitData read(Path folder) {
    try {
      return DataSource.open(folder);
    } catch (DataException e) {
      throw new CompletionException(e);
    }
  }
}
