package backprop.data;

import backprop.file.DocumentFile;
import backprop.file.Examples;
import backprop.file.ModelFile;
import backprop.file.Npz;
import backprop.file.Presets;
import backprop.file.RecipeFile;
import backprop.file.TrainingNotes;
import backprop.file.WeightsFile;
import backprop.graph.GraphDocument;
import backprop.message.Language;
import backprop.message.Message;
import backprop.message.MessageException;
import backprop.message.Messages;
import backprop.network.Networks;
import backprop.network.Weights;
import backprop.training.Recipe;
import backprop.training.ThreadMeasures;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;

/// Broken files for every reader: whatever the bytes are, there is data or one sentence, soon.
///
/// Good files are damaged in ways that reach deep: bits turned, numbers replaced by hostile ones,
/// pieces cut out, doubled or taken from another file. The test runs some; the main method runs as
/// many as it is told, and prints what each reader made of them: `java … backprop.data.ReaderFuzz
/// 1000000 FOLDER`.
public final class ReaderFuzz {

  /// What one input may take of a processor, however busy the machine is.
  static final long MOST_NANOS = 1_000_000_000L;

  private static final byte[][] HOSTILE = {
    {0},
    {-1},
    {0x7f},
    {(byte) 0x80},
    {0, 0, 0, 0},
    {-1, -1, -1, -1},
    {0x7f, -1, -1, -1},
    {-1, -1, -1, 0x7f},
    {-1, -1, -1, -1, -1, -1, -1, 0x7f},
    text("-1"),
    text("99999999999"),
    text("1e999"),
    text("NaN"),
    text("{"),
    text("}"),
    text("[["),
    text("\""),
    text(","),
    text("\n"),
    text("null"),
    text("2147483647"),
    text("'<f8'"),
    text("(1000000, 1000000)")
  };

  /// Reads bytes, or refuses them with one of the exceptions that are documented.
  interface Reading {
    void read(byte[] content) throws IOException;
  }

  /// A reader and good files for it.
  record Target(String name, Reading reading, List<byte[]> seeds) {}

  /// What became of one reader's inputs.
  record Result(String name, int read, int refused, long slowestNanos) {}

  private final SplittableRandom random;
  private final ThreadMeasures measures;

  private ReaderFuzz(long seed) throws ReflectiveOperationException {
    this.random = new SplittableRandom(seed);
    this.measures = new ThreadMeasures();
  }

  /// @param arguments how many inputs, and a folder for passing files
  public static void main(String[] arguments) throws Exception {
    for (Result result : run(Integer.parseInt(arguments[0]), Path.of(arguments[1]), 1)) {
      System.out.printf(
          Locale.ROOT,
          "%-16s %8d read %8d refused, slowest %.1f ms%n",
          result.name(),
          result.read(),
          result.refused(),
          result.slowestNanos() / 1e6);
    }
  }

  /// Runs so many inputs, spread over all readers.
  ///
  /// @throws AssertionError naming reader and input, if one is slow or ends in another way
  static List<Result> run(int inputs, Path folder, long seed) throws Exception {
    List<Target> targets = targets(folder);
    List<Result> results = new ArrayList<>();
    for (Target target : targets) {
      results.add(new ReaderFuzz(seed).run(target, inputs / targets.size() + 1));
    }
    return results;
  }

  private Result run(Target target, int inputs) throws ReflectiveOperationException {
    int read = 0;
    int refused = 0;
    long slowest = 0;
    for (int i = 0; i < inputs; i++) {
      byte[] content = i < target.seeds().size() ? target.seeds().get(i) : damaged(target.seeds());
      long start = measures.processorTime();
      try {
        target.reading().read(content);
        read++;
      } catch (DataException e) {
        oneLine(e.problem(), describe(target, i, content));
        refused++;
      } catch (MessageException e) {
        oneLine(e.sentence(), describe(target, i, content));
        refused++;
      } catch (IOException | RuntimeException | Error e) {
        throw new AssertionError(describe(target, i, content), e);
      }
      long nanos = measures.processorTime() - start;
      slowest = Math.max(slowest, nanos);
      if (nanos > MOST_NANOS) {
        throw new AssertionError(describe(target, i, content) + " takes " + nanos / 1e9 + " s");
      }
    }
    return new Result(target.name(), read, refused, slowest);
  }

