package backprop.language;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Random scalar formulas with values for their inputs: fan-out, deep nesting, all functions, every
/// way to write a product.
final class AnyFormula {
  private static final List<String> FUNCTIONS =
      List.of(
          "exp",
          "log",
          "sqrt",
          "sin",
          "cos",
          "tan",
          "tanh",
          "sigmoid",
          "relu",
          "abs",
          "neg",
          "reciprocal",
          "identity");

  private final Random random;
  private final List<String> names = new ArrayList<>();
  private final Map<String, Double> values = new LinkedHashMap<>();

  /// A formula and the values of its inputs.
  record Case(String text, Map<String, Double> values) {}

  private AnyFormula(long seed) {
    random = new Random(seed);
  }

  static Case of(long seed) {
    return new AnyFormula(seed).make();
  }

  private Case make() {
    int inputs = 1 + random.nextInt(4);
    for (int i = 0; i < inputs; i++) {
      String name = List.of("x", "y", "사과", "w1").get(i);
      names.add(name);
      values.put(name, Math.round((0.2 + 1.6 * random.nextDouble()) * 1000) / 1000.0);
    }
    StringBuilder text = new StringBuilder();
    int statements = random.nextInt(4);
    for (int i = 0; i < statements; i++) {
      text.append("u").append(i).append(" = ").append(expression(1 + random.nextInt(5)));
      text.append(random.nextBoolean() ? "; " : "\n");
      names.add("u" + i);
    }
    String last =
        random.nextInt(5) == 0 ? chain(1 + random.nextInt(80)) : expression(2 + random.nextInt(6));
    // Every input and every name is used, so that each has a gradient.
    StringBuilder all = new StringBuilder("z = " + last);
    names.forEach(
        name ->
            all.append(random.nextBoolean() ? " + " : " - ")
                .append(name)
                .append(" * ")
                .append(name));
    return new Case(text.append(all).toString(), values);
  }

  /// So many operations, one in the other.
  private String chain(int operations) {
    String text = name();
    for (int i = 0; i < operations; i++) {
      text =
          switch (random.nextInt(8)) {
            case 0 -> "sin(" + text + ")";
            case 1 -> "tanh(" + text + ")";
            case 2 -> "sigmoid(" + text + ")";
            case 3 -> "cos(2" + "(" + text + "))";
            case 4 -> "-(" + text + ")";
            case 5 -> "(" + text + ") / (2 + " + name() + ")";
            case 6 -> "(" + text + " + " + name() + ")";
            default -> "0.5(" + text + ")";
          };
    }
    return text;
  }

  private String name() {
    return names.get(random.nextInt(names.size()));
  }

  private String space() {
    return random.nextBoolean() ? " " : "";
  }

  private String expression(int depth) {
    if (depth == 0 || random.nextInt(12) == 0) {
      return random.nextInt(4) == 0 ? String.valueOf(1 + random.nextInt(30) / 10.0) : name();
    }
    String a = expression(depth - 1);
    return switch (random.nextInt(14)) {
      case 0, 1 -> a + space() + "+" + space() + expression(depth - 1);
      case 2 -> a + space() + "-" + space() + "(" + expression(depth - 1) + ")";
      case 3, 4 -> "(" + a + ")" + space() + "*" + space() + name();
      case 5 -> "(" + a + ")(" + expression(depth - 1) + ")";
      case 6 -> "(" + a + ")/(2 + abs(" + expression(depth - 1) + "))";
      case 7 -> (1 + random.nextInt(4)) + space() + name() + " - " + a;
      case 8 -> "-" + name() + "^2 + " + a;
      case 9 -> "(1 + abs(" + a + "))^" + (random.nextBoolean() ? "-" : "") + name();
      case 10 -> (random.nextBoolean() ? "max(" : "min(") + a + ", " + expression(depth - 1) + ")";
      case 11 -> name() + "^2^" + (1 + random.nextInt(2)) + " * (" + a + ")";
      default -> FUNCTIONS.get(random.nextInt(FUNCTIONS.size())) + "(" + a + ")";
    };
  }
}
