/// Shapes and the immutable float64 tensor: start at [backprop.tensor.Tensor].
package backprop.tensor;
