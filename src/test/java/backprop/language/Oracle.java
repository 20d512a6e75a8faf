package backprop.language;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A second reader of scalar formulas, straight from the text to dual numbers.
///
/// It shares nothing with the program: its own descent over characters, its own functions, and
/// derivatives in forward mode beside the value. Names are letters and digits.
final class Oracle {
  /// A value and its derivatives by every input.
  record Dual(double value, double[] by) {}

  private final String text;
  private final List<String> inputs;
  private final Map<String, Dual> names = new HashMap<>();
  private int at;

  private Oracle(String text, Map<String, Double> values) {
    this.text = text;
    this.inputs = List.copyOf(values.keySet());
    for (int i = 0; i < inputs.size(); i++) {
      double[] by = new double[inputs.size()];
      by[i] = 1;
      names.put(inputs.get(i), new Dual(values.get(inputs.get(i)), by));
    }
  }

  /// The last statement's value, with its derivatives in the order of the inputs.
  static Dual evaluate(String text, Map<String, Double> values) {
    Dual last = new Dual(Double.NaN, new double[0]);
    Oracle oracle = new Oracle("", values);
    for (String statement : text.split("[;\n]")) {
      int sign = statement.indexOf('=');
      Oracle one = new Oracle(statement.substring(sign + 1).replace(" ", ""), values);
      one.names.putAll(oracle.names);
      last = one.sum();
      if (one.at != one.text.length()) {
        throw new AssertionError(one.text + " at " + one.at);
      }
      if (sign >= 0) {
        oracle.names.put(statement.substring(0, sign).strip(), last);
      }
    }
    return last;
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private Dual sum() {
    Dual left = product();
    while (peek() == '+' || peek() == '-') {
      double sign = text.charAt(at++) == '+' ? 1 : -1;
      Dual right = product();
      left = combine(left.value() + sign * right.value(), left, 1, right, sign);
    }
    return left;
  }

  private Dual product() {
    Dual left = signed();
    while (true) {
      char before = text.charAt(at - 1);
      boolean number = endsNumber();
      char sign = peek();
      if (sign == '*') {
        at++;
        left = times(left, signed());
      } else if (sign == '/') {
        at++;
        left = times(left, apply("reciprocal", signed()));
      } else if ((before == ')' || number) && (sign == '(' || Character.isLetter(sign))) {
        left = times(left, power());
      } else {
        return left;
      }
    }
  }

  /// Whether what was read last is a number and not a name that ends in a digit.
  private boolean endsNumber() {
    int i = at - 1;
    while (i >= 0 && (Character.isDigit(text.charAt(i)) || text.charAt(i) == '.')) {
      i--;
    }
    return i < at - 1 && (i < 0 || !Character.isLetter(text.charAt(i)));
  }

  private Dual signed() {
    if (peek() == '-') {
      at++;
      return apply("neg", signed());
    }
    return power();
  }

  private Dual power() {
    Dual base = atom();
    if (peek() != '^') {
      return base;
    }
    at++;
    Dual exponent = signed();
    double a = base.value();
    double b = exponent.value();
    double y = Math.pow(a, b);
    double byA = b == 0 ? 0 : b * Math.pow(a, b - 1);
    boolean fixed = Arrays.stream(exponent.by()).allMatch(d -> d == 0);
    return combine(y, base, byA, exponent, fixed ? 0 : y * Math.log(a));
  }

  private Dual atom() {
    int from = at;
    if (peek() == '(') {
      at++;
      Dual inner = sum();
      at++;
      return inner;
    }
    if (Character.isDigit(peek())) {
      while (Character.isDigit(peek()) || peek() == '.') {
        at++;
      }
      return new Dual(Double.parseDouble(text.substring(from, at)), new double[inputs.size()]);
    }
    while (Character.isLetterOrDigit(peek())) {
      at++;
    }
    String name = text.substring(from, at);
    if (peek() != '(') {
      return names.get(name);
    }
    at++;
    Dual first = sum();
    if (peek() == ',') {
      at++;
      Dual second = sum();
      at++;
      return extreme(name, first, second);
    }
    at++;
    return apply(name, first);
  }

  private static Dual extreme(String name, Dual a, Dual b) {
    if (!tame(a) || !tame(b)) {
      // The side that is not chosen gets 0 · ∞, which the program does not hide.
      return new Dual(Double.NaN, a.by());
    }
    if (a.value() == b.value()) {
      return combine(a.value(), a, 0.5, b, 0.5);
    }
    boolean first = name.equals("max") == a.value() > b.value();
    return first ? a : b;
  }

  private static boolean tame(Dual x) {
    return Math.abs(x.value()) < 1e12 && Arrays.stream(x.by()).allMatch(d -> Math.abs(d) < 1e12);
  }

  private static Dual times(Dual a, Dual b) {
    return combine(a.value() * b.value(), a, b.value(), b, a.value());
  }

  private static Dual combine(double value, Dual a, double byA, Dual b, double byB) {
    double[] by = new double[a.by().length];
    Arrays.setAll(by, i -> byA * a.by()[i] + byB * b.by()[i]);
    return new Dual(value, by);
  }

  private static Dual apply(String name, Dual x) {
    double a = x.value();
    double e = Math.exp(-Math.abs(a));
    double s = a >= 0 ? 1 / (1 + e) : e / (1 + e);
    double[] valueAndSlope =
        switch (name) {
          case "neg" -> new double[] {-a, -1};
          case "reciprocal" -> new double[] {1 / a, -1 / (a * a)};
          case "exp" -> new double[] {Math.exp(a), Math.exp(a)};
          case "log" -> new double[] {Math.log(a), 1 / a};
          case "sqrt" -> new double[] {Math.sqrt(a), 0.5 / Math.sqrt(a)};
          case "sin" -> new double[] {Math.sin(a), Math.cos(a)};
          case "cos" -> new double[] {Math.cos(a), -Math.sin(a)};
          case "tan" -> new double[] {Math.tan(a), 1 / (Math.cos(a) * Math.cos(a))};
          case "tanh" -> new double[] {Math.tanh(a), 1 - Math.tanh(a) * Math.tanh(a)};
          case "sigmoid" -> new double[] {s, s * (1 - s)};
          case "relu" -> new double[] {Math.max(0, a), a > 0 ? 1 : 0};
          case "abs" -> new double[] {Math.abs(a), Math.signum(a)};
          case "identity" -> new double[] {a, 1};
          default -> throw new AssertionError("no function " + name);
        };
    double[] by = new double[x.by().length];
    Arrays.setAll(by, i -> valueAndSlope[1] * x.by()[i]);
    return new Dual(valueAndSlope[0], by);
  }
}
