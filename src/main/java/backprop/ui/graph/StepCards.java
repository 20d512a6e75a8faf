package backprop.ui.graph;

import backprop.autodiff.Step;
import backprop.autodiff.Trace;
import backprop.formula.Expr;
import backprop.formula.LatexPrinter;
import backprop.formula.ScalarFunction;
import backprop.formula.Simplifier;
import backprop.graph.Edge;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.message.Message;
import backprop.op.ElementWise;
import backprop.op.LocalDerivative;
import backprop.op.Op;
import backprop.op.OpTexts;
import backprop.tensor.Tensor;
import backprop.ui.common.Card;
import backprop.ui.common.UiContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// The inspector's cards for the last done step. Shows nothing ahead of the playhead.
final class StepCards {
  private final UiContext context;
  private final InspectorParts parts;
  private final Trace trace;

  StepCards(UiContext context, Trace trace) {
    this.context = context;
    this.parts = new InspectorParts(context);
    this.trace = trace;
  }

  /// What the inspector's title says about this step.
  Message title(Step step) {
    return switch (step) {
      case Step.Evaluate(NodeId node, _) ->
          Message.of("ui-graph.step.computes", trace.names().name(node));
      case Step.Seed(NodeId node, _) ->
          trace
              .direction()
              .map(by -> Message.of("symbols.step.seed", by.name(trace)))
              .orElse(Message.of("ui-graph.step.seed", trace.names().symbol(node)));
      case Step.Propagate sent ->
          Message.of(
              "ui-graph.step.sends",
              trace.names().name(sent.edge().to()),
              trace.names().name(sent.edge().from()));
      case Step.Update(NodeId node, _, _, _) ->
          Message.of("ui-graph.step.update", trace.names().symbol(node));
      case Step.Tangent tangent ->
          Message.of(
              "symbols.step.tangent",
              trace.names().name(tangent.edge().from()),
              trace.names().name(tangent.edge().to()));
    };
  }

  /// The cards of this step.
  List<Card> cards(Step step) {
    return switch (step) {
      case Step.Evaluate(NodeId node, Tensor value) -> evaluate(node, value);
      case Step.Seed(NodeId node, Tensor upstream) -> seed(node, upstream);
      case Step.Propagate sent -> propagate(sent);
      case Step.Update update ->
          List.of(card("ui-graph.card.value", parts.value(Optional.of(update.after()), "forward")));
      case Step.Tangent tangent -> new SymbolCards.Forward(context, trace).cards(tangent);
    };
  }

  private Card card(String titleKey, javafx.scene.Node... content) {
    return new Card(context.texts(), titleKey, content);
  }

  private Op op(NodeId id) {
    return trace.graph().node(id) instanceof Node.Operation(_, _, Op op)
        ? op
        : new ElementWise(backprop.formula.Functions.IDENTITY);
  }

  // ---- forward -------------------------------------------------------------------------------

  private List<Card> evaluate(NodeId id, Tensor value) {
    Op op = op(id);
    List<javafx.scene.Node> content = new ArrayList<>();
    List<Edge> inputs = trace.graph().inputs(id);
    for (Edge edge : inputs) {
      Optional<Tensor> input = trace.value(edge.from(), trace.count());
      Label name = new Label(trace.names().symbol(edge.from()));
      name.getStyleClass().addAll("muted", "input-name");
      content.add(InspectorParts.row(name, parts.value(input, "forward")));
    }
    Label name = new Label(trace.names().symbol(id));
    name.getStyleClass().addAll("strong", "input-name");
    content.add(InspectorParts.row(name, parts.value(Optional.of(value), "forward")));
    List<Card> cards = new ArrayList<>();
    cards.add(card("ui-graph.card.computes", content.toArray(javafx.scene.Node[]::new)));
    List<javafx.scene.Node> rule = new ArrayList<>();
    if (op instanceof ElementWise(ScalarFunction function)) {
      rule.add(parts.formula("z=" + LatexPrinter.print(applied(function))));
    }
    rule.add(parts.remark(OpTexts.name(op)));
    cards.add(card("ui-graph.card.operation", rule.toArray(javafx.scene.Node[]::new)));
    return cards;
  }

  private static Expr applied(ScalarFunction function) {
    Expr x = Expr.var(ScalarFunction.A);
    return function.arity() == 1
        ? Expr.call(function, x)
        : Expr.call(function, x, Expr.var(ScalarFunction.B));
  }

  // ---- backward ------------------------------------------------------------------------------

  private List<Card> seed(NodeId node, Tensor upstream) {
    String name = trace.names().symbol(node);
    if (trace.direction().isPresent()) {
      return List.of(
          card(
              "symbols.card.tangent",
              parts.value(Optional.of(upstream), "gradient"),
              parts.sentence(Message.of("symbols.seed", trace.direction().get().name(trace)))));
    }
    Message why =
        upstream.isScalar() && upstream.item() == 1
            ? Message.of("ui-graph.seed.one", name)
            : Message.of("ui-graph.seed.given", name);
    return List.of(
        card(
            "ui-graph.card.upstream",
            parts.value(Optional.of(upstream), "gradient"),
            parts.sentence(why)));
  }

