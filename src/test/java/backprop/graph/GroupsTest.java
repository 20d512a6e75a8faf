package backprop.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import backprop.formula.Functions;
import backprop.graph.fusion.Fusions;
import backprop.message.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GroupsTest {
  private final GraphDocument document =
      new GraphBuilder()
          .input("x", 0.5)
          .constant("one", 1)
          .op("n", Functions.NEGATE, "x")
          .op("e", Functions.EXP, "n")
          .op("a", Functions.ADD, "e", "one")
          .op("y", Functions.RECIPROCAL, "a")
          .op("z", Functions.MUL, "y", "x")
          .build("z");

  private static final GroupId INNER = GroupId.of("inner");
  private static final GroupId OUTER = GroupId.of("outer");

  private static Set<NodeId> ids(String... ids) {
    return new HashSet<>(GraphBuilder.ids(ids));
  }

  private static GraphDocument done(GraphDocument document, Edit edit) {
    return assertInstanceOf(EditResult.Done.class, edit.applyTo(document)).document();
  }

  private static String refused(GraphDocument document, Edit edit) {
    Message reason = assertInstanceOf(EditResult.Refused.class, edit.applyTo(document)).reason();
    return reason.key();
  }

  private GraphDocument nested() {
    GraphDocument inner = done(document, new Edit.MakeGroup(INNER, "exp", ids("n", "e")));
    return done(inner, new Edit.MakeGroup(OUTER, "σ", ids("n", "e", "a", "one", "y")));
  }

  @Test
  void aGroupAroundAGroupHoldsItWhole() {
    Groups groups = nested().groups();
    assertEquals(Optional.of(OUTER), groups.group(INNER).parent());
    assertEquals(ids("a", "one", "y"), groups.group(OUTER).nodes());
    assertEquals(ids("n", "e", "a", "one", "y"), groups.members(OUTER));
    assertEquals(List.of(INNER, OUTER), groups.path(INNER));
    assertEquals(Optional.of(OUTER), groups.exactly(groups.members(OUTER)));
    assertEquals(Optional.of(INNER), groups.around(ids("n", "e")));
    assertEquals(Optional.of(OUTER), groups.around(ids("n", "a")));
    assertEquals(Optional.empty(), groups.around(ids("n", "z")));
    assertSame(document.graph(), nested().graph(), "nothing is evaluated again");
  }

  @Test
  void aGroupInsideOfAGroupLiesInIt() {
    GraphDocument outer =
        done(document, new Edit.MakeGroup(OUTER, "σ", ids("n", "e", "a", "one", "y")));
    Groups groups = done(outer, new Edit.MakeGroup(INNER, "exp", ids("n", "e"))).groups();
    assertEquals(new HashSet<>(nested().groups().all()), new HashSet<>(groups.all()));
  }

  @Test
  void nodesOfOtherGroupsAreTakenOutOfThem() {
    GraphDocument after = done(nested(), new Edit.MakeGroup(GroupId.of("g"), "", ids("e", "z")));
    assertEquals(ids("n"), after.groups().group(INNER).nodes());
    assertEquals(Optional.of(GroupId.of("g")), after.groups().of(NodeId.of("e")));
    assertEquals(Optional.empty(), after.groups().group(GroupId.of("g")).parent());
  }

  @Test
  void ungroupingLeavesWhatLayInIt() {
    Groups inner = done(nested(), new Edit.Ungroup(INNER)).groups();
    assertEquals(ids("n", "e", "a", "one", "y"), inner.group(OUTER).nodes());
    Groups outer = done(nested(), new Edit.Ungroup(OUTER)).groups();
    assertEquals(Optional.empty(), outer.group(INNER).parent());
    assertEquals(Optional.empty(), outer.of(NodeId.of("a")));
  }

  @Test
  void theOutermostClosedGroupIsTheBox() {
    GraphDocument closed = done(nested(), new Edit.SetClosed(INNER, true));
    assertEquals(Optional.of(INNER), closed.groups().boxOf(NodeId.of("n")));
    assertEquals(Optional.empty(), closed.groups().boxOf(NodeId.of("a")));
    assertEquals(List.of(INNER), closed.groups().boxes());
    assertEquals(List.of(OUTER), closed.groups().outlines());
    Groups both = done(closed, new Edit.SetClosed(OUTER, true)).groups();
    assertEquals(Optional.of(OUTER), both.boxOf(NodeId.of("n")));
    assertEquals(List.of(OUTER), both.boxes());
    assertEquals(List.of(), both.outlines());
  }

  @Test
  void whatIsDeletedLeavesItsGroupsAndEmptyGroupsGo() {
    Groups groups = done(nested(), new Edit.RemoveNodes(ids("n", "e", "one"))).groups();
    assertEquals(Optional.empty(), groups.find(INNER));
    assertEquals(ids("a", "y"), groups.members(OUTER));
    assertEquals(
        Groups.NONE, done(nested(), new Edit.RemoveNodes(ids("n", "e", "a", "one", "y"))).groups());
  }

  @Test
  void aCopyKeepsItsGroups() {
    GraphDocument closed = done(nested(), new Edit.SetClosed(OUTER, true));
    Fragment fragment = Fragment.of(closed, closed.groups().members(OUTER));
    Edit.Paste paste = fragment.paste(closed, 10, 10, true);
    Groups groups = done(closed, paste).groups();
    assertEquals(4, groups.all().size());
    GroupId copy = groups.exactly(Fragment.pasted(paste)).orElseThrow();
    assertEquals("σ", groups.group(copy).name());
    assertEquals(1, groups.children(copy).size());
    assertEquals("exp", groups.group(groups.children(copy).getFirst()).name());
    Fragment part = Fragment.of(closed, ids("n", "e", "a"));
    assertEquals(List.of(INNER), part.part().groups().all().stream().map(Group::id).toList());
  }

  @Test
  void whatIsInsertedBetweenTwoNodesOfAGroupLiesInIt() {
    GraphDocument more =
        done(
            nested(),
            new Edit.AddNode(
                new Node.Operation(NodeId.of("s"), "", new backprop.op.ElementWise(Functions.SIN)),
                Optional.empty()));
    Edge edge = new Edge(NodeId.of("e"), NodeId.of("a"), 0);
    Groups groups = done(more, new Edit.InsertOnEdge(edge, NodeId.of("s"), 0)).groups();
    assertEquals(Optional.of(OUTER), groups.of(NodeId.of("s")));
  }

  @Test
  void fusingReplacesTheGroup() {
    GraphDocument after = done(nested(), Fusions.offers(nested()).getFirst().edit());
    assertEquals(Groups.NONE, after.groups());
    GraphDocument larger =
        done(
            nested(),
            new Edit.MakeGroup(GroupId.of("net"), "net", ids("n", "e", "a", "one", "y", "z")));
    Groups left = done(larger, Fusions.offers(larger).getFirst().edit()).groups();
    assertEquals(ids("y", "z"), left.members(GroupId.of("net")), "what held more stays");
    assertEquals(1, left.all().size());
  }

  @Test
  void whatIsNoTreeIsRefused() {
    assertEquals(
        "graph.refused.group-already",
        refused(nested(), new Edit.MakeGroup(GroupId.of("g"), "", ids("n", "e"))));
    assertEquals(
        "graph.refused.id-taken", refused(nested(), new Edit.MakeGroup(INNER, "", ids("n", "z"))));
    assertEquals(
        "graph.refused.no-node", refused(nested(), new Edit.MakeGroup(INNER, "", Set.of())));
    assertEquals("graph.refused.no-group", refused(nested(), new Edit.Ungroup(GroupId.of("none"))));
    List<Group> deep = new ArrayList<>();
    for (int i = 0; i < Groups.DEEPEST; i++) {
      deep.add(
          new Group(
              GroupId.of("d" + i),
              "",
              i == 0 ? Optional.empty() : Optional.of(GroupId.of("d" + (i - 1))),
              i == Groups.DEEPEST - 1 ? ids("n", "e") : Set.of(),
              false));
    }
    GraphDocument full = document.withGroups(new Groups(deep));
    assertEquals(
        "graph.refused.group-depth", refused(full, new Edit.MakeGroup(INNER, "", ids("n"))));
    assertEquals(
        "graph.refused.group-depth",
        refused(full, new Edit.MakeGroup(INNER, "", ids("n", "e", "x"))));
    Group self = new Group(INNER, "", Optional.of(INNER), ids("n"), false);
    assertThrows(IllegalArgumentException.class, () -> new Groups(List.of(self)));
    Group one = new Group(OUTER, "", Optional.empty(), ids("n"), false);
    Group same = new Group(INNER, "", Optional.empty(), ids("n"), false);
    assertThrows(IllegalArgumentException.class, () -> new Groups(List.of(one, same)));
    assertThrows(IllegalArgumentException.class, () -> new Groups(List.of(one.of(Set.of()))));
    assertThrows(
        IllegalArgumentException.class, () -> new Groups(List.of(one.in(Optional.of(INNER)))));
  }
}
