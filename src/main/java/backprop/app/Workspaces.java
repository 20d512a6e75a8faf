package backprop.app;

import backprop.ui.graph.GraphWorkspace;
import java.util.List;

/// The workspaces the window offers, in the order of their tabs: the one place where features are
/// wired in.
final class Workspaces {

  private Workspaces() {}

  /// Every workspace that works.
  static List<WorkspaceTab> all() {
    return List.of(new WorkspaceTab("ui-graph.workspace", GraphWorkspace::new));
  }
}
