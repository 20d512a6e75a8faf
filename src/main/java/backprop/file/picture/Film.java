package backprop.file.picture;

import backprop.figure.Figure;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;

/// An animation in the making: one frame at a time, so that it can be made beside other work, its
/// progress shown, and left at any frame.
public final class Film {
  /// How long a pulse is on its way, in milliseconds: as in the window.
  private static final int TRAVEL = 420;

  /// Between two pictures of a pulse.
  private static final int TICK = 60;

  /// A moment that is seen.
  ///
  /// @param travel how far the pulse has come; 1 when it has arrived
  private record Shot(int playhead, double travel, int millis) {}

  /// Makes the figure of a moment, always of one size.
  interface Scene {
    Figure at(int playhead, double travel);
  }

  private final List<Shot> shots;
  private final Scene scene;
  private final Look look;
  private final Lettering letters;
  private final double scale;
  private final FilmWriter writer;
  private int next;

  Film(
      PictureFormat format,
      int from,
      int to,
      double seconds,
      Scene scene,
      Look look,
      Lettering letters,
      double scale) {
    this.shots = shots(from, to, seconds);
    this.scene = scene;
    this.look = look;
    this.letters = letters;
    this.scale = scale;
    this.writer = format == PictureFormat.GIF ? new GifWriter(look) : new ApngWriter();
  }

  private static List<Shot> shots(int from, int to, double seconds) {
    int whole = (int) Math.round(1000 * seconds);
    int travel = Math.min(TRAVEL, whole / 2);
    List<Shot> shots = new ArrayList<>();
    shots.add(new Shot(from, 1, whole));
    for (int playhead = from + 1; playhead <= to; playhead++) {
      int pictures = travel / TICK;
      for (int i = 0; i < pictures; i++) {
        shots.add(new Shot(playhead, (i + 0.5) / pictures, TICK));
      }
      int rest = whole - pictures * TICK;
      shots.add(new Shot(playhead, 1, playhead == to ? rest + whole : rest));
    }
    return shots;
  }

  /// Whether there are frames to be made.
  public boolean hasNext() {
    return next < shots.size();
  }

  /// Makes the next frame.
  public void makeNext() {
    Shot shot = shots.get(next++);
    Figure figure = scene.at(shot.playhead(), shot.travel());
    BufferedImage image = Java2dPainter.image(figure, look, letters, scale);
    try {
      writer.add(image, shot.millis());
    } catch (IOException e) {
      throw new UncheckedIOException("a film in memory cannot be written", e);
    }
  }

  /// How much is made, from 0 to 1.
  public double done() {
    return (double) next / shots.size();
  }

  /// The file's content, when every frame is made.
  public byte[] content() {
    try {
      return writer.end();
    } catch (IOException e) {
      throw new UncheckedIOException("a film in memory cannot be written", e);
    }
  }

  /// Makes every frame that is missing, and the file's content.
  ///
  /// @param progress told how much is made
  public byte[] make(DoubleConsumer progress) {
    while (hasNext()) {
      makeNext();
      progress.accept(done());
    }
    return content();
  }
}
