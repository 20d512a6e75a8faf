package backprop.ui.graph;

import backprop.autodiff.Step;
import backprop.autodiff.Tangents;
import backprop.autodiff.Trace;
import backprop.autodiff.symbols.CellTable;
import backprop.autodiff.symbols.Counts;
import backprop.autodiff.symbols.DerivativeGraph;
import backprop.autodiff.symbols.GraphLatex;
import backprop.autodiff.symbols.Ledger;
import backprop.autodiff.symbols.SymbolicChain;
import backprop.formula.Expr;
import backprop.formula.LatexPrinter;
import backprop.formula.ScalarFunction;
import backprop.graph.Edge;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.language.Formula;
import backprop.message.Message;
import backprop.op.ElementWise;
import backprop.op.LocalDerivative;
import backprop.tensor.Tensor;
import backprop.ui.common.Card;
import backprop.ui.common.FormulaView;
import backprop.ui.common.UiContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;

/// The cards that say a derivative in symbols: the chain rule step by step, the ledger of paths
/// with the count of multiplications, and the way to the table of cells and to forward mode.
final class SymbolCards {
  /// The longest line that is still read well when it is drawn as wide as the card.
  private static final int LONGEST_SHOWN = 60;

  /// The longest derivative of a tensor that is still read well in a card.
  private static final int LONGEST_LATEX = 400;

  /// The largest graph whose derivative is written while the inspector is filled.
  private static final int LARGEST_GRAPH = 60;

  /// The most letters whose meaning is written below a derivation.
  private static final int MOST_DEFINITIONS = 12;

  /// How strong lines are that lead to the result.
  private static final double ON_THE_WAY = 0.72;

  private final UiContext context;
  private final GraphModel model;
  private final Trace trace;
  private final int playhead;
  private final InspectorParts parts;
  private final Worked worked;

  SymbolCards(UiContext context, GraphModel model, Trace trace, int playhead, Worked worked) {
    this.context = context;
    this.model = model;
    this.trace = trace;
    this.playhead = playhead;
    this.parts = new InspectorParts(context);
    this.worked = worked;
  }

  private <A> Optional<A> made(Worked.Part part, NodeId id, java.util.function.Supplier<A> work) {
    return worked.get(part, trace, id, playhead, work);
  }

  /// The cards that go with a step: the derivation of the derivative it adds to.
  List<Card> cards(Step step) {
    return step instanceof Step.Propagate sent
        ? chain(sent.node()).map(List::of).orElse(List.of())
        : List.of();
  }

  /// The cards that go with what is selected.
  List<Card> cards(Selection selection) {
    List<Card> cards = new ArrayList<>();
    if (selection.edge().isPresent()) {
      Edge edge = selection.edge().get();
      if (trace.propagated(edge, playhead).isPresent()
          && CellTable.fits(trace, edge.to(), edge.from())) {
        cards.add(
            card(
                "symbols.card.table",
                parts.remark(Message.of("symbols.table.edge", trace.names().name(edge.to()))),
                button(
                    "symbols.table.open",
                    opener -> CellTableWindow.of(context, trace, edge).show(opener))));
      }
      return cards;
    }
    selection.single().filter(trace.graph()::contains).ifPresent(id -> node(id, cards));
    return cards;
  }

  private void node(NodeId id, List<Card> cards) {
    chain(id).or(() -> whole(id)).ifPresent(cards::add);
    boolean carries = trace.graph().uses(id).stream().anyMatch(trace::carriesGradient);
    if (trace.gradientComplete(id, playhead)
        && trace.output().filter(out -> CellTable.fits(trace, out, id)).isPresent()
        && carries) {
      NodeId output = trace.output().orElseThrow();
      cards.add(
          card(
              "symbols.card.table",
              parts.remark(
                  Message.of(
                      "symbols.table.whole",
                      trace.names().symbol(output),
                      trace.names().symbol(id))),
              button(
                  "symbols.table.open",
                  opener -> CellTableWindow.of(context, trace, output, id).show(opener))));
    }
    if (carries) {
      Optional<Card> ledger =
          made(Worked.Part.LEDGER, id, () -> Ledger.of(trace, id, playhead))
              .flatMap(book -> book)
              .filter(_ -> !trace.output().equals(Optional.of(id)))
              .map(book -> new LedgerCard(context, book).card());
      ledger.ifPresent(cards::add);
      made(Worked.Part.COUNTS, id, () -> Counts.of(trace, id))
          .flatMap(counts -> counts)
          .ifPresent(
              counts ->
                  cards.add(
                      new CountsCard(context, trace.names().symbol(id), counts)
                          .card(forwardButton(id))));
    } else if (trace.direction().isPresent()) {
      cards.add(
          card(
              "symbols.card.forward",
              tangent(id),
              button("symbols.backward-again", _ -> model.play(Optional.empty()))));
    }
  }

