package backprop.file;

import backprop.message.Message;
import backprop.training.ConfusionMatrix;
import backprop.training.EpochRecord;
import backprop.training.Evaluation;
import backprop.training.Recipe;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a model's weights came to be, as the notes of a model file: the recipe, the epoch table and
/// the names of the labels.
public final class TrainingNotes {
  /// The note that holds the recipe and the epoch table, as JSON.
  public static final String TRAINING = "training";

  /// The note that holds the label names, as a JSON list.
  public static final String LABELS = "labels";

  private static final int MOST_LABELS = 1_000;

  private TrainingNotes() {}

  /// The notes of a run.
  public static Map<String, String> of(
      Recipe recipe, List<EpochRecord> epochs, List<String> labels) {
    Map<String, String> notes = new LinkedHashMap<>();
    ObjectNode training = JsonNodeFactory.instance.objectNode();
    training.set("recipe", RecipeWriter.write(recipe));
    training.set("epochs", write(epochs));
    notes.put(TRAINING, Json.text(training));
    if (!labels.isEmpty()) {
      ArrayNode names = JsonNodeFactory.instance.arrayNode();
      labels.forEach(names::add);
      notes.put(LABELS, Json.text(names));
    }
    return notes;
  }

  /// The label names among such notes; empty if there are none.
  ///
  /// @throws BadContent if they are not a list of texts
  static List<String> labels(Map<String, String> notes) {
    List<String> labels = new ArrayList<>();
    if (!notes.containsKey(LABELS)) {
      return labels;
    }
    JsonNode names = json(notes, LABELS);
    if (!names.isArray() || names.size() > MOST_LABELS) {
      throw new BadContent(Message.of("trainer.model.metadata", LABELS));
    }
    for (JsonNode name : names) {
      if (!name.isTextual()) {
        throw new BadContent(Message.of("trainer.model.metadata", LABELS));
      }
      labels.add(name.asText());
    }
    return labels;
  }

  /// The share of its test set that the model read right last; none where the notes have no epoch
  /// table.
  ///
  /// @throws BadContent if the training's note is not JSON
  static Optional<Double> testAccuracy(Map<String, String> notes) {
    if (!notes.containsKey(TRAINING)) {
      return Optional.empty();
    }
    JsonNode rows = json(notes, TRAINING).path("epochs");
    JsonNode test = rows.path(rows.size() - 1).path("test");
    int images = test.path("images").asInt();
    return images > 0
        ? Optional.of((double) test.path("correct").asInt() / images)
        : Optional.empty();
  }

  /// The JSON of a note that is there; a missing node where it holds nothing.
  private static JsonNode json(Map<String, String> notes, String note) {
    try {
      byte[] content = notes.getOrDefault(note, "").getBytes(StandardCharsets.UTF_8);
      JsonNode read = Json.parse(content, 0, content.length);
      return read == null ? MissingNode.getInstance() : read;
    } catch (IOException e) {
      throw new BadContent(Message.of("trainer.model.metadata", note));
    }
  }

  static ArrayNode write(List<EpochRecord> epochs) {
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    for (EpochRecord row : epochs) {
      ObjectNode json = rows.addObject();
      json.put("epoch", row.epoch());
      json.put("iteration", row.iteration());
      json.set("train", write(row.train()));
      json.set("test", write(row.test()));
      json.put("rate", row.rate());
      json.put("nanoseconds", row.elapsed().toNanos());
    }
    return rows;
  }

  private static ObjectNode write(Evaluation evaluation) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("images", evaluation.images());
    json.put("correct", evaluation.correct());
    json.set("loss", TensorJson.number(evaluation.loss()));
    int classes = evaluation.confusion().classes();
    ArrayNode confusion = json.putArray("confusion");
    for (int label = 0; label < classes; label++) {
      for (int predicted = 0; predicted < classes; predicted++) {
        confusion.add(evaluation.confusion().count(label, predicted));
      }
    }
    return json;
  }

  /// The epoch table of such JSON; the worst mistakes are not kept in files.
  static List<EpochRecord> read(JsonNode rows) {
    List<EpochRecord> epochs = new ArrayList<>();
    for (JsonNode row : rows) {
      epochs.add(
          new EpochRecord(
              row.path("epoch").asDouble(),
              row.path("iteration").asLong(),
              evaluation(row.path("train")),
              evaluation(row.path("test")),
              row.path("rate").asDouble(),
              Duration.ofNanos(row.path("nanoseconds").asLong())));
    }
    return epochs;
  }

  private static Evaluation evaluation(JsonNode json) {
    JsonNode counts = json.path("confusion");
    int classes = (int) Math.round(Math.sqrt(counts.size()));
    int[] confusion = new int[classes * classes];
    for (int i = 0; i < confusion.length; i++) {
      confusion[i] = counts.path(i).asInt();
    }
    return new Evaluation(
        json.path("images").asInt(),
        json.path("correct").asInt(),
        TensorJson.readNumber(json.path("loss"), "loss"),
        new ConfusionMatrix(classes, confusion),
        List.of());
  }
}
