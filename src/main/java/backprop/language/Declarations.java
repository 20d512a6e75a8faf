package backprop.language;

import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.Shapes;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads `input(…)`, `parameter(…)`, `constant(…)` and how parameters begin.
final class Declarations {
  /// The most numbers of an input whose values are made up.
  static final long MOST_MADE_UP = 2_000_000;

  /// The deviation of a parameter that does not say how it begins: the textbook's.
  static final double USUAL_DEVIATION = 0.01;

  private static final Set<String> OPTIONS =
      Set.of("value", "shape", "data", "seed", "mean", "deviation");

  private final Call<Value> call;
  private final GraphAlgebra algebra;
  private final List<Integer> dims = new ArrayList<>();
  private Optional<Tensor> value = Optional.empty();
  private Optional<Node.Init> start = Optional.empty();
  private Optional<Node.Source.Column> column = Optional.empty();
  private Optional<Double> mean = Optional.empty();
  private Optional<Double> deviation = Optional.empty();
  private long seed;

  private Declarations(Call<Value> call, GraphAlgebra algebra) {
    this.call = call;
    this.algebra = algebra;
  }

  /// The functions of this class.
  static Set<String> functions() {
    return Set.of("input", "parameter", "constant", "normal", "he", "glorot", "zeros");
  }

  /// What a call declares, if it is a declaration.
  static Optional<Value> read(Call<Value> call, GraphAlgebra algebra) {
    Declarations one = new Declarations(call, algebra);
    return switch (call.function()) {
      case "input" -> Optional.of(new Value.Made(one.input()));
      case "parameter" -> Optional.of(new Value.Made(one.parameter()));
      case "constant" -> Optional.of(new Value.Made(one.constant()));
      case "normal" -> Optional.of(new Value.Start(one.normal()));
      case "he" -> Optional.of(new Value.Start(new Node.Init.He(one.seedOnly())));
      case "glorot" -> Optional.of(new Value.Start(new Node.Init.Glorot(one.seedOnly())));
      case "zeros" -> {
        one.seedOnly();
        yield Optional.of(new Value.Start(new Node.Init.Zeros()));
      }
      default -> Optional.empty();
    };
  }

  private Draft input() {
    readArguments(Set.of("value", "shape", "data", "mean", "deviation"));
    NodeId id = Draft.noId();
    if (mean.isPresent() || deviation.isPresent()) {
      if (column.filter(Node.Source.Column.IMAGE::equals).isEmpty()) {
        throw algebra.stop(call.span(), "formula.expected.scaled-image");
      }
    }
    if (column.isPresent()) {
      Node.Scaling scaling = new Node.Scaling(mean.orElse(0.0), deviation.orElse(1.0));
      return algebra.leaf(
          new Node.Input(id, "", new Node.Source.Data(column.get(), shape(true), scaling)));
    }
    if (value.isPresent()) {
      return algebra.leaf(new Node.Input(id, "", new Node.Source.Given(filled(value.get()))));
    }
    Shape shape = shape(false);
    if (Shapes.numbers(shape) > MOST_MADE_UP) {
      throw algebra.stop(call.span(), "formula.expected.fewer-numbers", MOST_MADE_UP);
    }
    Draft draft = algebra.leaf(new Node.Input(id, "", new Node.Source.Given(Tensor.zeros(shape))));
    draft.needsValue();
    return draft;
  }

  private Draft parameter() {
    readArguments(Set.of("value", "shape", "seed"));
    NodeId id = Draft.noId();
    if (value.isPresent()) {
      Tensor filled = filled(value.get());
      return algebra.leaf(new Node.Parameter(id, "", filled.shape(), new Node.Init.Given(filled)));
    }
    Shape shape = shape(false);
    if (Shapes.numbers(shape) > Integer.MAX_VALUE) {
      throw algebra.stop(call.span(), "formula.expected.fewer-numbers", Integer.MAX_VALUE);
    }
    Node.Init init = start.orElse(new Node.Init.Normal(USUAL_DEVIATION, seed));
    return algebra.leaf(new Node.Parameter(id, "", shape, seeded(init)));
  }

  private Node.Init seeded(Node.Init init) {
    boolean said = call.options().stream().anyMatch(option -> option.name().equals("seed"));
    return switch (init) {
      case Node.Init.Normal(double deviation, _) when said -> new Node.Init.Normal(deviation, seed);
      case Node.Init.Glorot _ when said -> new Node.Init.Glorot(seed);
      case Node.Init.He _ when said -> new Node.Init.He(seed);
      case Node.Init.Normal _,
          Node.Init.Glorot _,
          Node.Init.He _,
          Node.Init.Given _,
          Node.Init.Zeros _ ->
          init;
    };
  }

