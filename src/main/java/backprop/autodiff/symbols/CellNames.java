package backprop.autodiff.symbols;

import backprop.formula.Expr;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.Locale;

/// What the numbers of small tensors are called: `w_12` is row 1, column 2 of W, counted from 1.
final class CellNames {
  /// The longest axis whose places are told by one digit.
  static final int LONGEST_AXIS = 9;

  private CellNames() {}

  /// Whether each place is told by one digit an axis.
  static boolean fits(Shape shape) {
    for (int length : shape.dims()) {
      if (length > LONGEST_AXIS || length < 1) {
        return false;
      }
    }
    return true;
  }

  /// A cell's name; a scalar's is the node's own.
  static String name(Formulas formulas, NodeId id, Shape shape, int position) {
    String name = formulas.name(id);
    if (shape.isScalar()) {
      return name;
    }
    String letter = name.length() == 1 ? name.toLowerCase(Locale.ROOT) : name;
    StringBuilder digits = new StringBuilder();
    int rest = position;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      digits.insert(0, rest % shape.dim(axis) + 1);
      rest /= shape.dim(axis);
    }
    return letter + "_" + digits;
  }

  /// The cells of a value that comes from outside: named, or the numbers of an unnamed constant.
  static Expr[] leaves(Formulas formulas, Node node, Tensor value) {
    boolean numbers = node instanceof Node.Constant && node.name().isEmpty();
    Expr[] cells = new Expr[value.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] =
          numbers ? Expr.num(value.get(i)) : Expr.var(name(formulas, node.id(), value.shape(), i));
    }
    return cells;
  }
}
