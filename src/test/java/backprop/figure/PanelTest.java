package backprop.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.message.Span;
import backprop.message.Tone;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PanelTest {
  private static final Figure FIGURE = new Figure(List.of(), new Bounds(100, 50, 400, 200));
  private static final List<Span> SENTENCE =
      List.of(
          new Span("Forward 1 of 4.", Tone.FORWARD, true),
          new Span(" The node × computes 100 × 2 = ", Tone.PLAIN, false),
          new Span("200", Tone.PLAIN, true),
          new Span(", and what follows makes it long.", Tone.PLAIN, false));

  private static String text(Drawable words) {
    return ((Drawable.Words) words)
        .parts().stream().map(Drawable.Text::text).collect(Collectors.joining());
  }

  @Test
  void aSentenceBreaksBetweenWordsAndLosesNone() {
    List<Drawable> lines = Caption.lines(SENTENCE, 300, TextMeasurer.ESTIMATE);
    assertTrue(lines.size() > 1);
    assertEquals(
        SENTENCE.stream().map(Span::text).collect(Collectors.joining()),
        lines.stream().map(PanelTest::text).map(String::strip).collect(Collectors.joining(" ")));
    assertTrue(lines.stream().map(PanelTest::text).anyMatch(line -> line.contains("200, and")));
    for (Drawable line : lines) {
      assertTrue(line.bounds().width() <= 300 + TextStyle.SENTENCE.size(), text(line));
    }
  }

  @Test
  void panelsOfASequenceAreOfOneSize() {
    Figure brief = Panel.captioned(FIGURE, SENTENCE.subList(0, 1), 3, TextMeasurer.ESTIMATE);
    Figure full = Panel.captioned(FIGURE, SENTENCE, 3, TextMeasurer.ESTIMATE);
    assertEquals(brief.bounds(), full.bounds());
    for (Item item : full.items()) {
      assertTrue(full.bounds().contains(item.bounds()));
    }
  }

  @Test
  void aSheetIsAboutAsWideAsASlide() {
    for (int count = 1; count <= 40; count++) {
      int columns = Panel.columns(count, 850, 600);
      int rows = (count + columns - 1) / columns;
      double ratio = columns * 850.0 / (rows * 600);
      assertTrue(ratio > 0.6 && ratio < 4.3, count + " panels in " + columns + " columns");
      assertTrue((rows - 1) * columns < count, "no empty row");
    }
    Figure panel = Panel.plain(FIGURE);
    Figure sheet = Panel.sheet(List.of(panel, panel, panel, panel));
    assertEquals(2 * panel.bounds().width(), sheet.bounds().width(), 1e-9);
    assertEquals(2 * panel.bounds().height(), sheet.bounds().height(), 1e-9);
  }
}
