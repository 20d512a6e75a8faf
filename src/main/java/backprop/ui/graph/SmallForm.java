package backprop.ui.graph;

import backprop.message.Message;
import backprop.ui.common.Texts;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;

/// A few fields and a button over the canvas: Enter or the button takes them, Escape leaves. What
/// is wrong stands in the form, which stays open then.
final class SmallForm {
  private final Pane parent;
  private final Texts texts;
  private final double width;
  private Optional<VBox> open = Optional.empty();

  SmallForm(Pane parent, Texts texts, double width) {
    this.parent = parent;
    this.texts = texts;
    this.width = width;
  }

  /// An empty grid for labels and fields.
  static GridPane grid() {
    GridPane grid = new GridPane();
    grid.setHgap(10);
    grid.setVgap(8);
    return grid;
  }

  /// Shows the form; one that is open is left.
  ///
  /// @param commit takes the fields, or gives the sentence of what is wrong with them
  /// @param done runs when the form has closed after that
  /// @param place puts the form, which has its size by then, where it belongs
  /// @param first gets the focus
  void show(
      String title,
      GridPane grid,
      Button take,
      Supplier<Optional<Message>> commit,
      Runnable done,
      Consumer<VBox> place,
      Node first) {
    close();
    Label head = new Label(title);
    head.getStyleClass().add("strong");
    Label trouble = new Label();
    trouble.getStyleClass().add("wrong");
    trouble.setWrapText(true);
    trouble.setManaged(false);
    take.getStyleClass().add("primary");
    VBox box = new VBox(10, head, grid, trouble, take);
    box.getStyleClass().addAll("node-search", "options");
    box.setManaged(false);
    Runnable takeAll =
        () ->
            commit
                .get()
                .ifPresentOrElse(
                    wrong -> {
                      trouble.setText(texts.text(wrong));
                      trouble.setManaged(true);
                      box.resize(width, box.prefHeight(width));
                    },
                    () -> {
                      leave();
                      done.run();
                    });
    take.setOnAction(_ -> takeAll.run());
    box.addEventFilter(
        KeyEvent.KEY_PRESSED,
        e -> {
          if (e.getCode() == KeyCode.ENTER) {
            takeAll.run();
            e.consume();
          } else if (e.getCode() == KeyCode.ESCAPE) {
            leave();
            e.consume();
          }
        });
    open = Optional.of(box);
    parent.getChildren().add(box);
    box.applyCss();
    box.resize(width, box.prefHeight(width));
    place.accept(box);
    first.requestFocus();
  }

  private void leave() {
    close();
    parent.requestFocus();
  }

  void close() {
    open.ifPresent(
        box -> {
          open = Optional.empty();
          parent.getChildren().remove(box);
        });
  }
}
