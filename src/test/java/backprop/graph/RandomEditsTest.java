package backprop.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.message.Message;
import backprop.op.OpType;
import backprop.op.Ops;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// Sequences of edits drawn from a seed: invariants hold and undo leads back through all of them.
class RandomEditsTest {
  private static final int SEEDS = 150;
  private static final int EDITS = 60;

  @Test
  void undoAndRedoLeadThroughEveryDocument() {
    int done = 0;
    int refused = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      History history = History.of(GraphDocument.EMPTY);
      List<GraphDocument> documents = new ArrayList<>(List.of(history.document()));
      for (int i = 0; i < EDITS; i++) {
        Edit edit = edit(history.document(), random);
        GraphDocument before = history.document();
        switch (edit.applyTo(before)) {
          case EditResult.Done(GraphDocument after) -> {
            assertInvariants(after);
            if (edit instanceof Edit.Move) {
              assertSame(before.graph(), after.graph());
            }
            History next = history.perform(edit);
            assertEquals(after, next.document());
            if (next != history) {
              documents.add(next.document());
              done++;
            }
            history = next;
          }
          case EditResult.Refused(Message _) -> {
            assertSame(history, history.perform(edit));
            refused++;
          }
        }
      }
      for (int i = documents.size() - 1; i >= 0; i--) {
        assertSame(documents.get(i), history.document(), "seed " + seed);
        history = history.undo();
      }
      for (GraphDocument document : documents) {
        assertEquals(document, history.document());
        history = history.redo();
      }
    }
    assertTrue(done > SEEDS * EDITS / 3, "edits done: " + done);
    assertTrue(refused > SEEDS, "edits refused: " + refused);
  }

  private static void assertInvariants(GraphDocument document) {
    Graph graph = document.graph();
    List<Node> nodes = new ArrayList<>();
    graph.nodes().forEach(nodes::add);
    assertEquals(graph, new Graph(nodes, graph.edges()), "accepted by the constructor's checks");
    assertEquals(graph.edges().size(), new HashSet<>(graph.edges()).size());
    Set<NodeId> ids = nodes.stream().map(Node::id).collect(Collectors.toSet());
    assertTrue(ids.containsAll(document.places().keySet()));
    document.roles().output().ifPresent(id -> assertTrue(ids.contains(id)));
    assertEquals(document.groups(), new Groups(document.groups().all()), "a tree");
    for (Group group : document.groups().all()) {
      assertTrue(ids.containsAll(group.nodes()));
      Set<NodeId> members = document.groups().members(group.id());
      assertTrue(!members.isEmpty());
      for (NodeId id : group.nodes()) {
        assertEquals(Optional.of(group.id()), document.groups().of(id));
        Optional<GroupId> box = document.groups().boxOf(id);
        assertTrue(box.isEmpty() || document.groups().members(box.get()).containsAll(members));
      }
    }
    Shapes.of(graph); // never fails
  }

  private static Edit edit(GraphDocument document, Random random) {
    List<NodeId> ids =
        StreamSupport.stream(document.graph().nodes().spliterator(), false).map(Node::id).toList();
    NodeId some = ids.isEmpty() ? NodeId.of("none") : ids.get(random.nextInt(ids.size()));
    NodeId other = ids.isEmpty() ? NodeId.of("none") : ids.get(random.nextInt(ids.size()));
    List<Edge> edges = document.graph().edges();
    Edge edge =
        edges.isEmpty() ? new Edge(some, other, 0) : edges.get(random.nextInt(edges.size()));
    return switch (random.nextInt(24)) {
      case 0, 1, 2 -> add(document, random);
      case 3 ->
          new Edit.RemoveNodes(
              random.nextInt(3) == 0 ? new HashSet<>(List.of(some, other)) : Set.of());
      case 4, 5, 6, 7 -> new Edit.Connect(new Edge(some, other, random.nextInt(3)));
      case 8 -> new Edit.Disconnect(edge);
      case 9 -> new Edit.Move(Map.of(some, new Point(random.nextInt(9), random.nextInt(9))));
      case 10 -> new Edit.SetValue(some, tensor(random));
      case 11 -> new Edit.Rename(some, "name" + random.nextInt(5));
      case 12 -> new Edit.SetOp(some, op(random));
      case 13 ->
          new Edit.SetRole(
              List.of(Edit.Role.values()).get(random.nextInt(3)),
              random.nextBoolean() ? Optional.of(some) : Optional.empty());
      case 14 -> new Edit.InsertOnEdge(edge, some, random.nextInt(2));
      case 15, 16, 17 ->
          new Edit.MakeGroup(document.groups().fresh("g"), "묶음", some(ids, some, random));
      case 18 -> new Edit.Ungroup(group(document, random));
      case 19 -> new Edit.RenameGroup(group(document, random), "name" + random.nextInt(3));
      case 20 -> new Edit.SetClosed(group(document, random), random.nextBoolean());
      case 21 ->
          Fragment.of(document, ids.size() > 40 ? Set.of() : new HashSet<>(ids))
              .paste(document, 10, 10, random.nextBoolean());
      default ->
          Fragment.of(document, new HashSet<>(List.of(some, other)))
              .paste(document, 10, 10, random.nextBoolean());
    };
  }

  private static Set<NodeId> some(List<NodeId> ids, NodeId one, Random random) {
    Set<NodeId> some = new HashSet<>(Set.of(one));
    ids.stream().filter(_ -> random.nextInt(3) == 0).forEach(some::add);
    return some;
  }

  private static GroupId group(GraphDocument document, Random random) {
    List<Group> all = document.groups().all();
    return all.isEmpty() ? GroupId.of("none") : all.get(random.nextInt(all.size())).id();
  }

  private static Edit add(GraphDocument document, Random random) {
    NodeId id = NodeIds.fresh(document.graph(), "n");
    Optional<Point> place = random.nextBoolean() ? Optional.of(new Point(0, 0)) : Optional.empty();
    return new Edit.AddNode(
        switch (random.nextInt(9)) {
          case 0 -> new Node.Input(id, "", new Node.Source.Given(tensor(random)));
          case 1 -> new Node.Constant(id, "", tensor(random));
          case 2 -> new Node.Parameter(id, "W", Shape.of(2, 2), new Node.Init.Zeros());
          default -> new Node.Operation(id, "", op(random));
        },
        place);
  }

  private static backprop.op.Op op(Random random) {
    List<OpType> all = Ops.all();
    return all.get(random.nextInt(all.size())).create();
  }

  private static Tensor tensor(Random random) {
    return random.nextBoolean()
        ? Tensor.scalar(random.nextInt(9))
        : Tensor.full(Shape.of(2, 2), random.nextInt(9));
  }
}
