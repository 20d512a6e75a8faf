package backprop.file;

import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.message.Message;
import backprop.network.FloatTensor;
import backprop.network.Weights;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads and writes trained networks: float32 weights in the safetensors format, extension
/// `.safetensors`, with the document inside.
///
/// A tensor's name is the id of its parameter. The metadata hold the document as a document file
/// would (`document`) and notes on how the weights came to be. Other programs read the tensors and
/// ignore the rest.
public final class ModelFile {
  /// The extension of model files, with its dot.
  public static final String EXTENSION = ".safetensors";

  /// The largest file that is read.
  public static final int MOST_BYTES = 256 * 1024 * 1024;

  private static final String DOCUMENT = "document";

  /// A network with its weights.
  ///
  /// @param notes how the weights came to be, such as `test accuracy`; shown as they are
  public record Model(GraphDocument document, Weights weights, Map<String, String> notes) {
    public Model {
      notes = Map.copyOf(notes);
    }

    /// The name of each class, by index; empty where the file names none.
    public List<String> labels() {
      return TrainingNotes.labels(notes);
    }

    /// The share of its test set that the model read right when its training ended; none where the
    /// file does not say.
    public Optional<Double> testAccuracy() {
      return TrainingNotes.testAccuracy(notes);
    }
  }

  private ModelFile() {}

  /// The network that reads digits on the pad until a run of the person's own reads better.
  ///
  /// Trained on MNIST by this program; `src/docs/shipped-model.md` says how.
  public static Model shipped() {
    String path = "/backprop/assets/models/digits" + EXTENSION;
    try (InputStream in = ModelFile.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new FileNotFoundException(path);
      }
      return read(in.readAllBytes(), path);
    } catch (IOException e) {
      throw new UncheckedIOException("the shipped network cannot be read", e);
    }
  }

  /// Reads a model.
  ///
  /// @throws FileException if the file is not there, not a model, broken, or its weights do not fit
  ///   its document
  public static Model read(Path file) {
    String name = String.valueOf(file.getFileName());
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(MOST_BYTES + 1);
      if (content.length > MOST_BYTES) {
        throw new FileException(Message.of("file.too-large", name, MOST_BYTES / (1024 * 1024)));
      }
      return read(content, name);
    } catch (IOException e) {
      throw new FileException(Message.of("file.not-read", name, AtomicFile.reason(e)), e);
    }
  }

  /// Reads a model from bytes; `name` stands in the sentences.
  ///
  /// @throws FileException if it is not a model, broken, or its weights do not fit its document
  public static Model read(byte[] content, String name) {
    try {
      Safetensors file = Safetensors.read(content);
      String text = file.metadata().get(DOCUMENT);
      if (text == null) {
        throw new BadContent(Message.of("trainer.model.no-document"));
      }
      GraphDocument document = DocumentFile.read(text.getBytes(StandardCharsets.UTF_8), name);
      Weights weights = weights(file.tensors(), document);
      if (!weights.fit(document.graph())) {
        throw new BadContent(Message.of("trainer.model.weights"));
      }
      Map<String, String> notes = new LinkedHashMap<>(file.metadata());
      notes.remove(DOCUMENT);
      var _ = TrainingNotes.labels(notes);
      var _ = TrainingNotes.testAccuracy(notes);
      return new Model(document, weights, notes);
    } catch (BadContent e) {
      throw new FileException(Message.of("file.content", name, e.sentence()), e);
    }
  }

  /// Parameters stand under their id, what an operation remembers under `id/name`.
  private static Weights weights(Map<String, FloatTensor> named, GraphDocument document) {
    Map<NodeId, FloatTensor> tensors = new LinkedHashMap<>();
    Map<NodeId, Map<String, FloatTensor>> state = new LinkedHashMap<>();
    named.forEach(
        (name, tensor) -> {
          int slash = name.lastIndexOf('/');
          NodeId owner = NodeId.of(slash > 0 ? name.substring(0, slash) : name);
          if (document.graph().contains(owner)
              && document.graph().node(owner) instanceof Node.Operation) {
            state
                .computeIfAbsent(owner, _ -> new LinkedHashMap<>())
                .put(name.substring(slash + 1), tensor);
          } else {
            tensors.put(NodeId.of(name), tensor);
          }
        });
    return Weights.of(tensors).withState(state);
  }

  /// The model as the bytes of a file.
  public static byte[] bytes(Model model) {
    Map<String, FloatTensor> tensors = new LinkedHashMap<>();
    model.weights().tensors().forEach((id, tensor) -> tensors.put(id.text(), tensor));
    model.weights().state().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            node ->
                node.getValue().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(
                        each ->
                            tensors.put(
                                node.getKey().text() + "/" + each.getKey(), each.getValue())));
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(DOCUMENT, DocumentFile.text(model.document()));
    model.notes().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(note -> metadata.put(note.getKey(), note.getValue()));
    return new Safetensors(tensors, metadata).write();
  }

  /// Writes a model beside its place and moves it there.
  ///
  /// @throws FileException if that fails; the old file stays whole
  public static void write(Model model, Path file) {
    AtomicFile.write(file, bytes(model));
  }
}
