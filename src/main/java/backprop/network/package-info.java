/// The float32 trainer's engine: compile a document to a [backprop.network.Program], run it in a
/// [backprop.network.Workspace] on [backprop.network.Kernels], with [backprop.network.Weights] in
/// and out. Start at [backprop.network.Program].
package backprop.network;
