package backprop.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesTest {

  private static List<Span> fill(String text, String... arguments) {
    return MessagePattern.parse(text).fill(i -> arguments[i]);
  }

  private static String plain(String text, String... arguments) {
    return String.join("", fill(text, arguments).stream().map(Span::text).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "을/를, 값, 값을",
    "을/를, 사과, 사과를",
    "이/가, 귤, 귤이",
    "은/는, 기울기, 기울기는",
    "과/와, 연쇄법칙, 연쇄법칙과",
    // digits by reading: 영 일 이 삼 사 오 육 칠 팔 구
    "을/를, 0, 0을",
    "을/를, 1, 1을",
    "을/를, 2, 2를",
    "을/를, 3, 3을",
    "을/를, 4, 4를",
    "을/를, 5, 5를",
    "을/를, 6, 6을",
    "을/를, 7, 7을",
    "을/를, 8, 8을",
    "을/를, 9, 9를",
    // ㄹ counts as no consonant before 으로/로
    "으로/로, 1, 1로",
    "으로/로, 7, 7로",
    "으로/로, 8, 8로",
    "으로/로, 3, 3으로",
    "으로/로, 0, 0으로",
    "으로/로, 2, 2로",
    "으로/로, 귤, 귤로",
    "으로/로, 값, 값으로",
    "으로/로, 사과, 사과로",
    // Latin by spoken name
    "을/를, W, W를",
    "을/를, L, L을",
    "을/를, dm, dm을",
    "을/를, n, n을",
    "으로/로, L, L로",
    "을/를, ReLU, ReLU를",
    "을/를, Adam, Adam을",
    "을/를, softmax, softmax를",
    // what is not spoken is passed over
    "을/를, 사과(2), 사과(2)를",
    "을/를, “값”, “값”을",
    "을/를, 96.4 %, 96.4 %를",
    "이/가, ∞, ∞가",
  })
  void particlesFollowTheLastSound(String pair, String word, String expected) {
    assertEquals(expected, plain("{0|" + pair + "}", word));
  }

  @Test
  void aParticleAloneFollowsAMarkedPlace() {
    assertEquals("값을 봅니다", plain("**{0}**{0||을/를} 봅니다", "값"));
  }

  @Test
  void boldAndColoursAreSpans() {
    assertEquals(
        List.of(
            new Span("Backward 4.", Tone.GRADIENT, true),
            new Span(" sends ", Tone.PLAIN, false),
            new Span("1.1", Tone.PLAIN, true),
            new Span(" down", Tone.PLAIN, false)),
        fill("<gradient>**Backward {0}.**</gradient> sends **{1}** down", "4", "1.1"));
  }

  @Test
  void argumentsAreNeverMarkup() {
    assertEquals(
        List.of(new Span("a<wrong>**b** {0}", Tone.PLAIN, false)),
        fill("{0}", "a<wrong>**b** {0}"));
  }

  @Test
  void unknownBracketsStayText() {
    assertEquals("x < y, {name}, <i>", plain("x < y, {name}, <i>"));
  }

  @Test
  void numbersInsideMessagesAreFormatted() {
    Messages english = Messages.in(Language.ENGLISH);
    assertEquals("0.25×", english.format("transport.speed", 0.25));
    assertEquals("timeline: step 3 of 12,000", english.format("transport.timeline", 3, 12_000));
  }

  @Test
  void aMessageMayHoldAMessage() {
    assertEquals(
        "step: node",
        Messages.in(Language.ENGLISH)
            .format(Message.of("transport.size", Message.of("transport.size.node"))));
    assertEquals(
        "단계: 노드",
        Messages.in(Language.KOREAN)
            .format(Message.of("transport.size", Message.of("transport.size.node"))));
  }

  @Test
  void aMissingTextShowsItsKey() {
    assertEquals("common.nothing-here", Messages.in(Language.KOREAN).format("common.nothing-here"));
    assertEquals("nowhere.at-all", Messages.in(Language.ENGLISH).format("nowhere.at-all"));
    assertFalse(Messages.in(Language.ENGLISH).has("nowhere.at-all"));
    assertTrue(Messages.in(Language.KOREAN).has("common.close"));
  }

  @Test
  void systemLanguageDecides() {
    assertEquals(Language.KOREAN, Language.of(java.util.Locale.KOREA));
    assertEquals(Language.ENGLISH, Language.of(java.util.Locale.US));
    assertEquals(Language.ENGLISH, Language.of(java.util.Locale.FRANCE));
  }
}
