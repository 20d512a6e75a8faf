package backprop.ui.network;

import backprop.graph.NodeId;
import backprop.op.Conv2d;
import backprop.op.Op;
import java.util.List;
import java.util.Optional;

/// One convolution of a document with what follows it until the next convolution or the first layer
/// of neurons: bias, batch normalisation, activation, pooling, dropout.
///
/// @param convolution how the filters move
/// @param filters the parameter of shape (maps, channels of a filter, rows, columns)
/// @param filterName what the document calls it
/// @param filterRows rows of a filter
/// @param filterColumns columns of a filter
/// @param filterChannels maps before it that one filter covers
/// @param bias the parameter with one number a map that is added to the sums, where there is one
/// @param input the node whose value the convolution takes
/// @param stages what is done one after the other, the convolution first; the last one's value
///   leaves the layer
/// @param in the maps that come in
/// @param out the maps that go out
/// @param parameterCount how many numbers of it training changes
public record MapLayer(
    Conv2d convolution,
    NodeId filters,
    String filterName,
    int filterRows,
    int filterColumns,
    int filterChannels,
    Optional<NodeId> bias,
    NodeId input,
    List<Stage> stages,
    Grid in,
    Grid out,
    int parameterCount) {

  public MapLayer {
    stages = List.copyOf(stages);
  }

  /// What a stage does.
  public enum Kind {
    CONVOLUTION,
    BIAS,
    NORM,
    ACTIVATION,
    POOLING,
    DROPOUT
  }

  /// One operation of the layer.
  ///
  /// @param node whose value it is
  /// @param out the maps that it makes
  public record Stage(Kind kind, NodeId node, Op op, Grid out) {}

  /// Maps of one size.
  public record Grid(int maps, int rows, int columns) {
    /// Cells of one map.
    public int cells() {
      return rows * columns;
    }

    /// Cells of all maps.
    public int size() {
      return maps * cells();
    }

    /// The size of one map as a person reads it: `28×28`.
    public String cellText() {
      return rows + "×" + columns;
    }

    @Override
    public String toString() {
      return maps + "×" + cellText();
    }
  }

  /// The node whose value leaves the layer.
  public NodeId output() {
    return stages.getLast().node();
  }

  /// How many maps it makes.
  public int maps() {
    return out.maps();
  }

  /// The last stage of this kind, by its number; none where there is none.
  Optional<Integer> last(Kind kind) {
    for (int i = stages.size() - 1; i >= 0; i--) {
      if (stages.get(i).kind() == kind) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  /// The first map of the input that the filter of this map covers.
  int firstChannel(int map) {
    return map / (maps() / convolution.settings().groups()) * filterChannels;
  }

  /// The size of a filter as a person reads it: `3×3`.
  String filterText() {
    return filterRows + "×" + filterColumns;
  }
}
