package backprop.op;

import backprop.message.Message;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Class indices as rows with a 1 at the class and 0 elsewhere.
///
/// Formula: yₖ = 1 where k = t, else 0. Shapes: t (…), y (…, classes). No gradient: an index is a
/// label. A number that is no class is a problem that names it.
///
/// @param classes how many numbers a row has, 1 or more
public record OneHot(int classes) implements Op {

  @Override
  public String name() {
    return "one_hot";
  }

  @Override
  public String sign() {
    return "One-Hot";
  }

  @Override
  public List<Port> ports() {
    return List.of(Port.label("t"));
  }

  @Override
  public String formula() {
    return "yₖ = [k = t]";
  }

  @Override
  public String latex() {
    return "y_{k}=\\begin{cases}1&\\;(k=t)\\\\0&\\;(k\\neq t)\\end{cases}";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    int[] dims = inputs.get(0).dims();
    int[] longer = Arrays.copyOf(dims, dims.length + 1);
    longer[dims.length] = classes;
    return Shape.of(longer);
  }

  @Override
  public Tensor value(List<Tensor> inputs, OpContext context) {
    Tensor t = inputs.get(0);
    return Labels.oneHot(shape(List.of(t.shape())), t);
  }

  @Override
  public Tensor gradient(
      int port, List<Tensor> inputs, Tensor output, Tensor upstream, OpContext context) {
    throw new IllegalArgumentException("one-hot has no gradient");
  }

  @Override
  public LocalDerivative localDerivative(
      int port, List<Tensor> inputs, Tensor output, OpContext context) {
    throw new IllegalArgumentException("one-hot has no gradient");
  }

  @Override
  public Optional<Message> valueProblem(List<Tensor> inputs) {
    Tensor t = inputs.get(0);
    return Labels.problem(shape(List.of(t.shape())), t);
  }
}