  private List<Card> propagate(Step.Propagate sent) {
    List<Card> cards = new ArrayList<>();
    cards.add(edgeCard(sent));
    cards.add(localCard(sent));
    return cards;
  }

  private Card edgeCard(Step.Propagate sent) {
    List<javafx.scene.Node> content = new ArrayList<>();
    switch (sent.local()) {
      case LocalDerivative.Factor(double local, _) ->
          content.add(
              InspectorParts.row(
                  parts.captioned(sent.upstream().item(), "gradient", "ui-graph.caption.upstream"),
                  InspectorParts.sign("×"),
                  parts.captioned(local, "ink", "ui-graph.caption.local"),
                  InspectorParts.sign("="),
                  parts.captioned(
                      sent.contribution().item(), "gradient", "ui-graph.caption.sent")));
      case LocalDerivative.Elementwise(Tensor local, _) -> {
        content.add(table(sent.upstream(), "gradient", "ui-graph.caption.upstream"));
        content.add(InspectorParts.sign("×"));
        content.add(table(local, "ink", "ui-graph.caption.local"));
        content.add(InspectorParts.sign("="));
        content.add(table(sent.contribution(), "gradient", "ui-graph.caption.sent"));
      }
      case LocalDerivative.LinearMap map -> {
        content.add(table(sent.upstream(), "gradient", "ui-graph.caption.upstream"));
        content.add(parts.formula(map.latex()));
        content.add(table(sent.contribution(), "gradient", "ui-graph.caption.sent"));
      }
    }
    String to = trace.names().name(sent.edge().from());
    content.add(
        parts.sentence(
            sent.sum().isScalar()
                ? Message.of(
                    "ui-graph.running-sum", to, sent.sum().item(), sent.arrived(), sent.expected())
                : Message.of("ui-graph.running-sum.tensor", to, sent.arrived(), sent.expected())));
    if (!sent.sum().isScalar() && sent.expected() > 1) {
      content.add(parts.value(Optional.of(sent.sum()), "gradient"));
    }
    return card("ui-graph.card.edge", content.toArray(javafx.scene.Node[]::new));
  }

  private javafx.scene.Node table(Tensor tensor, String tone, String captionKey) {
    Label caption =
        new Label(
            context
                .texts()
                .text("ui-graph.caption.shaped", Message.of(captionKey), tensor.shape()));
    caption.getStyleClass().addAll("muted", "caption");
    return new VBox(2, parts.value(Optional.of(tensor), tone), caption);
  }

  private Card localCard(Step.Propagate sent) {
    Op op = op(sent.edge().to());
    List<javafx.scene.Node> content = new ArrayList<>();
    if (op instanceof ElementWise(ScalarFunction function)
        && !(sent.local() instanceof LocalDerivative.LinearMap)) {
      content.add(parts.formula("z=" + LatexPrinter.print(applied(function))));
      for (int port = 0; port < function.arity(); port++) {
        String variable = port == 0 ? ScalarFunction.A : ScalarFunction.B;
        String line =
            "\\partial z/\\partial "
                + variable
                + "="
                + LatexPrinter.print(Simplifier.simplify(function.derivative(port)));
        boolean other = port != sent.edge().port();
        content.add(parts.formula(other ? "\\muted{" + line + "}" : line));
      }
    } else {
      switch (sent.local()) {
        case LocalDerivative.LinearMap(Message words, _, String latex) -> {
          content.add(parts.formula(latex));
          content.add(parts.remark(words));
        }
        case LocalDerivative.Elementwise(_, Expr rule) ->
            content.add(parts.formula(LatexPrinter.print(Simplifier.simplify(rule))));
        case LocalDerivative.Factor(_, Expr rule) ->
            content.add(parts.formula(LatexPrinter.print(Simplifier.simplify(rule))));
      }
    }
    boolean own = sent.local() instanceof LocalDerivative.LinearMap map && isOwn(map);
    if (!own) {
      content.add(parts.remark(OpTexts.lesson(op)));
    }
    if (!own && isAtKink(sent)) {
      OpTexts.kink(op).ifPresent(kink -> content.add(parts.remark(kink)));
    }
    return card("ui-graph.card.local", content.toArray(javafx.scene.Node[]::new));
  }

  private static boolean isOwn(LocalDerivative.LinearMap map) {
    return map.words().key().equals("check.rule.words");
  }

  /// Whether an input stands exactly where the operation has a kink: at 0, or at a tie.
  private boolean isAtKink(Step.Propagate sent) {
    List<Tensor> inputs =
        trace.graph().inputs(sent.edge().to()).stream()
            .map(edge -> trace.value(edge.from(), trace.count()).orElseThrow())
            .toList();
    if (inputs.size() == 2) {
      Tensor difference = inputs.get(0).zip(inputs.get(1), (a, b) -> a - b);
      return hasZero(difference);
    }
    return inputs.size() == 1 && hasZero(inputs.get(0));
  }

  private static boolean hasZero(Tensor tensor) {
    for (int i = 0; i < tensor.size(); i++) {
      if (tensor.get(i) == 0) {
        return true;
      }
    }
    return false;
  }
}
