package backprop.file;

import backprop.message.NumberText;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what a person pastes into a value field: a NumPy print, a list, or a table.
///
/// With brackets, the nesting gives the shape and commas and white space separate. Without, one
/// line is a vector (one number a scalar), several lines are the rows of a matrix, and a single
/// column is a vector. Cells are separated by tabs, else by semicolons, commas or white space.
/// Before it is read, the text loses `x =`, `Out[3]:`, `array(…)`, `dtype=…` and the like.
public final class PastedNumbers {
  /// The most numbers that are read.
  public static final int MOST_NUMBERS = 1_000_000;

  private static final int LONGEST_TEXT = 40_000_000;
  private static final int HIGHEST_RANK = 16;
  private static final int MOST_WRAPPERS = 4;
  private static final int LONGEST_NUMBER = 400;
  private static final Pattern PROMPT =
      Pattern.compile(
          "^\\s*(?:>>>|In ?\\[\\d*\\]:|Out ?\\[\\d*\\]:|[A-Za-z_][\\w.]*\\s*=(?!=))\\s*");
  private static final Pattern WRAPPER = Pattern.compile("^\\s*[A-Za-z_][\\w.]*\\s*\\(");
  private static final Pattern OPTION =
      Pattern.compile(
          ",\\s*(?:dtype|device|requires_grad|grad_fn|shape)\\s*=\\s*(?:'[^']*'|<[^>]*>|[\\w.]+)");
  private static final Pattern PIECE = Pattern.compile("[\\[\\](){}]|[^\\s,;\\[\\](){}]+");

  private final List<String> pieces = new ArrayList<>();
  private final List<Double> numbers = new ArrayList<>();
  private final List<Integer> dims = new ArrayList<>();
  private int at;

  private PastedNumbers() {}

  /// The tensor that a text says.
  ///
  /// @throws UnreadableNumbers with a sentence for the person if it says none
  public static Tensor parse(String text) {
    if (text.length() > LONGEST_TEXT) {
      throw new UnreadableNumbers("too-many", MOST_NUMBERS);
    }
    String plain = unwrapped(text);
    if (plain.isEmpty()) {
      throw new UnreadableNumbers("none");
    }
    if (plain.contains("...") || plain.contains("…")) {
      throw new UnreadableNumbers("shortened");
    }
    return plain.startsWith("[") || plain.startsWith("(")
        ? new PastedNumbers().brackets(plain)
        : table(plain);
  }

  private static String unwrapped(String text) {
    String plain = PROMPT.matcher(text.strip()).replaceFirst("").strip();
    Matcher wrapper = WRAPPER.matcher(plain);
    for (int depth = 0; depth < MOST_WRAPPERS && wrapper.find() && plain.endsWith(")"); depth++) {
      plain = plain.substring(wrapper.end(), plain.length() - 1).strip();
      plain = OPTION.matcher(plain).replaceAll("").strip();
      if (plain.endsWith(",")) {
        plain = plain.substring(0, plain.length() - 1).strip();
      }
      wrapper = WRAPPER.matcher(plain);
    }
    return plain;
  }

  private Tensor brackets(String text) {
    Matcher matcher = PIECE.matcher(text);
    while (matcher.find()) {
      pieces.add(matcher.group());
    }
    list(0);
    if (at < pieces.size()) {
      throw new UnreadableNumbers("after", pieces.get(at));
    }
    if (numbers.isEmpty()) {
      throw new UnreadableNumbers("none");
    }
    int[] shape = dims.stream().mapToInt(Integer::intValue).toArray();
    return tensor(Shape.of(shape), numbers);
  }

  /// Reads a list whose opening bracket is next.
  private void list(int depth) {
    if (depth >= HIGHEST_RANK) {
      throw new UnreadableNumbers("deep", HIGHEST_RANK);
    }
    String closing = closing(pieces.get(at++));
    boolean first = dims.size() == depth;
    if (first) {
      dims.add(-1);
    }
    int length = 0;
    boolean lists = false;
    while (at < pieces.size() && !pieces.get(at).equals(closing)) {
      boolean inner = isBracket(pieces.get(at));
      if ((length > 0 && inner != lists) || (!first && inner != (depth + 1 < dims.size()))) {
        throw new UnreadableNumbers("uneven");
      }
      lists = inner;
      if (inner) {
        list(depth + 1);
      } else {
        add(pieces.get(at++));
      }
      length++;
    }
    if (at == pieces.size()) {
      throw new UnreadableNumbers("open");
    }
    at++;
    if (dims.get(depth) < 0) {
      dims.set(depth, length);
    } else if (dims.get(depth) != length) {
      throw new UnreadableNumbers("uneven");
    }
  }

  private static String closing(String opening) {
    return switch (opening) {
      case "[" -> "]";
      case "(" -> ")";
      default -> throw new UnreadableNumbers("piece", opening);
    };
  }

  private static boolean isBracket(String piece) {
    return piece.length() == 1 && "[](){}".contains(piece);
  }

  private void add(String piece) {
    if (numbers.size() >= MOST_NUMBERS) {
      throw new UnreadableNumbers("too-many", MOST_NUMBERS);
    }
    numbers.add(number(piece));
  }

  private static double number(String piece) {
    OptionalDouble number =
        piece.length() > LONGEST_NUMBER ? OptionalDouble.empty() : NumberText.parse(piece);
    if (number.isEmpty() || piece.matches("[+-]?0\\d+")) {
      throw new UnreadableNumbers(
          "piece", piece.length() > 30 ? piece.substring(0, 30) + "…" : piece);
    }
    return number.getAsDouble();
  }

  private static Tensor table(String text) {
    List<Double> numbers = new ArrayList<>();
    int rows = 0;
    int columns = 0;
    for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
      List<String> cells = cells(line);
      if (rows > 0 && cells.size() != columns) {
        throw new UnreadableNumbers("row", rows + 1, cells.size(), columns);
      }
      columns = cells.size();
      rows++;
      if ((long) rows * columns > MOST_NUMBERS) {
        throw new UnreadableNumbers("too-many", MOST_NUMBERS);
      }
      cells.forEach(cell -> numbers.add(number(cell)));
    }
    if (numbers.isEmpty()) {
      throw new UnreadableNumbers("none");
    }
    if (rows == 1 && columns == 1) {
      return Tensor.scalar(numbers.getFirst());
    }
    return tensor(
        rows == 1 ? Shape.of(columns) : columns == 1 ? Shape.of(rows) : Shape.of(rows, columns),
        numbers);
  }

  private static List<String> cells(String line) {
    String separator =
        line.contains("\t") ? "\t" : line.contains(";") ? ";" : line.contains(",") ? "," : "\\s+";
    List<String> cells = new ArrayList<>();
    for (String cell : line.strip().split(separator, -1)) {
      cells.add(cell.strip());
    }
    if (cells.size() > 1 && cells.getLast().isEmpty()) {
      cells.removeLast();
    }
    return cells;
  }

  private static Tensor tensor(Shape shape, List<Double> numbers) {
    return Tensor.of(shape, numbers.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
