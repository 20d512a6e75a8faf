package backprop.figure;

import backprop.autodiff.Step;
import backprop.autodiff.Trace;
import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.GroupId;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.Point;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Works out where everything of a graph stands: boxes, wires, then the places of the numbers.
public final class GeometryBuilder {
  /// The length of the line that shows an output.
  public static final double OUTPUT_LENGTH = 112;

  /// How far the gradient's line lies beside the value's.
  public static final double BESIDE = 5;

  private static final double SLOT_WIDTH = 48;
  private static final double SENTENCE_WIDTH = 230;

  private final TextMeasurer measurer;
  private final Subject subject;
  private final Trace trace;
  private final Graph graph;
  private final GraphGeometry previous;
  private final Map<NodeId, Tensor> values;
  private final Map<Edge, Tensor> contributions = new HashMap<>();
  private final Map<NodeId, NodeBox> nodes = new LinkedHashMap<>();
  private final GroupBoxes grouping;
  private final Map<GroupId, GroupBox> groups = new LinkedHashMap<>();
  private final Map<NodeId, Bounds> sums = new LinkedHashMap<>();
  private final Map<NodeId, GraphGeometry.Sentence> sentences = new LinkedHashMap<>();
  private final LabelPlacer placer = new LabelPlacer();
  private final List<Bounds> fresh = new ArrayList<>();

  private GeometryBuilder(Subject subject, TextMeasurer measurer, GraphGeometry previous) {
    this.measurer = measurer;
    this.subject = subject;
    this.trace = subject.trace();
    this.graph = subject.document().graph();
    this.previous = previous;
    this.values = trace.values();
    this.grouping = new GroupBoxes(subject, measurer);
    for (Step step : trace.steps()) {
      if (step instanceof Step.Propagate sent) {
        contributions.put(sent.edge(), sent.contribution());
      }
    }
  }

  /// Where everything stands.
  public static GraphGeometry build(Subject subject, TextMeasurer measurer) {
    return new GeometryBuilder(subject, measurer, GraphGeometry.EMPTY).build();
  }

  /// Where everything stands after a small change: numbers whose wire did not move keep their
  /// places unless a node moved onto them. Quicker, and calm while a person drags.
  public static GraphGeometry rebuild(
      Subject subject, TextMeasurer measurer, GraphGeometry previous) {
    return new GeometryBuilder(subject, measurer, previous).build();
  }

  private GraphGeometry build() {
    for (Node node : graph.nodes()) {
      if (grouping.boxOf(node.id()).isEmpty()) {
        addNode(node);
      }
    }
    grouping.closed().forEach(this::addGroup);
    Map<GroupId, GroupOutline> outlines = grouping.open(nodes, groups);
    outlines.values().forEach(outline -> placer.addObstacle(outline.label().grow(2)));
    List<Wire> plain = new ArrayList<>();
    for (Edge edge : graph.edges()) {
      if (!grouping.hides(edge)) {
        plain.add(edgeWire(edge));
      }
    }
    Optional<NodeId> output = subject.document().output();
    for (NodeId id : graph.topological()) {
      if (graph.node(id) instanceof Node.Operation
          && (graph.uses(id).isEmpty() || output.equals(Optional.of(id)))) {
        plain.add(outputWire(id));
      }
    }
    plain.forEach(wire -> placer.addWire(wire.forward()));
    addSumsAndSentences();
    Map<Edge, Wire> wires = new LinkedHashMap<>();
    Map<NodeId, Wire> outputs = new LinkedHashMap<>();
    for (Wire wire : keepers(plain)) {
      wire.value().ifPresent(place -> placer.addObstacle(place.box().grow(1)));
      wire.gradient().ifPresent(place -> placer.addObstacle(place.box().grow(1)));
    }
    for (Wire bare : plain) {
      Wire wire = withNumbers(bare);
      wire.edge()
          .ifPresentOrElse(edge -> wires.put(edge, wire), () -> outputs.put(wire.from(), wire));
    }
    Bounds bounds = bounds(wires, outputs);
    for (GroupOutline outline : outlines.values()) {
      bounds = bounds.union(outline.bounds()).union(outline.label().grow(2));
    }
    return new GraphGeometry(nodes, wires, outputs, sums, sentences, groups, outlines, bounds);
  }

