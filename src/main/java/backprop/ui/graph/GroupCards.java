package backprop.ui.graph;

import backprop.autodiff.FusionComparison;
import backprop.autodiff.Step;
import backprop.autodiff.Trace;
import backprop.graph.Edge;
import backprop.graph.NodeId;
import backprop.graph.fusion.Fusion;
import backprop.message.Message;
import backprop.message.NumberText;
import backprop.op.OpTexts;
import backprop.tensor.Tensor;
import backprop.ui.common.Card;
import backprop.ui.common.UiContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Button;

/// The inspector's cards for a group, and for a part that equals one operation; as far as the
/// playhead has come.
final class GroupCards {
  /// Up to here a difference is rounding: a few operations on numbers of size 1.
  private static final double ROUNDING = 1e-9;

  private final UiContext context;
  private final InspectorParts parts;
  private final Trace trace;
  private final int playhead;

  GroupCards(UiContext context, Trace trace, int playhead) {
    this.context = context;
    this.parts = new InspectorParts(context);
    this.trace = trace;
    this.playhead = playhead;
  }

  /// What enters and what leaves these nodes, with the gradients.
  List<Card> border(Set<NodeId> inside) {
    BorderTable entering = new BorderTable(context);
    BorderTable leaving = new BorderTable(context);
    int inputs = 0;
    int outputs = 0;
    for (NodeId id : trace.graph().topological()) {
      if (!inside.contains(id)) {
        continue;
      }
      for (Edge edge : trace.graph().inputs(id)) {
        if (!inside.contains(edge.from())) {
          inputs++;
          addEntering(entering, edge);
        }
      }
      boolean leaves =
          trace.output().equals(Optional.of(id))
              || trace.graph().uses(id).stream().anyMatch(use -> !inside.contains(use.to()));
      if (leaves) {
        outputs++;
        Optional<Tensor> gradient = trace.gradient(id, playhead);
        leaving.row(symbol(id), trace.value(id, playhead), "forward", gradient, "gradient");
      }
    }
    List<Card> cards = new ArrayList<>();
    if (inputs > 0) {
      cards.add(card("ui-group.card.inputs", List.of(entering)));
    }
    if (outputs > 0) {
      cards.add(card("ui-group.card.outputs", List.of(leaving)));
    }
    return cards;
  }

  private void addEntering(BorderTable table, Edge edge) {
    Optional<Tensor> value = trace.value(edge.from(), playhead);
    if (trace.carriesGradient(edge)) {
      Optional<Tensor> sent = trace.propagated(edge, playhead).map(Step.Propagate::contribution);
      table.row(symbol(edge.from()), value, "forward", sent, "gradient");
    } else {
      table.row(symbol(edge.from()), value, "forward");
    }
  }

  private String symbol(NodeId id) {
    return trace.names().symbol(id);
  }

  /// Of what by what: `∂y/∂x`.
  private String derivative(NodeId by) {
    return "∂" + trace.output().map(this::symbol).orElse("") + "/∂" + symbol(by);
  }

  private Card card(String titleKey, List<Node> content) {
    return new Card(context.texts(), titleKey, content.toArray(Node[]::new));
  }

  /// The offer to put one operation in a part's place, with the numbers of both.
  Card fuse(Fusion fusion, Runnable perform) {
    FusionComparison comparison = FusionComparison.of(trace, fusion, playhead);
    List<Node> content = new ArrayList<>();
    Message name = OpTexts.name(fusion.op());
    content.add(parts.sentence(Message.of("ui-group.fuse.sentence", name)));
    BorderTable table = new BorderTable(context);
    table.head(
        context.texts().text("ui-group.fuse.parts"), context.texts().text("ui-group.fuse.one"));
    boolean label = false;
    for (FusionComparison.Row row : comparison.rows()) {
      switch (row.kind()) {
        case VALUE -> table.row(symbol(row.node()), row.parts(), "forward", row.one(), "forward");
        case GRADIENT ->
            table.row(derivative(row.node()), row.parts(), "gradient", row.one(), "gradient");
        case LABEL -> {
          table.row(derivative(row.node()), row.parts(), "gradient");
          label = true;
        }
      }
    }
    content.add(table);
    content.add(parts.remark(verdict(comparison)));
    if (label) {
      content.add(parts.remark(Message.of("ui-group.fuse.label")));
    }
    Button button = new Button(context.texts().text(Message.of("ui-group.fuse.into", name)));
    button.getStyleClass().add("pill");
    button.setId("fuse-button");
    button.setOnAction(_ -> perform.run());
    content.add(button);
    return card("ui-group.card.fuse", content);
  }

  private static Message verdict(FusionComparison comparison) {
    double difference = comparison.difference();
    if (difference > ROUNDING) {
      return Message.of("ui-group.fuse.differs", NumberText.of(difference));
    }
    if (!comparison.isComplete()) {
      return Message.of("ui-group.fuse.later");
    }
    return difference == 0
        ? Message.of("ui-group.fuse.same")
        : Message.of("ui-group.fuse.rounding", NumberText.of(difference));
  }
}