  private Draft constant() {
    if (call.arguments().size() == 1
        && call.arguments().getFirst().value() instanceof Value.Literal(Tensor tensor)) {
      value = Optional.of(tensor);
      readOptions(Set.of("shape"));
    } else {
      readArguments(Set.of("value", "shape"));
    }
    Tensor given =
        value.orElseThrow(() -> algebra.stop(call.span(), "formula.expected.constant-value"));
    return algebra.leaf(new Node.Constant(Draft.noId(), "", filled(given)));
  }

  private Node.Init normal() {
    readOptions(Set.of("seed"));
    if (call.arguments().size() > 1) {
      throw algebra.stop(call.arguments().get(1).span(), "formula.expected.deviation");
    }
    double deviation = USUAL_DEVIATION;
    if (!call.arguments().isEmpty()) {
      Operand<Value> given = call.arguments().getFirst();
      if (!(given.value() instanceof Value.Literal(Tensor number))
          || !number.isScalar()
          || !Double.isFinite(number.item())
          || number.item() < 0) {
        throw algebra.stop(given.span(), "formula.expected.deviation");
      }
      deviation = number.item();
    }
    return new Node.Init.Normal(deviation, seed);
  }

  private long seedOnly() {
    readOptions(Set.of("seed"));
    if (!call.arguments().isEmpty()) {
      throw algebra.stop(
          call.arguments().getFirst().span(), "formula.expected.no-arguments", call.function());
    }
    return seed;
  }

  // ---- arguments -----------------------------------------------------------------------------

  private void readArguments(Set<String> legal) {
    for (Operand<Value> argument : call.arguments()) {
      switch (argument.value()) {
        case Value.Literal(Tensor tensor) when !tensor.isScalar() && value.isEmpty() ->
            value = Optional.of(tensor);
        case Value.Literal(Tensor tensor) -> dims.add(length(tensor, argument.span()));
        case Value.Named(Name name) when name.equals(Name.of("N")) && dims.isEmpty() ->
            dims.add(Shape.N);
        case Value.Start(Node.Init init) when legal.contains("seed") && start.isEmpty() ->
            start = Optional.of(init);
        case Value.Named _, Value.Made _, Value.Start _ ->
            throw algebra.stop(argument.span(), "formula.expected.length");
      }
    }
    readOptions(legal);
  }

  private int length(Tensor tensor, Span span) {
    if (tensor.isScalar() && tensor.item() >= 0 && tensor.item() == (int) tensor.item()) {
      return (int) tensor.item();
    }
    throw algebra.stop(span, "formula.expected.length");
  }

  private void readOptions(Set<String> legal) {
    for (Call.Option option : call.options()) {
      if (!legal.contains(option.name())) {
        String names =
            String.join(", ", OPTIONS.stream().filter(legal::contains).sorted().toList());
        throw names.isEmpty()
            ? algebra.stop(option.span(), "formula.expected.no-settings", call.function())
            : algebra.stop(option.span(), "formula.expected.settings", call.function(), names);
      }
      switch (option.name()) {
        case "value" -> value = Optional.of(OptionValues.tensor(option, algebra));
        case "shape" -> {
          dims.clear();
          dims.addAll(OptionValues.lengths(option, algebra));
        }
        case "mean" -> mean = Optional.of(OptionValues.number(option, false, algebra));
        case "deviation" -> deviation = Optional.of(OptionValues.number(option, true, algebra));
        case "seed" -> seed = OptionValues.seed(option, algebra);
        default -> column = Optional.of(OptionValues.column(option, algebra));
      }
    }
  }

  private Shape shape(boolean batch) {
    if (!batch && !dims.isEmpty() && dims.getFirst() == Shape.N) {
      throw algebra.stop(call.span(), "formula.expected.no-batch");
    }
    return Shape.of(dims.stream().mapToInt(Integer::intValue).toArray());
  }

  /// The value in the declared shape: one number fills it, as many as it has are put into it.
  private Tensor filled(Tensor given) {
    if (dims.isEmpty() && call.options().stream().noneMatch(o -> o.name().equals("shape"))) {
      return given;
    }
    Shape shape = shape(false);
    long numbers = Shapes.numbers(shape);
    if (numbers > Shapes.MOST_NUMBERS) {
      throw algebra.stop(call.span(), "formula.expected.fewer-numbers", Shapes.MOST_NUMBERS);
    }
    if (given.size() == numbers) {
      return given.reshape(shape);
    }
    if (given.isScalar()) {
      return Tensor.full(shape, given.item());
    }
    throw algebra.stop(call.span(), "formula.expected.fitting", shape, numbers, given.size());
  }
}
