package backprop.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import backprop.formula.Functions;
import backprop.message.Language;
import backprop.message.Messages;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.scilab.forge.jlatexmath.TeXConstants;
import org.scilab.forge.jlatexmath.TeXFormula;

/// Oracle: the table is complete (every kind of operation and every scalar function has a row),
/// every row has its texts in both languages, and a row's settings survive being written and read.
class OpsTest {

  @Test
  void everyKindOfOperationHasARow() {
    Set<Class<?>> kinds =
        Ops.all().stream().map(type -> type.create().getClass()).collect(Collectors.toSet());
    assertEquals(kinds(Op.class).collect(Collectors.toSet()), kinds);
  }

  private static Stream<Class<?>> kinds(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(OpsTest::kinds)
        : Stream.of(type);
  }

  @Test
  void everyScalarFunctionHasARow() {
    Functions.operations()
        .forEach(function -> assertEquals(Ops.of(function), Ops.create(function.name())));
  }

  @Test
  void everyCategoryHasOperationsAndAllIsTheirConcatenation() {
    assertEquals(
        Ops.all(),
        Arrays.stream(Category.values()).flatMap(category -> Ops.in(category).stream()).toList());
    for (Category category : Category.values()) {
      assertFalse(Ops.in(category).isEmpty(), category::name);
      for (Language language : Language.values()) {
        assertTrue(Messages.in(language).has(category.title().key()), category.title()::key);
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> everyRowHasItsTextsInBothLanguages() {
    return Ops.all().stream()
        .map(
            type ->
                dynamicTest(
                    type.name(),
                    () -> {
                      for (Language language : Language.values()) {
                        Messages texts = Messages.in(language);
                        assertTrue(texts.has(OpTexts.name(type).key()));
                        assertTrue(texts.has(OpTexts.lesson(type).key()));
                        assertTrue(texts.has("op." + type.name() + ".search"));
                        OpTexts.kink(type.create())
                            .ifPresent(kink -> assertTrue(texts.has(kink.key())));
                        for (Setting setting : type.settings()) {
                          assertTrue(texts.has(setting.label().key()), setting::name);
                        }
                      }
                      assertFalse(type.create().formula().isEmpty());
                      assertTypesets(type.create().latex());
                      assertTrue(OpTexts.searchWords(type).size() >= 4);
                    }));
  }

  private static void assertTypesets(String latex) {
    var icon = new TeXFormula(latex).createTeXIcon(TeXConstants.STYLE_DISPLAY, 20);
    assertTrue(icon.getIconWidth() > 0, latex);
  }

  @TestFactory
  Stream<DynamicTest> settingsSurviveBeingWrittenAndRead() {
    return Stream.of(
            Ops.all().stream().map(OpType::create),
            Stream.<Op>of(
                new Sum(List.of(0, -1), true),
                new Mean(List.of(1), false),
                new AxisMax(List.of(2), true),
                new Reshape(backprop.tensor.Shape.of(-1, 1, 28, 28)),
                new Transpose(List.of(0, 2, 1)),
                new CrossEntropy(1e-7),
                new Dropout(0.8, true),
                new Conv1d(2, 1, 3, 2, true),
                new Conv2d(2, 1, 3, 2, true),
                new Conv2d(1, ConvolutionSettings.SAME, 1, 1, false),
                new LeakyRelu(0.2),
                new ArgMax(0),
                new Concat(-1, 3),
                new Pad(List.of(2, 3), 1, 2),
                new OneHot(3),
                new BinaryCrossEntropy(1e-7),
                new MeanSquaredError(true),
                new BatchNorm(1e-3, 0.9),
                new MaxPool2d(3, 2, 1),
                new AveragePool2d(3, 1, 1)))
        .flatMap(ops -> ops)
        .map(
            op ->
                dynamicTest(
                    op.toString(),
                    () -> {
                      Map<String, Object> settings = Ops.settings(op);
                      assertEquals(op, Ops.create(op.name(), settings));
                      assertEquals(
                          Ops.type(op).settings().stream().map(Setting::name).toList(),
                          List.copyOf(settings.keySet()));
                    }));
  }

  @Test
  void numbersFromAFileAreTakenInAnyWidth() {
    assertEquals(
        new Conv2d(2, 1, 1, 1, false), Ops.create("conv2d", Map.of("stride", 2L, "padding", 1.0)));
    assertEquals(new Dropout(1, false), Ops.create("dropout", Map.of("keep", 1)));
  }

  @Test
  void whatIsNotLegalGetsASentence() {
    assertSentence("There is no operation named “mull”.", "mull", Map.of());
    assertSentence("The operation relu has no setting named “axis”.", "relu", Map.of("axis", 1));
    assertSentence(
        "The setting Stride (stride) of conv2d must be a whole number of at least 1, but is 0.",
        "conv2d",
        Map.of("stride", 0));
    assertSentence(
        "The setting Padding (padding) of conv1d must be a whole number of at least 0 or the word same, but is"
            + " -1.",
        "conv1d",
        Map.of("padding", -1));
    assertSentence(
        "The setting Keep ratio (keep) of dropout must be a number above 0 and at most 1, but is NaN.",
        "dropout",
        Map.of("keep", Double.NaN));
    assertSentence(
        "The setting Axes (axes) of sum must be a list of whole numbers, but is [0, x].",
        "sum",
        Map.of("axes", List.of(0, "x")));
    assertSentence(
        "The setting Shape (shape) of reshape may say −1 only for its first axis, but is [2, -1].",
        "reshape",
        Map.of("shape", List.of(2, -1)));
    assertSentence(
        "The setting Keep axes (keepdims) of mean must be true or false, but is yes.",
        "mean",
        Map.of("keepdims", "yes"));
  }

  @Test
  void inKoreanASettingIsCalledAsItsFieldIs() {
    BadSetting failure =
        assertThrows(BadSetting.class, () -> Ops.create("conv2d", Map.of("stride", 0)));
    assertEquals(
        "conv2d의 스트라이드(stride) 설정은 1 이상의 정수여야 하는데, 지금은 0입니다.",
        Messages.in(Language.KOREAN).format(failure.sentence()));
  }

  private static void assertSentence(String sentence, String name, Map<String, ?> settings) {
    BadSetting failure = assertThrows(BadSetting.class, () -> Ops.create(name, settings));
    assertEquals(sentence, Messages.in(Language.ENGLISH).format(failure.sentence()));
    assertTrue(Messages.in(Language.KOREAN).has(failure.sentence().key()));
  }

  @Test
  void searchFindsEveryLanguageAndSpelling() {
    List<String> words = OpTexts.searchWords(Ops.type(Ops.of(Functions.MUL)));
    for (String word : List.of("mul", "×", "*", "Multiply", "곱셈", "곱", "product")) {
      assertTrue(words.contains(word), word);
    }
  }
}
