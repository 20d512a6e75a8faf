package backprop.autodiff;

import backprop.autodiff.Cell.Combine;
import backprop.autodiff.Cell.Kind;
import backprop.autodiff.Cell.Operand;
import backprop.autodiff.Cell.Term;
import backprop.op.LocalDerivative;
import backprop.op.Op;
import backprop.op.OpContext;
import backprop.op.Softmax;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What each number that is sent down an edge is made of: upstream numbers times local derivatives.
final class BackwardTerms {
  /// The most outputs that are tried one by one where an operation's own structure is not known.
  private static final int MOST_TRIED = 256;

  private final Op op;
  private final Step.Propagate send;
  private final List<Tensor> inputs;
  private final Tensor output;
  private final List<String> names;
  private final String upstreamName;
  private final OpContext context;
  private final Optional<Pairs> pairs;

  BackwardTerms(
      Op op,
      Step.Propagate send,
      List<Tensor> inputs,
      Tensor output,
      List<String> names,
      String upstreamName,
      OpContext context) {
    this.op = op;
    this.send = send;
    this.inputs = inputs;
    this.output = output;
    this.names = names;
    this.upstreamName = upstreamName;
    this.context = context;
    this.pairs = PairsOf.op(op, inputs);
  }

  Cell cell(int position) {
    if (pairs.isPresent()) {
      return cell(position, products(pairs.get(), position));
    }
    if (send.local() instanceof LocalDerivative.Elementwise local) {
      return cell(position, elements(local.values(), position));
    }
    if (op instanceof Softmax) {
      int classes = output.shape().dim(-1);
      int row = position / classes * classes;
      return cell(position, tried(row, row + classes, position));
    }
    return output.size() <= MOST_TRIED
        ? cell(position, tried(0, output.size(), position))
        : new Cell(
            position,
            Index.text(send.contribution().shape(), position),
            send.contribution().get(position),
            List.of(),
            Combine.UNLISTED);
  }

  private Cell cell(int position, List<Term> terms) {
    return new Cell(
        position,
        Index.text(send.contribution().shape(), position),
        send.contribution().get(position),
        terms,
        Combine.SUM);
  }

  private Operand upstream(int position) {
    return new Operand(
        upstreamName,
        Index.text(output.shape(), position),
        send.upstream().get(position),
        Kind.GRADIENT);
  }

  private Operand forward(int port, int position) {
    Tensor input = inputs.get(port);
    return new Operand(
        names.get(port), Index.text(input.shape(), position), input.get(position), Kind.FORWARD);
  }

  private List<Term> products(Pairs pairs, int position) {
    List<Term> terms = new ArrayList<>();
    switch (send.edge().port()) {
      case 0 ->
          pairs
              .ofInput(position)
              .forEach(p -> terms.add(Term.product(upstream(p.output()), forward(1, p.weight()))));
      case 1 ->
          pairs
              .ofWeight(position)
              .forEach(p -> terms.add(Term.product(forward(0, p.input()), upstream(p.output()))));
      default -> {
        for (int out = 0; out < pairs.outputs(); out++) {
          if (pairs.bias(out) == position) {
            terms.add(Term.product(upstream(out)));
          }
        }
      }
    }
    return terms;
  }

  /// One term for each output number that read this input number, more than one where it was
  /// broadcast.
  private List<Term> elements(Tensor local, int position) {
    List<Term> terms = new ArrayList<>();
    boolean same = send.contribution().shape().equals(output.shape());
    int from = same ? position : 0;
    int to = same ? position + 1 : output.size();
    for (int out = from; out < to; out++) {
      if (same
          || ForwardTerms.source(send.contribution().shape(), output.shape(), out) == position) {
        terms.add(
            Term.product(
                upstream(out),
                new Operand("local", Index.text(output.shape(), out), local.get(out), Kind.LOCAL)));
      }
    }
    return terms;
  }

  /// Finds local derivatives by sending a one through each output number alone.
  private List<Term> tried(int from, int to, int position) {
    List<Term> terms = new ArrayList<>();
    for (int out = from; out < to; out++) {
      Tensor one = Tensor.zeros(output.shape()).with(out, 1);
      double local = op.gradient(send.edge().port(), inputs, output, one, context).get(position);
      if (local != 0) {
        terms.add(
            Term.product(
                upstream(out),
                new Operand("local", Index.text(output.shape(), out), local, Kind.LOCAL)));
      }
    }
    return terms;
  }
}
