package backprop.file;

import backprop.graph.Edge;
import backprop.graph.Extras;
import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.OwnRule;
import backprop.graph.OwnRules;
import backprop.graph.Point;
import backprop.graph.Roles;
import backprop.graph.Shapes;
import backprop.message.Message;
import backprop.op.BadSetting;
import backprop.op.Op;
import backprop.op.Ops;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Makes a document of JSON, or says what is wrong and where.
final class DocumentReader {
  private static final Pattern WORD = Pattern.compile("[a-z_]{1,20}");

  /// What the names of unknown fields inside `init` begin with in [Extras].
  static final String INIT = "init/";

  private static final int MOST_NODES = 100_000;
  private static final int LONGEST_NAME = 1_000;
  private static final Set<String> DOCUMENT_FIELDS =
      Set.of("format", "title", "output", "loss", "prediction", "upstream", "nodes", "groups");
  private static final Map<String, Set<String>> NODE_FIELDS =
      Map.of(
          "input",
              Set.of("id", "kind", "name", "at", "accumulate", "value", "data", "shape", "scaling"),
          "constant", Set.of("id", "kind", "name", "at", "accumulate", "value"),
          "parameter", Set.of("id", "kind", "name", "at", "accumulate", "shape", "init"),
          "operation",
              Set.of("id", "kind", "name", "at", "accumulate", "op", "settings", "inputs", "rule"));
  private static final Set<String> INIT_FIELDS = Set.of("values", "kind", "deviation", "seed");

  private final Map<NodeId, Node> nodes = new LinkedHashMap<>();
  private final Map<NodeId, Point> places = new HashMap<>();
  private final Map<NodeId, Map<String, String>> extras = new HashMap<>();
  private final List<Edge> edges = new ArrayList<>();
  private OwnRules rules = OwnRules.NONE;

  private DocumentReader() {}

  /// The document that this JSON says.
  ///
  /// @throws BadContent with a sentence that names the node and the field
  static GraphDocument read(JsonNode json) {
    if (!json.isObject()) {
      throw new BadContent("not-a-document");
    }
    JsonNode format = json.path("format");
    if (!format.isInt() || format.intValue() < 1) {
      throw new BadContent("not-a-document");
    }
    if (format.intValue() > DocumentFile.FORMAT) {
      throw new BadContent("newer", format.intValue(), DocumentFile.FORMAT);
    }
    return new DocumentReader().document(json);
  }

  private GraphDocument document(JsonNode json) {
    JsonNode list = json.path("nodes");
    if (!list.isArray()) {
      throw new BadContent("no-nodes");
    }
    if (list.size() > MOST_NODES) {
      throw new BadContent("too-many-nodes", list.size(), MOST_NODES);
    }
    int number = 1;
    for (JsonNode one : list) {
      readNode(one, number++);
    }
    for (JsonNode one : list) {
      readInputs(one);
    }
    Roles roles =
        new Roles(
            role(json, "output"),
            role(json, "loss"),
            role(json, "prediction"),
            json.hasNonNull("upstream")
                ? Optional.of(TensorJson.read(json.get("upstream"), "upstream"))
                : Optional.empty());
    GroupReader groups = GroupReader.read(json.path("groups"), nodes.keySet());
    String title = json.has("title") ? text(json.get("title"), "title") : "";
    return new GraphDocument(
        title,
        graph(),
        places,
        roles,
        rules,
        groups.groups(),
        new Extras(unknown(json, DOCUMENT_FIELDS, ""), extras, groups.extras()));
  }

  private Graph graph() {
    try {
      return new Graph(List.copyOf(nodes.values()), edges);
    } catch (IllegalArgumentException e) { // ids, ports and slots are checked: only a cycle is left
      throw new BadContent("cycle");
    }
  }

