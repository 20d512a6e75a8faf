package backprop.ui.graph;

import backprop.autodiff.Step;
import backprop.autodiff.Trace;
import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.Problem;
import backprop.message.Message;
import backprop.message.NumberText;
import backprop.op.Op;
import backprop.op.OpTexts;
import backprop.tensor.Tensor;
import backprop.ui.common.Card;
import backprop.ui.common.UiContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The inspector's cards for what is selected, as far as the playhead has come.
final class SelectionCards {
  private final UiContext context;
  private final InspectorParts parts;
  private final Trace trace;
  private final int playhead;

  SelectionCards(UiContext context, Trace trace, int playhead) {
    this.context = context;
    this.parts = new InspectorParts(context);
    this.trace = trace;
    this.playhead = playhead;
  }

  /// What the inspector's title says.
  Message title(Selection selection) {
    if (selection.edge().isPresent()) {
      Edge edge = selection.edge().get();
      return Message.of(
          "ui-graph.selected.edge", trace.names().name(edge.from()), trace.names().name(edge.to()));
    }
    return selection
        .single()
        .map(id -> Message.of("ui-graph.selected.node", trace.names().name(id)))
        .orElse(Message.of("ui-graph.selected.nodes", selection.nodes().size()));
  }

  /// What kind of thing it is.
  Message kind(Selection selection) {
    Graph graph = trace.graph();
    return selection
        .single()
        .flatMap(graph::find)
        .map(
            node ->
                switch (node) {
                  case Node.Input _ -> Message.of("ui-graph.palette.input");
                  case Node.Parameter _ -> Message.of("ui-graph.palette.parameter");
                  case Node.Constant _ -> Message.of("ui-graph.palette.constant");
                  case Node.Operation(_, _, Op op) -> OpTexts.name(op);
                })
        .orElse(
            Message.of(
                selection.edge().isPresent() ? "ui-graph.kind.edge" : "ui-graph.kind.nodes"));
  }

  /// The cards of what is selected.
  List<Card> cards(Selection selection) {
    if (selection.edge().isPresent()) {
      return edge(selection.edge().get());
    }
    return selection.single().filter(trace.graph()::contains).map(this::node).orElse(List.of());
  }

  private Card card(String titleKey, List<javafx.scene.Node> content) {
    return new Card(context.texts(), titleKey, content.toArray(javafx.scene.Node[]::new));
  }

  private List<Card> node(NodeId id) {
    List<Card> cards = new ArrayList<>();
    List<javafx.scene.Node> troubles = new ArrayList<>();
    for (Problem problem : trace.problems()) {
      if (problem.at().equals(Optional.of(id))) {
        troubles.add(parts.trouble(problem.sentence()));
      }
    }
    if (!troubles.isEmpty()) {
      cards.add(card("ui-graph.card.problem", troubles));
    }
    cards.add(valueCard(trace.value(id, playhead)));
    long expected = trace.graph().uses(id).stream().filter(trace::carriesGradient).count();
    boolean isOutput = trace.output().equals(Optional.of(id));
    if (expected > 0 || isOutput) {
      cards.add(gradientCard(id, expected));
    }
    return cards;
  }

  private Card valueCard(Optional<Tensor> value) {
    List<javafx.scene.Node> content = new ArrayList<>();
    content.add(parts.value(value, "forward"));
    value.ifPresent(
        tensor -> {
          if (tensor.isScalar()) {
            content.add(exact(tensor.item()));
          } else {
            content.add(parts.remark(Message.of("ui-graph.shape", tensor.shape(), tensor.size())));
          }
        });
    if (value.isEmpty()) {
      content.add(parts.remark(Message.of("ui-graph.not-computed")));
    }
    return card("ui-graph.card.value", content);
  }

  private javafx.scene.Node exact(double value) {
    return parts.remark(
        NumberText.exact(value).equals(NumberText.of(value))
            ? Message.of("ui-graph.exactly-so")
            : Message.of("ui-graph.exactly", NumberText.exact(value)));
  }

  private Card gradientCard(NodeId id, long expected) {
    Optional<Tensor> gradient = trace.gradient(id, playhead);
    List<javafx.scene.Node> content = new ArrayList<>();
    content.add(parts.value(gradient, "gradient"));
    if (gradient.isPresent()) {
      if (gradient.get().isScalar()) {
        content.add(exact(gradient.get().item()));
      }
      long arrived =
          trace.graph().uses(id).stream()
              .filter(use -> trace.propagated(use, playhead).isPresent())
              .count();
      if (expected > 1) {
        content.add(parts.remark(Message.of("ui-graph.arrived", arrived, expected)));
      }
    } else {
      content.add(parts.remark(Message.of("ui-graph.not-computed")));
    }
    return card("ui-graph.card.gradient", content);
  }

  private List<Card> edge(Edge edge) {
    List<Card> cards = new ArrayList<>();
    cards.add(valueCard(trace.value(edge.from(), playhead)));
    if (trace.carriesGradient(edge)) {
      Optional<Step.Propagate> sent = trace.propagated(edge, playhead);
      if (sent.isPresent()) {
        cards.addAll(new StepCards(context, trace).cards(sent.get()));
      } else {
        cards.add(
            card(
                "ui-graph.card.gradient",
                List.of(
                    parts.value(Optional.empty(), "gradient"),
                    parts.remark(Message.of("ui-graph.not-computed")))));
      }
    }
    return cards;
  }
}
