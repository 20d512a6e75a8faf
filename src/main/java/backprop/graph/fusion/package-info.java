/// Parts of a graph that equal one operation, found by a table of patterns: start at
/// [backprop.graph.fusion.Fusions].
package backprop.graph.fusion;
