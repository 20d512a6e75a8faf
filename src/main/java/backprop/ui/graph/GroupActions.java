package backprop.ui.graph;

import static backprop.ui.common.Section.EDIT;

import backprop.graph.GroupId;
import backprop.message.Message;
import backprop.op.OpTexts;
import backprop.ui.common.Keys;
import backprop.ui.common.UserAction;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.value.ObservableValue;
import javafx.scene.input.KeyCode;

/// Grouping, ungrouping, opening and closing, as actions of the table.
final class GroupActions {
  private final GraphModel model;
  private final GraphArea area;
  private final Grouping grouping;
  private final UserAction group;
  private final UserAction ungroup;
  private final UserAction toggle;
  private final UserAction fuse;
  private final UserAction expand;

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
                label(
                    () ->
                        Message.of(
                            toggled().filter(grouping::isClosed).isPresent()
                                ? "ui-group.open"
                                : "ui-group.close")))
            .enabled(when(() -> toggled().isPresent()));
    FuseOffers offers = area.fuseOffers();
    fuse =
        UserAction.of("ui-group.fuse", EDIT, () -> offers.selected().ifPresent(offers::fuse))
            .label(
                label(
                    () ->
                        offers
                            .selected()
                            .map(it -> Message.of("ui-group.fuse.into", OpTexts.name(it.op())))
                            .orElse(Message.of("ui-group.fuse"))))
            .enabled(when(() -> offers.selected().isPresent()));
    expand =
        UserAction.of("ui-group.expand", EDIT, offers::expand)
            .enabled(when(() -> offers.expansion().isPresent()));
  }

  private ObservableValue<Message> label(Supplier<Message> says) {
    return Bindings.createObjectBinding(
        says::get, model.selectionProperty(), model.historyProperty());
  }

  /// All of them, in the order of the menu.
  List<UserAction> all() {
    return List.of(group, ungroup, toggle, fuse, expand);
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
