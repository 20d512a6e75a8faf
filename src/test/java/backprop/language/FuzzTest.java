package backprop.language;

import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.graph.Edit;
import backprop.graph.GraphDocument;
import backprop.message.Language;
import backprop.message.Messages;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever is typed is read or refused with its place: nothing hangs, nothing else is thrown.
///
/// `-Dbackprop.fuzz=1000000` tries more.
class FuzzTest {
  private static final int INPUTS = Integer.getInteger("backprop.fuzz", 10_000);
  private static final long LONGEST_NANOS = 1_000_000_000L;
  private static final String[] PIECES = {
    "(",
    ")",
    "[",
    "]",
    ",",
    ";",
    "=",
    "^",
    "-",
    "+",
    "*",
    "/",
    "@",
    "\n",
    "\r\n",
    " ",
    "\"",
    "#2",
    "\\",
    "²",
    "∞",
    "1e",
    "1e9",
    "1e999",
    ".",
    "..",
    "0",
    "-0",
    "99999999999999999999",
    "inf",
    "nan",
    "true",
    "N",
    "x",
    "사과",
    "\ud83d",
    "𝑥",
    "input(",
    "parameter(",
    "constant(",
    "normal(",
    "output(",
    "loss(",
    "sum(",
    "max(",
    "conv2d(",
    "axis=",
    "padding=\"same\"",
    "shape=[",
    "value=",
    "seed=",
    "data=\"image\"",
    "upstream=",
    "reshape(",
    "concat(",
    "\u0000",
    "\u202e"
  };

  @Test
  void everyInputIsReadOrRefused() {
    GraphDocument document = AnyGraph.of(1);
    int read = 0;
    int refused = 0;
    long slowest = 0;
    for (int seed = 0; seed < INPUTS; seed++) {
      String text = text(new Random(seed));
      long start = System.nanoTime();
      try {
        Parsed<GraphDocument> parsed = Formula.parse(text);
        switch (parsed) {
          case Parsed.Done<GraphDocument>(GraphDocument done) -> {
            read++;
            RoundTripTest.assertSame(done);
          }
          case Parsed.Failed<GraphDocument>(FormulaError error) -> {
            refused++;
            assertTrue(error.span().to() <= text.length() && error.column() > 0, text);
            for (Language language : Language.values()) {
              Messages.in(language).format(error.sentence());
            }
          }
        }
        Parsed<Edit> retyped = Formula.retype(document, text);
        if (retyped instanceof Parsed.Done<Edit>(Edit edit)) {
          edit.applyTo(document);
        }
        Parsed<?> _ = Expressions.parse(text);
        String _ = Formula.oneLine(text);
      } catch (RuntimeException | StackOverflowError | AssertionError e) {
        throw new AssertionError("seed " + seed + ": " + text, e);
      }
      long took = System.nanoTime() - start;
      slowest = Math.max(slowest, took);
      if (seed > 100) { // the first ones load classes
        assertTrue(took < LONGEST_NANOS, () -> took / 1_000_000 + " ms: " + text);
      }
    }
    assertTrue(read > INPUTS / 20 && refused > INPUTS / 5, read + " read, " + refused + " refused");
    if (INPUTS > 10_000) {
      System.out.println(
          INPUTS
              + " inputs: "
              + read
              + " read, "
              + refused
              + " refused, slowest "
              + slowest / 1_000_000
              + " ms");
    }
  }

  private static String text(Random random) {
    StringBuilder text =
        new StringBuilder(
            switch (random.nextInt(4)) {
              case 0 -> "";
              case 1 -> Formula.print(AnyGraph.of(random.nextInt(40))).text();
              default -> AnyFormula.of(random.nextInt(200)).text();
            });
    if (text.length() > 600) {
      text.setLength(600);
    }
    int changes = 1 + random.nextInt(6);
    for (int i = 0; i < changes; i++) {
      int place = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), place + random.nextInt(4));
      switch (random.nextInt(5)) {
        case 0 -> text.delete(place, end);
        case 1 -> text.insert(place, text.substring(place, end).repeat(random.nextInt(3)));
        case 2 -> text.insert(place, PIECES[random.nextInt(PIECES.length)]);
        case 3 ->
            text.insert(place, PIECES[random.nextInt(PIECES.length)].repeat(random.nextInt(40)));
        default ->
            random
                .ints(random.nextInt(12), 0, List.of(0x7f, 0x3000, 0x10ffff).get(random.nextInt(3)))
                .forEach(text::appendCodePoint);
      }
    }
    return text.toString();
  }
}
