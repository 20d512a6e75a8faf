package backprop.ui.training;

import java.nio.file.Path;

/// What a run learns from.
public sealed interface DataChoice {

  /// Digits written by the program's own generator: there on any machine.
  record Generated() implements DataChoice {}

  /// A folder with the four MNIST files.
  record Mnist(Path folder) implements DataChoice {}
}
