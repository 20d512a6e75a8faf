package backprop.graph;

/// The identity of a group in its document; it stays when the group is renamed.
public record GroupId(String text) implements Comparable<GroupId> {
  public GroupId {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a group id is never empty");
    }
  }

  public static GroupId of(String text) {
    return new GroupId(text);
  }

  @Override
  public int compareTo(GroupId other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
