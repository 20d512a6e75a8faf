package backprop.training;

import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.message.Message;
import backprop.network.Program;
import backprop.network.Workspace;
import java.util.List;
import java.util.Optional;

/// Finds where the first NaN or infinity of a run arose, from what its buffers still hold.
///
/// A value that is not finite though what enters it is arose where it is. A parameter that is not
/// finite was broken by the update before; the gradients of that update are still there, and the
/// first of them, in the order of the backward pass, that is not finite names the layer.
final class FirstBreak {
  private final Program program;
  private final Graph graph;
  private final Workspace workspace;
  private final long iteration;

  /// @param iteration what sentences call the step
  FirstBreak(Program program, Workspace workspace, long iteration) {
    this.program = program;
    this.graph = program.document().graph();
    this.workspace = workspace;
    this.iteration = iteration;
  }

  /// The first value or parameter in the order of the forward pass that is not finite.
  Optional<Failure> find() {
    return program.order().stream()
        .filter(id -> !program.label().equals(Optional.of(id)))
        .flatMap(id -> of(id).stream())
        .findFirst();
  }

  /// The first parameter that is not finite.
  Optional<Failure> parameter() {
    return program.parameters().stream().flatMap(id -> of(id).stream()).findFirst();
  }

  private Optional<Failure> of(NodeId id) {
    float largest = workspace.value(id).largest();
    if (Float.isFinite(largest)) {
      return Optional.empty();
    }
    Message sentence =
        graph.node(id) instanceof Node.Parameter
            ? sentence(id, largest)
            : Message.of("trainer.failure.value", iteration, program.nameOf(id), largest);
    return Optional.of(new Failure(sentence, Optional.of(id)));
  }

  private Message sentence(NodeId parameter, float largest) {
    String name = program.nameOf(parameter);
    String layer =
        graph.uses(parameter).stream().map(Edge::to).findFirst().map(program::nameOf).orElse(name);
    return brokenGradient()
        .map(
            at ->
                Message.of(
                    "trainer.failure.gradient",
                    iteration,
                    name,
                    largest,
                    layer,
                    program.nameOf(at)))
        .orElseGet(() -> Message.of("trainer.failure.parameter", iteration, name, largest, layer));
  }

  /// The first gradient in the order of the backward pass that is not finite.
  private Optional<NodeId> brokenGradient() {
    List<NodeId> order = program.order();
    return order.reversed().stream()
        // one that is computed again would be that of the parameters after the update
        .filter(program::keepsGradient)
        .filter(id -> !Float.isFinite(workspace.gradient(id).largest()))
        .findFirst();
  }
}
