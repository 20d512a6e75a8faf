package backprop.ui.graph;

import backprop.autodiff.ErrorCurve;
import backprop.autodiff.GradientCheck;
import backprop.message.Message;
import backprop.message.NumberText;
import backprop.ui.common.UiContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;

/// What stands below a row of the numerical check when it is opened: the rule used with its step
/// and estimated error, the mean difference, and the curve of error against step.
final class CheckDetail extends VBox {
  private static final int DIGITS = 3;

  /// @param curve the curve, if it is made; asking makes it
  /// @param open opens or closes the curve
  CheckDetail(
      UiContext context,
      GradientCheck.Row row,
      boolean curveOpen,
      Supplier<Optional<ErrorCurve>> curve,
      Runnable open) {
    super(4);
    InspectorParts parts = new InspectorParts(context);
    getStyleClass().add("check-detail");
    setId("check-detail");
    List<Node> lines = new ArrayList<>();
    lines.add(parts.remark(Message.of("check.detail", NumberText.of(row.step(), DIGITS))));
    lines.add(
        parts.remark(Message.of("check.detail.error", NumberText.of(row.estimatedError(), 2))));
    lines.add(
        parts.remark(
            Message.of(
                "check.detail.mean",
                NumberText.of(row.meanDifference(), DIGITS),
                row.checked(),
                row.backprop().size())));
    if (row.kinks() > 0) {
      lines.add(parts.remark(Message.of("check.detail.kinks", row.kinks())));
    }
    Button button = new Button(context.texts().text("check.detail.curve"));
    button.getStyleClass().add("pill");
    button.setId("check-curve");
    button.setOnAction(_ -> open.run());
    lines.add(button);
    if (curveOpen) {
      lines.add(
          curve
              .get()
              .<Node>map(made -> new ErrorChart(context, made))
              .orElseGet(() -> parts.remark(Message.of("check.curve.axis"))));
    }
    getChildren().setAll(lines);
  }
}
