package backprop.ui.graph;

import backprop.autodiff.ChainRule;
import backprop.autodiff.GradientCheck;
import backprop.autodiff.Step;
import backprop.autodiff.Trace;
import backprop.graph.NodeId;
import backprop.message.Message;
import backprop.message.NumberText;
import backprop.tensor.Tensor;
import backprop.ui.common.Card;
import backprop.ui.common.NotComputedSlot;
import backprop.ui.common.NumberLabel;
import backprop.ui.common.UiContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/// The cards that put a step into the whole: the chain rule with the numbers in, and the numerical
/// check of what is computed.
final class ProofCards {
  /// The most terms of a sum that are written out: more are not read.
  private static final int MOST_TERMS = 12;

  /// The most inputs whose checks are listed.
  private static final int MOST_CHECKS = 30;

  private final UiContext context;
  private final InspectorParts parts;
  private final Trace trace;
  private final int playhead;
  private final Checks checks;
  private final OpenedChecks opened;
  private final Worked worked;

  ProofCards(
      UiContext context,
      Trace trace,
      int playhead,
      Checks checks,
      OpenedChecks opened,
      Worked worked) {
    this.context = context;
    this.parts = new InspectorParts(context);
    this.trace = trace;
    this.playhead = playhead;
    this.checks = checks;
    this.opened = opened;
    this.worked = worked;
  }

  /// The cards that go with a step.
  List<Card> cards(Step step) {
    List<Card> cards = new ArrayList<>();
    if (step instanceof Step.Propagate || step instanceof Step.Seed) {
      NodeId node = step.node();
      worked
          .get(Worked.Part.RULE, trace, node, playhead, () -> ChainRule.of(trace, node, playhead))
          .flatMap(rule -> rule)
          .ifPresent(rule -> cards.add(chain(rule)));
      List<NodeId> targets = GradientCheck.targets(trace);
      if (!targets.isEmpty()) {
        cards.add(check(targets, node));
      }
    }
    return cards;
  }

  // ---- chain rule ----------------------------------------------------------------------------

  private Card chain(ChainRule rule) {
    List<Node> content = new ArrayList<>();
    TextFlow line = new TextFlow();
    line.getStyleClass().add("chain");
    int slash = rule.derivative().indexOf("/∂") + 2;
    line.getChildren().add(text(rule.derivative().substring(0, slash), "plain"));
    line.getChildren().add(text(rule.derivative().substring(slash), "forward"));
    String sign = " = ";
    int shown = rule.paths().size() > MOST_TERMS + 1 ? MOST_TERMS : rule.paths().size();
    for (ChainRule.Product path : rule.paths().subList(0, shown)) {
      String dot = sign;
      for (ChainRule.Factor factor : path.factors()) {
        line.getChildren().add(text(dot, "plain"));
        line.getChildren().add(text(factor.text(), tone(factor.role())));
        dot = " · ";
      }
      sign = " + ";
    }
    if (shown < rule.paths().size()) {
      Message more = Message.of("ui-graph.chain.more-terms", rule.paths().size() - shown);
      line.getChildren().add(text(" + " + context.texts().text(more), "plain"));
    }
    if (rule.paths().isEmpty()) {
      for (String written : rule.rules()) {
        line.getChildren().add(text("\n" + written, "plain"));
      }
    }
    rule.result()
        .ifPresent(
            value -> {
              line.getChildren().add(text(" = ", "plain"));
              Text result = text(NumberText.of(value), "gradient");
              result.getStyleClass().add("strong");
              line.getChildren().add(result);
            });
    content.add(line);
    rule.definition()
        .ifPresent(
            words -> {
              Label label = new Label(words);
              label.getStyleClass().add("muted");
              label.setWrapText(true);
              content.add(label);
            });
    if (!rule.complete()) {
      content.add(parts.remark(Message.of("ui-graph.chain.more-to-come")));
    }
    return new Card(context.texts(), "ui-graph.card.chain", content.toArray(Node[]::new));
  }

  private static String tone(ChainRule.Role role) {
    return switch (role) {
      case GRADIENT -> "gradient";
      case VALUE -> "forward";
      case NUMBER, LOCAL -> "plain";
    };
  }

  private static Text text(String characters, String tone) {
    Text text = new Text(characters);
    text.getStyleClass().addAll("chain-text", tone);
    return text;
  }

  // ---- numerical check -----------------------------------------------------------------------

