/// A network drawn as neurons: what a drawing makes of each layer, and what flows back.
///
/// Start at [backprop.ui.network.NetworkModel]. [backprop.ui.network.NetworkStructure] reads the
/// layers off any document that is a chain of them; [backprop.ui.network.NetworkPass] is one
/// drawing on its way through, computed once; [backprop.ui.network.PassTimeline] plays it;
/// [backprop.ui.network.Diagram] says where everything stands and
/// [backprop.ui.network.NeuronPainter] draws it.
package backprop.ui.network;