  private static void oneLine(Message sentence, String input) {
    String text = Messages.in(Language.ENGLISH).format(sentence);
    if (text.isBlank() || text.contains("\n") || text.contains("\r")) {
      throw new AssertionError(input + " says: " + text);
    }
  }

  private static String describe(Target target, int number, byte[] content) {
    String bytes = java.util.HexFormat.of().formatHex(content);
    return "%s, input %d: %s"
        .formatted(target.name(), number, bytes.length() > 4_000 ? "" + content.length : bytes);
  }

  // ---- damage --------------------------------------------------------------------------------

  private byte[] damaged(List<byte[]> seeds) {
    byte[] content = seeds.get(random.nextInt(seeds.size()));
    int wounds = 1 + random.nextInt(4);
    for (int i = 0; i < wounds; i++) {
      content = wounded(content, seeds);
    }
    return content;
  }

  private byte[] wounded(byte[] content, List<byte[]> seeds) {
    int length = content.length;
    if (length == 0) {
      return HOSTILE[random.nextInt(HOSTILE.length)];
    }
    // mostly near the beginning, where the headers are
    int at = random.nextInt(random.nextBoolean() ? length : Math.min(length, 200));
    int size = Math.min(length - at, 1 + random.nextInt(random.nextBoolean() ? 4 : 200));
    return switch (random.nextInt(6)) {
      case 0 -> {
        byte[] turned = content.clone();
        turned[at] ^= (byte) (1 << random.nextInt(8));
        yield turned;
      }
      case 1 -> {
        byte[] replaced = content.clone();
        byte[] by = HOSTILE[random.nextInt(HOSTILE.length)];
        System.arraycopy(by, 0, replaced, at, Math.min(by.length, length - at));
        yield replaced;
      }
      case 2 -> java.util.Arrays.copyOf(content, at);
      case 3 -> joined(content, at, new byte[0], 0, 0, at + size);
      case 4 -> joined(content, at, content, at, size, at);
      default -> {
        byte[] other = seeds.get(random.nextInt(seeds.size()));
        int from = random.nextInt(other.length + 1);
        int much = Math.min(other.length - from, size);
        yield joined(content, at, other, from, much, at);
      }
    };
  }

  /// The first `head` bytes, `much` of another from `from`, and the rest from `tail`.
  private static byte[] joined(
      byte[] content, int head, byte[] other, int from, int much, int tail) {
    ByteBuffer joined = ByteBuffer.allocate(head + much + content.length - tail);
    joined.put(content, 0, head).put(other, from, much);
    return joined.put(content, tail, content.length - tail).array();
  }

  // ---- readers and good files ----------------------------------------------------------------

