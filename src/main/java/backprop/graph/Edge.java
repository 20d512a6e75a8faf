package backprop.graph;

/// A value used at a port: from the node that makes it to one input slot of an operation.
public record Edge(NodeId from, NodeId to, int port) {}
