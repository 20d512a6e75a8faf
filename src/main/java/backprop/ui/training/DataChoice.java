package backprop.ui.training;

import java.nio.file.Path;

/// What a run learns from.
public sealed interface DataChoice {

  /// Digits written by the program's own generator: there on any machine.
  record Generated() implements DataChoice {}

  /// The four MNIST files from the internet, into this folder.
  record Download(Path folder) implements DataChoice {}

  /// A folder with the four MNIST files.
  record Mnist(Path folder) implements DataChoice {}
}
