package backprop.autodiff;

import backprop.autodiff.Cell.Combine;
import backprop.autodiff.Cell.Kind;
import backprop.autodiff.Cell.Operand;
import backprop.autodiff.Cell.Term;
import backprop.op.Affine;
import backprop.op.AxisMax;
import backprop.op.Conv1d;
import backprop.op.Conv2d;
import backprop.op.CrossEntropy;
import backprop.op.Dropout;
import backprop.op.ElementWise;
import backprop.op.Flatten;
import backprop.op.MatMul;
import backprop.op.Mean;
import backprop.op.Op;
import backprop.op.OpContext;
import backprop.op.Reshape;
import backprop.op.Softmax;
import backprop.op.SoftmaxLoss;
import backprop.op.Sum;
import backprop.op.Transpose;
import backprop.tensor.Axes;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What each number of an operation's value is made of.
final class ForwardTerms {
  private final Op op;
  private final List<Tensor> inputs;
  private final Tensor output;
  private final List<String> names;
  private final OpContext context;
  private final Optional<Pairs> pairs;

  ForwardTerms(Op op, List<Tensor> inputs, Tensor output, List<String> names, OpContext context) {
    this.op = op;
    this.inputs = inputs;
    this.output = output;
    this.names = names;
    this.context = context;
    this.pairs = PairsOf.op(op, inputs, output.shape());
  }

  Cell cell(int position) {
    if (pairs.isPresent()) {
      return cell(position, products(pairs.get(), position), Combine.SUM);
    }
    return switch (op) {
      case ElementWise _ -> applied(position);
      case Sum(List<Integer> axes, _) -> cell(position, group(axes, position), Combine.SUM);
      case Mean(List<Integer> axes, _) -> cell(position, group(axes, position), Combine.MEAN);
      case AxisMax(List<Integer> axes, _) -> cell(position, group(axes, position), Combine.LARGEST);
      case Reshape _, Flatten _, Transpose _ -> moved(position);
      case Softmax _ -> cell(position, exponentials(position), Combine.SHARE);
      case Dropout _ -> masked(position);
      case SoftmaxLoss _, CrossEntropy _ -> rows(position);
      case MatMul _, Affine _, Conv1d _, Conv2d _ -> throw new AssertionError("has pairs: " + op);
    };
  }

  private Cell cell(int position, List<Term> terms, Combine combine) {
    return new Cell(
        position, Index.text(output.shape(), position), output.get(position), terms, combine);
  }

  private Operand operand(int port, int position) {
    Tensor input = inputs.get(port);
    return new Operand(
        names.get(port), Index.text(input.shape(), position), input.get(position), Kind.FORWARD);
  }

  private List<Term> products(Pairs pairs, int position) {
    List<Term> terms = new ArrayList<>();
    for (Pairs.Pair pair : pairs.ofOutput(position)) {
      terms.add(Term.product(operand(0, pair.input()), operand(1, pair.weight())));
    }
    if (inputs.size() > 2) {
      terms.add(Term.product(operand(2, pairs.bias(position))));
    }
    return terms;
  }

  private Cell applied(int position) {
    List<Operand> operands = new ArrayList<>();
    for (int port = 0; port < inputs.size(); port++) {
      operands.add(operand(port, source(inputs.get(port).shape(), output.shape(), position)));
    }
    return cell(position, List.of(new Term(operands, output.get(position))), Combine.APPLY);
  }

  /// Where broadcasting reads a number of `to` in a tensor of shape `from`.
  static int source(Shape from, Shape to, int position) {
    int rest = position;
    int at = 0;
    int step = 1;
    for (int i = 1; i <= to.rank(); i++) {
      int index = rest % to.dim(-i);
      rest /= to.dim(-i);
      if (i <= from.rank()) {
        at += from.dim(-i) == 1 ? 0 : index * step;
        step *= from.dim(-i);
      }
    }
    return at;
  }

  private List<Term> group(List<Integer> axes, int position) {
    Shape x = inputs.getFirst().shape();
    int[] goesTo = Axes.groups(x, Axes.resolve(axes, x.rank()).orElseThrow());
    List<Term> terms = new ArrayList<>();
    for (int i = 0; i < goesTo.length; i++) {
      if (goesTo[i] == position) {
        terms.add(Term.product(operand(0, i)));
      }
    }
    return terms;
  }

  private Cell moved(int position) {
    Tensor positions = Tensor.generate(inputs.getFirst().shape(), i -> i);
    int from = (int) op.value(List.of(positions), context).get(position);
    return cell(position, List.of(Term.product(operand(0, from))), Combine.APPLY);
  }

  private List<Term> exponentials(int position) {
    Tensor x = inputs.getFirst();
    int classes = x.shape().dim(-1);
    int row = position / classes * classes;
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = row; i < row + classes; i++) {
      largest = Math.max(largest, x.get(i));
    }
    List<Term> terms = new ArrayList<>();
    for (int i = row; i < row + classes; i++) {
      terms.add(new Term(List.of(operand(0, i)), Math.exp(x.get(i) - largest)));
    }
    return terms;
  }

  private Cell masked(int position) {
    Tensor ones = Tensor.ones(inputs.getFirst().shape());
    double mask = op.value(List.of(ones), context).get(position);
    Operand factor = new Operand("mask", Index.text(output.shape(), position), mask, Kind.LOCAL);
    return cell(position, List.of(Term.product(operand(0, position), factor)), Combine.SUM);
  }

  /// The loss of each row of a batch; the value is their mean.
  private Cell rows(int position) {
    Tensor x = inputs.get(0);
    Tensor t = inputs.get(1);
    int classes = x.shape().dim(-1);
    int rows = x.size() / classes;
    boolean oneHot = t.shape().equals(x.shape());
    List<Term> terms = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      int from = row;
      Tensor scores = Tensor.generate(Shape.of(1, classes), i -> x.get(from * classes + i));
      Tensor label =
          oneHot
              ? Tensor.generate(Shape.of(1, classes), i -> t.get(from * classes + i))
              : Tensor.vector(t.get(row));
      double loss = op.value(List.of(scores, label), context).item();
      String index = rows == 1 && x.shape().rank() == 1 ? "" : "[" + row + "]";
      terms.add(new Term(List.of(new Operand("L", index, loss, Kind.FORWARD)), loss));
    }
    return cell(position, terms, Combine.MEAN);
  }
}
