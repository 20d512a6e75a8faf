package backprop.file.code;

import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.tensor.Tensor;
import java.util.List;
import java.util.function.BiFunction;

/// The lines of a forward pass, the same for every language: a value for each operation, with a
/// comment where a group begins.
final class ForwardLines {
  /// The indentation in a method.
  static final String INDENT = "        ";

  private final Program program;
  private final Dialect dialect;

  ForwardLines(Program program, Dialect dialect) {
    this.program = program;
    this.dialect = dialect;
  }

  /// The lines.
  ///
  /// @param value the expression of an operation on what enters it
  /// @param operand what is done to what enters a slot, or nothing
  String text(
      BiFunction<Node.Operation, List<String>, String> value,
      BiFunction<Program.Slot, String, String> operand) {
    var lines = new StringBuilder();
    var group = "";
    for (Node.Operation operation : program.operations()) {
      String inside = program.group(operation.id());
      if (!inside.equals(group)) {
        lines.append(inside.isEmpty() ? "" : INDENT + "# " + inside + "\n");
        group = inside;
      }
      List<String> operands =
          program.slots(operation).stream()
              .map(slot -> operand.apply(slot, use(slot.from())))
              .toList();
      lines
          .append(INDENT)
          .append(program.names().variable(operation.id()))
          .append(" = ")
          .append(value.apply(operation, operands))
          .append('\n');
    }
    return lines.toString();
  }

  /// A value where it is used: its variable, or the constant itself.
  String use(NodeId id) {
    return program.graph().node(id) instanceof Node.Constant(_, _, Tensor value)
        ? dialect.tensor(value, INDENT.length())
        : program.names().variable(id);
  }
}
