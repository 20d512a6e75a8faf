package backprop.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class KeepAllTest {

  /// Where JavaFX may break this text: it asks the same iterator.
  private static List<String> pieces(String text) {
    BreakIterator lines = BreakIterator.getLineInstance(Locale.ROOT);
    lines.setText(text);
    List<String> pieces = new ArrayList<>();
    int from = lines.first();
    for (int to = lines.next(); to != BreakIterator.DONE; to = lines.next()) {
      pieces.add(text.substring(from, to).replace("\uFEFF", ""));
      from = to;
    }
    return pieces;
  }

  @Test
  void breaksOnlyBetweenWords() {
    assertEquals(List.of("오차역전파법은 ", "연쇄법칙을 ", "씁니다."), pieces(KeepAll.join("오차역전파법은 연쇄법칙을 씁니다.")));
    assertEquals(
        List.of("× ", "노드가 ", "650 ", "× ", "1.1 ", "= ", "715를 ", "계산합니다."),
        pieces(KeepAll.join("× 노드가 650 × 1.1 = 715를 계산합니다.")));
  }

  @Test
  void aParticleStaysWithTheSpanBeforeIt() {
    assertEquals(List.of("715를 ", "계산"), pieces(KeepAll.join("715") + KeepAll.join("715", "를 계산")));
    assertEquals("를", KeepAll.join("715 ", "를"));
  }

  @Test
  void joiningTwiceChangesNothing() {
    String once = KeepAll.join("기울기 확인");
    assertEquals(once, KeepAll.join(once));
  }

  @Test
  void englishIsLeftAlone() {
    String english = "step forward";
    assertSame(english, KeepAll.join(english));
  }
}
