package backprop.ui.graph;

import backprop.message.Message;
import backprop.tensor.Tensor;
import backprop.ui.common.FormulaView;
import backprop.ui.common.NotComputedSlot;
import backprop.ui.common.NumberLabel;
import backprop.ui.common.SpanFlow;
import backprop.ui.common.UiContext;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The small pieces that the inspector's cards are made of.
final class InspectorParts {
  private final UiContext context;

  InspectorParts(UiContext context) {
    this.context = context;
  }

  /// A sentence that wraps.
  SpanFlow sentence(Message message) {
    SpanFlow flow = new SpanFlow(context.texts());
    flow.show(message);
    return flow;
  }

  /// A secondary line.
  Label remark(Message message) {
    Label label = new Label(context.texts().shown(message));
    label.getStyleClass().add("muted");
    label.setWrapText(true);
    return label;
  }

  /// Something wrong, in words, with its sign.
  Node trouble(Message message) {
    Label label = new Label("⚠  " + context.texts().shown(message));
    label.getStyleClass().add("wrong");
    label.setWrapText(true);
    return label;
  }

  /// A typeset line.
  FormulaView formula(String latex) {
    FormulaView view = new FormulaView(context, 19);
    // A little room after slanted letters, which lean out of their boxes.
    view.latexProperty().set(latex + "\\;");
    return view;
  }

  /// A number with what it is below.
  Node captioned(double value, String tone, String captionKey) {
    NumberLabel number = new NumberLabel(value);
    number.getStyleClass().addAll(number.getText().length() > 6 ? "medium" : "large", tone);
    number.setMinWidth(Region.USE_PREF_SIZE);
    return captioned(number, captionKey);
  }

  /// Something with what it is below.
  Node captioned(Node above, String captionKey) {
    Label caption = new Label(context.texts().text(captionKey));
    caption.getStyleClass().addAll("muted", "caption");
    caption.setMinWidth(Region.USE_PREF_SIZE);
    VBox box = new VBox(3, above, caption);
    box.setAlignment(Pos.TOP_LEFT);
    return box;
  }

  /// A sign between numbers: × or =.
  static Label sign(String sign) {
    Label label = new Label(sign);
    label.getStyleClass().addAll("mono", "equation-sign");
    return label;
  }

  /// Things beside each other; below each other where long numbers need more room than there is.
  static Node row(Node... nodes) {
    FlowPane row = new FlowPane(nodes);
    row.setPrefWrapLength(0);
    row.getStyleClass().add("equation");
    return row;
  }

  /// A number, or a small table; a slot where it is not computed yet.
  Node value(Optional<Tensor> value, String tone) {
    if (value.isEmpty()) {
      return new NotComputedSlot(context.texts(), 46, 16);
    }
    Tensor tensor = value.get();
    if (!tensor.isScalar()) {
      return new MatrixView(tensor, tone, -1, _ -> {});
    }
    NumberLabel number = new NumberLabel(tensor.item());
    number.getStyleClass().addAll("large", tone);
    return number;
  }
}
