package backprop.autodiff;

import backprop.autodiff.Cell.Combine;
import backprop.autodiff.Cell.Kind;
import backprop.autodiff.Cell.Operand;
import backprop.autodiff.Cell.Term;
import backprop.op.Affine;
import backprop.op.ArgMax;
import backprop.op.AveragePool2d;
import backprop.op.AxisMax;
import backprop.op.BatchNorm;
import backprop.op.BinaryCrossEntropy;
import backprop.op.Concat;
import backprop.op.Convolution;
import backprop.op.CrossEntropy;
import backprop.op.Dropout;
import backprop.op.ElementWise;
import backprop.op.Flatten;
import backprop.op.LeakyRelu;
import backprop.op.MatMul;
import backprop.op.MaxPool2d;
import backprop.op.Mean;
import backprop.op.MeanSquaredError;
import backprop.op.OneHot;
import backprop.op.Op;
import backprop.op.OpContext;
import backprop.op.Pad;
import backprop.op.Pooling;
import backprop.op.Reshape;
import backprop.op.Softmax;
import backprop.op.SoftmaxLoss;
import backprop.op.Sum;
import backprop.op.SumSquaredError;
import backprop.op.Transpose;
import backprop.tensor.Axes;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What each number of an operation's value is made of.
final class ForwardTerms {
  private static final Operand HALF = new Operand("½", "", 0.5, Kind.LOCAL);

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
    this.pairs = PairsOf.op(op, inputs);
  }

  Cell cell(int position) {
    if (pairs.isPresent()) {
      return cell(position, products(pairs.get(), position), Combine.SUM);
    }
    return switch (op) {
      case ElementWise _, LeakyRelu _ -> applied(position);
      case Sum(List<Integer> axes, _) -> cell(position, group(axes, position), Combine.SUM);
      case Mean(List<Integer> axes, _) -> cell(position, group(axes, position), Combine.MEAN);
      case AxisMax(List<Integer> axes, _) -> cell(position, group(axes, position), Combine.LARGEST);
      case ArgMax(int axis) -> cell(position, group(List.of(axis), position), Combine.PLACE);
      case Reshape _, Flatten _, Transpose _ -> moved(position);
      case Concat concat -> joined(concat, position);
      case Pad pad -> padded(pad, position);
      case OneHot _ -> labelled(position);
      case Softmax _ -> cell(position, exponentials(position), Combine.SHARE);
      case Dropout _ -> masked(position);
      case BatchNorm _ -> normalised(position);
      case MaxPool2d pool -> cell(position, window(pool, position), Combine.LARGEST);
      case AveragePool2d pool -> cell(position, padding(pool, position), Combine.MEAN);
      case MeanSquaredError(boolean rows) when !rows ->
          cell(position, squares(List.of()), Combine.MEAN);
      case SumSquaredError _ -> cell(position, squares(List.of(HALF)), Combine.SUM);
      case SoftmaxLoss _, CrossEntropy _, BinaryCrossEntropy _, MeanSquaredError _ ->
          rows(position);
      case MatMul _, Affine _, Convolution _ -> throw new AssertionError("has pairs: " + op);
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

  private Cell joined(Concat concat, int position) {
    List<Shape> shapes = inputs.stream().map(Tensor::shape).toList();
    for (int port = 0; port < shapes.size(); port++) {
      int from = concat.part(port, shapes, output.shape()).inverse(position);
      if (from >= 0) {
        return cell(position, List.of(Term.product(operand(port, from))), Combine.APPLY);
      }
    }
    throw new AssertionError("no input holds number " + position);
  }

  private Cell padded(Pad pad, int position) {
    int from = pad.part(inputs.getFirst().shape()).inverse(position);
    Operand source = from < 0 ? nothing() : operand(0, from);
    return cell(position, List.of(Term.product(source)), Combine.APPLY);
  }

  /// The zero that stands where there is no number.
  private static Operand nothing() {
    return new Operand("0", "", 0, Kind.LOCAL);
  }

  private Cell labelled(int position) {
    Operand label = operand(0, position / output.shape().dim(-1));
    return cell(position, List.of(new Term(List.of(label), output.get(position))), Combine.APPLY);
  }

  private Cell normalised(int position) {
    Shape x = inputs.getFirst().shape();
    int inner = 1;
    for (int axis = 2; axis < x.rank(); axis++) {
      inner *= x.dim(axis);
    }
    int channel = position / inner % x.dim(1);
    List<Operand> operands = new ArrayList<>(List.of(operand(0, position)));
    op.innerValues(inputs, output, context).entrySet().stream()
        .sorted(java.util.Map.Entry.comparingByKey())
        .map(
            each ->
                new Operand(
                    each.getKey(), "[" + channel + "]", each.getValue().get(channel), Kind.LOCAL))
        .forEach(operands::add);
    operands.add(operand(1, channel));
    operands.add(operand(2, channel));
    return cell(position, List.of(new Term(operands, output.get(position))), Combine.APPLY);
  }

  private List<Term> window(Pooling pool, int position) {
    return pool.window(inputs.getFirst().shape(), position).stream()
        .map(at -> Term.product(operand(0, at)))
        .toList();
  }

  /// The numbers of a window, and a zero for each place of it that stands out of the image.
  private List<Term> padding(Pooling pool, int position) {
    List<Term> terms = new ArrayList<>(window(pool, position));
    int side = pool.windows().kernel();
    while (terms.size() < side * side) {
      terms.add(Term.product(nothing()));
    }
    return terms;
  }

  private List<Term> squares(List<Operand> factors) {
    Tensor y = inputs.get(0);
    Tensor t = inputs.get(1);
    List<Term> terms = new ArrayList<>();
    for (int i = 0; i < y.size(); i++) {
      Operand difference =
          new Operand(
              "(" + names.get(0) + " − " + names.get(1) + ")",
              Index.text(y.shape(), i),
              y.get(i) - t.get(i),
              Kind.FORWARD);
      List<Operand> operands = new ArrayList<>(factors);
      operands.add(difference);
      operands.add(difference);
      terms.add(Term.product(operands.toArray(Operand[]::new)));
    }
    return terms;
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
    Shape one = x.shape().rank() < 2 ? x.shape() : x.shape().with(0, 1);
    int rows = x.shape().rank() < 2 ? 1 : x.shape().dim(0);
    boolean oneHot = t.shape().equals(x.shape());
    List<Term> terms = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      int from = row * one.size();
      Tensor scores = Tensor.generate(one, i -> x.get(from + i));
      Tensor label =
          oneHot
              ? Tensor.generate(one, i -> t.get(from + i))
              : one.rank() < 2 ? t : Tensor.vector(t.get(row));
      double loss = op.value(List.of(scores, label), context).item();
      String index = x.shape().rank() < 2 ? "" : "[" + row + "]";
      terms.add(new Term(List.of(new Operand("L", index, loss, Kind.FORWARD)), loss));
    }
    return cell(position, terms, Combine.MEAN);
  }
}
