package backprop.cli;

import java.nio.file.Path;
import java.util.Optional;

/// What the arguments ask the program to do.
public sealed interface Request {
  /// The answer is written and all is well.
  End DONE = new End(0);

  /// Open the window, with a document where one is named.
  record OpenWindow(Optional<Path> document) implements Request {}

  /// Play the tour and write its pictures to the folder.
  record PlayTour(Path folder) implements Request {}

  /// Nothing more: the answer is written, and the process ends with this status: 0 for done, 1 for
  /// a check that found something wrong, 2 for input that is not understood.
  record End(int exitCode) implements Request {}
}
