package backprop.language;

import backprop.message.Message;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Reads expressions: one method for each level of `src/docs/formula-language.md`.
///
/// What was read is handed to an [Algebra] at once, so that a long sum needs no deep stack; only
/// brackets, signs and powers nest.
final class Grammar<T> {
  /// How deeply brackets, minus signs and powers may nest.
  static final int DEEPEST = 250;

  private static final int HIGHEST_RANK = 16;

  private final String text;
  private final List<Token> tokens;
  private final Algebra<T> algebra;
  private int at;
  private int depth;

  Grammar(String text, Algebra<T> algebra) {
    this.text = text;
    this.tokens = Lexer.tokens(text);
    this.algebra = algebra;
  }

  // ---- tokens --------------------------------------------------------------------------------

  Token peek() {
    return tokens.get(at);
  }

  Token peek(int ahead) {
    return tokens.get(Math.min(at + ahead, tokens.size() - 1));
  }

  Token take() {
    Token token = tokens.get(at);
    if (at < tokens.size() - 1) {
      at++;
    }
    return token;
  }

  boolean takeSign(String sign) {
    if (peek().is(sign)) {
      take();
      return true;
    }
    return false;
  }

  Stop stop(Token token, String expected, Object... arguments) {
    return new Stop(token.span(), Lexer.found(text, token.span()), Message.of(expected, arguments));
  }

  private Token previous() {
    return tokens.get(at - 1);
  }

  // ---- expressions ---------------------------------------------------------------------------

  /// An expression: sums of products of powers.
  Operand<T> expression() {
    return expression(Operator.ADD.strength());
  }

  private Operand<T> expression(int least) {
    Operand<T> left = signed();
    while (true) {
      Optional<Operator> operator = Operator.of(peek());
      if (operator.isEmpty() && multiplies()) {
        left = binary(Operator.MUL, left, power());
        continue;
      }
      if (operator.isEmpty()
          || operator.get().strength() < least
          || operator.get() == Operator.POW) {
        return left;
      }
      take();
      boolean sum = operator.get().strength() == Operator.ADD.strength();
      left = binary(operator.get(), left, sum ? expression(Operator.MUL.strength()) : signed());
    }
  }

  /// Whether a product is meant though no sign stands there: `2x`, `2(x + y)`, `(a)(b)`.
  private boolean multiplies() {
    Token before = previous();
    boolean factor =
        before.kind() == Token.Kind.NUMBER || before.kind() == Token.Kind.RAISED || before.is(")");
    return factor && (peek().isName() || peek().is("("));
  }

  private Operand<T> binary(Operator operator, Operand<T> left, Operand<T> right) {
    return new Operand<>(algebra.binary(operator, left, right), left.span().through(right.span()));
  }

  /// A power with or without a minus sign before it.
  private Operand<T> signed() {
    Token sign = peek();
    if (!sign.is("-")) {
      return power();
    }
    Token number = peek(1);
    Token after = peek(2);
    if (number.kind() == Token.Kind.NUMBER && !after.is("^") && after.kind() != Token.Kind.RAISED) {
      take();
      take();
      Span span = sign.span().through(number.span());
      return new Operand<>(algebra.literal(Tensor.scalar(-number.number()), span), span);
    }
    deeper(take());
    Operand<T> operand = signed();
    depth--;
    Span span = sign.span().through(operand.span());
    return new Operand<>(algebra.negate(operand, span), span);
  }

  /// An atom, raised to a power or not.
  private Operand<T> power() {
    Operand<T> base = atom();
    Token next = peek();
    if (next.kind() == Token.Kind.RAISED) {
      take();
      Operand<T> exponent =
          new Operand<>(algebra.literal(Tensor.scalar(next.number()), next.span()), next.span());
      return binary(Operator.POW, base, exponent);
    }
    if (!next.is("^")) {
      return base;
    }
    deeper(take());
    Operand<T> exponent = signed();
    depth--;
    return binary(Operator.POW, base, exponent);
  }

  private Operand<T> atom() {
    Token token = peek();
    return switch (token.kind()) {
      case NUMBER -> {
        take();
        yield new Operand<>(
            algebra.literal(Tensor.scalar(token.number()), token.span()), token.span());
      }
      case NAME, QUOTED -> {
        if (peek(1).is("(")) {
          yield call();
        }
        if (token.kind() == Token.Kind.NAME && Lexer.RESERVED.contains(token.text())) {
          throw stop(token, "formula.expected.operand");
        }
        take();
        yield new Operand<>(algebra.name(token.name(), token.span()), token.span());
      }
      case SIGN -> {
        if (token.is("(")) {
          yield brackets();
        }
        if (token.is("[")) {
          yield array();
        }
        throw stop(token, "formula.expected.operand");
      }
      case RAISED, LINE, END -> throw stop(token, "formula.expected.operand");
    };
  }

  private Operand<T> brackets() {
    Token open = take();
    deeper(open);
    Operand<T> inner = expression();
    depth--;
    Token close = peek();
    if (!takeSign(")")) {
      throw stop(close, "formula.expected.operator-or-close");
    }
    return new Operand<>(inner.value(), open.span().through(close.span()));
  }

  private void deeper(Token token) {
    if (++depth > DEEPEST) {
      throw stop(token, "formula.expected.shallower", DEEPEST);
    }
  }

