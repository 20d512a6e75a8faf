/// Evaluation forward and backward as a trace of steps that can be played both ways: start at
/// [backprop.autodiff.Trace].
package backprop.autodiff;
