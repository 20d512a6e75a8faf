package backprop.ui.graph;

import static backprop.ui.common.Section.EDIT;

import backprop.graph.GroupId;
import backprop.message.Message;
import backprop.ui.common.Keys;
import backprop.ui.common.UserAction;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.scene.input.KeyCode;

/// Grouping, ungrouping, opening and closing, as actions of the table.
final class GroupActions {
  private final GraphModel model;
  private final GraphArea area;
  private final Grouping grouping;
  private final UserAction group;
  private final UserAction ungroup;
  private final UserAction toggle;

  GroupActions(GraphModel model, GraphArea area) {
    this.model = model;
    this.area = area;
    this.grouping = area.grouping();
    group =
        UserAction.of("ui-group.group", EDIT, this::group)
            .keys(Keys.mod(KeyCode.G))
            .enabled(
                when(() -> model.selection().nodes().size() > 1 && grouping.chosen().isEmpty()));
    ungroup =
        UserAction.of("ui-group.ungroup", EDIT, grouping::ungroup)
            .keys(Keys.modShift(KeyCode.G))
            .enabled(when(() -> grouping.around().isPresent()));
    toggle =
        UserAction.of("ui-group.toggle", EDIT, this::toggle)
            .label(
                Bindings.createObjectBinding(
                    () ->
                        Message.of(
                            toggled().filter(grouping::isClosed).isPresent()
                                ? "ui-group.open"
                                : "ui-group.close"),
                    model.selectionProperty(),
                    model.historyProperty()))
            .enabled(when(() -> toggled().isPresent()));
  }

  /// All of them, in the order of the menu.
  List<UserAction> all() {
    return List.of(group, ungroup, toggle);
  }

  private BooleanBinding when(BooleanSupplier is) {
    return Bindings.createBooleanBinding(
        is::getAsBoolean, model.selectionProperty(), model.historyProperty());
  }

  private Optional<GroupId> toggled() {
    return grouping.around();
  }

  private void group() {
    grouping.group(area.text(Message.of("ui-group.name", grouping.next()))).ifPresent(area::rename);
  }

  private void toggle() {
    toggled().ifPresent(grouping::toggle);
  }
}
