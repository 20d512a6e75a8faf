package backprop.ui.network;

import backprop.figure.ColorRole;
import backprop.message.NumberText;
import backprop.ui.network.Diagram.Column;
import backprop.ui.network.Diagram.Disc;
import backprop.ui.network.Diagram.Table;
import java.util.Optional;
import javafx.scene.text.TextAlignment;

/// The numbers beside the last layer: y, t and ∂L/∂a, and the loss below them.
final class TablePainter {
  private static final double SLOT = 40;

  private final Brush brush;
  private final NetworkStructure structure;
  private final Diagram diagram;
  private final PassView view;
  private final LayerNames names;

  TablePainter(Brush brush, NetworkStructure structure, Diagram diagram, PassView view) {
    this.brush = brush;
    this.structure = structure;
    this.diagram = diagram;
    this.view = view;
    this.names = new LayerNames(structure);
  }

  void paint() {
    Table table = diagram.table();
    String last = names.sum(structure.last());
    head("y", table.y(), ColorRole.MUTED);
    head("t", table.label(), ColorRole.MUTED);
    head("∂L/∂" + last, table.gradient(), ColorRole.GRADIENT);
    Column column = diagram.columns().getLast();
    column.discs().forEach(this::row);
    double below = column.discs().getLast().y() + 38;
    view.pass().flatMap(NetworkPass::backward).ifPresent(back -> loss(back, below));
    if (view.pass().isPresent() && view.pass().flatMap(NetworkPass::backward).isEmpty()) {
      brush.text(
          brush.texts().text("ui-network.choose-label"),
          table.gradient(),
          below,
          brush.sans(12),
          ColorRole.MUTED,
          TextAlignment.RIGHT);
    }
  }

  private void head(String text, double x, ColorRole role) {
    brush.text(text, x, diagram.table().headY(), brush.sans(12.5), role, TextAlignment.RIGHT);
  }

  private void row(Disc disc) {
    Table table = diagram.table();
    int neuron = disc.neuron();
    Optional<NetworkPass> pass = view.pass();
    if (pass.isEmpty()) {
      return;
    }
    number(
        view.done(new PassStep.Softmax(structure.last())),
        table.y(),
        disc.y(),
        NumberText.fixed(pass.orElseThrow().y().get(neuron), 3),
        ColorRole.FORWARD);
    pass.flatMap(NetworkPass::backward)
        .ifPresent(
            back -> {
              brush.text(
                  neuron == back.label() ? "1" : "0",
                  table.label(),
                  disc.y(),
                  brush.mono(13),
                  neuron == back.label() ? ColorRole.INK : ColorRole.MUTED,
                  TextAlignment.RIGHT);
              float gradient = back.sums().getLast().get(neuron);
              number(
                  view.done(new PassStep.LossBack(structure.last())),
                  table.gradient(),
                  disc.y(),
                  signed(gradient),
                  ColorRole.GRADIENT);
            });
  }

  /// Three decimals with their sign; what rounds to zero has none.
  private static String signed(float gradient) {
    String text = NumberText.fixed(gradient, 3);
    return text.equals(NumberText.fixed(0, 3)) ? text : NumberText.signed(text);
  }

  private void number(boolean done, double right, double y, String text, ColorRole role) {
    if (done) {
      brush.text(text, right, y, brush.mono(13), role, TextAlignment.RIGHT);
    } else {
      brush.slot(right - SLOT, y - 6.5, SLOT, 13, 6);
    }
  }

  private void loss(NetworkPass.Backward back, double y) {
    Table table = diagram.table();
    boolean done = view.done(new PassStep.Loss());
    String value = NumberText.of(back.loss(), 4);
    double width = done ? TextWidth.of(value, brush.mono(13)) : SLOT;
    brush.text("L", table.y() - width - 10, y, brush.sans(13), ColorRole.INK, TextAlignment.RIGHT);
    number(done, table.y(), y, value, ColorRole.FORWARD);
    number(view.done(new PassStep.Seed()), table.gradient(), y, "1", ColorRole.GRADIENT);
  }
}
