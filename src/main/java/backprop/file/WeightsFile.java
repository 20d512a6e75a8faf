package backprop.file;

import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.message.Message;
import backprop.network.FloatTensor;
import backprop.network.Weights;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// Weights as a NumPy file (`.npz`), under the names that people gave the parameters: `W1`, `b1`,
/// ….
///
/// Where two parameters have one name, all are called by their ids. What operations remember of
/// earlier batches lies under `id/name`, such as `norm1/running_mean`; it may be missing. Arrays of
/// other names are passed over.
public final class WeightsFile {
  private WeightsFile() {}

  /// The bytes of such a file, float32.
  public static byte[] bytes(GraphDocument document, Weights weights) {
    Map<NodeId, String> names = names(document);
    Map<String, FloatTensor> arrays = new LinkedHashMap<>();
    weights
        .tensors()
        .forEach((id, tensor) -> arrays.put(names.getOrDefault(id, id.text()), tensor));
    new TreeMap<>(weights.state())
        .forEach(
            (id, named) ->
                new TreeMap<>(named)
                    .forEach((name, tensor) -> arrays.put(id.text() + "/" + name, tensor)));
    return Npz.write(arrays);
  }

  /// The weights in a file for this document; numbers of other precisions are rounded to float32.
  ///
  /// @throws FileException naming the array that is missing or has another shape
  public static Weights read(Path file, GraphDocument document) {
    Map<String, Npz.Array> arrays = Npz.read(file);
    String name = String.valueOf(file.getFileName());
    Map<NodeId, FloatTensor> tensors = new LinkedHashMap<>();
    names(document)
        .forEach(
            (id, called) -> {
              Node.Parameter parameter = (Node.Parameter) document.graph().node(id);
              Npz.Array array = arrays.get(called);
              if (array == null) {
                throw refused(name, Message.of("trainer.npz.missing", called));
              }
              if (!array.tensor().shape().equals(parameter.shape())) {
                throw refused(
                    name,
                    Message.of(
                        "trainer.npz.shape", called, array.tensor().shape(), parameter.shape()));
              }
              tensors.put(id, FloatTensor.of(array.tensor()));
            });
    Map<NodeId, Map<String, FloatTensor>> state = new LinkedHashMap<>();
    arrays.forEach(
        (called, array) -> {
          int slash = called.lastIndexOf('/');
          NodeId owner = NodeId.of(slash > 0 ? called.substring(0, slash) : called);
          if (slash > 0
              && document.graph().contains(owner)
              && document.graph().node(owner) instanceof Node.Operation) {
            state
                .computeIfAbsent(owner, _ -> new LinkedHashMap<>())
                .put(called.substring(slash + 1), FloatTensor.of(array.tensor()));
          }
        });
    return Weights.of(tensors).withState(state);
  }

  /// What each parameter is called: by its name, or all by their ids where names repeat or are
  /// empty.
  private static Map<NodeId, String> names(GraphDocument document) {
    Map<NodeId, String> names = new LinkedHashMap<>();
    Map<NodeId, String> ids = new LinkedHashMap<>();
    for (Node node : document.graph().nodes()) {
      if (node instanceof Node.Parameter parameter) {
        names.put(parameter.id(), parameter.name());
        ids.put(parameter.id(), parameter.id().text());
      }
    }
    boolean unique =
        names.values().stream().distinct().count() == names.size()
            && names.values().stream().noneMatch(String::isBlank);
    return unique ? names : ids;
  }

  private static FileException refused(String name, Message sentence) {
    return new FileException(Message.of("file.not-read", name, sentence));
  }
}
