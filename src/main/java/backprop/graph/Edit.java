package backprop.graph;

import backprop.message.Message;
import backprop.op.Op;
import backprop.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A change of a document, as a value.
///
/// [#applyTo] makes a whole new document or says why not; there is no inverse, since undo keeps old
/// documents. What only moves nodes keeps the graph the same object.
public sealed interface Edit {

  /// Adds a node; refused if its id is taken.
  ///
  /// @param place its centre; without one it is laid out
  record AddNode(Node node, Optional<Point> place) implements Edit {
    public static AddNode at(Node node, double x, double y) {
      return new AddNode(node, Optional.of(new Point(x, y)));
    }
  }

  /// Removes nodes with the edges that touch them, their places and their roles.
  record RemoveNodes(Set<NodeId> nodes) implements Edit {
    public RemoveNodes {
      nodes = Set.copyOf(nodes);
    }
  }

  /// Puts an edge into a slot, in place of the one that was there.
  record Connect(Edge edge) implements Edit {}

  /// Takes an edge away; its slot is empty then.
  record Disconnect(Edge edge) implements Edit {}

  /// Puts nodes at new places.
  record Move(Map<NodeId, Point> places) implements Edit {
    public Move {
      places = Map.copyOf(places);
    }
  }

  /// Gives an input or a constant this value, or lets a parameter begin with it.
  record SetValue(NodeId node, Tensor value) implements Edit {}

  /// Chooses where an input's value comes from.
  record SetSource(NodeId node, Node.Source source) implements Edit {}

  /// Chooses a parameter's shape and how it begins.
  record SetInit(NodeId node, backprop.tensor.Shape shape, Node.Init init) implements Edit {}

  /// Gives a node another name.
  record Rename(NodeId node, String name) implements Edit {}

  /// Gives an operation other settings; edges into ports that the new one lacks are dropped.
  record SetOp(NodeId node, Op op) implements Edit {}

  /// Marks a node as output, loss or prediction, or takes the mark away.
  record SetRole(Role role, Optional<NodeId> node) implements Edit {}

  /// Gives an operation, or the group whose value it makes, a person's own rule, or takes it away.
  record SetRule(NodeId node, Optional<OwnRule> rule) implements Edit {}

  /// Chooses whether a later contribution to a value's gradient takes the place of an earlier one.
  record SetOverwrite(NodeId node, boolean overwrite) implements Edit {}

  /// Sets the gradient that enters at the output; ones where it is empty.
  record SetUpstream(Optional<Tensor> upstream) implements Edit {}

  /// Gives the document another title.
  record SetTitle(String title) implements Edit {}

  /// Puts a node of the document into an edge: the edge now enters the node's port, and the node's
  /// value goes on where the edge went.
  record InsertOnEdge(Edge edge, NodeId node, int port) implements Edit {}

  /// Adds a copied part under ids that are free, with edges to nodes outside of it.
  ///
  /// @param part nodes, inner edges and places; see [Fragment#paste]
  /// @param incoming edges from nodes of the document into the part
  record Paste(GraphDocument part, List<Edge> incoming) implements Edit {
    public Paste {
      incoming = List.copyOf(incoming);
    }
  }

  /// Puts one operation in the place of several that it equals.
  ///
  /// The operation takes the root's id and name, so that everything that used its value goes on
  /// using it. Constants that nothing else uses go too.
  ///
  /// @param inside the operations that go, the root among them; see [backprop.graph.fusion.Fusion]
  /// @param operands the nodes whose values enter the operation, by port
  record Fuse(NodeId root, Op op, Set<NodeId> inside, List<NodeId> operands) implements Edit {
    public Fuse {
      inside = Set.copyOf(inside);
      operands = List.copyOf(operands);
    }
  }

  /// Puts nodes into a new open group inside of the innermost one that holds them all.
  ///
  /// Groups wholly among the nodes come along; from others the nodes are taken out. Refused if the
  /// nodes are a group already.
  record MakeGroup(GroupId id, String name, Set<NodeId> nodes) implements Edit {
    public MakeGroup {
      nodes = Set.copyOf(nodes);
    }
  }

  /// Puts nodes directly into a group, out of those that they lie in.
  record PutIntoGroup(GroupId group, Set<NodeId> nodes) implements Edit {
    public PutIntoGroup {
      nodes = Set.copyOf(nodes);
    }
  }

  /// Takes a group away and leaves what lay in it.
  record Ungroup(GroupId group) implements Edit {}

  /// Gives a group another name.
  record RenameGroup(GroupId group, String name) implements Edit {}

  /// Draws a group as one box, or opens it.
  record SetClosed(GroupId group, boolean closed) implements Edit {}

  /// Puts another graph in place of the whole, as typing a formula does.
  ///
  /// Nodes that keep their id keep their place and their rule.
  record Rewrite(Graph graph, Roles roles) implements Edit {}

  /// Several edits as one: all of them or none.
  ///
  /// @param label what a person calls the whole, as in "Undo tidy"
  record Compound(Message label, List<Edit> edits) implements Edit {
    public Compound {
      edits = List.copyOf(edits);
    }

    public static Compound of(String labelKey, Edit... edits) {
      return new Compound(Message.of(labelKey), Arrays.asList(edits));
    }
  }

  /// What a document marks a node as.
  enum Role {
    OUTPUT,
    LOSS,
    PREDICTION
  }

  /// The document after this edit, or the reason why not.
  default EditResult applyTo(GraphDocument document) {
    return EditApplication.apply(document, this);
  }

  /// What a person calls this edit, as in "Undo move".
  default Message label() {
    return switch (this) {
      case AddNode _ -> Message.of("graph.edit.add");
      case RemoveNodes _ -> Message.of("graph.edit.delete");
      case Connect _ -> Message.of("graph.edit.connect");
      case Disconnect _ -> Message.of("graph.edit.disconnect");
      case Move _ -> Message.of("graph.edit.move");
      case SetValue _, SetSource _, SetInit _ -> Message.of("graph.edit.value");
      case Rename _ -> Message.of("graph.edit.rename");
      case SetOp _ -> Message.of("graph.edit.settings");
      case SetRole _ -> Message.of("graph.edit.role");
      case SetRule _, SetOverwrite _ -> Message.of("check.edit.rule");
      case SetUpstream _ -> Message.of("graph.edit.upstream");
      case SetTitle _ -> Message.of("graph.edit.title");
      case InsertOnEdge _ -> Message.of("graph.edit.insert");
      case Paste _ -> Message.of("graph.edit.paste");
      case Fuse fuse -> Message.of("graph.edit.fuse", fuse.op().sign());
      case MakeGroup _, PutIntoGroup _ -> Message.of("graph.edit.group");
      case Ungroup _ -> Message.of("graph.edit.ungroup");
      case RenameGroup _ -> Message.of("graph.edit.rename");
      case SetClosed(_, boolean closed) ->
          Message.of(closed ? "graph.edit.close-group" : "graph.edit.open-group");
      case Rewrite _ -> Message.of("graph.edit.rewrite");
      case Compound(Message label, _) -> label;
    };
  }
}
