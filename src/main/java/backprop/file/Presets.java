package backprop.file;

import backprop.graph.GraphDocument;
import backprop.message.Message;
import backprop.training.Recipe;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/// The networks that ship with the program to be trained, in the order of the list: ordinary
/// documents in `assets/presets`, each with the recipe by which it is trained beside it.
///
/// Their names are those of the textbook's code in every language, so there is one file for both.
public final class Presets {

  /// One network.
  ///
  /// @param id its file's name without extension
  public record Preset(String id) {
    /// What the list calls it.
    public Message title() {
      return Message.of("trainer.preset." + id);
    }

    /// The document, read anew.
    public GraphDocument open() {
      String file = id + DocumentFile.EXTENSION;
      return DocumentFile.read(Presets.bytes(file), file);
    }

    /// How it is trained unless a person says otherwise.
    public Recipe recipe() {
      String file = id + RecipeFile.EXTENSION;
      return RecipeFile.read(Presets.bytes(file), file);
    }
  }

  private static final List<Preset> ALL =
      List.of(
          new Preset("two-layer-784-100-10"),
          new Preset("two-layer-784-50-10"),
          new Preset("sigmoid-784-50-10"),
          new Preset("framework-784-50-10"),
          new Preset("textbook-cnn"),
          new Preset("best-cnn"),
          new Preset("simple-net-2x3"));

  private Presets() {}

  /// Every preset, in order.
  public static List<Preset> all() {
    return ALL;
  }

  /// The textbook's TwoLayerNet 784-100-10.
  public static Preset first() {
    return ALL.getFirst();
  }

  /// The preset of this id.
  public static Optional<Preset> find(String id) {
    return ALL.stream().filter(preset -> preset.id().equals(id)).findFirst();
  }

  private static byte[] bytes(String path) {
    try (InputStream in = Presets.class.getResourceAsStream("/backprop/assets/presets/" + path)) {
      if (in == null) {
        throw new FileNotFoundException(path);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the shipped network " + path + " cannot be read", e);
    }
  }
}
