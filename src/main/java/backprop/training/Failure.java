package backprop.training;

import backprop.graph.NodeId;
import backprop.message.Message;
import java.util.Optional;

/// Why a run ended by itself.
///
/// @param sentence says at which iteration, and where the first NaN or infinity arose
/// @param node the parameter or value that it names, where it names one
public record Failure(Message sentence, Optional<NodeId> node) {
  /// A failure that no node is to blame for.
  static Failure of(String key, Object... arguments) {
    return new Failure(Message.of(key, arguments), Optional.empty());
  }
}
