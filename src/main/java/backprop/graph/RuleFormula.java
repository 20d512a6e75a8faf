package backprop.graph;

import java.util.LinkedHashSet;
import java.util.Set;

/// One formula of an [OwnRule], as the person wrote it and as a graph.
///
/// The graph's inputs are the names that the formula uses; the values that stand in them there are
/// never read. Text becomes a graph where it enters the program (file, window, command line), since
/// evaluation knows no text.
///
/// @param text as it was written
/// @param graph what it says
/// @param result the node of the graph whose value it is
public record RuleFormula(String text, Graph graph, NodeId result) {
  public RuleFormula {
    if (!graph.contains(result)) {
      throw new IllegalArgumentException("no node " + result);
    }
  }

  /// The names that the formula uses, in the order of its graph.
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    for (Node node : graph.nodes()) {
      if (node instanceof Node.Input input) {
        names.add(input.name());
      }
    }
    return names;
  }
}
