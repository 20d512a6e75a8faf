package backprop.ui.network;

import backprop.figure.ColorRole;
import backprop.network.FloatTensor;
import backprop.ui.common.Theme;
import java.util.HashMap;
import java.util.Map;
import javafx.scene.image.Image;
import javafx.scene.paint.Color;
import org.jspecify.annotations.Nullable;

/// The pictures of a pass's maps, made once and kept while the pass and the colours stay: a pulse
/// on its way repaints the diagram many times a second.
final class MapPictures {
  private record Key(int layer, int map, boolean back) {}

  private final Map<Key, Image> made = new HashMap<>();
  private @Nullable NetworkPass of;
  private @Nullable Color ground;

  /// Forgets the pictures of another pass or theme.
  @SuppressWarnings("ReferenceEquality")
  void begin(NetworkPass pass, Theme theme) {
    Color surface = theme.color(ColorRole.SURFACE);
    if (of != pass || !surface.equals(ground)) {
      made.clear();
      of = pass;
      ground = surface;
    }
  }

  /// A map: blue above zero, purple below; full at the largest cell of its layer.
  Image forward(NetworkPass pass, int layer, int map, Theme theme) {
    return made.computeIfAbsent(
        new Key(layer, map, false),
        _ -> picture(pass, layer, map, pass.maps().get(layer).output(), theme, false));
  }

  /// The gradient by a map: orange above zero, purple below; full at the largest of its layer.
  Image back(NetworkPass pass, int layer, int map, Theme theme) {
    return made.computeIfAbsent(
        new Key(layer, map, true),
        _ ->
            picture(
                pass,
                layer,
                map,
                pass.backward().orElseThrow().maps().get(layer).output(),
                theme,
                true));
  }

  private static Image picture(
      NetworkPass pass, int layer, int map, FloatTensor all, Theme theme, boolean back) {
    MapLayer.Grid grid = pass.maps().get(layer).layer().out();
    return Paints.diverging(
        all,
        map * grid.cells(),
        grid.rows(),
        grid.columns(),
        theme.color(ColorRole.SURFACE),
        theme.color(back ? ColorRole.GRADIENT : ColorRole.FORWARD_LINE),
        theme.color(ColorRole.MINUS));
  }
}
