/// The graph workspace: draw a computational graph, edit it, step through it. Start at
/// [backprop.ui.graph.GraphWorkspace]; [backprop.ui.graph.GraphModel] is the state without a
/// window.
package backprop.ui.graph;