  private void readNode(JsonNode json, int number) {
    if (!json.isObject() || !json.path("id").isTextual()) {
      throw new BadContent("no-id", number);
    }
    String text = text(json.get("id"), "id");
    if (text.isBlank()) {
      throw new BadContent("no-id", number);
    }
    NodeId id = NodeId.of(text);
    if (nodes.containsKey(id)) {
      throw new BadContent("repeated-id", text);
    }
    String name = json.has("name") ? text(json.get("name"), where(id, "name")) : "";
    String kind = json.path("kind").isTextual() ? json.get("kind").textValue() : "";
    Node node =
        switch (kind) {
          case "input" -> new Node.Input(id, name, source(json, id));
          case "constant" -> new Node.Constant(id, name, value(json, id));
          case "parameter" -> parameter(json, id, name);
          case "operation" -> new Node.Operation(id, name, op(json, id));
          default -> throw new BadContent("kind", where(id, "kind"), kind);
        };
    nodes.put(id, node);
    if (json.hasNonNull("at")) {
      places.put(id, place(json.get("at"), where(id, "at")));
    }
    readRule(json, id, node);
    Map<String, String> unknown =
        new LinkedHashMap<>(unknown(json, NODE_FIELDS.getOrDefault(kind, Set.of()), ""));
    if (json.path("init").isObject()) {
      unknown.putAll(unknown(json.get("init"), INIT_FIELDS, INIT));
    }
    if (node instanceof Node.Operation && json.path("rule").isObject()) {
      unknown.putAll(unknown(json.get("rule"), RuleJson.FIELDS, RuleJson.RULE));
    }
    if (!unknown.isEmpty()) {
      extras.put(id, Map.copyOf(unknown));
    }
  }

  private void readRule(JsonNode json, NodeId id, Node node) {
    if (node instanceof Node.Operation && json.has("rule")) {
      OwnRule rule = RuleJson.read(json.get("rule"), where(id, "rule"));
      rules = rules.with(id, Optional.of(rule));
    }
    if (json.has("accumulate")) {
      rules =
          switch (json.get("accumulate").asText("")) {
            case "add" -> rules;
            case "overwrite" -> rules.with(id, true);
            default ->
                throw new BadContent(
                    Message.of(
                        "check.file.accumulate",
                        where(id, "accumulate"),
                        TensorJson.shortened(json.get("accumulate"))));
          };
    }
  }

  private static Node.Source source(JsonNode json, NodeId id) {
    if (!json.has("data")) {
      return new Node.Source.Given(value(json, id));
    }
    Node.Source.Column column =
        switch (json.get("data").asText("")) {
          case "image" -> Node.Source.Column.IMAGE;
          case "label" -> Node.Source.Column.LABEL;
          default ->
              throw new BadContent(
                  "data", where(id, "data"), TensorJson.shortened(json.get("data")));
        };
    return new Node.Source.Data(
        column, TensorJson.readShape(json.path("shape"), where(id, "shape")), scaling(json, id));
  }

  private static Node.Scaling scaling(JsonNode json, NodeId id) {
    if (!json.has("scaling")) {
      return Node.Scaling.SHARES;
    }
    String where = where(id, "scaling");
    JsonNode given = json.get("scaling");
    boolean legal =
        given.isObject() && given.size() == 2 && "image".equals(json.path("data").asText(""));
    if (!legal) {
      throw new BadContent("scaling", where);
    }
    double mean = TensorJson.readNumber(given.path("mean"), where);
    double deviation = TensorJson.readNumber(given.path("deviation"), where);
    if (!Double.isFinite(mean) || !Double.isFinite(deviation) || deviation <= 0) {
      throw new BadContent("scaling", where);
    }
    return new Node.Scaling(mean, deviation);
  }

  private static Tensor value(JsonNode json, NodeId id) {
    if (!json.has("value")) {
      throw new BadContent("no-value", where(id, "value"));
    }
    return TensorJson.read(json.get("value"), where(id, "value"));
  }

  private static Node.Parameter parameter(JsonNode json, NodeId id, String name) {
    Shape shape = TensorJson.readShape(json.path("shape"), where(id, "shape"));
    if (shape.isSymbolic() || Shapes.numbers(shape) > Integer.MAX_VALUE) {
      throw new BadContent("shape", where(id, "shape"), TensorJson.shortened(json.get("shape")));
    }
    Node.Init init = init(json.path("init"), id);
    if (init instanceof Node.Init.Given(Tensor value) && !value.shape().equals(shape)) {
      throw new BadContent("init-shape", where(id, "init"), value.shape(), shape);
    }
    return new Node.Parameter(id, name, shape, init);
  }

  private static Node.Init init(JsonNode json, NodeId id) {
    String where = where(id, "init");
    if (json.has("values")) {
      return new Node.Init.Given(TensorJson.read(json.get("values"), where));
    }
    return switch (json.path("kind").asText("")) {
      case "normal" -> {
        double deviation = TensorJson.readNumber(json.path("deviation"), where);
        if (!Double.isFinite(deviation) || deviation < 0) {
          throw new BadContent("init", where);
        }
        yield new Node.Init.Normal(deviation, seed(json, where));
      }
      case "glorot" -> new Node.Init.Glorot(seed(json, where));
      case "he" -> new Node.Init.He(seed(json, where));
      case "zeros" -> new Node.Init.Zeros();
      default -> throw new BadContent("init", where);
    };
  }