  // ---- nodes ---------------------------------------------------------------------------------

  private void addNode(Node node) {
    NodeBoxes boxes = new NodeBoxes(measurer);
    Point centre = subject.places().getOrDefault(node.id(), new Point(0, 0));
    Optional<Tensor> value = Optional.ofNullable(values.get(node.id()));
    NodeBox box =
        switch (node) {
          case Node.Operation operation ->
              boxes.operation(operation, centre, inputShapes(node.id()), value.map(Tensor::shape));
          case Node.Input input ->
              boxes.leaf(input, centre, value.map(Tensor::shape).orElse(input.shape()), value);
          case Node.Parameter parameter -> boxes.leaf(parameter, centre, parameter.shape(), value);
          case Node.Constant constant ->
              boxes.leaf(constant, centre, constant.value().shape(), Optional.of(constant.value()));
        };
    nodes.put(node.id(), box);
    placer.addObstacle(box.bounds().grow(4));
    if (!box.equals(previous.nodes().get(node.id()))) {
      fresh.add(box.bounds().grow(4));
    }
    if (box.kind() == NodeBox.Kind.DISC && !box.remark().isEmpty() && !hasOutputLine(node.id())) {
      double width = measurer.width(box.remark(), TextStyle.REMARK);
      placer.addObstacle(Bounds.around(remarkAnchor(box), width + 4, 16));
    }
  }

  private void addGroup(GroupId id, GroupBox box) {
    groups.put(id, box);
    placer.addObstacle(box.bounds().grow(4));
    if (!box.equals(previous.groups().get(id))) {
      fresh.add(box.bounds().grow(4));
    }
  }

  private boolean hasOutputLine(NodeId id) {
    return graph.uses(id).isEmpty() || subject.document().output().equals(Optional.of(id));
  }

  /// Where a person's name for a disc is written.
  static Point remarkAnchor(NodeBox box) {
    return new Point(box.bounds().centre().x(), box.bounds().maxY() + 13);
  }

  private List<Shape> inputShapes(NodeId id) {
    return graph.inputs(id).stream()
        .flatMap(edge -> Optional.ofNullable(values.get(edge.from())).stream())
        .map(Tensor::shape)
        .toList();
  }

  private void addSumsAndSentences() {
    for (NodeBox box : nodes.values()) {
      long arriving = graph.uses(box.id()).stream().filter(trace::carriesGradient).count();
      double below = box.bounds().maxY() + 4;
      if (box.kind() == NodeBox.Kind.DISC && !box.remark().isEmpty()) {
        below += 18;
      }
      if (arriving > 1) {
        Optional<Preview> sum =
            Optional.ofNullable(trace.gradients().get(box.id())).map(Preview::shape);
        double width = Math.max(SLOT_WIDTH, sum.map(s -> s.width(measurer)).orElse(0.0)) + 64;
        Point centre = new Point(box.bounds().centre().x(), below + 10);
        Bounds place = Bounds.around(centre, width, 18);
        sums.put(box.id(), place);
        placer.addObstacle(place.grow(1));
        below += 22;
      }
      addSentence(box.id(), new Point(box.bounds().centre().x(), below));
    }
    for (GroupBox box : groups.values()) { // a box has room for one: that of the first that works
      box.inside().stream()
          .filter(subject.problems()::containsKey)
          .min(Comparator.comparingInt(graph::position))
          .ifPresent(
              id -> addSentence(id, new Point(box.bounds().centre().x(), box.bounds().maxY() + 8)));
    }
  }

