package backprop.cli;

import java.nio.file.Path;
import java.util.Optional;

/// What the arguments ask the program to do.
public sealed interface Request {
  /// Open the window, with a document where one is named.
  record OpenWindow(Optional<Path> document) implements Request {}

  /// Play the tour and write its pictures to the folder.
  record PlayTour(Path folder) implements Request {}

  /// Nothing more: the answer is written, and the process ends with this code.
  record End(int exitCode) implements Request {}
}
