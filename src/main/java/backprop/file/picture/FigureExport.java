package backprop.file.picture;

import backprop.autodiff.Trace;
import backprop.figure.Figure;
import backprop.figure.GeometryBuilder;
import backprop.figure.GraphFigure;
import backprop.figure.GraphGeometry;
import backprop.figure.NodeSizes;
import backprop.figure.Panel;
import backprop.figure.Subject;
import backprop.file.FileException;
import backprop.graph.GraphDocument;
import backprop.graph.NodeId;
import backprop.graph.Problem;
import backprop.layout.Layout;
import backprop.message.Message;
import backprop.message.Messages;
import backprop.message.Span;
import backprop.message.Tone;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Makes pictures, storyboards and films of a graph at any step, as the content of files.
///
/// A step is a playhead: how many steps are done, 0 where nothing is computed. What lies ahead is
/// not in the picture. Needs no display and no JavaFX; safe for any number of threads.
public final class FigureExport {
  /// The most pixels of a picture or of a film's frame.
  public static final long MOST_PIXELS = 64_000_000;

  /// The largest scale.
  public static final double LARGEST_SCALE = 20;

  /// The smallest scale.
  public static final double SMALLEST_SCALE = 0.05;

  private final Subject subject;
  private final Messages messages;
  private final Look look;
  private final double scale;
  private final Lettering letters;
  private final GraphGeometry geometry;

  /// Pictures of this subject.
  ///
  /// @param messages the language of what is written below
  /// @param scale pixels a unit; of SVG, PDF and TikZ the size, where 1 is a pixel of 1/96 inch
  /// @throws FileException if there are no fonts at all
  public FigureExport(Subject subject, Messages messages, Look look, double scale) {
    this.subject = subject;
    this.messages = messages;
    this.look = look;
    this.scale = scale;
    this.letters = Lettering.load();
    this.geometry = GeometryBuilder.build(subject, letters);
  }

  /// What a document's pictures are made of, its nodes laid out where it has no places for them.
  ///
  /// @throws FileException if there are no fonts at all
  public static Subject subject(Trace trace, Messages messages) {
    GraphDocument document = trace.document();
    Map<NodeId, String> problems = new LinkedHashMap<>();
    for (Problem problem : trace.problems()) {
      problem.at().ifPresent(id -> problems.putIfAbsent(id, messages.format(problem.sentence())));
    }
    return new Subject(
        document, trace, Layout.places(document, NodeSizes.of(trace, Lettering.load())), problems);
  }

  /// How many steps there are.
  public int count() {
    return subject.trace().count();
  }

  /// The picture at a step.
  ///
  /// @param caption whether the sentence of the step stands below
  /// @param format one that does not move
  /// @throws FileException if the picture would be too large
  public byte[] figure(int step, boolean caption, PictureFormat format) {
    Figure figure = still(step, 1);
    return content(
        caption
            ? Panel.captioned(
                figure, sentence(step), Panel.lines(figure, sentence(step), letters), letters)
            : Panel.plain(figure),
        format);
  }

  /// The steps of a range as one sheet of numbered panels, each with its sentence.
  ///
  /// @param format one that does not move
  /// @throws FileException if the sheet would be too large
  public byte[] storyboard(int from, int to, PictureFormat format) {
    List<Figure> panels = new ArrayList<>();
    int lines = lines(from, to);
    for (int step = from; step <= to; step++) {
      panels.add(Panel.captioned(still(step, 1), numbered(step), lines, letters));
    }
    return content(Panel.sheet(panels), format);
  }

  /// The steps of a range as a film, frame by frame.
  ///
  /// @param caption whether the sentence of each step stands below
  /// @param seconds how long each step is seen
  /// @param format one that moves
  /// @throws FileException if a frame would be too large
  public Film film(int from, int to, boolean caption, double seconds, PictureFormat format) {
    int lines = caption ? lines(from, to) : 0;
    Film.Scene scene =
        (playhead, travel) -> {
          Figure figure = still(playhead, travel);
          return caption
              ? Panel.captioned(figure, numbered(playhead), lines, letters)
              : Panel.plain(figure);
        };
    check(scene.at(from, 1));
    // A film has no transparent ground: frames lie on each other.
    Look solid = new Look(look.theme(), true);
    return new Film(format, from, to, seconds, scene, solid, letters, scale);
  }

  /// The picture at a step as pixels, for the clipboard.
  ///
  /// @throws FileException if the picture would be too large
  public BufferedImage image(int step) {
    Figure figure = Panel.plain(still(step, 1));
    check(figure);
    return Java2dPainter.image(figure, look, letters, scale);
  }

  private Figure still(int step, double travel) {
    return GraphFigure.of(subject, geometry, letters, step, travel);
  }

  /// What a step does, in words.
  private List<Span> sentence(int step) {
    return messages.spans(
        step == 0 ? Message.of("export.step.none") : subject.trace().sentence(step - 1));
  }

  private List<Span> numbered(int step) {
    List<Span> all = new ArrayList<>();
    all.add(new Span(messages.format("export.step.number", step), Tone.MUTED, true));
    all.add(new Span(" ", Tone.PLAIN, false));
    all.addAll(sentence(step));
    return all;
  }

  private int lines(int from, int to) {
    Figure figure = still(from, 1);
    int most = 1;
    for (int step = from; step <= to; step++) {
      most = Math.max(most, Panel.lines(figure, numbered(step), letters));
    }
    return most;
  }

  private byte[] content(Figure figure, PictureFormat format) {
    String title = subject.document().title();
    return switch (format) {
      case SVG -> utf8(SvgWriter.write(figure, title, look, letters, scale));
      case TEX -> utf8(TikzWriter.write(figure, title, look, letters, scale));
      case PDF -> PdfFigureWriter.write(figure, title, look, letters, scale);
      case PNG -> {
        check(figure);
        yield png(Java2dPainter.image(figure, look, letters, scale));
      }
      case GIF, APNG -> throw new IllegalArgumentException(format + " is made by film(…)");
    };
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void check(Figure figure) {
    long width = Java2dPainter.pixels(figure.bounds().width(), scale);
    long height = Java2dPainter.pixels(figure.bounds().height(), scale);
    if (width * height > MOST_PIXELS) {
      throw new FileException(Message.of("export.too-large", width, height));
    }
  }

  private static byte[] png(BufferedImage image) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      ImageIO.write(image, "png", stream);
    } catch (IOException e) {
      throw new UncheckedIOException("a picture in memory cannot be written", e);
    }
    return out.toByteArray();
  }
}
