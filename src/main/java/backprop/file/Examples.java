package backprop.file;

import backprop.graph.GraphDocument;
import backprop.message.Language;
import backprop.message.Message;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The examples that ship with the program, in the order of the list.
///
/// They are ordinary documents in `assets/examples`, under Korean names in `assets/examples/ko`.
public final class Examples {

  /// One example.
  ///
  /// @param id its file's name without extension
  public record Example(String id) {
    /// What the list calls it; also the document's title.
    public Message title() {
      return Message.of(key());
    }

    /// What stands at the right of the list: a result or a shape, such as `220`.
    public Message hint() {
      return Message.of(key() + ".hint");
    }

    private String key() {
      return id.startsWith(MISTAKES)
          ? "check.example." + id.substring(MISTAKES.length())
          : "file.example." + id;
    }

    /// The document, read anew.
    public GraphDocument open(Language language) {
      String folder =
          switch (language) {
            case ENGLISH -> "";
            case KOREAN -> "ko/";
          };
      return Examples.open(folder + id + DocumentFile.EXTENSION);
    }
  }

  private static final String MISTAKES = "mistakes/";

  private static final List<Example> ALL =
      List.of(
          new Example("apples"),
          new Example("apples-and-oranges"),
          new Example("chain-rule-squared-sum"),
          new Example("sigmoid"),
          new Example("neuron"),
          new Example("relu-mask"),
          new Example("affine-small"),
          new Example("softmax-with-loss-small"),
          new Example("two-layer-net"));

  private static final List<Example> WRONG =
      List.of(
          new Example(MISTAKES + "softmax-over-batch"),
          new Example(MISTAKES + "bias-before-activation"),
          new Example(MISTAKES + "overwritten-at-a-fork"),
          new Example(MISTAKES + "shape-not-restored"),
          new Example(MISTAKES + "mask-in-place"),
          new Example(MISTAKES + "cross-entropy-of-both"),
          new Example(MISTAKES + "one-hot-of-rank-1"),
          new Example(MISTAKES + "even-filter"),
          new Example(MISTAKES + "integer-zeros"));

  private Examples() {}

  /// Every example, in order, but for the [#mistakes].
  public static List<Example> all() {
    return ALL;
  }

  /// Documents that each carry a mistake that people make, as a rule of their own; in
  /// `assets/examples/mistakes`.
  public static List<Example> mistakes() {
    return WRONG;
  }

  /// The example that the window opens on.
  public static Example first() {
    return find("apples-and-oranges").orElseThrow();
  }

  /// The example of this id.
  public static Optional<Example> find(String id) {
    return Stream.concat(ALL.stream(), WRONG.stream())
        .filter(example -> example.id().equals(id))
        .findFirst();
  }

  private static GraphDocument open(String path) {
    try (InputStream in = Examples.class.getResourceAsStream("/backprop/assets/examples/" + path)) {
      if (in == null) {
        throw new FileNotFoundException(path);
      }
      return DocumentFile.read(in, path);
    } catch (IOException e) {
      throw new UncheckedIOException("the shipped example " + path + " cannot be read", e);
    }
  }
}
