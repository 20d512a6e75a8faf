package backprop.ui.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.message.Message;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HangulTest {

  @ParameterizedTest
  @CsvSource({
    "시그모이드, ㅅㄱㅁㅇㄷ",
    "시그모이드, 시그",
    "시그모이드, 시글",
    "시그모이드, ㅅㄱ",
    "곱셈, 곱",
    "곱셈, 고",
    "Multiply, mul",
    "matrix product, product",
    "ReLU, relu"
  })
  void findsWhatIsHalfTyped(String word, String typed) {
    if (typed.equals("시글")) {
      assertEquals(0, Hangul.rank(word, typed), "a final consonant that is not there");
    } else {
      assertTrue(Hangul.rank(word, typed) > 0);
    }
  }

  @Test
  void takesSyllablesApart() {
    assertEquals("ㅅㅣㄱㅡ", Hangul.letters("시그"));
    assertEquals("ㄱㅗㅂ", Hangul.letters("곱"));
    assertEquals("ㄱㅅ", Hangul.initials("곱셈"));
  }

  @ParameterizedTest
  @CsvSource({
    "mul, op.mul.name",
    "*, op.mul.name",
    "곱, op.mul.name",
    "exp, op.exp.name",
    "+, op.add.name",
    "시그, op.sigmoid.name",
    "ㅅㄱㅁㅇㄷ, op.sigmoid.name",
    "@, op.matmul.name",
    "입력, ui-graph.palette.input"
  })
  void theSearchFindsInBothLanguages(String typed, String key) {
    List<NodeOffer> found = NodeOffer.search(NodeOffer.all(), typed);
    assertEquals(Message.of(key), found.getFirst().name(), "first of " + found.size());
  }
}
