package backprop.app;

import backprop.ui.common.UiContext;
import backprop.ui.common.Workspace;
import java.util.function.Function;

/// A workspace that the window offers, made when its tab is first shown.
///
/// @param titleKey the key of the tab's text
/// @param make makes the workspace, on the FX thread
record WorkspaceTab(String titleKey, Function<UiContext, Workspace> make) {}
