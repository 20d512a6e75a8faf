package backprop.ui.network;

import backprop.graph.NodeId;
import java.util.Optional;

/// One layer of neurons in a document: `a = x·W + b`, then an activation function.
///
/// @param weights the parameter W of shape (inputs, outputs)
/// @param bias the parameter b of shape (outputs), where there is one
/// @param sum the node whose value is a
/// @param activation the sign of the function that follows: `ReLU`, `σ`, `softmax` for the last
///   layer; none where the next layer takes a itself
/// @param output the node whose value the next layer takes; for the last layer the node that makes
///   the probabilities
/// @param inputs neurons (or pixels) before it
/// @param outputs neurons of this layer
public record DenseLayer(
    NodeId weights,
    Optional<NodeId> bias,
    NodeId sum,
    Optional<String> activation,
    NodeId output,
    int inputs,
    int outputs) {}
