package backprop.app;

import backprop.autodiff.EvaluationContext;
import backprop.autodiff.Evaluator;
import backprop.formula.Functions;
import backprop.graph.GraphBuilder;
import backprop.message.Message;
import backprop.ui.common.Card;
import backprop.ui.common.FormulaView;
import backprop.ui.common.NotComputedSlot;
import backprop.ui.common.NumberLabel;
import backprop.ui.common.Section;
import backprop.ui.common.TransportModel;
import backprop.ui.common.UiContext;
import backprop.ui.common.UserAction;
import backprop.ui.common.Workspace;
import backprop.ui.common.WorkspaceLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;

/// A workspace for tests of the shell: plays the real trace of apples and oranges and records what
/// it is told.
final class StepsWorkspace implements Workspace {

  final TransportModel transport = new TransportModel();
  final SimpleBooleanProperty unsaved = new SimpleBooleanProperty(true);
  final SimpleObjectProperty<Optional<Path>> file = new SimpleObjectProperty<>(Optional.empty());
  final List<String> told = new ArrayList<>();
  final TextField field = new TextField("1.1");
  private final WorkspaceLayout node;

  StepsWorkspace(UiContext context) {
    var graph =
        new GraphBuilder()
            .input("apple", 100)
            .input("apples", 2)
            .input("orange", 150)
            .input("oranges", 3)
            .input("tax", 1.1)
            .op("a", Functions.MUL, "apple", "apples")
            .op("b", Functions.MUL, "orange", "oranges")
            .op("sum", Functions.ADD, "a", "b")
            .op("total", Functions.MUL, "sum", "tax")
            .build("total");
    transport.show(Evaluator.trace(graph, EvaluationContext.PLAIN), 4);
    NumberLabel number = new NumberLabel(220.00000000000003);
    number.setId("number");
    VBox right =
        new VBox(
            13,
            new Card(
                context.texts(),
                "transport.size.edge",
                number,
                new FormulaView(
                    context,
                    18,
                    "\\frac{\\partial\\,\\mathrm{total}}{\\partial\\forward{a}} = \\gradient{1} \\cdot \\forward{1.1} \\cdot 1 = \\gradient{1.1} \\quad \\mathrm{사과}")),
            new Card(
                context.texts(),
                "common.not-computed",
                new NotComputedSlot(context.texts(), 44, 15)));
    right.setPadding(new Insets(18));
    VBox left = new VBox(field);
    left.setPadding(new Insets(14));
    node = new WorkspaceLayout(left, 250, 64, new Pane(), right, 330).named(context.texts());
  }

  @Override
  public String titleKey() {
    return "transport.phase.forward";
  }

  @Override
  public Node node() {
    return node;
  }

  @Override
  public Optional<TransportModel> transport() {
    return Optional.of(transport);
  }

  @Override
  public List<UserAction> actions() {
    return List.of(UserAction.of("common.close", Section.EDIT, () -> told.add("act")));
  }

  @Override
  public ObservableValue<List<Message>> facts() {
    return new SimpleObjectProperty<>(List.of(Message.of("transport.speed", 64)));
  }

  @Override
  public ObservableValue<Optional<Message>> note() {
    return new SimpleObjectProperty<>(Optional.of(Message.of("app.unsaved")));
  }

  @Override
  public ObservableValue<String> documentName() {
    return new SimpleStringProperty("apples-and-oranges.backprop");
  }

  @Override
  public ObservableValue<Optional<Path>> file() {
    return file;
  }

  @Override
  public ObservableBooleanValue unsaved() {
    return unsaved;
  }

  @Override
  public void newDocument() {
    told.add("new");
  }

  @Override
  public void open(Path path) {
    told.add("open " + path.getFileName());
  }

  @Override
  public void save(Path path) {
    told.add("save " + path.getFileName());
  }

  @Override
  public void hidden() {
    told.add("hidden");
  }
}
