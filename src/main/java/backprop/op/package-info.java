/// What a node can do: shape, value, gradient per input, local derivative.
///
/// Start at [backprop.op.Op]; [backprop.op.Ops] is the table of all operations with their settings,
/// [backprop.op.OpTexts] what is said about them.
package backprop.op;
