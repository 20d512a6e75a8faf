package backprop.ui.graph;

import backprop.graph.Connections;
import backprop.graph.Edge;
import backprop.graph.Edit;
import backprop.graph.NodeId;
import backprop.graph.Point;
import backprop.message.Message;
import java.util.Optional;
import javafx.scene.input.MouseEvent;

/// A wire pulled from a free input to what shall feed it; on empty canvas the search opens.
final class WireFromInput implements Drag {
  private final GraphModel model;
  private final GraphView view;
  private final GestureHost host;
  private final NodeId to;
  private final int port;

  WireFromInput(GraphModel model, GraphView view, GestureHost host, NodeId to, int port) {
    this.model = model;
    this.view = view;
    this.host = host;
    this.to = to;
    this.port = port;
  }

  @Override
  public void to(MouseEvent event) {
    Point at = view.toWorld(event.getX(), event.getY());
    Optional<NodeId> source = view.hitTest().source(at);
    Optional<Message> refused =
        source.flatMap(
            from -> Connections.refusal(model.document().graph(), new Edge(from, to, port)));
    Point end =
        source
            .filter(_ -> refused.isEmpty())
            .flatMap(from -> view.geometry().output(from))
            .orElse(at);
    Point start = view.geometry().node(to).input(port);
    var wire = new Overlay.DraggedWire(start, end, false, refused.isPresent());
    view.show(view.overlay().withWire(Optional.of(wire)));
    host.reason(refused, event.getX(), event.getY());
  }

  @Override
  public void drop(MouseEvent event) {
    Optional<NodeId> source = view.hitTest().source(view.toWorld(event.getX(), event.getY()));
    source.ifPresentOrElse(
        from -> model.perform(new Edit.Connect(new Edge(from, to, port))),
        () -> host.search(event.getX(), event.getY(), new Link.Into(to, port)));
  }

  @Override
  public void cancel() {}
}
