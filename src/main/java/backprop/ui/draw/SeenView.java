package backprop.ui.draw;

import backprop.data.Framed;
import backprop.message.Message;
import backprop.ui.common.UiContext;
import java.util.Optional;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// What the network sees of the drawing, 28 × 28, and which weights read it.
final class SeenView extends VBox {
  private static final double SIDE = 48;

  private final UiContext context;
  private final PadModel model;
  private final Canvas canvas = new Canvas(SIDE, SIDE);
  private final Label facts = new Label();
  private final MenuButton readers = new MenuButton();

  SeenView(UiContext context, PadModel model) {
    this.context = context;
    this.model = model;
    getStyleClass().add("seen");
    Label title = new Label();
    title.getStyleClass().add("muted");
    title.textProperty().bind(context.texts().bind("ui-draw.seen"));
    facts.getStyleClass().addAll("muted", "small");
    facts.setId("framing");
    Label readBy = new Label();
    readBy.getStyleClass().add("muted");
    readBy.setMinWidth(USE_PREF_SIZE);
    readBy.textProperty().bind(context.texts().bind("ui-draw.read-by"));
    readers.setId("read-by");
    readers.getStyleClass().add("read-by");
    readers.textProperty().bind(context.texts().bind(model.readByProperty()));
    HBox by = new HBox(4, readBy, readers);
    by.getStyleClass().add("by");
    HBox.setHgrow(readers, Priority.ALWAYS);
    VBox lines = new VBox(title, facts);
    lines.getStyleClass().add("lines");
    HBox picture = new HBox(canvas, lines);
    picture.getStyleClass().add("picture");
    getChildren().addAll(picture, by);
    model.framedProperty().addListener((_, _, _) -> paint());
    context.theme().colorsProperty().addListener((_, _, _) -> paint());
    context.texts().languageProperty().addListener((_, _, _) -> paint());
    readers.setOnShowing(_ -> fill());
    fill();
    paint();
  }

  private void fill() {
    readers.getItems().clear();
    for (ReaderChoice choice : model.readers()) {
      CheckMenuItem item = new CheckMenuItem();
      item.textProperty().bind(context.texts().bind(choice.name()));
      item.setSelected(choice.chosen());
      item.setOnAction(_ -> choice.choose().run());
      readers.getItems().add(item);
    }
    if (readers.getItems().isEmpty()) {
      MenuItem none = new MenuItem();
      none.textProperty().bind(readers.textProperty());
      none.setDisable(true);
      readers.getItems().add(none);
    }
  }

  private void paint() {
    Optional<Framed> framed = model.framedProperty().get();
    new PadPainter(canvas.getGraphicsContext2D(), context.theme()).seen(framed, SIDE);
    Message message =
        framed
            .map(f -> Message.of("ui-draw.framing", f.innerWidth() + "×" + f.innerHeight()))
            .orElse(Message.of("ui-draw.framing-empty"));
    facts.setText(context.texts().text(message));
  }
}
