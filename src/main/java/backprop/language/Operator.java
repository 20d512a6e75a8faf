package backprop.language;

import backprop.formula.Functions;
import backprop.formula.ScalarFunction;
import java.util.Optional;

/// The signs between two operands, and how tightly they bind.
enum Operator {
  ADD("+", 1, "add"),
  SUB("-", 1, "sub"),
  MUL("*", 2, "mul"),
  DIV("/", 2, "div"),
  MATMUL("@", 2, "matmul"),
  POW("^", 4, "pow");

  /// How tightly a unary minus binds: between the product and the power.
  static final int UNARY = 3;

  /// How tightly a number, a name or brackets hold together.
  static final int ATOM = 5;

  private final String sign;
  private final int strength;
  private final String operation;

  Operator(String sign, int strength, String operation) {
    this.sign = sign;
    this.strength = strength;
    this.operation = operation;
  }

  String sign() {
    return sign;
  }

  int strength() {
    return strength;
  }

  /// The name of the operation that it makes.
  String operation() {
    return operation;
  }

  /// The scalar function; a matrix product has none.
  Optional<ScalarFunction> function() {
    return Functions.find(operation);
  }

  static Optional<Operator> of(Token token) {
    if (token.kind() != Token.Kind.SIGN) {
      return Optional.empty();
    }
    return switch (token.text()) {
      case "+" -> Optional.of(ADD);
      case "-" -> Optional.of(SUB);
      case "*" -> Optional.of(MUL);
      case "/" -> Optional.of(DIV);
      case "@" -> Optional.of(MATMUL);
      case "^" -> Optional.of(POW);
      default -> Optional.empty();
    };
  }

  /// The operator that is printed for an operation of this name.
  static Optional<Operator> printed(String operation) {
    return switch (operation) {
      case "add" -> Optional.of(ADD);
      case "sub" -> Optional.of(SUB);
      case "mul" -> Optional.of(MUL);
      case "div" -> Optional.of(DIV);
      case "pow" -> Optional.of(POW);
      default -> Optional.empty();
    };
  }
}
