package backprop.ui.network;

import backprop.graph.GraphDocument;
import backprop.message.Message;
import backprop.network.Weights;

/// Weights that can read a drawing: which network's, and what they are called.
///
/// @param name what a person calls them: "shipped model", "copy of run 4, step 4,310"
/// @param document the network they belong to
public record NamedWeights(Message name, GraphDocument document, Weights weights) {}
