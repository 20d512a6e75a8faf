package backprop.file.picture;

import backprop.figure.TextMeasurer;
import backprop.figure.TextStyle;
import backprop.file.FileException;
import backprop.message.Message;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.FontRenderContext;
import java.awt.font.LineMetrics;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The fonts of pictures: those of the screen, and the system's where those have no letter.
///
/// Inter sets text and JetBrains Mono numbers, as in the window; Hangul comes from a font of the
/// system. No display is needed. Widths are those that every writer draws. Safe for any number of
/// threads.
public final class Lettering implements TextMeasurer {
  private static final FontRenderContext EXACT = new FontRenderContext(null, true, true);
  private static final int MOST_REMEMBERED = 4000;

  static {
    // Java2D would otherwise look for a display, and fail where DISPLAY names one that is gone.
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
  }

  /// Loaded when the first picture is written: it takes some tenths of a second.
  private static final class Loaded {
    private static final Lettering ONLY = new Lettering();
  }

  /// A stretch of text in one font.
  record Run(String text, Face face, double width) {}

  private record Kind(boolean mono, boolean strong) {}

  private final Map<Kind, List<Face>> faces = new HashMap<>();
  private final Map<TextStyle, Map<String, List<Run>>> known = new HashMap<>();

  private Lettering() {
    Map<Boolean, Optional<Face>> korean =
        Map.of(false, SystemFonts.korean(false), true, SystemFonts.korean(true));
    for (boolean strong : new boolean[] {false, true}) {
      for (boolean mono : new boolean[] {false, true}) {
        String weight = strong ? "Bold" : "Regular";
        List<Face> chain = new ArrayList<>();
        String text = "Inter-" + weight + ".otf";
        String number = "JetBrainsMono-" + weight + ".ttf";
        chain.add(shipped(mono ? number : text));
        chain.add(shipped(mono ? text : number));
        Optional.ofNullable(korean.get(strong)).flatMap(face -> face).ifPresent(chain::add);
        chain.add(new Face(new Font(Font.SANS_SERIF, strong ? Font.BOLD : 0, 1), Optional.empty()));
        faces.put(new Kind(mono, strong), List.copyOf(chain));
      }
    }
  }

  /// The fonts.
  ///
  /// @throws FileException if this Java or this system has none at all
  public static Lettering load() {
    try {
      return Loaded.ONLY;
    } catch (LinkageError | InternalError e) { // a Linux without fontconfig
      throw new FileException(Message.of("export.no-fonts"), e);
    }
  }

  private static Face shipped(String file) {
    try (InputStream in = Lettering.class.getResourceAsStream("/backprop/assets/fonts/" + file)) {
      if (in == null) {
        throw new FileNotFoundException(file);
      }
      byte[] content = in.readAllBytes();
      return new Face(
          Font.createFont(Font.TRUETYPE_FONT, new ByteArrayInputStream(content)),
          Optional.of(new Face.Program(file, Optional.of(content))));
    } catch (IOException | FontFormatException e) {
      throw new IllegalStateException("the shipped font " + file + " cannot be read", e);
    }
  }

  private List<Face> chain(TextStyle style) {
    return faces.getOrDefault(new Kind(style.mono(), style.strong()), List.of());
  }

  /// The text in stretches of one font each.
  synchronized List<Run> runs(String text, TextStyle style) {
    Map<String, List<Run>> texts = known.computeIfAbsent(style, _ -> new HashMap<>());
    if (texts.size() > MOST_REMEMBERED) {
      texts.clear();
    }
    return texts.computeIfAbsent(text, key -> split(key, style));
  }

  private List<Run> split(String text, TextStyle style) {
    List<Run> runs = new ArrayList<>();
    int start = 0;
    Face face = chain(style).getFirst();
    for (int at = 0; at < text.length(); ) {
      int point = text.codePointAt(at);
      Face next = face(point, style);
      if (next != face && at > start) {
        runs.add(run(text.substring(start, at), face, style));
        start = at;
      }
      face = next;
      at += Character.charCount(point);
    }
    if (start < text.length()) {
      runs.add(run(text.substring(start), face, style));
    }
    return List.copyOf(runs);
  }

  private Face face(int point, TextStyle style) {
    List<Face> chain = chain(style);
    return chain.stream().filter(f -> f.shows(point)).findFirst().orElse(chain.getFirst());
  }

  private static Run run(String text, Face face, TextStyle style) {
    Font font = font(face, style);
    return new Run(text, face, font.getStringBounds(text, EXACT).getWidth());
  }

  static Font font(Face face, TextStyle style) {
    return face.awt().deriveFont((float) style.size());
  }

  @Override
  public double width(String text, TextStyle style) {
    return runs(text, style).stream().mapToDouble(Run::width).sum();
  }

  /// How far below the middle of a line its letters stand.
  double baseline(TextStyle style) {
    LineMetrics metrics = font(chain(style).getFirst(), style).getLineMetrics("0", EXACT);
    return (metrics.getAscent() - metrics.getDescent()) / 2;
  }
}
