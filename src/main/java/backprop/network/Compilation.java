package backprop.network;

import backprop.graph.Graph;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.tensor.Shape;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What compiling finds out: which buffers there are, and what is done with them in which order.
///
/// @param graph the graph that was compiled
/// @param slots the number of each computed node's buffer, in topological order
/// @param shapes each buffer's shape, batch axis symbolic
/// @param labels the buffers that hold class indices, kept as whole numbers instead of floats
/// @param gradients the buffers with a gradient
/// @param aliases for each buffer the buffer whose memory it shares (itself for most): a reshape
///   that keeps the rows copies nothing
/// @param gradientAliases the same for gradients
/// @param overwrittenValues the buffers whose value another's is written over
/// @param overwrittenGradients the buffers whose gradient another's is written over
/// @param spares shapes of the buffers for second contributions at forks
/// @param forks the buffers whose gradient comes from several instructions
/// @param scratches shapes of the buffers that instructions need beside these
/// @param own shapes of the buffers that instructions need once for each thread
/// @param instructions the forward pass; the backward pass is the same in reverse
record Compilation(
    Graph graph,
    Map<NodeId, Integer> slots,
    List<Shape> shapes,
    BitSet labels,
    BitSet gradients,
    List<Integer> aliases,
    List<Integer> gradientAliases,
    BitSet overwrittenValues,
    BitSet overwrittenGradients,
    List<Shape> spares,
    BitSet forks,
    List<Shape> scratches,
    List<Shape> own,
    List<Instruction> instructions,
    Optional<NodeId> prediction,
    Optional<NodeId> loss) {

  /// Whether a buffer is no operation's output and at most one instruction sends it a gradient.
  boolean belongsToOne(int slot) {
    return slot < slots.size()
        && !forks.get(slot)
        && !(graph.node(List.copyOf(slots.keySet()).get(slot)) instanceof Node.Operation);
  }

  List<NodeId> parameters() {
    return slots.keySet().stream().filter(id -> graph.node(id) instanceof Node.Parameter).toList();
  }

  /// The input that is bound to this column of the data, if it is computed.
  Optional<NodeId> data(Node.Source.Column column) {
    return slots.keySet().stream()
        .filter(
            id ->
                graph.node(id) instanceof Node.Input input
                    && input.source() instanceof Node.Source.Data data
                    && data.column() == column)
        .findFirst();
  }
}
