package backprop.file;

import backprop.data.DigitData;
import backprop.data.DigitSet;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.message.Message;
import backprop.network.FloatTensor;
import backprop.network.Optimizer;
import backprop.network.Weights;
import backprop.tensor.Shape;
import backprop.training.Checkpoint;
import backprop.training.FloatSeries;
import backprop.training.Pace;
import backprop.training.Recipe;
import backprop.training.TrainingPlan;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/// Reads and writes a run that can go on: a model file with more tensors, whose names begin with
/// `@training/`, and a note `checkpoint`.
///
/// It opens as a model, too. The optimiser's moments are `@training/moment1/ID` and `…2/ID`, the
/// losses of all mini-batches `@training/losses`. The data are not in it, but a sum over their
/// bytes is: going on with other data is refused.
public final class CheckpointFile {
  /// What stands before [ModelFile#EXTENSION] in a checkpoint's name.
  public static final String MARK = ".checkpoint";

  private static final String NOTE = "checkpoint";
  private static final String OURS = "@training/";
  private static final String MOMENT = OURS + "moment";
  private static final String LOSSES = OURS + "losses";
  private static final int FORMAT = 1;

  /// A checkpoint as a file holds it: everything but the data.
  ///
  /// @param checkpoint its plan has no data yet
  /// @param data what [#sum] was for the data of the run; nothing for a document with its own
  ///   values
  public record Kept(Checkpoint checkpoint, Optional<Long> data) {}

  private CheckpointFile() {}

  /// A number that two data sets share only if they are the same.
  public static long sum(DigitData data) {
    CRC32C sum = new CRC32C();
    add(sum, data.train());
    add(sum, data.test());
    return sum.getValue();
  }

  private static void add(CRC32C sum, DigitSet set) {
    byte[] image = new byte[set.pixelsPerImage() + 1];
    for (int i = 0; i < set.count(); i++) {
      set.copyBytes(i, image, 0);
      image[image.length - 1] = (byte) set.label(i);
      sum.update(image);
    }
  }

  /// Writes a checkpoint beside its place and moves it there.
  ///
  /// @param data the [#sum] of its data
  /// @throws FileException if that fails; the old file stays whole
  public static void write(Checkpoint checkpoint, Optional<Long> data, Path file) {
    AtomicFile.write(file, bytes(checkpoint, data));
  }

