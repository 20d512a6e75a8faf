package backprop.language;

import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.message.Message;
import backprop.op.BadSetting;
import backprop.op.Op;
import backprop.op.OpType;
import backprop.op.Ops;
import backprop.op.Setting;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Makes nodes of the parts of a formula, in the order of reading.
final class GraphAlgebra implements Algebra<Value> {
  private final String text;
  private final Function<Name, Optional<Node>> known;
  private final List<Draft> drafts = new ArrayList<>();
  private final Map<Name, Draft> defined = new HashMap<>();
  private final Map<Name, Integer> seen = new HashMap<>();
  private int order;

  /// @param known the inputs, parameters and constants that names mean without being defined
  GraphAlgebra(String text, Function<Name, Optional<Node>> known) {
    this.text = text;
    this.known = known;
  }

  /// Every node, in the order of making.
  List<Draft> drafts() {
    return drafts;
  }

  // ---- the parts of an expression ------------------------------------------------------------

  @Override
  public Value literal(Tensor value, Span span) {
    return new Value.Literal(value);
  }

  @Override
  public Value name(Name name, Span span) {
    seen.computeIfAbsent(name, _ -> order++);
    return new Value.Named(name);
  }

  @Override
  public Value negate(Operand<Value> operand, Span span) {
    return operation(Ops.create("negate"), List.of(operand));
  }

  @Override
  public Value binary(Operator operator, Operand<Value> left, Operand<Value> right) {
    return operation(Ops.create(operator.operation()), List.of(left, right));
  }

  @Override
  public Value call(Call<Value> call) {
    Optional<Value> declared = Declarations.read(call, this);
    return declared.orElseGet(() -> function(call));
  }

  private Value function(Call<Value> call) {
    int count = call.arguments().size();
    List<String> names = call.options().stream().map(Call.Option::name).toList();
    OpType type =
        Spelling.find(call.function(), count, names).orElseThrow(() -> unknownFunction(text, call));
    List<Draft> inputs = call.arguments().stream().map(this::used).toList();
    Map<String, Object> settings = settings(type, call);
    Optional<Op> op;
    try {
      op = Spelling.create(type, settings, count);
    } catch (BadSetting bad) {
      Span place = call.options().isEmpty() ? call.head() : call.options().getFirst().span();
      throw stop(place, "formula.expected.setting", bad.sentence());
    }
    return new Value.Made(make(op.orElseThrow(() -> wrongCount(call, type)), inputs));
  }

  static Stop unknownFunction(String text, Call<?> call) {
    Message found = Lexer.found(text, call.head());
    return Spelling.nearest(call.function())
        .map(near -> new Stop(call.head(), found, Message.of("formula.expected.near", near)))
        .orElseGet(
            () ->
                new Stop(
                    call.head(), found, Message.of("formula.expected.function", call.function())));
  }

  private static Stop wrongCount(Call<Value> call, OpType type) {
    return new Stop(
        call.span(),
        Message.of("formula.found.arguments", call.arguments().size()),
        Message.of("formula.expected.arguments", call.function(), Spelling.arguments(type)));
  }

  private Map<String, Object> settings(OpType type, Call<Value> call) {
    Map<String, Object> settings = new LinkedHashMap<>();
    for (Call.Option option : call.options()) {
      Setting setting =
          Spelling.setting(type, option.name())
              .orElseThrow(
                  () -> {
                    String legal =
                        String.join(", ", type.settings().stream().map(Setting::name).toList());
                    return legal.isEmpty()
                        ? stop(option.span(), "formula.expected.no-settings", call.function())
                        : stop(option.span(), "formula.expected.settings", call.function(), legal);
                  });
      Object value = Spelling.value(setting, option.value());
      if (settings.containsKey(setting.name())) {
        throw stop(option.span(), "formula.expected.once", option.name());
      }
      try {
        settings.put(setting.name(), setting.read(type.name(), value));
      } catch (BadSetting bad) {
        throw stop(option.valueSpan(), "formula.expected.setting", bad.sentence());
      }
    }
    return settings;
  }

  private Value operation(Op op, List<Operand<Value>> operands) {
    return new Value.Made(make(op, operands.stream().map(this::used).toList()));
  }

  // ---- nodes ---------------------------------------------------------------------------------

  /// The node of an operand: a constant for numbers, the named value for a name.
  Draft used(Operand<Value> operand) {
    return switch (operand.value()) {
      case Value.Literal(Tensor tensor) -> leaf(new Node.Constant(Draft.noId(), "", tensor));
      case Value.Named(Name name) -> resolve(name);
      case Value.Made(Draft draft) -> draft;
      case Value.Start _ -> throw stop(operand.span(), "formula.expected.start-in-parameter");
    };
  }

  Draft leaf(Node node) {
    return add(new Draft(node, List.of(), drafts.size(), order++));
  }

  Draft make(Op op, List<Draft> inputs) {
    return add(new Draft(new Node.Operation(Draft.noId(), "", op), inputs, drafts.size(), order++));
  }

  private Draft add(Draft draft) {
    drafts.add(draft);
    return draft;
  }

  private Draft resolve(Name name) {
    Draft draft = defined.get(name);
    if (draft != null) {
      return draft;
    }
    Optional<Node> meant = known.apply(name);
    Draft free = leaf(meant.map(node -> node.withId(Draft.noId())).orElseGet(GraphAlgebra::one));
    free.setOrder(seen.getOrDefault(name, free.order()));
    free.call(name);
    free.setFree();
    if (meant.isEmpty()) {
      free.needsValue();
    }
    defined.put(name, free);
    return free;
  }

  private static Node one() {
    return new Node.Input(Draft.noId(), "", new Node.Source.Given(Tensor.scalar(1)));
  }

  /// Gives a value a name.
  ///
  /// @return the node that has it now
  Draft define(Token at, Operand<Value> meant) {
    Name name = at.name();
    Draft before = defined.get(name);
    if (before != null && before.isFree()) {
      throw stop(at.span(), "formula.expected.defined-before-use", name.written());
    }
    if (before != null) {
      throw stop(at.span(), "formula.expected.new-name", name.written());
    }
    Draft draft =
        switch (meant.value()) {
          case Value.Literal(Tensor tensor) -> leaf(valued(name, tensor));
          case Value.Named(Name other) -> make(Ops.create("identity"), List.of(resolve(other)));
          case Value.Made(Draft made) -> made;
          case Value.Start _ -> throw stop(meant.span(), "formula.expected.start-in-parameter");
        };
    Draft itself = defined.get(name);
    if (itself != null) { // x = x: the name is free in its own definition
      throw stop(at.span(), "formula.expected.defined-before-use", name.written());
    }
    draft.call(name);
    defined.put(name, draft);
    return draft;
  }

  /// What `x = 3` makes: an input, or what the name is known as.
  private Node valued(Name name, Tensor tensor) {
    NodeId id = Draft.noId();
    return switch (known.apply(name).orElseGet(GraphAlgebra::one)) {
      case Node.Parameter _ ->
          new Node.Parameter(id, "", tensor.shape(), new Node.Init.Given(tensor));
      case Node.Constant _ -> new Node.Constant(id, "", tensor);
      case Node.Input _, Node.Operation _ -> new Node.Input(id, "", new Node.Source.Given(tensor));
    };
  }

  Stop stop(Span span, String expected, Object... arguments) {
    return new Stop(span, Lexer.found(text, span), Message.of(expected, arguments));
  }
}
