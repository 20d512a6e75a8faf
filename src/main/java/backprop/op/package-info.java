/// What a node can do: shape, value, gradient per input, local derivative. Start at
/// [backprop.op.Op].
package backprop.op;
