package backprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.data.Framing;
import backprop.data.GreyImage;
import backprop.data.Ink;
import backprop.data.StrokeScripts;
import backprop.file.ModelFile;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictCommandTest {
  @TempDir Path folder;

  private String png(String name, Ink ink, boolean lightOnDark) throws IOException {
    int side = StrokeScripts.PAD;
    GreyImage drawn = ink.image(side, side);
    BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        float light = lightOnDark ? drawn.at(x, y) : 1 - drawn.at(x, y);
        picture.getRaster().setSample(x, y, 0, Math.round(255 * light));
      }
    }
    ImageIO.write(picture, "png", folder.resolve(name).toFile());
    return name;
  }

  private static List<JsonNode> lines(CommandLineProbe.Ran ran) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : ran.lines()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  @Test
  void picturesAreReadAsThePadReadsTheSameDrawing() throws IOException {
    List<String> arguments = new ArrayList<>(List.of("predict", "--model", "shipped", "--json"));
    List<StrokeScripts.Script> scripts = StrokeScripts.read();
    for (int i = 0; i < scripts.size(); i++) {
      arguments.add(png(i + ".png", scripts.get(i).ink(10), i % 2 == 0));
    }
    var ran = CommandLineProbe.in(folder).run(arguments.toArray(String[]::new));
    assertEquals(0, ran.status(), ran::err);
    var lines = lines(ran);
    assertEquals(scripts.size(), lines.size());
    var reader = DigitReader.of(ModelFile.shipped());
    for (int i = 0; i < lines.size(); i++) {
      JsonNode line = lines.get(i);
      assertEquals(i + ".png", line.get("file").asText());
      float[] pad = reader.read(Framing.frame(scripts.get(i).ink(10)).orElseThrow().pixels());
      assertEquals(DigitReader.largest(pad), line.get("digit").asInt(), "picture " + i);
      assertEquals(scripts.get(i).label(), line.get("digit").asInt(), "picture " + i);
      assertEquals(10, line.get("probabilities").size());
      double sum = 0;
      for (int k = 0; k < 10; k++) {
        sum += line.get("probabilities").get(k).asDouble();
        // a picture has whole pixels, the pad has lines; nothing else may differ
        assertEquals(pad[k], line.get("probabilities").get(k).asDouble(), 0.15, "picture " + i);
      }
      assertEquals(1, sum, 1e-5);
    }
  }

  @Test
  void blankAndBrokenPicturesKeepTheirLines() throws IOException {
    png("blank.png", Ink.EMPTY, false);
    String three = png("three.png", StrokeScripts.read().get(9).ink(10), false);
    Files.write(folder.resolve("broken.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 1, 2});
    var ran =
        CommandLineProbe.in(folder)
            .run("predict", "blank.png", "broken.png", "missing.png", three, "--json");
    assertEquals(2, ran.status());
    var lines = lines(ran);
    assertEquals(4, lines.size());
    assertTrue(lines.get(0).get("digit").isNull());
    assertFalse(lines.get(0).has("error"));
    assertTrue(lines.get(1).get("error").asText().contains("broken.png"));
    assertTrue(lines.get(2).get("error").asText().contains("missing.png"));
    assertEquals(3, lines.get(3).get("digit").asInt());
    assertEquals(2, ran.err().lines().count(), ran::err);
    var text = CommandLineProbe.in(folder).run("predict", "blank.png", three);
    assertEquals(0, text.status());
    assertEquals("blank.png\tblank", text.lines().getFirst());
    assertTrue(text.lines().getLast().startsWith("three.png\t3\t"), text::out);
  }

  @Test
  void wrongModelsAndNoPicturesAreOneSentence() throws IOException {
    Files.writeString(folder.resolve("bad.safetensors"), "hello");
    for (String[] arguments :
        new String[][] {
          {"predict", "--model", "bad.safetensors", "a.png"},
          {"predict", "--model", "none.safetensors", "a.png"},
          {"predict"}
        }) {
      var ran = CommandLineProbe.in(folder).run(arguments);
      assertEquals(2, ran.status());
      assertEquals(1, ran.err().lines().count(), ran::err);
      assertEquals("", ran.out());
    }
  }

  @Test
  void numbersForMachinesHaveNoExponent() {
    assertEquals("0.0000001", PlainNumber.text(1e-7f));
    assertEquals("0", PlainNumber.text(0f));
    assertEquals("1", PlainNumber.text(1.0));
    assertEquals(Float.MIN_VALUE, Float.parseFloat(PlainNumber.text(Float.MIN_VALUE)), "smallest");
  }
}
