package backprop.graph.fusion;

import java.util.List;

/// What a part of a graph must look like, read from its last node backwards.
///
/// The words of the table in [Fusions]; [Matcher] gives them their meaning.
sealed interface Term {

  /// Any value: the operand at this port of the operation that the part equals. The same port twice
  /// is the same value twice.
  record Operand(int port) implements Term {}

  /// A constant whose every element is this number.
  record Literal(double value) implements Term {}

  /// An operation of this name on these terms, by port.
  record Call(String op, List<Term> arguments) implements Term {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /// A reduction along the last axis, so that its result broadcasts against what it reduces: that
  /// axis kept, or nothing but it.
  record AlongRows(String op, Term of) implements Term {}

  /// Minus the mean over the rows: −(1/N) Σ, with the sum, the sign and the 1/N in any order.
  record NegativeMean(Term of) implements Term {}

  /// One of several spellings; the first that stands.
  record Either(List<Term> spellings) implements Term {
    public Either {
      spellings = List.copyOf(spellings);
    }
  }

  static Term operand(int port) {
    return new Operand(port);
  }

  static Term number(double value) {
    return new Literal(value);
  }

  static Term call(String op, Term... arguments) {
    return new Call(op, List.of(arguments));
  }

  static Term either(Term... spellings) {
    return new Either(List.of(spellings));
  }

  /// An operation whose two operands may stand in either order.
  static Term swapping(String op, Term a, Term b) {
    return either(call(op, a, b), call(op, b, a));
  }
}
