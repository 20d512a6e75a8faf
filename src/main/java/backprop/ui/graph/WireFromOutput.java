package backprop.ui.graph;

import backprop.graph.Connections;
import backprop.graph.Edge;
import backprop.graph.Edit;
import backprop.graph.NodeId;
import backprop.graph.Point;
import backprop.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.input.MouseEvent;

/// A wire from an output, or the loose end of one that was plugged in.
///
/// Dropped on empty canvas a new wire opens the search, and a loose end is disconnected.
final class WireFromOutput implements Drag {
  private final GraphModel model;
  private final GraphView view;
  private final GestureHost host;
  private final NodeId from;
  private final Optional<Edge> unplugged;

  WireFromOutput(
      GraphModel model, GraphView view, GestureHost host, NodeId from, Optional<Edge> unplugged) {
    this.model = model;
    this.view = view;
    this.host = host;
    this.from = from;
    this.unplugged = unplugged;
  }

  @Override
  public void to(MouseEvent event) {
    Point at = view.toWorld(event.getX(), event.getY());
    Optional<Hit.InPort> target = view.hitTest().target(at);
    Optional<Message> refused =
        target.flatMap(
            port ->
                Connections.refusal(
                    model.document().graph(), new Edge(from, port.node(), port.port())));
    Point end =
        target
            .filter(_ -> refused.isEmpty())
            .map(port -> view.geometry().node(port.node()).input(port.port()))
            .orElse(at);
    Point start = view.geometry().output(from).orElse(at);
    var wire = new Overlay.DraggedWire(start, end, true, refused.isPresent());
    view.show(view.overlay().withWire(Optional.of(wire)));
    host.reason(refused, event.getX(), event.getY());
  }

  @Override
  public void drop(MouseEvent event) {
    Optional<Hit.InPort> target = view.hitTest().target(view.toWorld(event.getX(), event.getY()));
    if (target.isPresent()) {
      plug(new Edge(from, target.get().node(), target.get().port()));
    } else if (unplugged.isPresent()) {
      model.perform(new Edit.Disconnect(unplugged.get()));
    } else {
      host.search(event.getX(), event.getY(), new Link.From(from));
    }
  }

  private void plug(Edge edge) {
    if (unplugged.equals(Optional.of(edge))) {
      return;
    }
    List<Edit> edits = new ArrayList<>();
    unplugged.ifPresent(old -> edits.add(new Edit.Disconnect(old)));
    edits.add(new Edit.Connect(edge));
    model.perform(new Edit.Compound(edits.getLast().label(), edits));
  }

  @Override
  public void cancel() {}
}
