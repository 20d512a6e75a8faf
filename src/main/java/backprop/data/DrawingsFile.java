package backprop.data;

import backprop.message.Message;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A person's own drawings with their labels: JSON, extension `.drawings`.
///
/// ```json
/// [{"label": 3, "radius": 10, "strokes": [[[61, 80], [70, 78]], [[64, 120]]]}]
/// ```
///
/// A stroke is a list of places `[x, y]` on a canvas of any size, y downwards; numbers after the
/// second, such as times, are passed over, and so are unknown fields. `radius` is half the pen's
/// width, 10 where it is left out. Each drawing is framed as the pad frames it.
public final class DrawingsFile {

  /// The extension of such files, with its dot.
  public static final String EXTENSION = ".drawings";

  /// Half the width of the pad's pen.
  private static final double RADIUS = 10;

  private static final long MOST_BYTES = 256L * 1024 * 1024;
  private static final int MOST_PLACES = 100_000;
  private static final double FARTHEST = 1e6;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(16)
                  .maxStringLength(100_000)
                  .maxNumberLength(100)
                  .maxDocumentLength(MOST_BYTES)
                  .build())
          .build();

  private final String name;
  private final JsonParser parser;
  private int places;

  private DrawingsFile(String name, JsonParser parser) {
    this.name = name;
    this.parser = parser;
  }

  /// One drawing and what it is meant to be.
  public record Labelled(int label, Ink ink) {}

  /// The drawings as text of such a file.
  public static String text(List<Labelled> drawings) {
    StringBuilder text = new StringBuilder("[");
    String between = "\n";
    for (Labelled drawing : drawings) {
      List<Stroke> strokes = drawing.ink().strokes();
      double radius = strokes.isEmpty() ? RADIUS : strokes.getFirst().radius();
      text.append(between)
          .append("{\"label\": ")
          .append(drawing.label())
          .append(", \"radius\": ")
          .append(radius)
          .append(", \"strokes\": [");
      for (int i = 0; i < strokes.size(); i++) {
        text.append(i == 0 ? "[" : ", [");
        List<InkPoint> points = strokes.get(i).points();
        for (int j = 0; j < points.size(); j++) {
          text.append(
              String.format(
                  Locale.ROOT,
                  "%s[%s, %s]",
                  j == 0 ? "" : ", ",
                  points.get(j).x(),
                  points.get(j).y()));
        }
        text.append(']');
      }
      text.append("]}");
      between = ",\n";
    }
    return text.append("\n]\n").toString();
  }

  /// Reads drawings with their labels.
  ///
  /// @throws DataException naming file and byte if it is not such a file
  public static List<Labelled> drawings(Path file) throws DataException {
    String name = String.valueOf(file.getFileName());
    try (InputStream in = Files.newInputStream(file);
        JsonParser parser = JSON.createParser(in)) {
      return new DrawingsFile(name, parser).list();
    } catch (DataException e) {
      throw e;
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      throw new DataException(
          Message.of(
              "data.drawings.json",
              name,
              e.getLocation() == null ? 0L : Math.max(0, e.getLocation().getByteOffset())),
          e);
    } catch (NoSuchFileException e) {
      throw new DataException(Message.of("data.idx.missing", file.toString()), e);
    } catch (IOException e) {
      throw new DataException(Message.of("data.idx.unreadable", file.toString()), e);
    }
  }

  /// All drawings of these files, framed.
  ///
  /// @throws DataException naming file and byte if one is not such a file
  static DigitSet read(List<Path> files) throws DataException {
    ImageList images = new ImageList(Framing.SIDE, Framing.SIDE);
    for (Path file : files) {
      for (Labelled drawing : drawings(file)) {
        images.add(
            Framing.frame(drawing.ink()).orElseThrow().field().toBytes(),
            drawing.label(),
            file.toString());
      }
    }
    return images.set(DigitSet.numbered(DigitGenerator.DIGITS));
  }

  private List<Labelled> list() throws IOException {
    List<Labelled> drawings = new ArrayList<>();
    expect(parser.nextToken() == JsonToken.START_ARRAY);
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      drawings.add(drawing());
    }
    expect(parser.currentToken() == JsonToken.END_ARRAY && parser.nextToken() == null);
    return drawings;
  }

  private Labelled drawing() throws IOException {
    int label = -1;
    double radius = RADIUS;
    List<List<InkPoint>> strokes = List.of();
    places = 0;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (field) {
        case "label" -> {
          expect(value == JsonToken.VALUE_NUMBER_INT);
          label = parser.getValueAsInt(-1);
        }
        case "radius" -> {
          radius = number(value);
          expect(radius > 0);
        }
        case "strokes" -> strokes = strokes(value);
        default -> parser.skipChildren();
      }
    }
    expect(parser.currentToken() == JsonToken.END_OBJECT);
    if (label < 0 || label >= DigitGenerator.DIGITS) {
      throw new DataException(Message.of("data.drawings.label", name, at()));
    }
    if (strokes.isEmpty()) {
      throw new DataException(Message.of("data.drawings.empty", name, at()));
    }
    double pen = radius;
    return new Labelled(label, new Ink(strokes.stream().map(s -> new Stroke(s, pen)).toList()));
  }

  private List<List<InkPoint>> strokes(JsonToken begin) throws IOException {
    List<List<InkPoint>> strokes = new ArrayList<>();
    expect(begin == JsonToken.START_ARRAY);
    while (parser.nextToken() == JsonToken.START_ARRAY) {
      List<InkPoint> points = new ArrayList<>();
      while (parser.nextToken() == JsonToken.START_ARRAY) {
        expect(++places <= MOST_PLACES);
        points.add(new InkPoint(number(parser.nextToken()), number(parser.nextToken())));
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          number(parser.currentToken());
        }
      }
      expect(parser.currentToken() == JsonToken.END_ARRAY && !points.isEmpty());
      strokes.add(points);
    }
    expect(parser.currentToken() == JsonToken.END_ARRAY);
    return strokes;
  }

  private double number(@org.jspecify.annotations.Nullable JsonToken token) throws IOException {
    expect(token != null && token.isNumeric());
    double value = parser.getValueAsDouble();
    expect(Math.abs(value) <= FARTHEST);
    return value;
  }

  private void expect(boolean asItShouldBe) throws DataException {
    if (!asItShouldBe) {
      throw new DataException(Message.of("data.drawings.json", name, at()));
    }
  }

  private long at() {
    return Math.max(0, parser.currentTokenLocation().getByteOffset());
  }
}
