package backprop.autodiff;

import backprop.graph.Edge;
import backprop.graph.NodeId;
import java.util.HashMap;
import java.util.Map;

/// Where the playhead goes when the document changes under it.
public final class Playback {

  /// What makes a step the same step in another trace.
  private sealed interface Identity {
    record Evaluated(NodeId node) implements Identity {}

    record Seeded(NodeId node) implements Identity {}

    record Sent(Edge edge) implements Identity {}

    record Updated(NodeId node) implements Identity {}

    record Tangent(Edge edge) implements Identity {}
  }

  private Playback() {}

  /// The playhead in the new trace: after the same step if it still exists, else after the last one
  /// before it that does. At the end of the forward pass, or of everything, it stays at that end.
  public static int carry(Trace before, int playhead, Trace after) {
    if (playhead <= 0) {
      return 0;
    }
    if (playhead >= before.count()) {
      return after.count();
    }
    if (playhead == before.forwardEnd()) {
      return after.forwardEnd();
    }
    Map<Identity, Integer> steps = new HashMap<>();
    for (int i = 0; i < after.count(); i++) {
      steps.put(identity(after.steps().get(i)), i);
    }
    for (int i = playhead - 1; i >= 0; i--) {
      Integer same = steps.get(identity(before.steps().get(i)));
      if (same != null) {
        return same + 1;
      }
    }
    return 0;
  }

  private static Identity identity(Step step) {
    return switch (step) {
      case Step.Evaluate(NodeId node, _) -> new Identity.Evaluated(node);
      case Step.Seed(NodeId node, _) -> new Identity.Seeded(node);
      case Step.Propagate send -> new Identity.Sent(send.edge());
      case Step.Update(NodeId node, _, _, _) -> new Identity.Updated(node);
      case Step.Tangent tangent -> new Identity.Tangent(tangent.edge());
    };
  }
}