  private static List<Target> targets(Path folder) throws IOException {
    Map<String, Target> targets = new LinkedHashMap<>();
    List<byte[]> idx = List.of(idx(3, 4, 2, 3), idx(3, 1, 28, 28), idx(1, 7), idx(1, 300));
    Path file = folder.resolve("idx");
    put(targets, "IDX images", content -> IdxFile.read(written(file, content), 3), idx);
    put(targets, "IDX labels", content -> IdxFile.read(written(file, content), 1), idx);
    List<byte[]> packed = new ArrayList<>();
    for (byte[] each : idx) {
      packed.add(gzip(each));
    }
    put(targets, "IDX, gzip", content -> IdxFile.read(written(file, content), 3), packed);
    put(targets, "IDX in gzip", content -> IdxFile.read(written(file, gzip(content)), 3), idx);
    List<byte[]> tables =
        List.of(
            text("label,a,b,c,d\n1,2,3,4,5\n0,0,0,255,0\r\n"),
            text("7,0\n".repeat(30)),
            text("\"9\",\"1\",2.0,3,4\n\n9,1,2,3,4"));
    Path table = folder.resolve("a.csv");
    put(targets, "CSV", content -> CsvFile.read(written(table, content)), tables);
    put(
        targets,
        "CSV, gzip",
        content -> CsvFile.read(written(table, content)),
        tables.stream().map(ReaderFuzz::gzip).toList());
    put(
        targets,
        "pictures",
        content ->
            Framing.frame(
                Picture.light(new ByteArrayInputStream(content), "a.png", content.length).ink()),
        pictures());
    Path drawings = folder.resolve("a.drawings");
    put(
        targets,
        "drawings",
        content -> DrawingsFile.read(List.of(written(drawings, content))),
        drawings());
    GraphDocument network = Networks.layers(backprop.formula.Functions.RELU, 0.1, 4, 3, 2);
    Weights weights = Weights.initial(network.graph());
    byte[] model =
        ModelFile.bytes(
            new ModelFile.Model(
                network, weights, TrainingNotes.of(Recipe.TEXTBOOK, List.of(), List.of("0", "나"))));
    put(
        targets,
        "safetensors",
        content -> ModelFile.read(content, "a.safetensors"),
        List.of(model));
    put(
        targets,
        "npz",
        content -> Npz.read(new ByteArrayInputStream(content), "a.npz"),
        List.of(WeightsFile.bytes(network, weights)));
    put(
        targets,
        "documents",
        content -> DocumentFile.read(content, "a.backprop"),
        List.of(
            text(DocumentFile.text(network)),
            text(DocumentFile.text(Presets.first().open())),
            text(DocumentFile.text(Examples.all().getFirst().open(Language.KOREAN)))));
    put(
        targets,
        "recipes",
        content -> RecipeFile.read(content, "a" + RecipeFile.EXTENSION),
        List.of(
            text(RecipeFile.text(Recipe.TEXTBOOK)),
            text(
                "{\"optimizer\": {\"name\": \"adam\", \"epsilon\": 1e-7}, \"rate\": 0.001, \"epochs\": 2}"),
            text(
                "{\"optimizer\": {\"name\": \"sgd\"}, \"stop\": {\"change\": 1e-5, \"rounds\": 5}}")));
    return List.copyOf(targets.values());
  }

  private static void put(
      Map<String, Target> targets, String name, Reading reading, List<byte[]> seeds) {
    targets.put(name, new Target(name, reading, seeds));
  }

  private static Path written(Path file, byte[] content) throws IOException {
    return Files.write(file, content);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] idx(int... extents) {
    int dimensions = extents[0];
    int size = 1;
    for (int i = 1; i < extents.length; i++) {
      size *= extents[i];
    }
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * dimensions + size);
    bytes.put(new byte[] {0, 0, 8, (byte) dimensions});
    for (int i = 1; i < extents.length; i++) {
      bytes.putInt(extents[i]);
    }
    return bytes.array();
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(content);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static List<byte[]> pictures() throws IOException {
    List<byte[]> pictures = new ArrayList<>();
    for (String format : List.of("png", "gif", "bmp", "jpg")) {
      for (int type :
          List.of(
              BufferedImage.TYPE_BYTE_GRAY,
              BufferedImage.TYPE_INT_RGB,
              BufferedImage.TYPE_INT_ARGB,
              BufferedImage.TYPE_BYTE_INDEXED,
              BufferedImage.TYPE_USHORT_GRAY,
              BufferedImage.TYPE_BYTE_BINARY)) {
        BufferedImage picture = new BufferedImage(13, 9, type);
        for (int i = 0; i < 13; i++) {
          picture.setRGB(i, i * 9 / 13, 0xff8090a0 + i);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (ImageIO.write(picture, format, out)) {
          pictures.add(out.toByteArray());
        }
      }
    }
    return pictures;
  }

  private static List<byte[]> drawings() throws IOException {
    List<DrawingsFile.Labelled> drawings = new ArrayList<>();
    for (StrokeScripts.Script script : StrokeScripts.read().subList(0, 3)) {
      drawings.add(new DrawingsFile.Labelled(script.label(), script.ink(10)));
    }
    return List.of(
        text(DrawingsFile.text(drawings)),
        text("[{\"label\": 3, \"strokes\": [[[1, 2, 77], [3, 4]]], \"id\": \"a\"}]"));
  }
}