  private javafx.scene.Node tangent(NodeId id) {
    Optional<Tensor> tangent =
        trace.tangent(id, playhead).filter(_ -> trace.tangentComplete(id, playhead));
    Label name =
        new Label(
            "∂"
                + trace.names().symbol(id)
                + "/∂"
                + trace.direction().map(by -> by.name(trace)).orElse("?"));
    name.getStyleClass().addAll("muted", "mono");
    return InspectorParts.row(name, parts.value(tangent, "gradient"));
  }

  private Button forwardButton(NodeId id) {
    Button button =
        button(
            "symbols.forward-from",
            _ -> model.play(Optional.of(new Tangents.Direction(id, 0))),
            new Tangents.Direction(id, 0).name(trace));
    button.setId("forward-mode");
    return button;
  }

  private Button button(
      String key, java.util.function.Consumer<javafx.scene.Node> action, Object... arguments) {
    Button button = new Button();
    button.textProperty().bind(context.texts().bind(key, arguments));
    button.getStyleClass().add("small-button");
    button.setOnAction(_ -> action.accept(button));
    return button;
  }

  private Card card(String titleKey, javafx.scene.Node... content) {
    return new Card(context.texts(), titleKey, content);
  }

  // ---- the chain rule ------------------------------------------------------------------------

  private Optional<Card> chain(NodeId id) {
    return made(Worked.Part.CHAIN, id, () -> SymbolicChain.of(trace, id, playhead))
        .flatMap(chain -> chain)
        .filter(chain -> !chain.lines().isEmpty())
        .map(this::chainCard);
  }

  /// The derivative by a tensor as a textbook writes it: Xᵀ (y − t) / N.
  private Optional<Card> whole(NodeId id) {
    boolean shown =
        trace.gradientComplete(id, playhead)
            && !trace.output().equals(Optional.of(id))
            && trace.graph().nodeCount() <= LARGEST_GRAPH;
    if (!shown
        || !(DerivativeGraph.of(trace, id)
            instanceof DerivativeGraph.Result.Done(GraphDocument made))) {
      return Optional.empty();
    }
    GraphLatex.Typeset typeset = GraphLatex.textbook(made);
    String right = typeset.latex();
    if (right.length() > LONGEST_LATEX) {
      return Optional.empty();
    }
    String left =
        "\\frac{\\partial "
            + LatexPrinter.name(trace.output().map(trace.names()::symbol).orElse("?"))
            + "}{\\partial "
            + LatexPrinter.name(trace.names().symbol(id))
            + "}";
    FormulaView view = parts.formula(left + "=" + right);
    view.setAccessibleText(Formula.brief(made).text());
    view.getStyleClass().add("symbolic-line");
    Card card = card("symbols.card.chain", view);
    for (String definition : typeset.definitions()) {
      FormulaView where = parts.formula(definition);
      where.setOpacity(ON_THE_WAY);
      card.getChildren().add(where);
    }
    CopyLatex.on(context, card, () -> left + "=" + right);
    return Optional.of(card);
  }

