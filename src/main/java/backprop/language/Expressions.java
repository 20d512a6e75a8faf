package backprop.language;

import backprop.formula.Expr;

/// Text as a [backprop.formula.Expr]: what the printers of formulas and derivatives write, read
/// back.
///
/// The same expressions as in [Formula], with scalar functions only and every name a variable.
public final class Expressions {
  private Expressions() {}

  /// The expression that a text says.
  public static Parsed<Expr> parse(String text) {
    try {
      Grammar<ExprAlgebra.Deep> grammar = new Grammar<>(text, new ExprAlgebra(text));
      while (grammar.peek().kind() == Token.Kind.LINE) {
        grammar.take();
      }
      Expr expr = grammar.expression().value().expr();
      while (grammar.peek().kind() == Token.Kind.LINE) {
        grammar.take();
      }
      if (grammar.peek().kind() != Token.Kind.END) {
        throw grammar.stop(grammar.peek(), "formula.expected.operator-or-end");
      }
      return new Parsed.Done<>(expr);
    } catch (Stop stop) {
      return new Parsed.Failed<>(stop.in(text));
    }
  }
}
