package backprop.graph;

import java.util.Map;
import java.util.Optional;

/// What a file holds and a person edits: a graph, where its nodes stand, and what they are marked
/// as.
///
/// An immutable value; a change is an [Edit] that makes a whole new one. If only places changed,
/// [#graph] is the same object and nothing need be evaluated. Selection, zoom and playhead are not
/// in the document.
///
/// @param title what a person calls it; may be empty
/// @param places the centre of each placed node; nodes without one are laid out
/// @param rules what a person does otherwise than the operations do
/// @param groups which nodes are shown as one; they change nothing of what is computed
/// @param extras what a newer file said beside, kept for the next writing
public record GraphDocument(
    String title,
    Graph graph,
    Map<NodeId, Point> places,
    Roles roles,
    OwnRules rules,
    Groups groups,
    Extras extras) {
  public static final GraphDocument EMPTY =
      new GraphDocument("", Graph.EMPTY, Map.of(), Roles.NONE);

  public GraphDocument {
    places = Map.copyOf(places);
    groups = groups.retain(graph::contains);
  }

  public GraphDocument(String title, Graph graph, Map<NodeId, Point> places, Roles roles) {
    this(title, graph, places, roles, OwnRules.NONE, Groups.NONE, Extras.NONE);
  }

  public GraphDocument withGraph(Graph graph) {
    return new GraphDocument(title, graph, places, roles, rules, groups, extras);
  }

  public GraphDocument withPlaces(Map<NodeId, Point> places) {
    return new GraphDocument(title, graph, places, roles, rules, groups, extras);
  }

  public GraphDocument withRoles(Roles roles) {
    return new GraphDocument(title, graph, places, roles, rules, groups, extras);
  }

  public GraphDocument withRules(OwnRules rules) {
    return new GraphDocument(title, graph, places, roles, rules, groups, extras);
  }

  public GraphDocument withGroups(Groups groups) {
    return new GraphDocument(title, graph, places, roles, rules, groups, extras);
  }

  public GraphDocument withTitle(String title) {
    return new GraphDocument(title, graph, places, roles, rules, groups, extras);
  }

  public GraphDocument withExtras(Extras extras) {
    return new GraphDocument(title, graph, places, roles, rules, groups, extras);
  }

  /// Where the backward pass begins: the marked output, else the loss, else the only value that
  /// nothing uses.
  public Optional<NodeId> output() {
    return roles
        .output()
        .or(roles::loss)
        .filter(graph::contains)
        .or(
            () ->
                graph.sinks().stream()
                    .filter(id -> graph.node(id) instanceof Node.Operation)
                    .reduce((a, b) -> b));
  }
}
