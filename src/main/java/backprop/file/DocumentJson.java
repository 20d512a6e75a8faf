package backprop.file;

import backprop.graph.Edge;
import backprop.graph.Extras;
import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.Group;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.Point;
import backprop.op.Op;
import backprop.op.Ops;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Writes a document as JSON text: one node a line, fields in a fixed order.
final class DocumentJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private DocumentJson() {}

  static String write(GraphDocument document) {
    ObjectNode head = JSON.objectNode();
    head.put("format", format(document.graph()));
    head.put("title", document.title());
    document.roles().output().ifPresent(id -> head.put("output", id.text()));
    document.roles().loss().ifPresent(id -> head.put("loss", id.text()));
    document.roles().prediction().ifPresent(id -> head.put("prediction", id.text()));
    document.roles().upstream().ifPresent(tensor -> head.set("upstream", TensorJson.write(tensor)));
    addExtras(head, document.extras().document());
    StringBuilder text = new StringBuilder("{\n");
    head.properties()
        .forEach(
            field ->
                text.append("  ")
                    .append(Json.text(JSON.textNode(field.getKey())))
                    .append(": ")
                    .append(Json.text(field.getValue()))
                    .append(",\n"));
    text.append("  \"nodes\": [");
    String separator = "\n";
    for (Node node : document.graph().nodes()) {
      text.append(separator).append("    ").append(Json.text(write(document, node)));
      separator = ",\n";
    }
    text.append(document.graph().nodeCount() == 0 ? "]" : "\n  ]");
    if (!document.groups().isEmpty()) {
      text.append(",\n  \"groups\": [");
      separator = "\n";
      Map<NodeId, Integer> order = order(document.graph());
      for (Group group : document.groups().all()) {
        text.append(separator).append("    ").append(Json.text(write(document, group, order)));
        separator = ",\n";
      }
      text.append("\n  ]");
    }
    return text.append("\n}\n").toString();
  }

  /// The oldest format that has all that the document says: older programs go on reading the rest.
  private static int format(Graph graph) {
    for (Node node : graph.nodes()) {
      if (node instanceof Node.Input input && input.source().scaling().isStandardised()) {
        return DocumentFile.WITH_SCALING;
      }
    }
    return DocumentFile.FIRST;
  }

  /// A group with its nodes in the document's order, so that equal documents are equal texts.
  private static ObjectNode write(GraphDocument document, Group group, Map<NodeId, Integer> order) {
    ObjectNode json = JSON.objectNode();
    json.put("id", group.id().text());
    if (!group.name().isEmpty()) {
      json.put("name", group.name());
    }
    group.parent().ifPresent(parent -> json.put("parent", parent.text()));
    ArrayNode nodes = json.putArray("nodes");
    group.nodes().stream()
        .sorted(Comparator.comparingInt(id -> order.getOrDefault(id, 0)))
        .forEach(id -> nodes.add(id.text()));
    if (group.closed()) {
      json.put("closed", true);
    }
    addExtras(json, document.extras().groups().getOrDefault(group.id(), Map.of()));
    return json;
  }

  private static ObjectNode write(GraphDocument document, Node node) {
    ObjectNode json = JSON.objectNode();
    json.put("id", node.id().text());
    json.put("kind", kind(node));
    if (!node.name().isEmpty()) {
      json.put("name", node.name());
    }
    switch (node) {
      case Node.Input(_, _, Node.Source source) -> write(json, source);
      case Node.Parameter(_, _, Shape shape, Node.Init init) -> {
        json.set("shape", TensorJson.write(shape));
        json.set("init", write(init, document.extras(), node.id()));
      }
      case Node.Constant(_, _, Tensor value) -> json.set("value", TensorJson.write(value));
      case Node.Operation(NodeId id, _, Op op) -> {
        json.put("op", op.name());
        Map<String, Object> settings = Ops.settings(op);
        if (!settings.isEmpty()) {
          json.set("settings", Json.MAPPER.valueToTree(settings));
        }
        json.set("inputs", inputs(document.graph().inputs(id)));
      }
    }
    document
        .rules()
        .at(node.id())
        .ifPresent(
            rule -> {
              ObjectNode own = json.putObject("rule");
              RuleJson.write(own, rule);
              addInner(own, document.extras(), node.id(), RuleJson.RULE);
            });
    if (document.rules().overwritten().contains(node.id())) {
      json.put("accumulate", "overwrite");
    }
    Point place = document.places().get(node.id());
    if (place != null) {
      ArrayNode at = json.putArray("at");
      at.add(TensorJson.number(place.x()));
      at.add(TensorJson.number(place.y()));
    }
    addExtras(json, document.extras().nodes().getOrDefault(node.id(), Map.of()));
    return json;
  }

  private static Map<NodeId, Integer> order(Graph graph) {
    Map<NodeId, Integer> order = new HashMap<>();
    graph.nodes().forEach(node -> order.put(node.id(), order.size()));
    return order;
  }

  static String kind(Node node) {
    return switch (node) {
      case Node.Input _ -> "input";
      case Node.Parameter _ -> "parameter";
      case Node.Constant _ -> "constant";
      case Node.Operation _ -> "operation";
    };
  }

  private static void write(ObjectNode json, Node.Source source) {
    switch (source) {
      case Node.Source.Given(Tensor value) -> json.set("value", TensorJson.write(value));
      case Node.Source.Data(Node.Source.Column column, Shape shape, Node.Scaling scaling) -> {
        json.put("data", column.name().toLowerCase(Locale.ROOT));
        json.set("shape", TensorJson.write(shape));
        if (scaling.isStandardised()) {
          json.putObject("scaling")
              .put("mean", scaling.mean())
              .put("deviation", scaling.deviation());
        }
      }
    }
  }

  private static ObjectNode write(Node.Init init, Extras extras, NodeId id) {
    ObjectNode json = JSON.objectNode();
    switch (init) {
      case Node.Init.Given(Tensor value) -> json.set("values", TensorJson.write(value));
      case Node.Init.Normal(double deviation, long seed) ->
          json.put("kind", "normal").put("deviation", deviation).put("seed", seed);
      case Node.Init.Glorot(long seed) -> json.put("kind", "glorot").put("seed", seed);
      case Node.Init.He(long seed) -> json.put("kind", "he").put("seed", seed);
      case Node.Init.Zeros() -> json.put("kind", "zeros");
    }
    addInner(json, extras, id, DocumentReader.INIT);
    return json;
  }

  /// Adds what a file said beside inside a field of a node.
  private static void addInner(ObjectNode json, Extras extras, NodeId id, String prefix) {
    Map<String, String> inner = new TreeMap<>();
    extras
        .nodes()
        .getOrDefault(id, Map.of())
        .forEach(
            (name, text) -> {
              if (name.startsWith(prefix)) {
                inner.put(name.substring(prefix.length()), text);
              }
            });
    addExtras(json, inner);
  }

  /// The ids at the ports, `null` where one is empty, without empty ones at the end.
  private static ArrayNode inputs(List<Edge> edges) {
    ArrayNode json = JSON.arrayNode();
    for (Edge edge : edges) {
      while (json.size() < edge.port()) {
        json.addNull();
      }
      json.add(edge.from().text());
    }
    return json;
  }

  private static void addExtras(ObjectNode json, Map<String, String> extras) {
    new TreeMap<>(extras)
        .forEach(
            (name, text) -> {
              if (!json.has(name)
                  && !name.startsWith(DocumentReader.INIT)
                  && !name.startsWith(RuleJson.RULE)) {
                json.set(name, Json.value(text));
              }
            });
  }
}