  static byte[] bytes(Checkpoint checkpoint, Optional<Long> data) {
    Map<NodeId, FloatTensor> tensors = new LinkedHashMap<>(checkpoint.weights().tensors());
    checkpoint.moments().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            moments -> {
              for (int k = 0; k < moments.getValue().size(); k++) {
                String name = MOMENT + (k + 1) + "/" + moments.getKey().text();
                tensors.put(NodeId.of(name), moments.getValue().get(k));
              }
            });
    if (checkpoint.losses().size() > 0) {
      tensors.put(
          NodeId.of(LOSSES),
          FloatTensor.of(Shape.of(checkpoint.losses().size()), checkpoint.losses().toArray()));
    }
    TrainingPlan plan = checkpoint.plan();
    List<String> labels = plan.source().map(set -> set.train().labelNames()).orElse(List.of());
    Map<String, String> notes =
        new LinkedHashMap<>(TrainingNotes.of(plan.recipe(), checkpoint.epochs(), labels));
    notes.put(NOTE, note(checkpoint, data));
    return ModelFile.bytes(
        new ModelFile.Model(
            plan.document(), Weights.of(tensors).withState(checkpoint.weights().state()), notes));
  }

  private static String note(Checkpoint checkpoint, Optional<Long> data) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format", FORMAT);
    json.put("iteration", checkpoint.iteration());
    json.put("rate", checkpoint.rate());
    json.put("steps", checkpoint.steps());
    json.put("nanoseconds", checkpoint.elapsed().toNanos());
    data.ifPresent(sum -> json.put("data", sum));
    return Json.text(json);
  }

  /// Reads a checkpoint.
  ///
  /// @throws FileException if the file is not there, no checkpoint, or broken
  public static Kept read(Path file) {
    return kept(ModelFile.read(file), String.valueOf(file.getFileName()));
  }

  /// Reads a checkpoint from bytes; `name` stands in the sentences.
  ///
  /// @throws FileException if it is no checkpoint, or broken
  public static Kept read(byte[] content, String name) {
    return kept(ModelFile.read(content, name), name);
  }

  private static Kept kept(ModelFile.Model model, String name) {
    try {
      String note = model.notes().get(NOTE);
      String training = model.notes().get(TrainingNotes.TRAINING);
      if (note == null || training == null) {
        throw new BadContent(Message.of("train.file.no-checkpoint"));
      }
      return kept(model, parse(note), parse(training));
    } catch (BadContent e) {
      throw new FileException(Message.of("file.content", name, e.sentence()), e);
    }
  }

  private static JsonNode parse(String text) {
    try {
      byte[] content = text.getBytes(StandardCharsets.UTF_8);
      JsonNode json = Json.parse(content, 0, content.length);
      if (json != null && json.isObject()) {
        return json;
      }
    } catch (IOException e) {
      throw new BadContent(Message.of("train.file.broken"));
    }
    throw new BadContent(Message.of("train.file.broken"));
  }

  private static Kept kept(ModelFile.Model model, JsonNode note, JsonNode training) {
    if (note.path("format").asInt() != FORMAT) {
      throw new BadContent(Message.of("train.file.newer"));
    }
    Recipe recipe = RecipeReader.read(training.path("recipe"));
    GraphDocument document = model.document();
    long iteration = note.path("iteration").asLong(-1);
    double rate = note.path("rate").asDouble();
    FloatTensor losses = model.weights().tensors().get(NodeId.of(LOSSES));
    int count = losses == null ? 0 : losses.size();
    if (iteration < 0 || iteration != count || !(rate > 0) || Double.isInfinite(rate)) {
      throw new BadContent(Message.of("train.file.broken"));
    }
    Checkpoint checkpoint =
        new Checkpoint(
            new TrainingPlan(
                document,
                Weights.initial(document.graph()),
                Optional.empty(),
                recipe,
                Pace.FULL_SPEED),
            iteration,
            rate,
            weights(model.weights(), document),
            note.path("steps").asLong(),
            moments(model.weights(), document, recipe.optimizer()),
            losses == null ? FloatSeries.EMPTY : FloatSeries.of(losses.toArray()),
            TrainingNotes.read(training.path("epochs")),
            Duration.ofNanos(Math.max(0, note.path("nanoseconds").asLong())));
    return new Kept(
        checkpoint,
        note.path("data").isIntegralNumber()
            ? Optional.of(note.path("data").longValue())
            : Optional.empty());
  }

  /// The parameters without what is the run's own.
  private static Weights weights(Weights all, GraphDocument document) {
    Map<NodeId, FloatTensor> tensors = new LinkedHashMap<>(all.tensors());
    tensors.keySet().removeIf(id -> !document.graph().contains(id));
    return Weights.of(tensors).withState(all.state());
  }

  private static Map<NodeId, List<FloatTensor>> moments(
      Weights all, GraphDocument document, Optimizer optimizer) {
    Map<NodeId, List<FloatTensor>> moments = new LinkedHashMap<>();
    for (Node node : document.graph().nodes()) {
      List<FloatTensor> ofThis = new ArrayList<>();
      for (int k = 1; k <= optimizer.moments(); k++) {
        all.find(NodeId.of(MOMENT + k + "/" + node.id().text())).ifPresent(ofThis::add);
      }
      if (!ofThis.isEmpty()) {
        moments.put(node.id(), ofThis);
      }
    }
    return moments;
  }
}
