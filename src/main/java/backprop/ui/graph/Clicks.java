package backprop.ui.graph;

import backprop.graph.Edge;
import backprop.graph.GroupId;
import backprop.graph.NodeId;
import java.util.Set;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

/// What a click on the canvas does: select, open, go to a step, or the menu.
final class Clicks {
  private final GraphModel model;
  private final GestureHost host;
  private final Grouping grouping;

  Clicks(GraphModel model, GestureHost host) {
    this.model = model;
    this.host = host;
    this.grouping = new Grouping(model);
  }

  /// The button went down and up over this, less than four pixels apart.
  void click(MouseButton button, Hit hit, MouseEvent event) {
    if (button == MouseButton.SECONDARY) {
      selectUnder(hit);
      host.menu(event.getScreenX(), event.getScreenY());
    } else if (button == MouseButton.PRIMARY && !host.placeWaiting(event.getX(), event.getY())) {
      if (event.getClickCount() == 2) {
        open(hit, event);
      } else {
        select(hit, event);
      }
    }
  }

  private void select(Hit hit, MouseEvent event) {
    switch (hit) {
      case Hit.Empty() -> model.select(Selection.NONE);
      case Hit.Body(NodeId node) -> choose(node, event);
      case Hit.Value(NodeId node) -> choose(node, event);
      case Hit.OnGroup(GroupId group) -> choose(model.document().groups().members(group), event);
      case Hit.OutPort(NodeId node) -> choose(node, event);
      case Hit.InPort(NodeId node, _) -> choose(node, event);
      case Hit.OutputLine(NodeId node, _) -> choose(node, event);
      case Hit.WireEnd(Edge edge) -> onWire(edge, event);
      case Hit.OnWire(Edge edge) -> onWire(edge, event);
    }
  }

  private void choose(NodeId node, MouseEvent event) {
    choose(Grouping.unit(model.document(), node), event);
  }

  private void choose(Set<NodeId> nodes, MouseEvent event) {
    if (event.isShortcutDown()) {
      model.select(model.selection().toggled(nodes));
    } else if (event.isShiftDown()) {
      model.select(model.selection().plus(nodes));
    } else {
      model.select(Selection.of(nodes));
    }
  }

  private void onWire(Edge edge, MouseEvent event) {
    if (event.isShortcutDown()) {
      model
          .trace()
          .stepOf(edge)
          .filter(step -> step < model.transport().playhead())
          .or(() -> model.trace().stepOf(edge.from()))
          .ifPresent(step -> model.transport().jump(step + 1));
    } else {
      model.select(Selection.of(edge));
    }
  }

  private void selectUnder(Hit hit) {
    switch (hit) {
      case Hit.Empty() -> model.select(Selection.NONE);
      case Hit.Body(NodeId node) -> selectUnlessIn(node);
      case Hit.Value(NodeId node) -> selectUnlessIn(node);
      case Hit.OnGroup(GroupId group) -> selectUnlessIn(model.document().groups().members(group));
      case Hit.OutPort(NodeId node) -> selectUnlessIn(node);
      case Hit.InPort(NodeId node, _) -> selectUnlessIn(node);
      case Hit.OutputLine(NodeId node, _) -> selectUnlessIn(node);
      case Hit.WireEnd(Edge edge) -> model.select(Selection.of(edge));
      case Hit.OnWire(Edge edge) -> model.select(Selection.of(edge));
    }
  }

  private void selectUnlessIn(NodeId node) {
    selectUnlessIn(Grouping.unit(model.document(), node));
  }

  private void selectUnlessIn(Set<NodeId> nodes) {
    if (!model.selection().nodes().containsAll(nodes)) {
      model.select(Selection.of(nodes));
    }
  }

  private void open(Hit hit, MouseEvent event) {
    switch (hit) {
      case Hit.Empty() -> host.search(event.getX(), event.getY(), new Link.None());
      case Hit.Body(NodeId node) -> host.openNode(node);
      case Hit.Value(NodeId node) -> host.editValue(node);
      case Hit.OnGroup(GroupId group) -> grouping.toggle(group);
      case Hit.OutPort(NodeId node) -> host.openNode(node);
      case Hit.InPort(NodeId node, _) -> host.openNode(node);
      case Hit.OutputLine(NodeId node, boolean gradient) -> {
        if (gradient) {
          host.editUpstream(node);
        }
      }
      case Hit.WireEnd(Edge edge) -> model.select(Selection.of(edge));
      case Hit.OnWire(Edge edge) -> model.select(Selection.of(edge));
    }
  }
}
