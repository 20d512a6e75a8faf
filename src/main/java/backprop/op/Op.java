package backprop.op;

import backprop.message.Message;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an operation node does: shape, value, gradient per input, local derivative.
///
/// The float64 operations are the specification that every faster form is tested against. An
/// operation is a value: two with the same settings are equal. `gradient` is asked per input,
/// because that is one edge, which is what a person sees. [Ops] is the table of all operations,
/// with their settings; [OpTexts] what is said about them.
public sealed interface Op
    permits ElementWise,
        LeakyRelu,
        MatMul,
        Affine,
        Reduction,
        ArgMax,
        Reshape,
        Flatten,
        Transpose,
        Concat,
        Pad,
        OneHot,
        Softmax,
        CrossEntropy,
        BinaryCrossEntropy,
        MeanSquaredError,
        SumSquaredError,
        SoftmaxLoss,
        Dropout,
        BatchNorm,
        Convolution,
        Pooling {

  /// The name in files, formulas and message keys: `mul`, `matmul`, `softmax_loss`.
  String name();

  /// The textbook's sign on the disc or box: `×`, `σ`, `Affine`.
  String sign();

  /// The input slots in order.
  List<Port> ports();

  /// The textbook's formula as plain text: `Y = X·W + b`.
  String formula();

  /// The textbook's formula as LaTeX.
  String latex();

  /// The shape of the output; the batch axis may stay symbolic.
  ///
  /// @param inputs one shape a port
  /// @throws ShapeMismatch with a sentence for the person when the shapes do not fit
  Shape shape(List<Shape> inputs);

  /// The output.
  ///
  /// @param inputs one tensor a port, of shapes that fit
  Tensor value(List<Tensor> inputs, OpContext context);

  /// The vector-Jacobian product: what flows back along one edge.
  ///
  /// @param port the input asked for; must be differentiable
  /// @param output what [#value] returned for the same inputs and context
  /// @param upstream dL/d(output), of the output's shape
  /// @return dL/d(input), of the input's shape
  Tensor gradient(int port, List<Tensor> inputs, Tensor output, Tensor upstream, OpContext context);

  /// The local derivative by one input, to be shown.
  LocalDerivative localDerivative(int port, List<Tensor> inputs, Tensor output, OpContext context);

  /// Inner values worth a name, such as softmax-with-loss's `y`; none for most.
  default Map<String, Tensor> innerValues(List<Tensor> inputs, Tensor output, OpContext context) {
    return Map.of();
  }

  /// What the operation remembers from one training step to the next, by name, as it is before the
  /// first: state beside the weights that no gradient reaches. Nothing for most.
  ///
  /// @param inputs one shape a port, that fit; the batch axis may be symbolic
  default Map<String, Tensor> initialState(List<Shape> inputs) {
    return Map.of();
  }

  /// What the operation remembers after a training step on these inputs.
  ///
  /// @param context what was remembered before is its state; empty stands for [#initialState]
  default Map<String, Tensor> nextState(List<Tensor> inputs, OpContext context) {
    return context.state();
  }

  /// How far each number of an input can move before a derivative jumps; ∞ where it never does.
  ///
  /// At distance 0 the gradient is a convention, PyTorch's, and no numerical difference can confirm
  /// it: a check says *kink* there, not *wrong*. [OpTexts#kink] says which convention.
  ///
  /// @return a tensor of the input's shape
  default Tensor kinkDistance(int port, List<Tensor> inputs) {
    return Tensor.full(inputs.get(port).shape(), Double.POSITIVE_INFINITY);
  }

  /// What is wrong with the numbers at the ports though their shapes fit, such as a label outside
  /// the classes. [#value] answers NaN there.
  default Optional<Message> valueProblem(List<Tensor> inputs) {
    return Optional.empty();
  }
}
