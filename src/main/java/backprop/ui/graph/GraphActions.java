package backprop.ui.graph;

import static backprop.ui.common.Section.EDIT;
import static backprop.ui.common.Section.VIEW;

import backprop.autodiff.NotFinite;
import backprop.autodiff.Tangents;
import backprop.graph.Edit;
import backprop.graph.NodeId;
import backprop.message.Message;
import backprop.ui.common.Keys;
import backprop.ui.common.PanZoom;
import backprop.ui.common.UserAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.value.ObservableValue;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;

/// What a person can do in the graph workspace, as the one table its menu, context menu and keys
/// are made of.
final class GraphActions {
  private final GraphModel model;
  private final GraphArea area;
  private final List<UserAction> all;
  private final List<UserAction> context;

  GraphActions(GraphModel model, GraphArea area, Runnable focusSearch) {
    this.model = model;
    this.area = area;
    GraphView view = area.view();
    BooleanBinding someNodes = selection(s -> !s.nodes().isEmpty());
    BooleanBinding something = selection(s -> !s.isEmpty());
    BooleanBinding one = selection(s -> s.single().isPresent());
    BooleanBinding unit =
        selection(s -> s.single().isPresent() || area.grouping().chosen().isPresent());
    UserAction undo =
        UserAction.of("ui-graph.undo", EDIT, model::undo)
            .label(named("ui-graph.undo", h -> h.undoLabel()))
            .keys(Keys.mod(KeyCode.Z))
            .enabled(history(h -> h.canUndo()));
    UserAction redo =
        UserAction.of("ui-graph.redo", EDIT, model::redo)
            .label(named("ui-graph.redo", h -> h.redoLabel()))
            .keys(Keys.modShift(KeyCode.Z), Keys.mod(KeyCode.Y))
            .enabled(history(h -> h.canRedo()));
    UserAction cut =
        UserAction.of("ui-graph.cut", EDIT, model::cut)
            .keys(Keys.mod(KeyCode.X))
            .enabled(someNodes);
    UserAction copy =
        UserAction.of("ui-graph.copy", EDIT, model::copy)
            .keys(Keys.mod(KeyCode.C))
            .enabled(someNodes);
    BooleanBinding copied =
        Bindings.createBooleanBinding(
            () -> model.clipboardProperty().get().isPresent(), model.clipboardProperty());
    UserAction paste =
        UserAction.of("ui-graph.paste", EDIT, () -> model.paste(false))
            .keys(Keys.mod(KeyCode.V))
            .enabled(copied);
    UserAction pasteWired =
        UserAction.of("ui-graph.paste-wired", EDIT, () -> model.paste(true))
            .keys(Keys.modShift(KeyCode.V))
            .enabled(copied);
    UserAction duplicate =
        UserAction.of("ui-graph.duplicate", EDIT, model::duplicate)
            .keys(Keys.mod(KeyCode.D))
            .enabled(someNodes);
    UserAction delete =
        UserAction.of("ui-graph.delete", EDIT, model::deleteSelection)
            .keys(Keys.key(KeyCode.DELETE), Keys.key(KeyCode.BACK_SPACE))
            .enabled(something);
    UserAction selectAll =
        UserAction.of("ui-graph.select-all", EDIT, model::selectAll).keys(Keys.mod(KeyCode.A));
    UserAction edit =
        UserAction.of("ui-graph.open", EDIT, this::open)
            .keys(Keys.key(KeyCode.ENTER))
            .enabled(unit);
    UserAction rename =
        UserAction.of("ui-graph.rename", EDIT, area::renameSelected)
            .keys(Keys.key(KeyCode.F2))
            .enabled(unit);
    UserAction rule =
        UserAction.of("check.own-rule", EDIT, area::openRule)
            .enabled(
                selection(
                    s ->
                        s.nodes().stream()
                            .anyMatch(
                                id ->
                                    model.document().graph().find(id).orElse(null)
                                        instanceof backprop.graph.Node.Operation)));
    UserAction add = UserAction.of("ui-graph.add", EDIT, area::searchInMiddle);
    UserAction formula = UserAction.of("formula.edit", EDIT, area.formula()::edit);
    UserAction output = UserAction.of("ui-graph.mark-output", EDIT, this::markOutput).enabled(one);
    UserAction runTo =
        UserAction.of("ui-graph.run-to", EDIT, this::runToSelected)
            .keys(Keys.modShift(KeyCode.ENTER))
            .enabled(something);
    UserAction firstNan = UserAction.of("ui-graph.first-nan", EDIT, this::goToFirstNan);
    UserAction forwardMode =
        UserAction.of("symbols.forward-mode", EDIT, this::forwardMode)
            .label(
                Bindings.createObjectBinding(
                    () ->
                        Message.of(
                            model.directionProperty().get().isPresent()
                                ? "symbols.backward-again"
                                : "symbols.forward-mode"),
                    model.directionProperty()))
            .enabled(
                Bindings.createBooleanBinding(
                    () ->
                        model.directionProperty().get().isPresent()
                            || model.selection().single().filter(this::carries).isPresent(),
                    model.directionProperty(),
                    model.selectionProperty(),
                    model.traceProperty()));
    UserAction tidy = UserAction.of("ui-graph.tidy", VIEW, this::tidy).keys(Keys.mod(KeyCode.L));
    UserAction fit =
        UserAction.of("ui-graph.fit", VIEW, view::fitOrActualSize).keys(Keys.mod(KeyCode.DIGIT0));
    UserAction in =
        UserAction.of("ui-graph.zoom-in", VIEW, () -> view.zoom(PanZoom.STEP))
            .keys(Keys.mod(KeyCode.EQUALS), Keys.mod(KeyCode.PLUS), Keys.mod(KeyCode.ADD));
    UserAction out =
        UserAction.of("ui-graph.zoom-out", VIEW, () -> view.zoom(1 / PanZoom.STEP))
            .keys(Keys.mod(KeyCode.MINUS), Keys.mod(KeyCode.SUBTRACT));
    UserAction training =
        UserAction.of(
                "ui-graph.training", VIEW, () -> model.setTraining(!model.trainingProperty().get()))
            .selected(model.trainingProperty());
    UserAction find =
        UserAction.of("ui-graph.find", EDIT, focusSearch)
            .keysAnywhere(Palette.SEARCH, Keys.mod(KeyCode.F));
    List<UserAction> groups = new GroupActions(model, area).all();
    List<UserAction> offered =
        List.of(
            edit,
            rename,
            rule,
            duplicate,
            copy,
            cut,
            paste,
            delete,
            output,
            runTo,
            forwardMode,
            add,
            tidy,
            fit,
            undo);
    context = after(delete, groups, offered);
    List<UserAction> listed =
        List.of(
            undo,
            redo,
            cut,
            copy,
            paste,
            pasteWired,
            duplicate,
            delete,
            selectAll,
            add,
            formula,
            find,
            edit,
            rename,
            rule,
            output,
            runTo,
            firstNan,
            forwardMode,
            nudge("left", KeyCode.LEFT, -1, 0, someNodes),
            nudge("right", KeyCode.RIGHT, 1, 0, someNodes),
            nudge("up", KeyCode.UP, 0, -1, someNodes),
            nudge("down", KeyCode.DOWN, 0, 1, someNodes),
            farNudge("left", KeyCode.LEFT, -1, 0, someNodes),
            farNudge("right", KeyCode.RIGHT, 1, 0, someNodes),
            farNudge("up", KeyCode.UP, 0, -1, someNodes),
            farNudge("down", KeyCode.DOWN, 0, 1, someNodes),
            tidy,
            fit,
            in,
            out,
            training);
    all = after(rename, groups, listed);
  }

