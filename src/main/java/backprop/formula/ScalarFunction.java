package backprop.formula;

import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A function of one or two numbers: its name, sign, value and derivatives in one row.
///
/// The derivative by each argument is an [Expr] in the arguments and the output, written once in
/// the table [Functions]. It is printed as the local derivative and evaluated for the number that
/// flows back, so that the two cannot disagree. The variables of these formulas are the textbook's:
/// y = f(x) for one argument, z = f(x, y) for two ([#A], [#B], [#output]).
public final class ScalarFunction {
  /// The name of the first argument in a derivative.
  public static final String A = "x";

  /// The name of the second argument in a derivative.
  public static final String B = "y";

  /// The name of the value of a function of two arguments in a derivative; see [#output].
  public static final String Y = "z";

  /// What the derivative of an unknown function has behind its name.
  static final String PRIME = "′";

  /// The value of a function of one argument.
  @FunctionalInterface
  public interface Unary {
    double of(double a);
  }

  /// The value of a function of two arguments.
  @FunctionalInterface
  public interface Binary {
    double of(double a, double b);
  }

  /// A derivative of a function of one argument, in the argument and the value.
  @FunctionalInterface
  public interface UnaryRule {
    Expr of(Expr a, Expr y);
  }

  /// A derivative of a function of two arguments, in the arguments and the value.
  @FunctionalInterface
  public interface BinaryRule {
    Expr of(Expr a, Expr b, Expr y);
  }

  private static final Binary SMOOTH = (a, b) -> Double.POSITIVE_INFINITY;

  private final String name;
  private final String sign;
  private final int arity;
  private final Binary value;
  private final List<BinaryRule> rules;
  private final Binary kinkDistance;
  private final @Nullable UnaryOperator<Expr> definition;
  private final boolean unknown;
  private volatile @Nullable List<Prepared> prepared;
  private volatile @Nullable List<Expr> shown;

  private ScalarFunction(
      String name,
      String sign,
      int arity,
      Binary value,
      List<BinaryRule> rules,
      Binary kinkDistance,
      @Nullable UnaryOperator<Expr> definition,
      boolean unknown) {
    this.unknown = unknown;
    this.name = Objects.requireNonNull(name);
    this.sign = Objects.requireNonNull(sign);
    this.arity = arity;
    this.value = value;
    this.rules = rules;
    this.kinkDistance = kinkDistance;
    this.definition = definition;
  }

  /// A row of the table for a function of one argument.
  static ScalarFunction unary(String name, String sign, Unary value, UnaryRule rule) {
    return new ScalarFunction(
        name,
        sign,
        1,
        (a, b) -> value.of(a),
        List.of((a, b, y) -> rule.of(a, y)),
        SMOOTH,
        null,
        false);
  }

  /// A row of the table for a function of two arguments.
  static ScalarFunction binary(
      String name, String sign, Binary value, BinaryRule byFirst, BinaryRule bySecond) {
    return new ScalarFunction(
        name, sign, 2, value, List.of(byFirst, bySecond), SMOOTH, null, false);
  }

  /// A function of which only the name is known: it has no value, and its derivative is another
  /// unknown function, y₁′ for y₁.
  public static ScalarFunction unknown(String name) {
    return new ScalarFunction(
        name,
        name,
        1,
        (a, b) -> Double.NaN,
        List.of(
            new BinaryRule() {
              private @Nullable ScalarFunction derivative;

              // Always the same one, so that like terms are seen to be alike.
              @Override
              public synchronized Expr of(Expr a, Expr b, Expr y) {
                ScalarFunction known = derivative;
                if (known == null) {
                  known = unknown(name + PRIME);
                  derivative = known;
                }
                return Expr.call(known, a);
              }
            }),
        SMOOTH,
        null,
        true);
  }

  /// This row with its kinks: how far a point is from the nearest one.
  ScalarFunction withKinks(Binary distance) {
    return new ScalarFunction(name, sign, arity, value, rules, distance, definition, unknown);
  }

  /// This row with the textbook's definition in other functions.
  ScalarFunction definedBy(UnaryOperator<Expr> definition) {
    return new ScalarFunction(name, sign, arity, value, rules, kinkDistance, definition, unknown);
  }

  /// The name in files and formulas: `mul`.
  public String name() {
    return name;
  }

  /// The textbook's sign on the disc: `×`.
  public String sign() {
    return sign;
  }

  /// Whether only the name is known, see [#unknown(String)].
  public boolean isUnknown() {
    return unknown;
  }

  /// One or two.
  public int arity() {
    return arity;
  }

  /// The textbook's letter for the value: `y` for one argument, `z` for two.
  public String output() {
    return arity == 1 ? B : Y;
  }

  /// The value at one argument; for functions of one argument.
  public double value(double a) {
    return value.of(a, Double.NaN);
  }

  /// The value at two arguments.
  public double value(double a, double b) {
    return value.of(a, b);
  }

  /// How far this point is from the nearest kink, a place where a derivative jumps; ∞ where there
  /// is none.
  ///
  /// At a kink (distance 0) the derivative is a convention, PyTorch's, and no numerical difference
  /// can confirm it.
  ///
  /// @param b ignored for functions of one argument
  public double kinkDistance(double a, double b) {
    return kinkDistance.of(a, b);
  }

  /// The derivative by one argument, as a formula in [#A], [#B] and [#output].
  public Expr derivative(int argument) {
    return prepared(argument).rule;
  }

  /// [#derivative(int)], simplified to be shown: made at the first use, since an evaluation needs
  /// its number only.
  public Expr shownDerivative(int argument) {
    List<Expr> ready = shown;
    if (ready == null) {
      ready =
          IntStream.range(0, arity)
              .mapToObj(each -> Simplifier.simplify(prepared(each).rule))
              .toList();
      shown = ready;
    }
    return ready.get(argument);
  }

  /// The number that [#derivative(int)] stands for, at these arguments and this value.
  ///
  /// @param b ignored for functions of one argument
  public double slope(int argument, double a, double b, double value) {
    return prepared(argument).compiled.at(a, b, value);
  }

  /// A derivative as a formula and as what computes its number, made once.
  private record Prepared(Expr rule, Evaluation.Compiled compiled) {}

  /// Made at the first use and not before, since rules name other rows of the table. Two threads
  /// may make it twice and get equal ones.
  private Prepared prepared(int argument) {
    List<Prepared> ready = prepared;
    if (ready == null) {
      ready = IntStream.range(0, arity).mapToObj(this::prepare).toList();
      prepared = ready;
    }
    return ready.get(argument);
  }

  private Prepared prepare(int argument) {
    Expr rule = derivative(argument, Expr.var(A), Expr.var(B), Expr.var(output()));
    return new Prepared(rule, Evaluation.compile(rule, this));
  }

  /// The derivative by one argument, as a formula in the given formulas.
  ///
  /// @param b ignored for functions of one argument
  public Expr derivative(int argument, Expr a, Expr b, Expr y) {
    return rules.get(argument).of(a, b, y);
  }

  /// What the function is, in [#A] and [#B]: the textbook's definition in other functions (sigmoid
  /// is 1 / (1 + exp(−x))), or itself.
  public Expr definition() {
    if (definition != null) {
      return definition.apply(Expr.var(A));
    }
    return arity == 1 ? Expr.call(this, Expr.var(A)) : Expr.call(this, Expr.var(A), Expr.var(B));
  }

  @Override
  public String toString() {
    return name;
  }
}
