package backprop.ui.training;

import backprop.message.NumberText;
import backprop.training.EpochRecord;
import backprop.ui.common.UiContext;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The epochs of a run, the newest first: how well both whole sets were read, and the test loss.
final class EpochTable extends VBox {
  private static final double FIRST = 56;
  private static final double ROW = 24;

  private final ObservableList<EpochRecord> rows = FXCollections.observableArrayList();
  private final ListView<EpochRecord> list = new ListView<>(rows);

  EpochTable(UiContext context) {
    getStyleClass().add("epoch-table");
    HBox head = new HBox(head(context, "ui-training.table.epoch"));
    for (String key :
        List.of("ui-training.table.train", "ui-training.table.test", "ui-training.table.loss")) {
      Label label = head(context, key);
      label.setMaxWidth(Double.MAX_VALUE);
      label.setAlignment(Pos.CENTER_RIGHT);
      HBox.setHgrow(label, Priority.ALWAYS);
      label.setPrefWidth(10);
      head.getChildren().add(label);
    }
    ((Label) head.getChildren().getFirst()).setMinWidth(FIRST);
    head.getStyleClass().add("head");
    list.setCellFactory(_ -> new Row());
    list.setFixedCellSize(ROW);
    list.setFocusTraversable(false);
    list.setId("epochs");
    VBox.setVgrow(list, Priority.ALWAYS);
    getChildren().addAll(head, list);
  }

  private static Label head(UiContext context, String key) {
    Label label = new Label();
    label.getStyleClass().addAll("muted", "mono");
    label.textProperty().bind(context.texts().bind(key));
    return label;
  }

  void show(List<EpochRecord> epochs) {
    if (rows.size() > epochs.size()) {
      rows.clear();
    }
    for (EpochRecord row : epochs.subList(rows.size(), epochs.size())) {
      rows.addFirst(row);
    }
  }

  private static final class Row extends ListCell<EpochRecord> {
    private final Label epoch = number(Pos.CENTER_LEFT);
    private final Label train = number(Pos.CENTER_RIGHT);
    private final Label test = number(Pos.CENTER_RIGHT);
    private final Label loss = number(Pos.CENTER_RIGHT);
    private final HBox box = new HBox(epoch, train, test, loss);

    Row() {
      epoch.setMinWidth(FIRST);
      for (Label label : List.of(train, test, loss)) {
        HBox.setHgrow(label, Priority.ALWAYS);
        label.setPrefWidth(10);
      }
    }

    private static Label number(Pos pos) {
      Label label = new Label();
      label.getStyleClass().add("number");
      label.setAlignment(pos);
      label.setMaxWidth(Double.MAX_VALUE);
      return label;
    }

    @Override
    protected void updateItem(@Nullable EpochRecord row, boolean empty) {
      super.updateItem(row, empty);
      if (row == null || empty) {
        setGraphic(null);
        return;
      }
      epoch.setText(
          row.epoch() == Math.rint(row.epoch())
              ? NumberText.count((long) row.epoch())
              : NumberText.fixed(row.epoch(), 2));
      train.setText(NumberText.fixed(row.train().accuracy(), 4));
      test.setText(NumberText.fixed(row.test().accuracy(), 4));
      loss.setText(NumberText.fixed(row.test().loss(), 4));
      setGraphic(box);
    }
  }
}