  /// The actions with more of them behind one.
  private static List<UserAction> after(
      UserAction one, List<UserAction> more, List<UserAction> actions) {
    List<UserAction> all = new ArrayList<>(actions);
    all.addAll(all.indexOf(one) + 1, more);
    return List.copyOf(all);
  }

  /// Everything, in the order of the menus.
  List<UserAction> all() {
    return Stream.concat(all.stream(), code().all().stream()).toList();
  }

  private CodeActions code() {
    return new CodeActions(
        area.uiContext(),
        () -> model.history().document(),
        CodeActions.inWindow(() -> area.getScene() == null ? null : area.getScene().getWindow()));
  }

  /// What the context menu offers.
  List<UserAction> context() {
    return context;
  }

  private UserAction nudge(String key, KeyCode code, int dx, int dy, BooleanBinding enabled) {
    return UserAction.of(
            "ui-graph.move-" + key, EDIT, () -> model.moveSelection(dx * Grid.DOTS, dy * Grid.DOTS))
        .keys(new KeyCodeCombination(code, KeyCombination.ALT_DOWN))
        .enabled(enabled);
  }

  private UserAction farNudge(String key, KeyCode code, int dx, int dy, BooleanBinding enabled) {
    return UserAction.of(
            "ui-graph.move-far-" + key,
            EDIT,
            () -> model.moveSelection(10 * dx * Grid.DOTS, 10 * dy * Grid.DOTS))
        .keys(Keys.altShift(code))
        .enabled(enabled);
  }

