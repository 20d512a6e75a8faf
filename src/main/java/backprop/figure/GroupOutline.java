package backprop.figure;

import backprop.graph.GroupId;

/// Where an open group is drawn: a line around its nodes, with its name at the upper left.
///
/// @param label the place of the name, by which the group is taken
public record GroupOutline(GroupId id, Bounds bounds, Bounds label, String title) {
  /// The radius of the corners.
  public static final double CORNER = 16;
}
