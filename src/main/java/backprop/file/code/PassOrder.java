package backprop.file.code;

import backprop.graph.Edge;
import backprop.graph.Node;
import backprop.graph.NodeId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// In which order operations send their gradients: that of our own pass, since where a gradient is
/// overwritten the last one stays.
///
/// A node sends as soon as all that it gets has arrived.
///
/// @param senders the operations that send, in order
/// @param last for each value the edge over which its last gradient arrives
record PassOrder(List<Node.Operation> senders, Map<NodeId, Edge> last) {

  static PassOrder of(Program program) {
    List<Node.Operation> senders = new ArrayList<>();
    Map<NodeId, Edge> last = new HashMap<>();
    Map<NodeId, Integer> missing = new HashMap<>();
    for (Node.Operation operation : program.operations()) {
      if (program.wants().contains(operation.id())) {
        program.slots(operation).stream()
            .filter(program::carries)
            .forEach(slot -> missing.merge(slot.from(), 1, Integer::sum));
      }
    }
    Deque<NodeId> ready = new ArrayDeque<>();
    if (program.wants().contains(program.output())) {
      ready.add(program.output());
    }
    while (!ready.isEmpty()) {
      if (!(program.graph().node(ready.remove()) instanceof Node.Operation operation)) {
        continue;
      }
      List<Program.Slot> carrying =
          program.slots(operation).stream().filter(program::carries).toList();
      if (!carrying.isEmpty()) {
        senders.add(operation);
      }
      for (Program.Slot slot : carrying) {
        last.put(slot.from(), slot.edge());
        if (missing.merge(slot.from(), -1, Integer::sum) == 0) {
          ready.add(slot.from());
        }
      }
    }
    return new PassOrder(senders, last);
  }
}
