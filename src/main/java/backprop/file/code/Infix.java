package backprop.file.code;

import backprop.formula.ScalarFunction;
import java.util.List;
import java.util.Optional;

/// The functions that Python writes with signs.
final class Infix {
  private Infix() {}

  /// The expression of a function on these operands; empty where Python has no sign for it.
  static Optional<String> of(ScalarFunction function, List<String> in) {
    String x = closed(in.getFirst());
    String y = closed(in.getLast());
    return switch (function.name()) {
      case "add" -> Optional.of(x + " + " + y);
      case "sub" -> Optional.of(x + " - " + y);
      case "mul" -> Optional.of(x + " * " + y);
      case "div" -> Optional.of(x + " / " + y);
      case "negate" -> Optional.of("-" + x);
      case "reciprocal" -> Optional.of("1 / " + x);
      case "identity" -> Optional.of(in.getFirst());
      default -> Optional.empty();
    };
  }

  /// An expression that no sign or dot beside it can part: a name, a number or a call as it is, all
  /// else in parentheses.
  static String closed(String text) {
    return isClosed(text) ? text : "(" + text + ")";
  }

  private static boolean isClosed(String text) {
    int open = text.indexOf('(');
    String name = open < 0 ? text : text.substring(0, open);
    if (!name.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '.')) {
      return false;
    }
    int depth = 0;
    for (int i = Math.max(0, open); open >= 0 && i < text.length(); i++) {
      depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
      if (depth == 0) {
        return i == text.length() - 1;
      }
    }
    return open < 0;
  }
}