  private static long seed(JsonNode json, String where) {
    JsonNode seed = json.path("seed");
    if (!seed.isIntegralNumber() || !seed.canConvertToLong()) {
      throw new BadContent("seed", where);
    }
    return seed.longValue();
  }

  private static Op op(JsonNode json, NodeId id) {
    String name = json.path("op").asText("");
    if (Ops.find(name).isEmpty()) {
      throw new BadContent("unknown-op", where(id, "op"), name);
    }
    Map<String, Object> settings = new LinkedHashMap<>();
    if (json.has("settings")) {
      if (!json.get("settings").isObject()) {
        throw new BadContent("settings", where(id, "settings"));
      }
      json.get("settings")
          .properties()
          .forEach(field -> settings.put(field.getKey(), plain(field.getValue())));
    }
    try {
      return Ops.create(name, settings);
    } catch (BadSetting e) {
      throw new BadContent(e.sentence());
    } catch (IllegalArgumentException e) { // legal one by one, but not together
      throw new BadContent("settings", where(id, "settings"));
    }
  }

  /// A value as settings take it: a number, true or false, a word such as `same`, a list; anything
  /// else as it stands in the file, for the sentence that refuses it.
  private static Object plain(JsonNode json) {
    if (json.isBoolean()) {
      return json.booleanValue();
    }
    if (json.isNumber()) {
      return json.doubleValue();
    }
    if (json.isArray()) {
      List<Object> items = new ArrayList<>();
      json.forEach(item -> items.add(plain(item)));
      return items;
    }
    return json.isTextual() && WORD.matcher(json.textValue()).matches()
        ? json.textValue()
        : TensorJson.shortened(json);
  }

  private void readInputs(JsonNode json) {
    NodeId to = NodeId.of(json.get("id").textValue());
    if (!(nodes.get(to) instanceof Node.Operation operation) || !json.has("inputs")) {
      return;
    }
    String where = where(to, "inputs");
    JsonNode inputs = json.get("inputs");
    int ports = operation.op().ports().size();
    if (!inputs.isArray()) {
      throw new BadContent("inputs", where);
    }
    if (inputs.size() > ports) {
      throw new BadContent("too-many-inputs", where, operation.op().name(), ports, inputs.size());
    }
    for (int port = 0; port < inputs.size(); port++) {
      JsonNode from = inputs.get(port);
      if (from.isNull()) {
        continue;
      }
      if (!from.isTextual() || from.textValue().isEmpty()) {
        throw new BadContent("inputs", where);
      }
      NodeId id = NodeId.of(from.textValue());
      if (!nodes.containsKey(id)) {
        throw new BadContent("dangling", where, id.text());
      }
      edges.add(new Edge(id, to, port));
    }
  }

  private Optional<NodeId> role(JsonNode json, String role) {
    if (!json.hasNonNull(role)) {
      return Optional.empty();
    }
    String text = text(json.get(role), role);
    if (text.isEmpty() || !nodes.containsKey(NodeId.of(text))) {
      throw new BadContent("dangling", role, text);
    }
    return Optional.of(NodeId.of(text));
  }

  private static Point place(JsonNode json, String where) {
    if (!json.isArray() || json.size() != 2) {
      throw new BadContent("place", where);
    }
    double x = TensorJson.readNumber(json.get(0), where);
    double y = TensorJson.readNumber(json.get(1), where);
    if (!Double.isFinite(x) || !Double.isFinite(y)) {
      throw new BadContent("place", where);
    }
    return new Point(x, y);
  }

  static String text(JsonNode json, String where) {
    if (!json.isTextual() || json.textValue().length() > LONGEST_NAME) {
      throw new BadContent("text", where);
    }
    return json.textValue();
  }

  static Map<String, String> unknown(JsonNode json, Set<String> known, String prefix) {
    Map<String, String> unknown = new LinkedHashMap<>();
    json.properties()
        .forEach(
            field -> {
              if (!known.contains(field.getKey())) {
                unknown.put(prefix + field.getKey(), Json.text(field.getValue()));
              }
            });
    return unknown;
  }

  private static String where(NodeId id, String field) {
    return id.text() + "." + field;
  }
}
