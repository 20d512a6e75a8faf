package backprop.file.picture;

import backprop.figure.ColorRole;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The colours of a GIF: those of the theme's roles and the blends at the edges of letters and
/// lines, the same in every frame, so that nothing flickers.
final class ThemePalette {
  /// The index that lets the frame before show through.
  static final int TRANSPARENT = 255;

  private static final int MOST = 255;

  private final int[] colors;
  // The nearest colour by six bits a channel; 0 where it is not looked up yet, else index + 1.
  private final short[] nearest = new short[1 << 18];

  ThemePalette(Look look) {
    Set<Integer> all = new LinkedHashSet<>();
    for (ColorRole role : ColorRole.values()) {
      all.add(look.rgb(role));
    }
    for (Blend blend : blends()) {
      for (int i = 1; i < blend.steps && all.size() < MOST; i++) {
        all.add(mix(look.rgb(blend.ground), look.rgb(blend.ink), (double) i / blend.steps));
      }
    }
    colors = all.stream().mapToInt(Integer::intValue).toArray();
    for (int i = 0; i < colors.length; i++) {
      nearest[key(colors[i])] = (short) (i + 1);
    }
  }

  /// Ink on a ground, in so many steps.
  private record Blend(ColorRole ink, ColorRole ground, int steps) {}

  private static List<Blend> blends() {
    List<Blend> blends = new ArrayList<>();
    for (ColorRole ground : List.of(ColorRole.CANVAS, ColorRole.SURFACE)) {
      blends.add(new Blend(ColorRole.INK, ground, 12));
      for (ColorRole ink :
          List.of(
              ColorRole.FORWARD,
              ColorRole.GRADIENT,
              ColorRole.MUTED,
              ColorRole.OUTLINE,
              ColorRole.FORWARD_LINE)) {
        blends.add(new Blend(ink, ground, 10));
      }
      blends.add(new Blend(ColorRole.WRONG, ground, 7));
      blends.add(new Blend(ColorRole.TRACK, ground, 4));
    }
    blends.add(new Blend(ColorRole.FORWARD, ColorRole.FORWARD_SOFT, 8));
    blends.add(new Blend(ColorRole.GRADIENT, ColorRole.GRADIENT_SOFT, 8));
    blends.add(new Blend(ColorRole.FORWARD_SOFT, ColorRole.CANVAS, 5));
    blends.add(new Blend(ColorRole.GRADIENT_SOFT, ColorRole.CANVAS, 5));
    blends.add(new Blend(ColorRole.FORWARD, ColorRole.OUTLINE, 6));
    blends.add(new Blend(ColorRole.GRADIENT, ColorRole.FORWARD_LINE, 8));
    blends.add(new Blend(ColorRole.SURFACE, ColorRole.WRONG, 4));
    return blends;
  }

  private static int mix(int ground, int ink, double share) {
    int mixed = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int a = ground >> shift & 255;
      int b = ink >> shift & 255;
      mixed |= (int) Math.round(a + share * (b - a)) << shift;
    }
    return mixed;
  }

  private static int key(int rgb) {
    return (rgb >> 18 & 63) << 12 | (rgb >> 10 & 63) << 6 | (rgb >> 2 & 63);
  }

  /// The index of the colour that is nearest to this one.
  int index(int rgb) {
    int key = key(rgb);
    if (nearest[key] == 0) {
      int best = 0;
      int least = Integer.MAX_VALUE;
      for (int i = 0; i < colors.length; i++) {
        int off = distance(colors[i], rgb);
        if (off < least) {
          least = off;
          best = i;
        }
      }
      nearest[key] = (short) (best + 1);
    }
    return nearest[key] - 1;
  }

  /// The square of the distance, weighted as the eye weighs red, green and blue.
  private static int distance(int a, int b) {
    int red = (a >> 16 & 255) - (b >> 16 & 255);
    int green = (a >> 8 & 255) - (b >> 8 & 255);
    int blue = (a & 255) - (b & 255);
    return 3 * red * red + 6 * green * green + 2 * blue * blue;
  }

  IndexColorModel model() {
    byte[] red = new byte[256];
    byte[] green = new byte[256];
    byte[] blue = new byte[256];
    for (int i = 0; i < colors.length; i++) {
      red[i] = (byte) (colors[i] >> 16);
      green[i] = (byte) (colors[i] >> 8);
      blue[i] = (byte) colors[i];
    }
    return new IndexColorModel(8, 256, red, green, blue, TRANSPARENT);
  }
}
