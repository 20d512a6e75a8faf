package backprop.network;

import backprop.graph.Graph;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.network.Instruction.Target;
import backprop.tensor.Shape;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The numbered buffers of a program while it is compiled: those of the nodes, and those that
/// instructions ask for beside them.
final class Buffers {
  private final Graph graph;
  private final Map<NodeId, Integer> slots;
  private final List<Shape> shapes;

  /// The buffers that hold class indices.
  final BitSet labels;

  private final BitSet gradients;
  private final BitSet written = new BitSet();
  private final List<Integer> aliases = new ArrayList<>();
  private final List<Shape> spares = new ArrayList<>();
  private final BitSet forks = new BitSet();
  private final List<Integer> gradientAliases = new ArrayList<>();
  private final BitSet overwrittenValues = new BitSet();
  private final BitSet overwrittenGradients = new BitSet();
  private final List<Shape> scratches = new ArrayList<>();
  private final List<Shape> own = new ArrayList<>();

  Buffers(
      Graph graph,
      Map<NodeId, Integer> slots,
      List<Shape> shapes,
      BitSet labels,
      BitSet gradients) {
    this.graph = graph;
    this.slots = slots;
    this.shapes = shapes;
    this.labels = labels;
    this.gradients = gradients;
    for (int slot = 0; slot < shapes.size(); slot++) {
      aliases.add(slot);
      gradientAliases.add(slot);
    }
    // one number a row is an index, whoever reads it
    slots.forEach(
        (id, slot) -> {
          if (graph.node(id) instanceof Node.Input(_, _, Node.Source.Data data)
              && data.column() == Node.Source.Column.LABEL
              && data.shape().rank() == 1) {
            labels.set(slot);
          }
        });
  }

  Shape shape(int slot) {
    return shapes.get(slot);
  }

  List<Integer> aliases() {
    return List.copyOf(aliases);
  }

  List<Shape> spares() {
    return List.copyOf(spares);
  }

  /// How many nodes read a node's buffer.
  int readers(int slot) {
    if (slot >= slots.size()) {
      return Integer.MAX_VALUE;
    }
    NodeId id = List.copyOf(slots.keySet()).get(slot);
    return (int)
        slots.keySet().stream()
            .flatMap(node -> graph.inputs(node).stream())
            .filter(edge -> edge.from().equals(id))
            .count();
  }

  /// Gives `by` the memory of `slot`, whose value is lost to it.
  void overwriteValue(int slot, int by) {
    aliases.set(by, aliases.get(slot));
    overwrittenValues.set(slot);
  }

  /// Computes the gradient of `by` in the memory of that of `slot`, which is lost to it.
  void overwriteGradient(int slot, int by) {
    gradientAliases.set(slot, by);
    overwrittenGradients.set(slot);
  }

  /// For each buffer the one whose memory its gradient shares; itself for most.
  List<Integer> gradientAliases() {
    return List.copyOf(gradientAliases);
  }

  /// The buffers whose value another's is written over.
  BitSet overwrittenValues() {
    return overwrittenValues;
  }

  /// The buffers whose gradient another's is written over.
  BitSet overwrittenGradients() {
    return overwrittenGradients;
  }

  /// The buffers whose gradient comes from several instructions.
  BitSet forks() {
    return forks;
  }

  /// The scratches that there are once for each thread.
  List<Shape> own() {
    return List.copyOf(own);
  }

  List<Shape> scratches() {
    return List.copyOf(scratches);
  }

  /// Whether an operation computes what is in a node's buffer.
  boolean isComputed(int slot) {
    return graph.node(List.copyOf(slots.keySet()).get(slot)) instanceof Node.Operation;
  }

  /// A buffer of no node, with a gradient if the other has one.
  int between(Shape shape, int like) {
    int slot = shapes.size();
    shapes.add(shape);
    aliases.add(slot);
    gradientAliases.add(slot);
    gradients.set(slot, gradients.get(like));
    return slot;
  }

  /// The buffer itself where its rows are those of this shape, else one between.
  int shaped(int slot, Shape shape) {
    boolean fits = shapes.get(slot).equals(shape);
    return fits ? slot : between(shape, slot);
  }

  int scratch(Shape shape) {
    scratches.add(shape);
    return scratches.size() - 1;
  }

  /// Several scratches, numbered from the one that is returned on.
  int scratch(List<Shape> several) {
    int first = scratches.size();
    scratches.addAll(several);
    return first;
  }

  /// Several scratches for each thread, numbered from the one that is returned on.
  int own(List<Shape> several) {
    int first = own.size();
    own.addAll(several);
    return first;
  }

  /// Where the gradient for `input` goes that the operation of buffer `y` sends.
  Target target(int input, int y) {
    if (!gradients.get(y) || !gradients.get(input)) {
      return Target.NOWHERE;
    }
    if (!written.get(input)) {
      written.set(input);
      return new Target(input, -1);
    }
    forks.set(input);
    spares.add(shapes.get(input));
    return new Target(input, spares.size() - 1);
  }

  int slot(NodeId id) {
    return Objects.requireNonNull(slots.get(id));
  }

  int rows(int slot) {
    Shape shape = shapes.get(slot);
    return shape.rank() < 2 ? 1 : shape.dim(0);
  }

  boolean sameLayout(int a, int b) {
    return rows(a) == rows(b)
        && shapes.get(a).isSymbolic() == shapes.get(b).isSymbolic()
        && columns(a) == columns(b);
  }

  boolean isRow(int slot, int of) {
    return rows(slot) == 1 && !shapes.get(slot).isSymbolic() && columns(slot) == columns(of);
  }

  int columns(int slot) {
    return Program.rowSize(shapes.get(slot));
  }

  /// Shares the memory of another buffer, which has the same layout.
  void alias(int slot, int of) {
    aliases.set(slot, of);
  }
}
