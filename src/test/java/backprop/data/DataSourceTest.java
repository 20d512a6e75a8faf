package backprop.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSourceTest {

  private static final int WHITE = 0xffffffff;
  private static final int BLACK = 0xff000000;

  @TempDir Path folder;

  private static final DigitSet DIGITS =
      new DigitGenerator(5).make(60, 0, Runnable::run, () -> false, _ -> {}).join().train();

  private static byte[] bytes(DigitSet set, int image) {
    byte[] pixels = new byte[set.pixelsPerImage()];
    set.copyBytes(image, pixels, 0);
    return pixels;
  }

  /// All images of both sets, in no order: as many texts of label and bytes.
  private static List<String> all(DigitData data) {
    List<String> all = new ArrayList<>();
    for (DigitSet set : List.of(data.train(), data.test())) {
      for (int i = 0; i < set.count(); i++) {
        all.add(set.label(i) + " " + new String(bytes(set, i), StandardCharsets.ISO_8859_1));
      }
    }
    all.sort(null);
    return all;
  }

  private static List<String> all(DigitSet set) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < set.count(); i++) {
      all.add(set.label(i) + " " + new String(bytes(set, i), StandardCharsets.ISO_8859_1));
    }
    all.sort(null);
    return all;
  }

  private static String sentence(Path place) {
    DataException e = assertThrows(DataException.class, () -> DataSource.open(place));
    return e.getMessage();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  // ---- tables --------------------------------------------------------------------------------

  private static String csv(DigitSet set, boolean header) {
    StringBuilder text = new StringBuilder();
    if (header) {
      text.append("label");
      for (int i = 0; i < set.pixelsPerImage(); i++) {
        text.append(",pixel").append(i);
      }
      text.append('\n');
    }
    for (int image = 0; image < set.count(); image++) {
      text.append(set.label(image));
      for (byte pixel : bytes(set, image)) {
        text.append(',').append(pixel & 0xff);
      }
      text.append('\n');
    }
    return text.toString();
  }

  @Test
  void aTableAsKaggleHasItIsRead() throws IOException {
    DigitData data = DataSource.open(write("train.csv", csv(DIGITS, true)));
    assertEquals(all(DIGITS), all(data));
    assertTrue(data.test().count() > 3 && data.test().count() < 20, data.test().count() + " tests");
    assertEquals(10, data.test().classes());
  }

  @Test
  void aTableWithoutTitlesWithWindowsLineEndsOrPackedIsTheSame() throws IOException {
    DigitData plain = DataSource.open(write("a.csv", csv(DIGITS, false)));
    DigitData windows =
        DataSource.open(write("b.csv", "\uFEFF" + csv(DIGITS, true).replace("\n", "\r\n")));
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
      zip.write(csv(DIGITS, true).getBytes(StandardCharsets.UTF_8));
    }
    DigitData gzip = DataSource.open(Files.write(folder.resolve("c.csv.gz"), packed.toByteArray()));
    assertEquals(all(plain), all(windows));
    assertEquals(all(plain), all(gzip));
    assertEquals(all(plain.test()), all(gzip.test()), "the same sixth");
  }

  @Test
  void twoTablesAreTrainingAndTest() throws IOException {
    write("mnist_train.csv", csv(DIGITS, true));
    write("mnist_test.csv", "label,a,b\n" + csv(DIGITS, false).lines().findFirst().orElseThrow());
    // two tables of one width would both be labelled; the header of the second is shorter
    assertEquals(60, all(DataSource.open(folder)).size());
    write("mnist_test.csv", csv(DIGITS, true));
    DigitData data = DataSource.open(folder);
    assertEquals(60, data.train().count());
    assertEquals(60, data.test().count());
  }

  @Test
  void aWrongCellIsNamedByLineAndByte() throws IOException {
    String good = "1,0,0,0,0\n";
    String wrong = sentence(write("a.csv", "label,a,b,c,d\n" + good + "2,0,256,0,0\n"));
    assertTrue(wrong.contains("a.csv, line 3, byte 31"), wrong);
    assertTrue(sentence(write("b.csv", good + "2,0,x,0,0\n")).contains("line 2, byte 15"));
    assertTrue(sentence(write("c.csv", good + "2,0,0\n")).contains("line 2"));
    assertTrue(sentence(write("d.csv", good + "2,0,0,0,0,0\n")).contains("line 2"));
    assertTrue(sentence(write("e.csv", "1,0,0,0\n")).contains("square"));
    assertTrue(sentence(write("f.csv", "label,a\n")).contains("no line"));
    assertTrue(sentence(write("g.csv", "")).contains("no line"));
    assertTrue(sentence(write("h.csv", "1,-3,0,0,0\n")).contains("byte 3"));
    assertTrue(sentence(write("i.csv", "1,,0,0,0\n")).contains("byte 3"));
    assertTrue(sentence(write("j.csv", good)).contains("too few"));
  }

  // ---- pictures ------------------------------------------------------------------------------

  private static void png(Path file, DigitSet set, int image, boolean negative) throws IOException {
    Files.createDirectories(file.getParent());
    BufferedImage picture =
        new BufferedImage(set.columns(), set.rows(), BufferedImage.TYPE_BYTE_GRAY);
    byte[] pixels = bytes(set, image);
    for (int i = 0; i < pixels.length; i++) {
      int grey = pixels[i] & 0xff;
      picture
          .getRaster()
          .setSample(i % set.columns(), i / set.columns(), 0, negative ? 255 - grey : grey);
    }
    ImageIO.write(picture, "png", file.toFile());
  }

  @Test
  void picturesByLabelComeBackBitForBit() throws IOException {
    for (boolean negative : new boolean[] {false, true}) {
      Path root = folder.resolve("pictures" + negative);
      for (int i = 0; i < DIGITS.count(); i++) {
        png(root.resolve(DIGITS.label(i) + "/" + i + ".png"), DIGITS, i, negative);
      }
      DigitData data = DataSource.open(root);
      assertEquals(all(DIGITS), all(data), "negative: " + negative);
      assertEquals(DigitSet.numbered(10), data.train().labelNames());
    }
  }

  @Test
  void picturesOfOtherSizesAreFramedAndFoldersNameTheClasses() throws IOException {
    DigitGenerator generator = new DigitGenerator(3);
    for (String part : List.of("train", "test")) {
      for (int i = 0; i < 4; i++) {
        Ink ink = generator.write(i, i);
        float[] large = new float[300 * 200];
        Pen.draw(ink, 80, -1, -0.5, large, 300, 200);
        byte[] grey = new byte[large.length];
        for (int at = 0; at < grey.length; at++) {
          grey[at] = (byte) Math.round(255 * (1 - large[at]));
        }
        DigitSet one = new DigitSet(200, 300, grey, new byte[1], List.of("x"));
        png(folder.resolve(part + "/class " + (char) ('A' + i) + "/1.png"), one, 0, false);
      }
    }
    DigitData data = DataSource.open(folder);
    assertEquals(List.of("class A", "class B", "class C", "class D"), data.test().labelNames());
    assertEquals(4, data.train().count());
    assertEquals(28, data.train().rows());
    assertEquals(20, data.train().image(2).box(0.1).orElseThrow().longerSide(), 1);
  }

  @Test
  void aBrokenOrBlankPictureIsNamed() throws IOException {
    png(folder.resolve("0/a.png"), DIGITS, 0, false);
    Files.write(folder.resolve("0/b.png"), new byte[] {1, 2, 3});
    assertTrue(sentence(folder).contains("b.png"));
    byte[] whole = Files.readAllBytes(folder.resolve("0/a.png"));
    Files.write(folder.resolve("0/b.png"), java.util.Arrays.copyOf(whole, whole.length / 2));
    assertTrue(sentence(folder).contains("b.png"));
    DigitSet blank = new DigitSet(40, 40, new byte[1600], new byte[1], List.of("x"));
    png(folder.resolve("0/b.png"), blank, 0, false);
    assertTrue(sentence(folder).contains("blank"));
  }

  // ---- drawings ------------------------------------------------------------------------------

  @Test
  void drawingsAreReadBackAndFramedAsOnThePad() throws IOException {
    List<DrawingsFile.Labelled> drawings = new ArrayList<>();
    for (StrokeScripts.Script script : StrokeScripts.read()) {
      drawings.add(new DrawingsFile.Labelled(script.label(), script.ink(8)));
    }
    Path file = write("mine.drawings", DrawingsFile.text(drawings));
    assertEquals(drawings, DrawingsFile.drawings(file));
    DigitData data = DataSource.open(folder);
    assertEquals(drawings.size(), data.train().count() + data.test().count());
    byte[] first = Framing.frame(drawings.getFirst().ink()).orElseThrow().field().toBytes();
    boolean found = false;
    for (int i = 0; i < data.train().count(); i++) {
      found |= java.util.Arrays.equals(first, bytes(data.train(), i));
    }
    for (int i = 0; i < data.test().count(); i++) {
      found |= java.util.Arrays.equals(first, bytes(data.test(), i));
    }
    assertTrue(found);
  }

  @Test
  void brokenDrawingsAreNamedByByte() throws IOException {
    String good = "{\"label\": 3, \"strokes\": [[[1, 2, 77], [3, 4]]]}";
    assertEquals(1, DrawingsFile.drawings(write("a.drawings", "[" + good + "]")).size());
    for (String bad :
        List.of(
            "",
            "[",
            "{}",
            "[" + good,
            "[" + good + "] x",
            "[{\"label\": 10, \"strokes\": [[[1, 2]]]}]",
            "[{\"label\": 1}]",
            "[{\"label\": 1, \"strokes\": [[]]}]",
            "[{\"label\": 1, \"strokes\": [[[1]]]}]",
            "[{\"label\": 1, \"strokes\": [[[1, 1e300]]]}]",
            "[{\"label\": 1, \"radius\": 0, \"strokes\": [[[1, 1]]]}]",
            "[".repeat(10_000))) {
      String sentence = sentence(write("b.drawings", bad));
      assertTrue(sentence.contains("b.drawings") && sentence.contains("byte"), sentence);
    }
  }

  // ---- folders and names ---------------------------------------------------------------------

  @Test
  void whatIsNoDataIsSaidInOneSentence() throws IOException {
    assertTrue(sentence(folder.resolve("nowhere")).contains("nowhere"));
    assertTrue(sentence(folder).contains(folder.toString()));
    assertTrue(sentence(write("a.txt", "hello")).contains("a.txt"));
    assertThrows(DataException.class, () -> DataSource.open("a\0b"));
  }

  @Test
  void theGeneratorHasAName() throws IOException {
    // cancelled at once: what is tested is that the name leads to the generator
    assertThrows(
        java.util.concurrent.CancellationException.class,
        () -> DataSource.open(DataSource.GENERATED, folder, Runnable::run, () -> true, _ -> {}));
  }

  @Test
  void theNamesOfFashionMnistAreKnown() throws IOException {
    byte[] labels = new byte[60_000];
    byte[] begin = {9, 0, 0, 3, 0, 2, 7, 2, 5, 5};
    int[] left = new int[10];
    java.util.Arrays.fill(left, 6_000);
    for (int i = 0; i < begin.length; i++) {
      labels[i] = begin[i];
      left[begin[i]]--;
    }
    int digit = 0;
    for (int i = begin.length; i < labels.length; i++) {
      while (left[digit] == 0) {
        digit++;
      }
      labels[i] = (byte) digit;
      left[digit]--;
    }
    idx("train-images-idx3-ubyte", new byte[60_000], 60_000, 1, 1);
    idx("train-labels-idx1-ubyte", labels, 60_000);
    idx("t10k-images-idx3-ubyte", new byte[2], 2, 1, 1);
    idx("t10k-labels-idx1-ubyte", new byte[2], 2);
    assertEquals("Ankle boot", DataSource.open(folder).test().labelNames().get(9));
    labels[0] = 8;
    idx("train-labels-idx1-ubyte", labels, 60_000);
    assertEquals("9", DataSource.open(folder).test().labelNames().get(9));
  }

  @Test
  void aLabelBeyondTheClassesIsNamedByItsByte() throws IOException {
    idx("train-images-idx3-ubyte", new byte[12], 12, 1, 1);
    idx("t10k-images-idx3-ubyte", new byte[2], 2, 1, 1);
    idx("t10k-labels-idx1-ubyte", new byte[] {0, 11}, 2);
    byte[] labels = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    idx("train-labels-idx1-ubyte", labels, 12);
    assertEquals(12, DataSource.open(folder).train().classes());
    labels[11] = 77;
    idx("train-labels-idx1-ubyte", labels, 12);
    String stray = sentence(folder);
    assertTrue(stray.contains("train-labels-idx1-ubyte, byte 19: the label 77"), stray);
    labels[11] = 3;
    idx("train-labels-idx1-ubyte", labels, 12);
    String strange = sentence(folder);
    assertTrue(strange.contains("t10k-labels-idx1-ubyte, byte 9: the label 11"), strange);
  }

  private void idx(String name, byte[] body, int... extents) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(new byte[] {0, 0, 8, (byte) extents.length});
    for (int extent : extents) {
      out.write(java.nio.ByteBuffer.allocate(4).putInt(extent).array());
    }
    out.write(body);
    Files.write(folder.resolve(name), out.toByteArray());
  }

  @Test
  void aPictureOfAnyColourTypeIsReadAsInk() throws IOException {
    int[] types = {
      BufferedImage.TYPE_BYTE_GRAY,
      BufferedImage.TYPE_USHORT_GRAY,
      BufferedImage.TYPE_INT_RGB,
      BufferedImage.TYPE_INT_ARGB,
      BufferedImage.TYPE_BYTE_BINARY,
      BufferedImage.TYPE_BYTE_INDEXED
    };
    for (int type : types) {
      for (boolean lightOnDark : new boolean[] {false, true}) {
        BufferedImage picture = new BufferedImage(40, 50, type);
        for (int y = 0; y < 50; y++) {
          for (int x = 0; x < 40; x++) {
            boolean ink = x >= 18 && x < 22 && y >= 10 && y < 40;
            // clear paper shows white
            int paper = type == BufferedImage.TYPE_INT_ARGB ? 0 : WHITE;
            picture.setRGB(x, y, ink == lightOnDark ? ink ? WHITE : paper : BLACK);
          }
        }
        Path file = folder.resolve("a.png");
        assertTrue(ImageIO.write(picture, "png", file.toFile()));
        GreyImage ink = Picture.read(file);
        assertEquals(new Box(18, 10, 4, 30), ink.box(0.5).orElseThrow(), "type " + type);
        assertEquals(0, ink.at(3, 3), 1e-6);
        assertEquals(1, ink.at(20, 20), 1e-6);
      }
    }
  }

  @Test
  void greyIsTakenAsItIsStored() throws IOException {
    BufferedImage picture = new BufferedImage(9, 9, BufferedImage.TYPE_BYTE_GRAY);
    picture.getRaster().setSample(4, 4, 0, 100);
    Path file = folder.resolve("grey.png");
    ImageIO.write(picture, "png", file.toFile());
    assertEquals(100 / 255.0, Picture.read(file).at(4, 4), 1e-6);
    assertArrayEquals(new int[] {9, 9}, new int[] {Picture.light(file).width(), 9});
  }
}
