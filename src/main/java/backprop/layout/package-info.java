/// Places for nodes that have none: layered, from left to right, stable. Start at
/// [backprop.layout.Layout].
package backprop.layout;