  /// The inputs whose checks are listed: all, or the first ones and the one that the step reached.
  private static List<NodeId> listed(List<NodeId> targets, NodeId reached) {
    if (targets.size() <= MOST_CHECKS) {
      return targets;
    }
    List<NodeId> listed = new ArrayList<>(targets.subList(0, MOST_CHECKS));
    if (targets.contains(reached) && !listed.contains(reached)) {
      listed.addFirst(reached);
    }
    return listed;
  }

  private Card check(List<NodeId> targets, NodeId reached) {
    GridPane grid = new GridPane();
    grid.getStyleClass().add("check-grid");
    ColumnConstraints left = new ColumnConstraints();
    left.setHgrow(javafx.scene.layout.Priority.ALWAYS);
    ColumnConstraints right = new ColumnConstraints();
    right.setHalignment(HPos.RIGHT);
    grid.getColumnConstraints().addAll(left, right, right, right);
    String output = trace.output().map(trace.names()::symbol).orElse("?");
    grid.addRow(
        0,
        head("∂" + output + "/∂"),
        head(context.texts().text("ui-graph.check.backprop")),
        head(context.texts().text("ui-graph.check.numerical")),
        head(context.texts().text("ui-graph.check.error")));
    int row = 1;
    List<NodeId> listed = listed(targets, reached);
    for (NodeId target : listed) {
      Label name = new Label(trace.names().symbol(target));
      name.getStyleClass().add("mono");
      grid.add(name, 0, row);
      if (trace.gradientComplete(target, playhead)) {
        name.getStyleClass().add("check-name");
        name.setOnMouseClicked(_ -> opened.toggle(target));
        name.setId("check-" + target.text());
        computed(grid, row, target);
        if (opened.isOpen(target) && checks.row(trace, target).isPresent()) {
          row++;
          CheckDetail detail =
              new CheckDetail(
                  context,
                  checks.row(trace, target).get(),
                  opened.isCurveOpen(target),
                  () -> checks.curve(trace, target),
                  () -> opened.toggleCurve(target));
          grid.add(detail, 0, row, 4, 1);
        }
      } else {
        grid.add(new NotComputedSlot(context.texts(), 44, 15), 1, row);
      }
      row++;
    }
    Card card = new Card(context.texts(), "ui-graph.card.check", grid);
    if (listed.size() < targets.size()) {
      card.getChildren()
          .add(parts.remark(Message.of("ui-graph.check.more", targets.size() - listed.size())));
    }
    return card;
  }

  private void computed(GridPane grid, int row, NodeId target) {
    Optional<Tensor> gradient = trace.gradient(target, playhead);
    gradient.ifPresent(tensor -> grid.add(brief(tensor, "gradient"), 1, row));
    Optional<GradientCheck.Row> check = checks.row(trace, target);
    if (check.isEmpty()) {
      Label waiting =
          new Label(
              checks
                  .progress(target)
                  .map(
                      far ->
                          context
                              .texts()
                              .text(Message.of("check.detail.working", far.looked(), far.of())))
                  .orElse("…"));
      waiting.getStyleClass().add("muted");
      grid.add(waiting, 2, row);
      return;
    }
    grid.add(brief(check.get().numerical(), "ink"), 2, row);
    grid.add(verdict(check.get()), 3, row);
  }

  private Label brief(Tensor tensor, String tone) {
    Label label;
    if (tensor.isScalar()) {
      label = new NumberLabel(tensor.item());
    } else {
      label = new Label(tensor.shape().toString());
      label.getStyleClass().add("mono");
    }
    label.getStyleClass().add(tone);
    return label;
  }

  private Label verdict(GradientCheck.Row row) {
    String error = NumberText.of(row.relativeError(), 1);
    Label label =
        switch (row.verdict()) {
          case RIGHT -> new Label(error + " ✓");
          case WRONG -> new Label("⚠ " + error);
          case KINK -> new Label(context.texts().text("ui-graph.check.kink"));
          case UNKNOWN -> new Label("–");
        };
    label
        .getStyleClass()
        .addAll(
            "mono",
            switch (row.verdict()) {
              case RIGHT -> "right";
              case WRONG -> "wrong";
              case KINK, UNKNOWN -> "muted";
            });
    return label;
  }

  private static Label head(String text) {
    Label label = new Label(text);
    label.getStyleClass().addAll("muted", "small");
    return label;
  }
}
