package backprop.app;

import backprop.ui.graph.GraphWorkspace;
import java.util.List;

/// The workspaces the window offers, in the order of their tabs: the one place where features are
/// wired in.
final class Workspaces {

  private Workspaces() {}

  /// Every workspace that works.
  ///
  /// @param training what the network workspace shows in its panel
  static List<WorkspaceTab> all(TrainingDesk training) {
    return List.of(
        new WorkspaceTab("ui-graph.workspace", GraphWorkspace::new),
        new WorkspaceTab(
            NetworkWorkspace.TITLE, context -> new NetworkWorkspace(context, training)));
  }
}
