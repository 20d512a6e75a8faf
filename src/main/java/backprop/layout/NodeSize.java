package backprop.layout;

import backprop.graph.Node;
import backprop.op.Op;
import java.util.function.Function;

/// How much room a node takes on the canvas, in canvas units.
public record NodeSize(double width, double height) {
  private static final NodeSize PILL = new NodeSize(136, 44);
  private static final NodeSize DISC = new NodeSize(56, 56);
  private static final NodeSize BOX = new NodeSize(130, 70);
  private static final int LONGEST_SIGN = 4;

  /// The usual sizes: a pill for a value, a disc for a sign, a box for a layer.
  public static final Function<Node, NodeSize> USUAL =
      node ->
          switch (node) {
            case Node.Input _, Node.Parameter _, Node.Constant _ -> PILL;
            case Node.Operation(_, _, Op op) -> op.sign().length() <= LONGEST_SIGN ? DISC : BOX;
          };
}
