/// The document, an immutable graph of nodes, and how it changes: start at
/// [backprop.graph.GraphDocument].
package backprop.graph;
