package backprop.ui.graph;

import backprop.ui.common.Texts;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The search that opens on the canvas: type `mul`, `*` or `곱`, Enter places the first.
final class NodeSearch {
  private static final int MOST = 8;
  private static final double WIDTH = 240;
  private static final double ROW = 32;

  private final GraphArea parent;
  private final Texts texts;
  private final List<NodeOffer> offers;
  private Optional<VBox> open = Optional.empty();
  private List<NodeOffer> found = List.of();
  private int chosen;

  NodeSearch(GraphArea parent, Texts texts, List<NodeOffer> offers) {
    this.parent = parent;
    this.texts = texts;
    this.offers = offers;
  }

  boolean isOpen() {
    return open.isPresent();
  }

  /// Opens the search at this place of the parent; `pick` is told what was picked.
  void open(double x, double y, Consumer<NodeTemplate> pick) {
    close();
    TextField field = new TextField();
    field.getStyleClass().add("node-search-field");
    field.promptTextProperty().bind(texts.bind("ui-graph.search.prompt"));
    VBox rows = new VBox();
    VBox box = new VBox(field, rows);
    box.getStyleClass().add("node-search");
    box.setManaged(false);
    open = Optional.of(box);
    parent.getChildren().add(box);
    field.textProperty().addListener((_, _, typed) -> show(box, rows, typed, pick));
    field.addEventFilter(KeyEvent.KEY_PRESSED, e -> key(e, rows, pick));
    field
        .focusedProperty()
        .addListener(
            (_, _, focused) -> {
              if (!focused && open.equals(Optional.of(box))) {
                close();
              }
            });
    box.relocate(
        Math.clamp(x - 20, 4, Math.max(4, parent.room() - WIDTH - 4)),
        Math.clamp(y - 20, 4, Math.max(4, parent.getHeight() - 52 - MOST * ROW)));
    show(box, rows, "", pick);
    field.requestFocus();
  }

  private void show(VBox box, VBox rows, String typed, Consumer<NodeTemplate> pick) {
    found = NodeOffer.search(offers, typed).stream().limit(MOST).toList();
    chosen = 0;
    rows.getChildren().clear();
    for (NodeOffer offer : found) {
      rows.getChildren().add(row(offer, pick));
    }
    if (found.isEmpty()) {
      Label nothing = new Label(texts.text("ui-graph.search.nothing", typed));
      nothing.getStyleClass().addAll("muted", "node-search-row");
      nothing.setWrapText(true);
      rows.getChildren().add(nothing);
    }
    mark(rows);
    box.resize(WIDTH, 48 + Math.max(1, rows.getChildren().size()) * ROW);
  }

  private HBox row(NodeOffer offer, Consumer<NodeTemplate> pick) {
    Label icon = new Label(offer.icon());
    icon.getStyleClass().add("palette-icon");
    Label name = new Label(texts.text(offer.name()));
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    Label group = new Label(texts.text(offer.group()));
    group.getStyleClass().addAll("muted", "small");
    HBox row = new HBox(icon, name, gap, group);
    row.getStyleClass().add("node-search-row");
    row.setOnMousePressed(
        e -> {
          e.consume();
          pick(offer, pick);
        });
    return row;
  }

  private void key(KeyEvent event, VBox rows, Consumer<NodeTemplate> pick) {
    @Nullable KeyCode code = event.getCode();
    switch (code) {
      case ESCAPE -> {
        close();
        parent.requestFocus();
      }
      case DOWN -> choose(rows, chosen + 1);
      case UP -> choose(rows, chosen - 1);
      case ENTER, TAB -> {
        if (!found.isEmpty()) {
          pick(found.get(chosen), pick);
        }
      }
      case null, default -> {
        return;
      }
    }
    event.consume();
  }

  private void choose(VBox rows, int index) {
    chosen = Math.clamp(index, 0, Math.max(0, found.size() - 1));
    mark(rows);
  }

  private void mark(VBox rows) {
    for (int i = 0; i < rows.getChildren().size(); i++) {
      rows.getChildren().get(i).getStyleClass().remove("chosen");
    }
    if (!found.isEmpty()) {
      rows.getChildren().get(chosen).getStyleClass().add("chosen");
    }
  }

  private void pick(NodeOffer offer, Consumer<NodeTemplate> pick) {
    close();
    parent.requestFocus();
    pick.accept(offer.template());
  }

  void close() {
    open.ifPresent(
        box -> {
          open = Optional.empty();
          parent.getChildren().remove(box);
        });
  }
}
