package backprop.graph;

import org.jspecify.annotations.Nullable;

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

  // written out: a record's own would be linked at the first use, which is a part of each start

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NodeId id && text.equals(id.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
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
