package backprop.data;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The real MNIST files, where this machine has them.
///
/// They are looked for in the folder of the system property `mnist` and then in `../shared/mnist`.
public final class Mnist {

  private Mnist() {}

  /// The folder; a test that needs it is skipped, saying so, where there is none.
  public static Path folder() {
    Path folder = Path.of(System.getProperty("mnist", "../shared/mnist"));
    assumeTrue(
        Files.isDirectory(folder),
        "MNIST is not in " + folder + "; name its folder with -Dmnist=FOLDER to run this test.");
    return folder;
  }

  /// The four files, read.
  public static DigitData read() throws IOException {
    return MnistFolder.find(folder()).read();
  }
}
