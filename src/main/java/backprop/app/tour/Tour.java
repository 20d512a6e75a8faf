package backprop.app.tour;

import backprop.app.ExplorerApplication;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.stage.Stage;
import javax.imageio.ImageIO;

/// Plays the program without a display and writes what it shows as PNG pictures of 1440×900.
public final class Tour {
  private static final double WIDTH = 1440;
  private static final double HEIGHT = 900;

  private Tour() {}

  /// Plays the tour and writes its pictures to the folder, which is made if it is missing.
  ///
  /// Needs the headless platform, and starts the toolkit; both hold for the rest of the process.
  public static void run(Path folder) {
    try {
      Files.createDirectories(folder);
      var picture = new CompletableFuture<BufferedImage>();
      Platform.startup(() -> picture.complete(window()));
      ImageIO.write(picture.join(), "png", folder.resolve("window.png").toFile());
      Platform.exit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedImage window() {
    var stage = new Stage();
    stage.setWidth(WIDTH);
    stage.setHeight(HEIGHT);
    new ExplorerApplication().start(stage);
    return SwingFXUtils.fromFXImage(stage.getScene().snapshot(null), null);
  }
}
