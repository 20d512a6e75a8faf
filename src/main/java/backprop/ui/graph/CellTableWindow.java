package backprop.ui.graph;

import backprop.autodiff.Trace;
import backprop.autodiff.symbols.CellTable;
import backprop.formula.Expr;
import backprop.formula.LatexPrinter;
import backprop.formula.PlainPrinter;
import backprop.graph.Edge;
import backprop.graph.NodeId;
import backprop.message.Message;
import backprop.ui.common.FormulaView;
import backprop.ui.common.UiContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;

/// A Jacobian as a table of symbolic cells, in a window beside the graph.
///
/// The table is made in the background; it stays as it was opened while the graph changes.
final class CellTableWindow {
  private static final double LETTERS = 17;

  private final UiContext context;
  private final Function<Boolean, Optional<CellTable>> make;
  private final Message title;
  private final StackPane place = new StackPane();
  private final CheckBox unknown = new CheckBox();
  private final VBox content;
  private Optional<CellTable> table = Optional.empty();

  private CellTableWindow(
      UiContext context, Message title, Function<Boolean, Optional<CellTable>> make) {
    this.context = context;
    this.make = make;
    this.title = title;
    place.getStyleClass().add("cell-table");
    place.setAlignment(Pos.TOP_LEFT);
    unknown.textProperty().bind(context.texts().bind("symbols.table.unknown"));
    unknown.setId("table-unknown");
    unknown.selectedProperty().subscribe(_ -> fill());
    Label head = new Label();
    head.getStyleClass().add("inspector-title");
    head.textProperty().bind(context.texts().bind(title));
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    Button copy = CopyLatex.button(context, () -> table.map(CellTable::latex).orElse(""));
    HBox bar = new HBox(10, unknown, gap, copy);
    bar.setAlignment(Pos.CENTER_LEFT);
    ScrollPane scroll = new ScrollPane(place);
    scroll.getStyleClass().add("inspector-scroll");
    VBox.setVgrow(scroll, Priority.ALWAYS);
    content = new VBox(12, head, bar, scroll);
    content.getStyleClass().addAll("inspector", "cell-table-window");
  }

  /// The derivative of the output by a node, over all paths.
  static CellTableWindow of(UiContext context, Trace trace, NodeId output, NodeId by) {
    return new CellTableWindow(
        context,
        Message.of("symbols.table.title", trace.names().symbol(output), trace.names().symbol(by)),
        unknown -> CellTable.of(trace, output, by, unknown));
  }

  /// The derivative of one operation by one of its inputs.
  static CellTableWindow of(UiContext context, Trace trace, Edge edge) {
    return new CellTableWindow(
        context,
        Message.of(
            "symbols.table.title",
            trace.names().symbol(edge.to()),
            trace.names().symbol(edge.from())),
        unknown -> CellTable.of(trace, edge, unknown));
  }

  /// What the window shows, for tests.
  Region content() {
    return content;
  }

  /// Opens the window beside the one that this is in.
  void show(Node opener) {
    Stage stage = new Stage();
    Scene owner = opener.getScene();
    stage.initOwner(owner.getWindow());
    stage.titleProperty().bind(context.texts().bind(title));
    Scene scene = new Scene(content, 720, 420);
    Bindings.bindContent(scene.getStylesheets(), owner.getStylesheets());
    content.getStyleClass().addAll(0, owner.getRoot().getStyleClass());
    content.getStylesheets().add(GraphWorkspace.sheet());
    scene.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ESCAPE) {
            stage.close();
          }
        });
    stage.setScene(scene);
    stage.setOnHidden(_ -> Bindings.unbindContent(scene.getStylesheets(), owner.getStylesheets()));
    stage.show();
  }

  private void fill() {
    boolean keepUnknown = unknown.isSelected();
    context
        .background()
        .execute(
            () -> {
              Optional<CellTable> made = make.apply(keepUnknown);
              Platform.runLater(
                  () -> {
                    if (unknown.isSelected() == keepUnknown) {
                      show(made);
                    }
                  });
            });
  }

  private void show(Optional<CellTable> made) {
    table = made;
    place
        .getChildren()
        .setAll(
            made.<Node>map(this::grid)
                .orElseGet(
                    () -> {
                      Label none = new Label(context.texts().text("symbols.table.none"));
                      none.getStyleClass().add("muted");
                      none.setWrapText(true);
                      return none;
                    }));
  }

  private GridPane grid(CellTable shown) {
    GridPane grid = new GridPane();
    grid.getStyleClass().add("symbol-grid");
    grid.add(formula(shown.titleLatex(), shown.title(), "head"), 0, 0);
    for (int column = 0; column < shown.columns().size(); column++) {
      grid.add(name(shown.columns().get(column)), column + 1, 0);
    }
    for (int row = 0; row < shown.rows().size(); row++) {
      grid.add(name(shown.rows().get(row)), 0, row + 1);
      List<Expr> cells = shown.cells().get(row);
      for (int column = 0; column < cells.size(); column++) {
        Expr cell = cells.get(column);
        grid.add(
            formula(
                LatexPrinter.print(cell),
                PlainPrinter.print(cell),
                cell.equals(Expr.num(0)) ? "zero" : "cell"),
            column + 1,
            row + 1);
      }
    }
    return grid;
  }

  private Node name(String name) {
    return formula(LatexPrinter.name(name), name, "head");
  }

  private Node formula(String latex, String plain, String style) {
    FormulaView view = new FormulaView(context, LETTERS, latex + "\\;");
    view.setAccessibleText(plain);
    view.setMinWidth(Region.USE_PREF_SIZE);
    StackPane box = new StackPane(view);
    box.setAlignment(Pos.CENTER);
    box.getStyleClass().addAll("symbol-cell", style);
    return box;
  }
}