  private void addSentence(NodeId id, Point below) {
    String sentence = subject.problems().get(id);
    if (sentence != null) {
      List<String> lines = wrap(sentence);
      double width =
          lines.stream().mapToDouble(l -> measurer.width(l, TextStyle.REMARK)).max().orElse(0);
      double height = lines.size() * TextStyle.REMARK.lineHeight() + 12;
      Bounds place = Bounds.around(below.plus(0, 4 + height / 2), width + 40, height);
      sentences.put(id, new GraphGeometry.Sentence(place, lines));
      placer.addObstacle(place.grow(1));
    }
  }

  private List<String> wrap(String sentence) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : sentence.split(" ")) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && measurer.width(longer, TextStyle.REMARK) > SENTENCE_WIDTH) {
        lines.add(line);
        line = word;
      } else {
        line = longer;
      }
    }
    lines.add(line);
    return lines;
  }

  // ---- wires ---------------------------------------------------------------------------------

  private Wire edgeWire(Edge edge) {
    Curve forward = Curve.connecting(output(edge.from()), input(edge));
    return new Wire(
        edge.from(),
        Optional.of(edge),
        forward,
        forward.beside(BESIDE),
        Optional.empty(),
        Optional.empty(),
        "");
  }

  private Wire outputWire(NodeId id) {
    Point start = output(id);
    Preview value = preview(values.get(id), false);
    double length = Math.max(OUTPUT_LENGTH, value.width(measurer) + 36);
    Curve forward = Curve.straight(start, start.plus(length, 0));
    String name = graph.node(id).name();
    Point nameCentre = forward.end().plus(8 + measurer.width(name, TextStyle.NAME) / 2, BESIDE / 2);
    placer.addObstacle(Bounds.around(nameCentre, measurer.width(name, TextStyle.NAME) + 6, 20));
    return new Wire(
        id,
        Optional.empty(),
        forward,
        forward.beside(BESIDE),
        Optional.empty(),
        Optional.empty(),
        name);
  }

  private Point output(NodeId id) {
    return grouping
        .boxOf(id)
        .map(groups::get)
        .flatMap(group -> group.output(id))
        .orElseGet(() -> box(id).output());
  }

  private Point input(Edge edge) {
    return grouping
        .boxOf(edge.to())
        .map(groups::get)
        .flatMap(group -> group.input(edge))
        .orElseGet(() -> box(edge.to()).input(edge.port()));
  }

  private NodeBox box(NodeId id) {
    NodeBox box = nodes.get(id);
    if (box == null) {
      throw new IllegalArgumentException("no node " + id);
    }
    return box;
  }

  // ---- numbers -------------------------------------------------------------------------------

  private Optional<Tensor> valueOf(Wire wire) {
    return Optional.ofNullable(values.get(wire.from()));
  }

  private Optional<Tensor> gradientOf(Wire wire) {
    if (trace.direction().isPresent()) {
      boolean carries =
          wire.edge().map(edge -> trace.tangentSent(edge, trace.count()).isPresent()).orElse(true);
      return carries ? trace.tangent(wire.from(), trace.count()) : Optional.empty();
    }
    return wire.edge().isPresent()
        ? Optional.ofNullable(contributions.get(wire.edge().get()))
        : subject.document().output().equals(Optional.of(wire.from()))
            ? Optional.ofNullable(trace.gradients().get(wire.from()))
            : Optional.empty();
  }

  private List<Wire> keepers(List<Wire> plain) {
    return plain.stream().flatMap(wire -> kept(wire).stream()).toList();
  }

  /// The wire as it was before, if its numbers may stay where they are.
  private Optional<Wire> kept(Wire wire) {
    Wire before =
        wire.edge().isPresent()
            ? previous.wires().get(wire.edge().get())
            : previous.outputs().get(wire.from());
    if (before == null
        || !before.forward().equals(wire.forward())
        || !fits(before.value(), valueOf(wire), "")
        || !fits(before.gradient(), gradientOf(wire), label(trace, wire))) {
      return Optional.empty();
    }
    return Optional.of(before);
  }

  private boolean fits(Optional<Wire.NumberPlace> place, Optional<Tensor> tensor, String label) {
    if (place.isEmpty() || tensor.isEmpty()) {
      return place.isEmpty() == tensor.isEmpty();
    }
    Bounds box = place.get().box();
    LabelPlacer.Form form = form(tensor.get(), place.get().whole(), label);
    return form.width() == box.width()
        && form.height() == box.height()
        && fresh.stream().noneMatch(box::intersects);
  }

  private Wire withNumbers(Wire wire) {
    Optional<Wire> kept = kept(wire);
    if (kept.isPresent()) {
      return kept.get();
    }
    // A label's edge, for one, carries no gradient: its value may stand below.
    boolean alone = wire.edge().isPresent() && gradientOf(wire).isEmpty();
    Optional<Wire.NumberPlace> value =
        valueOf(wire).map(tensor -> placer.place(wire.forward(), true, alone, forms(tensor, "")));
    Optional<Wire.NumberPlace> gradient =
        gradientOf(wire)
            .map(
                tensor ->
                    placer.place(wire.backward(), false, false, forms(tensor, label(trace, wire))));
    return new Wire(
        wire.from(), wire.edge(), wire.forward(), wire.backward(), value, gradient, wire.name());
  }

  private List<LabelPlacer.Form> forms(Tensor tensor, String label) {
    LabelPlacer.Form compact = form(tensor, false, label);
    return label.isEmpty() && preview(tensor, true).matrix()
        ? List.of(form(tensor, true, label), compact)
        : List.of(compact);
  }

  private LabelPlacer.Form form(Tensor tensor, boolean whole, String label) {
    Preview preview = preview(tensor, whole).labelled(label);
    double width = preview.width(measurer) + 4;
    // In steps, so that the last digit of a scrubbed number does not move it.
    double room = Math.max(SLOT_WIDTH, Math.ceil(width / 12) * 12);
    return new LabelPlacer.Form(room, Math.max(16, preview.height()), whole);
  }

  /// The name of the derivative on a wire in forward mode, where each wire has another: `∂a/∂x `.
  private static String label(Trace trace, Wire wire) {
    return trace
        .direction()
        .map(by -> "∂" + trace.names().symbol(wire.from()) + "/∂" + by.name(trace) + "  ")
        .orElse("");
  }

  /// What is written below a wire: a gradient as [#preview], in forward mode with its name.
  static Preview derivative(Trace trace, Wire wire, Tensor tensor, boolean whole) {
    return preview(tensor, whole).labelled(label(trace, wire));
  }

  /// What is written on a wire: a small matrix in full, if it stands there in full, or its shape.
  static Preview preview(@org.jspecify.annotations.Nullable Tensor tensor, boolean whole) {
    return tensor == null
        ? new Preview(List.of(""), false, true)
        : whole ? Preview.of(tensor, 3, 3) : Preview.shape(tensor);
  }

  private Bounds bounds(Map<Edge, Wire> wires, Map<NodeId, Wire> outputs) {
    Bounds all = null;
    for (NodeBox box : nodes.values()) {
      all = all == null ? box.bounds() : all.union(box.bounds());
    }
    for (GroupBox box : groups.values()) {
      Bounds whole = box.bounds().union(box.bounds().translate(4, 4));
      all = all == null ? whole : all.union(whole);
    }
    if (all == null) {
      return GraphGeometry.EMPTY.bounds();
    }
    List<Wire> both = new ArrayList<>(wires.values());
    both.addAll(outputs.values());
    for (Wire wire : both) {
      all = all.union(wire.forward().bounds());
      if (wire.value().isPresent()) {
        all = all.union(wire.value().get().box());
      }
      if (wire.gradient().isPresent()) {
        all = all.union(wire.gradient().get().box());
      }
      if (!wire.name().isEmpty()) {
        all =
            all.union(
                Bounds.between(
                    wire.forward().end(),
                    wire.forward()
                        .end()
                        .plus(12 + measurer.width(wire.name(), TextStyle.NAME), 10)));
      }
    }
    for (Bounds box : sums.values()) {
      all = all.union(box);
    }
    for (GraphGeometry.Sentence sentence : sentences.values()) {
      all = all.union(sentence.box());
    }
    return all.grow(4);
  }
}
