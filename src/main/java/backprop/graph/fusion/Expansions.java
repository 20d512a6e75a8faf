package backprop.graph.fusion;

import backprop.formula.Functions;
import backprop.graph.Edge;
import backprop.graph.Edit;
import backprop.graph.EditResult;
import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.GroupId;
import backprop.graph.Groups;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.NodeIds;
import backprop.message.Message;
import backprop.op.CrossEntropy;
import backprop.op.MatMul;
import backprop.op.Op;
import backprop.op.Ops;
import backprop.op.Softmax;
import backprop.op.Sum;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Opens an operation into the parts that a textbook makes it of: fusing backwards.
public final class Expansions {
  private final GraphDocument document;
  private final List<Edit> edits = new ArrayList<>();
  private final Set<NodeId> made = new HashSet<>();

  private Expansions(GraphDocument document) {
    this.document = document;
  }

  /// The edit that puts the parts in an operation's place, as one open group; nothing where the
  /// operation has no parts here, or a port is empty.
  ///
  /// What it makes is a part that [Fusions] finds, so that fusing leads back.
  public static Optional<Edit> of(GraphDocument document, NodeId root) {
    Graph graph = document.graph();
    if (!(graph.find(root).orElse(null) instanceof Node.Operation(_, _, Op op))
        || graph.inputs(root).size() < op.ports().size()
        || document.rules().standingFor(root).isPresent()) {
      return Optional.empty();
    }
    List<NodeId> operands = graph.inputs(root).stream().map(Edge::from).toList();
    return new Expansions(document)
        .parts(root, op, operands)
        .filter(edit -> leadsBack(document, edit, root, op));
  }

  private static boolean leadsBack(GraphDocument document, Edit edit, NodeId root, Op op) {
    return edit.applyTo(document) instanceof EditResult.Done(GraphDocument after)
        && Fusions.at(after.graph(), root).filter(fusion -> fusion.op().equals(op)).isPresent();
  }

  private Optional<Edit> parts(NodeId root, Op op, List<NodeId> operands) {
    NodeId x = operands.getFirst();
    switch (op.name()) {
      case "sigmoid" -> {
        NodeId minus = add(Ops.of(Functions.MUL), x, number(-1));
        NodeId exp = add(Ops.of(Functions.EXP), minus);
        NodeId sum = add(Ops.of(Functions.ADD), exp, number(1));
        last(root, Ops.of(Functions.RECIPROCAL), sum);
      }
      case "softmax" -> {
        NodeId exp = add(Ops.of(Functions.EXP), x);
        NodeId sum = add(new Sum(List.of(-1), true), exp);
        last(root, Ops.of(Functions.DIV), exp, sum);
      }
      case "softmax_loss" ->
          last(root, new CrossEntropy(0), add(new Softmax(), x), operands.get(1));
      case "affine" ->
          last(root, Ops.of(Functions.ADD), add(new MatMul(), x, operands.get(1)), operands.get(2));
      default -> {
        return Optional.empty();
      }
    }
    Groups groups = document.groups();
    Optional<GroupId> home = groups.of(root);
    home.ifPresent(group -> edits.add(new Edit.PutIntoGroup(group, made)));
    made.add(root);
    if (home.filter(group -> groups.members(group).size() == 1).isEmpty()) {
      edits.add(new Edit.MakeGroup(groups.fresh("parts"), op.sign(), made));
    }
    return Optional.of(new Edit.Compound(Message.of("graph.edit.expand", op.sign()), edits));
  }

  private NodeId add(Op op, NodeId... inputs) {
    NodeId id = NodeIds.fresh(document.graph(), made, op.name());
    made.add(id);
    edits.add(new Edit.AddNode(new Node.Operation(id, "", op), Optional.empty()));
    for (int port = 0; port < inputs.length; port++) {
      edits.add(new Edit.Connect(new Edge(inputs[port], id, port)));
    }
    return id;
  }

  private NodeId number(double value) {
    NodeId id = NodeIds.fresh(document.graph(), made, value < 0 ? "minus-one" : "one");
    made.add(id);
    edits.add(new Edit.AddNode(new Node.Constant(id, "", Tensor.scalar(value)), Optional.empty()));
    return id;
  }

  private void last(NodeId root, Op op, NodeId... inputs) {
    edits.add(new Edit.Fuse(root, op, Set.of(root), List.of(inputs)));
  }
}