  private BooleanBinding selection(Function<Selection, Boolean> is) {
    return Bindings.createBooleanBinding(
        () -> is.apply(model.selection()), model.selectionProperty());
  }

  private BooleanBinding history(Function<backprop.graph.History, Boolean> is) {
    return Bindings.createBooleanBinding(() -> is.apply(model.history()), model.historyProperty());
  }

  /// "Undo move": the action's name with what it would undo.
  private ObservableValue<Message> named(
      String key, Function<backprop.graph.History, Optional<Message>> label) {
    return Bindings.createObjectBinding(
        () ->
            label
                .apply(model.history())
                .map(what -> Message.of(key + ".named", what))
                .orElse(Message.of(key)),
        model.historyProperty());
  }

  private void onSingle(Consumer<NodeId> action) {
    model.selection().single().ifPresent(action);
  }

  /// Opens the selected node, or opens or closes the selected group.
  private void open() {
    area.grouping()
        .chosen()
        .ifPresentOrElse(area.grouping()::toggle, () -> onSingle(area::openNode));
  }

  private void tidy() {
    tidy(model, area);
  }

  /// Lays the graph out and shows it whole.
  static void tidy(GraphModel model, GraphArea area) {
    model.tidy(
        new FontMeasurer(),
        () -> {
          area.view().settle();
          area.view().fit();
        });
  }

  /// Marks the selected node as the output.
  void markOutput() {
    onSingle(node -> model.perform(new Edit.SetRole(Edit.Role.OUTPUT, Optional.of(node))));
  }

  private boolean carries(NodeId node) {
    return model.trace().graph().uses(node).stream().anyMatch(model.trace()::carriesGradient);
  }

  /// Plays forward mode from the selected node, or the backward pass again.
  private void forwardMode() {
    if (model.directionProperty().get().isPresent()) {
      model.play(Optional.empty());
    } else {
      onSingle(node -> model.play(Optional.of(new Tangents.Direction(node, 0))));
    }
  }

  private void runToSelected() {
    Optional<Integer> step =
        model
            .selection()
            .edge()
            .flatMap(model.trace()::stepOf)
            .or(() -> model.selection().single().flatMap(this::lastStepAt));
    step.ifPresent(s -> model.transport().jump(s + 1));
  }

  private void goToFirstNan() {
    NotFinite.firstStep(model.trace())
        .ifPresentOrElse(
            step -> model.transport().jump(step + 1),
            () -> area.uiContext().status().say(Message.of("ui-graph.first-nan.none")));
  }

  /// The step that completes a node's gradient, else the one that evaluates it.
  private Optional<Integer> lastStepAt(NodeId node) {
    return model.trace().graph().uses(node).stream()
        .flatMap(edge -> model.trace().stepOf(edge).stream())
        .max(Integer::compare)
        .or(() -> model.trace().stepOf(node));
  }
}
