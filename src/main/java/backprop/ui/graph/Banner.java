package backprop.ui.graph;

import backprop.message.Message;
import backprop.ui.common.UiContext;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

/// One sentence over the canvas that waits to be read, such as what is wrong with a file; never in
/// the way.
final class Banner extends HBox {
  private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

  private final UiContext context;
  private final Label text = new Label();
  private final Button action = new Button();
  private final FontIcon icon = new FontIcon(Material2MZ.WARNING);

  /// What the banner's button does.
  record Action(Message label, Runnable perform) {}

  Banner(UiContext context) {
    this.context = context;
    getStyleClass().add("banner");
    text.setWrapText(true);
    text.setId("banner-text");
    HBox.setHgrow(text, Priority.ALWAYS);
    text.setMaxWidth(Double.MAX_VALUE);
    action.getStyleClass().add("pill");
    action.setMinWidth(USE_PREF_SIZE);
    Button close = new Button();
    close.setGraphic(new FontIcon(Material2AL.CLOSE));
    close.getStyleClass().add("formula-copy");
    close.accessibleTextProperty().bind(context.texts().bind("ui-graph.banner.close"));
    close.setOnAction(_ -> hide());
    getChildren().addAll(icon, text, action, close);
    hide();
  }

  /// Tells what went wrong and what to do.
  void wrong(Message message) {
    show(message, true, Optional.empty());
  }

  /// Tells something that a person may want to act on.
  void tell(Message message, Action offered) {
    show(message, false, Optional.of(offered));
  }

  private void show(Message message, boolean wrong, Optional<Action> offered) {
    pseudoClassStateChanged(WRONG, wrong);
    text.setText(context.texts().shown(message));
    icon.setVisible(wrong);
    icon.setManaged(wrong);
    action.setVisible(offered.isPresent());
    action.setManaged(offered.isPresent());
    offered.ifPresent(
        it -> {
          action.setText(context.texts().text(it.label()));
          action.setOnAction(
              _ -> {
                hide();
                it.perform().run();
              });
        });
    setVisible(true);
  }

  void hide() {
    setVisible(false);
  }
}
