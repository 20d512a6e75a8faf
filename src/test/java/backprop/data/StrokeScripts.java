package backprop.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/// The thirty digits drawn for the tests: three of each, of different sizes, at different places of
/// a 280 × 280 pad.
///
/// They are ours, drawn by hand as lines of many points; neither the generator nor any data set
/// made them.
public final class StrokeScripts {

  /// One digit as the mouse draws it.
  ///
  /// @param label which digit it is
  /// @param strokes where the mouse goes while its button is down, in pixels of the pad
  public record Script(int label, List<List<InkPoint>> strokes) {

    /// The drawing that a pen of this radius makes of it.
    public Ink ink(double penRadius) {
      return new Ink(strokes.stream().map(points -> new Stroke(points, penRadius)).toList());
    }
  }

  /// The side of the pad that they were drawn for.
  public static final int PAD = 280;

  /// The radius of the pen that they were drawn with.
  public static final double PEN_RADIUS = 10;

  private StrokeScripts() {}

  /// All thirty.
  public static List<Script> read() throws IOException {
    try (InputStream in = StrokeScripts.class.getResourceAsStream("drawn-digits.json")) {
      List<Script> scripts = new ArrayList<>();
      for (JsonNode digit : new ObjectMapper().readTree(in).get("digits")) {
        List<List<InkPoint>> strokes = new ArrayList<>();
        for (JsonNode stroke : digit.get("strokes")) {
          List<InkPoint> points = new ArrayList<>();
          for (JsonNode point : stroke) {
            points.add(new InkPoint(point.get(0).asDouble(), point.get(1).asDouble()));
          }
          strokes.add(points);
        }
        scripts.add(new Script(digit.get("label").asInt(), strokes));
      }
      return scripts;
    }
  }
}