  // ---- calls ---------------------------------------------------------------------------------

  private Operand<T> call() {
    Token head = take();
    deeper(take());
    List<Operand<T>> arguments = new ArrayList<>();
    List<Call.Option> options = new ArrayList<>();
    while (!peek().is(")")) {
      if (peek().isName() && peek(1).is("=")) {
        options.add(option());
      } else {
        arguments.add(expression());
      }
      if (!peek().is(")") && !takeSign(",")) {
        throw stop(peek(), "formula.expected.comma-or-close");
      }
    }
    depth--;
    Span span = head.span().through(take().span());
    String function =
        head.kind() == Token.Kind.NAME && head.number() == 1 ? head.text() : head.name().written();
    return new Operand<>(
        algebra.call(new Call<>(function, head.span(), span, arguments, options)), span);
  }

  /// A setting: `name=value`.
  Call.Option option() {
    Token name = peek();
    if (!name.isName() || !peek(1).is("=")) {
      throw stop(name, "formula.expected.setting-here");
    }
    take();
    take();
    Span from = peek().span();
    Object value = optionValue(0);
    Span valueSpan = from.through(previous().span());
    return new Call.Option(name.text(), value, name.span().through(valueSpan), valueSpan);
  }

  private Object optionValue(int rank) {
    Token token = take();
    if (token.is("-") && peek().kind() == Token.Kind.NUMBER) {
      return optionNumber(take(), "-");
    }
    if (token.kind() == Token.Kind.NUMBER) {
      return optionNumber(token, "");
    }
    if (token.kind() == Token.Kind.QUOTED) {
      return token.text();
    }
    if (token.kind() == Token.Kind.NAME) {
      return switch (token.text()) {
        case "true", "True" -> true;
        case "false", "False" -> false;
        default -> throw stop(token, "formula.expected.value");
      };
    }
    if (!token.is("[") && !token.is("(")) {
      throw stop(token, "formula.expected.value");
    }
    if (rank >= HIGHEST_RANK) {
      throw stop(token, "formula.expected.rank", HIGHEST_RANK);
    }
    String close = token.is("[") ? "]" : ")";
    List<Object> items = new ArrayList<>();
    while (!takeSign(close)) {
      items.add(optionValue(rank + 1));
      if (!peek().is(close) && !takeSign(",")) {
        throw stop(peek(), "formula.expected.comma-or-bracket");
      }
    }
    return items;
  }

  /// A Long where the number is a whole one that fits, so that a seed is exact; else a Double.
  private static Number optionNumber(Token number, String sign) {
    try {
      return Long.valueOf(sign + number.text());
    } catch (NumberFormatException _) {
      return sign.isEmpty() ? number.number() : -number.number();
    }
  }

  // ---- array literals ------------------------------------------------------------------------

  private Operand<T> array() {
    Token open = peek();
    Tensor value = tensor();
    Span span = open.span().through(previous().span());
    return new Operand<>(algebra.literal(value, span), span);
  }

  /// An array of numbers: `[[1, 2], [3, 4]]`.
  private Tensor tensor() {
    Numbers numbers = new Numbers();
    items(numbers, 0);
    return Tensor.of(
        Shape.of(numbers.dims.stream().mapToInt(Integer::intValue).toArray()),
        Arrays.copyOf(numbers.data, numbers.size));
  }

  private static final class Numbers {
    private double[] data = new double[16];
    private int size;
    private final List<Integer> dims = new ArrayList<>();
    private int depth = -1;

    void add(double number) {
      if (size == data.length) {
        data = Arrays.copyOf(data, 2 * size);
      }
      data[size++] = number;
    }
  }

  private void items(Numbers numbers, int rank) {
    Token open = take();
    if (rank >= HIGHEST_RANK) {
      throw stop(open, "formula.expected.rank", HIGHEST_RANK);
    }
    boolean first = numbers.dims.size() == rank;
    if (first) {
      numbers.dims.add(-1);
    }
    int length = 0;
    while (!peek().is("]")) {
      Token item = peek();
      if (item.is("[")) {
        if (numbers.depth >= 0 && rank + 1 >= numbers.depth) {
          throw stop(item, "formula.expected.number-here");
        }
        items(numbers, rank + 1);
      } else {
        number(numbers, rank + 1);
      }
      length++;
      if (!peek().is("]") && !takeSign(",")) {
        throw stop(peek(), "formula.expected.comma-or-bracket");
      }
    }
    Token close = take();
    if (numbers.depth < 0 && length == 0) {
      numbers.depth = rank + 1;
    }
    if (length == 0 && numbers.depth > rank + 1) {
      throw stop(close, "formula.expected.items", numbers.dims.get(rank));
    }
    int known = numbers.dims.get(rank);
    if (known >= 0 && known != length) {
      throw stop(close, "formula.expected.items", known);
    }
    numbers.dims.set(rank, length);
  }

  private void number(Numbers numbers, int rank) {
    Token token = peek();
    boolean negative = takeSign("-");
    Token digits = peek();
    if (digits.kind() != Token.Kind.NUMBER) {
      throw stop(digits, "formula.expected.number");
    }
    if (numbers.depth < 0) {
      numbers.depth = rank;
    }
    if (numbers.depth != rank) {
      throw stop(token, "formula.expected.list-here");
    }
    take();
    numbers.add(negative ? -digits.number() : digits.number());
  }
}
