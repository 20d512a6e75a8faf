package backprop.ui.training;

import backprop.graph.GraphDocument;

/// A network one can train.
///
/// @param name its short name: `784·100·10 ReLU`
/// @param document the document it is
public record NetworkChoice(String name, GraphDocument document) {}
