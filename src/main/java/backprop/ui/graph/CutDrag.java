package backprop.ui.graph;

import backprop.figure.ColorRole;
import backprop.graph.Edge;
import backprop.graph.Edit;
import backprop.graph.Point;
import backprop.message.Message;
import backprop.ui.common.Theme;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.scene.Cursor;
import javafx.scene.ImageCursor;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.Image;
import javafx.scene.input.MouseEvent;
import javafx.scene.paint.Color;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;

/// Draws a line across wires; those that it crosses are disconnected when it ends, with one undo.
final class CutDrag implements Drag {
  private static final int CURSOR_SIZE = 20;

  private final GraphModel model;
  private final GraphView view;
  private final List<Point> line = new ArrayList<>();
  private final Set<Edge> crossed = new LinkedHashSet<>();

  /// @param from the canvas point of the press
  CutDrag(GraphModel model, GraphView view, Point from) {
    this.model = model;
    this.view = view;
    line.add(from);
  }

  /// Scissors in the theme's ink.
  static Cursor cursor(Theme theme) {
    FontIcon scissors = new FontIcon(Material2AL.CONTENT_CUT);
    scissors.setIconSize(CURSOR_SIZE);
    scissors.setIconColor(theme.color(ColorRole.INK));
    SnapshotParameters clear = new SnapshotParameters();
    clear.setFill(Color.TRANSPARENT);
    Image image = scissors.snapshot(clear, null);
    return new ImageCursor(image, image.getWidth() / 2, image.getHeight() / 2);
  }

  @Override
  public void to(MouseEvent event) {
    Point before = line.getLast();
    Point now = view.toWorld(event.getX(), event.getY());
    line.add(now);
    view.geometry()
        .wires()
        .forEach(
            (edge, wire) -> {
              if (wire.forward().crosses(before, now)) {
                crossed.add(edge);
              }
            });
    view.show(view.overlay().withCut(Optional.of(new Overlay.Cut(line, crossed))));
  }

  @Override
  public void drop(MouseEvent event) {
    if (crossed.isEmpty()) {
      return;
    }
    List<Edit> edits = crossed.stream().<Edit>map(Edit.Disconnect::new).toList();
    Message label =
        edits.size() == 1
            ? edits.getFirst().label()
            : Message.of("ui-graph.edit.cut-wires", edits.size());
    model.perform(new Edit.Compound(label, edits));
  }

  @Override
  public void cancel() {}
}
