package backprop.graph;

/// The identity of a node in its document; it stays when the node is renamed or moved.
public record NodeId(String text) implements Comparable<NodeId> {
  public NodeId {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a node id is never empty");
    }
  }

  public static NodeId of(String text) {
    return new NodeId(text);
  }

  @Override
  public int compareTo(NodeId other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
