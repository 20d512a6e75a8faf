package backprop.autodiff;

import backprop.message.NumberText;
import java.util.List;
import java.util.stream.Collectors;

/// One number of a tensor step, opened: what it is made of.
///
/// @param index where it stands, as a person writes it: `[3][1]`; empty for a scalar
/// @param terms what is put together, in reading order
/// @param combine how it is put together
public record Cell(int position, String index, double value, List<Term> terms, Combine combine) {
  public Cell {
    terms = List.copyOf(terms);
  }

  /// How terms make a number.
  public enum Combine {
    /// Their sum.
    SUM,
    /// Their sum divided by how many there are.
    MEAN,
    /// The largest of them.
    LARGEST,
    /// Where the largest of them stands, counted from 0.
    PLACE,
    /// The operation applied to the one term's operands.
    APPLY,
    /// The term of the same place in its row, divided by the sum of all.
    SHARE,
    /// There are too many to list; only the number is known.
    UNLISTED
  }

  /// What an operand is, and by that its colour.
  public enum Kind {
    /// A value of the forward pass.
    FORWARD,
    /// A number of the upstream gradient.
    GRADIENT,
    /// A number of the local derivative.
    LOCAL
  }

  /// A number that goes into a term.
  ///
  /// @param name what it is a number of, such as `W`
  /// @param index where it stands in that
  public record Operand(String name, String index, double value, Kind kind) {
    /// `W[0][1]`
    public String place() {
      return name + index;
    }

    /// The number, in brackets where it begins with a minus sign.
    public String text() {
      String text = NumberText.of(value);
      return text.startsWith(NumberText.MINUS) ? "(" + text + ")" : text;
    }
  }

  /// One term: the product of its operands, unless the cell applies an operation to them.
  public record Term(List<Operand> operands, double value) {
    public Term {
      operands = List.copyOf(operands);
    }

    static Term product(Operand... operands) {
      double value = 1;
      for (Operand operand : operands) {
        value *= operand.value();
      }
      return new Term(List.of(operands), value);
    }

    /// `0.5 × (−2)`
    public String text() {
      return operands.stream().map(Operand::text).collect(Collectors.joining(" × "));
    }

    /// `X[0][1] × W[1][2]`
    public String places() {
      return operands.stream().map(Operand::place).collect(Collectors.joining(" × "));
    }
  }
}