  private Card chainCard(SymbolicChain chain) {
    List<javafx.scene.Node> content = new ArrayList<>();
    String left = chain.derivativeLatex();
    for (SymbolicChain.Line line : chain.lines()) {
      if (line.plain().length() > LONGEST_SHOWN && line.kind() == SymbolicChain.Kind.WRITTEN_OUT) {
        continue; // it would be too small to read; the copied LaTeX has it
      }
      FormulaView view = parts.formula(left + "=" + emphasised(line));
      view.setOpacity(isOnTheWay(line.kind()) ? ON_THE_WAY : 1);
      view.setAccessibleText(chain.derivative() + " = " + line.plain());
      view.getStyleClass().add("symbolic-line");
      Tooltip.install(view, tip("symbols.kind." + key(line.kind())));
      content.add(view);
      left = "";
    }
    if (!chain.definitions().isEmpty()) {
      Label where = new Label(shortened(chain.definitions()));
      where.getStyleClass().add("muted");
      where.setWrapText(true);
      content.add(where);
    }
    if (chain.result().isEmpty() && chain.lines().size() < 3) {
      content.add(parts.remark(Message.of("ui-graph.chain.more-to-come")));
    }
    Card card = card("symbols.card.chain", content.toArray(javafx.scene.Node[]::new));
    CopyLatex.on(context, card, chain::latex);
    return card;
  }

  private static String shortened(List<String> definitions) {
    String all = definitions.stream().limit(MOST_DEFINITIONS).collect(Collectors.joining(",  "));
    return definitions.size() > MOST_DEFINITIONS ? all + ",  …" : all;
  }

  private Tooltip tip(String key) {
    Tooltip tip = new Tooltip();
    tip.textProperty().bind(context.texts().bind(key));
    return tip;
  }

  private static String emphasised(SymbolicChain.Line line) {
    return switch (line.kind()) {
      case PATHS, LOCALS, WRITTEN_OUT, SIMPLIFIED, IN_VALUE -> line.latex();
      case NUMBERS -> "\\gradient{" + line.latex() + "}";
    };
  }

  private static boolean isOnTheWay(SymbolicChain.Kind kind) {
    return switch (kind) {
      case PATHS, LOCALS, WRITTEN_OUT -> true;
      case SIMPLIFIED, IN_VALUE, NUMBERS -> false;
    };
  }

  private static String key(SymbolicChain.Kind kind) {
    return switch (kind) {
      case PATHS -> "paths";
      case LOCALS -> "locals";
      case WRITTEN_OUT -> "written-out";
      case SIMPLIFIED -> "simplified";
      case IN_VALUE -> "in-value";
      case NUMBERS -> "numbers";
    };
  }

  // ---- forward mode --------------------------------------------------------------------------

  /// The cards of a step of forward mode.
  record Forward(UiContext context, Trace trace) {
    List<Card> cards(Step.Tangent sent) {
      InspectorParts parts = new InspectorParts(context);
      String by = trace.direction().map(way -> way.name(trace)).orElse("?");
      List<javafx.scene.Node> content = new ArrayList<>();
      if (sent.local() instanceof LocalDerivative.Factor(double local, _)) {
        content.add(
            InspectorParts.row(
                parts.captioned(sent.tangent().item(), "gradient", "symbols.caption.tangent"),
                InspectorParts.sign("×"),
                parts.captioned(local, "ink", "ui-graph.caption.local"),
                InspectorParts.sign("="),
                parts.captioned(sent.contribution().item(), "gradient", "ui-graph.caption.sent")));
      } else {
        content.add(parts.value(Optional.of(sent.tangent()), "gradient"));
        content.add(InspectorParts.sign("→"));
        content.add(parts.value(Optional.of(sent.contribution()), "gradient"));
      }
      String to = "∂" + trace.names().symbol(sent.edge().to()) + "/∂" + by;
      content.add(
          parts.sentence(
              sent.sum().isScalar()
                  ? Message.of(
                      "ui-graph.running-sum",
                      to,
                      sent.sum().item(),
                      sent.arrived(),
                      sent.expected())
                  : Message.of(
                      "ui-graph.running-sum.tensor", to, sent.arrived(), sent.expected())));
      List<Card> cards = new ArrayList<>();
      cards.add(
          new Card(
              context.texts(), "symbols.card.tangent", content.toArray(javafx.scene.Node[]::new)));
      if (trace.graph().node(sent.edge().to())
          instanceof Node.Operation(_, _, ElementWise(ScalarFunction f))) {
        Expr local = backprop.formula.Simplifier.simplify(f.derivative(sent.edge().port()));
        cards.add(
            new Card(
                context.texts(),
                "ui-graph.card.local",
                parts.formula(
                    "\\partial z/\\partial "
                        + (sent.edge().port() == 0 ? ScalarFunction.A : ScalarFunction.B)
                        + "="
                        + LatexPrinter.print(local))));
      }
      return cards;
    }
  }
}
