package backprop.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import javafx.scene.image.Image;

/// The program's icon in the sizes that window managers ask for.
final class Icons {

  private static final List<Integer> SIZES = List.of(32, 128);

  private Icons() {}

  static List<Image> all() {
    return SIZES.stream().map(Icons::image).toList();
  }

  private static Image image(int size) {
    String path = "/backprop/assets/icons/backprop-explorer-" + size + ".png";
    try (InputStream in = Icons.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("missing from the program: " + path);
      }
      return new Image(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
