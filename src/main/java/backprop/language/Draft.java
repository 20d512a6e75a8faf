package backprop.language;

import backprop.graph.Node;
import backprop.graph.NodeId;
import java.util.List;
import java.util.Optional;

/// A node in the making: its name and its id come later than its value.
final class Draft {
  private static final NodeId NO_ID = NodeId.of("?");

  private Node node;
  private final List<Draft> inputs;
  private final int made;
  private int order;
  private Optional<Name> name = Optional.empty();
  private boolean free;
  private boolean valued = true;

  /// @param made the place in the order of making, which is topological
  Draft(Node node, List<Draft> inputs, int made, int order) {
    this.node = node;
    this.inputs = inputs;
    this.made = made;
    this.order = order;
  }

  static NodeId noId() {
    return NO_ID;
  }

  Node node() {
    return node;
  }

  void become(Node other) {
    node = other;
  }

  List<Draft> inputs() {
    return inputs;
  }

  int made() {
    return made;
  }

  /// The place among the nodes of the graph: where the text speaks of it first.
  int order() {
    return order;
  }

  void setOrder(int order) {
    this.order = order;
  }

  /// What the text calls it; nothing where it only stands in an expression.
  Optional<Name> name() {
    return name;
  }

  void call(Name called) {
    name = Optional.of(called);
  }

  /// Whether it is a name that no statement defines.
  boolean isFree() {
    return free;
  }

  void setFree() {
    free = true;
  }

  /// Whether the text or the caller said its value; else it gets a usual one.
  boolean isValued() {
    return valued;
  }

  void needsValue() {
    valued = false;
  }
}
