package backprop.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.data.Augmentation;
import backprop.message.Language;
import backprop.message.Messages;
import backprop.network.Clipping;
import backprop.network.Optimizer;
import backprop.training.GradientMethod;
import backprop.training.Reading;
import backprop.training.Recipe;
import backprop.training.Sampling;
import backprop.training.Schedule;
import backprop.training.StopRule;
import backprop.training.TrainingLength;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Recipes as files: every field both ways, and each mistake in one sentence.
class RecipeFileTest {
  private static Recipe read(String text) {
    return RecipeFile.read(text.getBytes(UTF_8), "a.recipe.json");
  }

  @Test
  void anEmptyRecipeIsTheTextbooks() {
    assertEquals(Recipe.TEXTBOOK, read("{}"));
  }

  @Test
  void everyOptimizerScheduleAndChoiceIsReadAsWritten(@TempDir Path folder) {
    List<Schedule> schedules =
        List.of(
            new Schedule.Constant(),
            new Schedule.Step(300, 0.25),
            new Schedule.Cosine(0.01),
            new Schedule.WarmUp(50, new Schedule.Cosine(0)),
            new Schedule.WarmUp(7, new Schedule.Step(2, 0.5)));
    List<Clipping> clippings =
        List.of(new Clipping.None(), new Clipping.Norm(1.5), new Clipping.Value(0.1));
    int count = 0;
    for (Optimizer optimizer : Optimizer.all()) {
      boolean even = count % 2 == 0;
      Recipe recipe =
          Recipe.TEXTBOOK
              .withOptimizer(optimizer, 0.003 + count)
              .withSchedule(schedules.get(count % schedules.size()))
              .withClipping(clippings.get(count % clippings.size()))
              .withWeightDecay(count * 0.1)
              .withBatch(1 + count)
              .withLength(
                  even ? new TrainingLength.Epochs(3) : new TrainingLength.Iterations(1_000_000))
              .withSampling(even ? Sampling.SHUFFLED : Sampling.WITH_REPLACEMENT, -5 - count)
              .withMethod(even ? GradientMethod.NUMERICAL : GradientMethod.BACKPROPAGATION)
              .withReading(even ? Reading.AT_END : Reading.EACH_EPOCH)
              .withAugmentation(
                  even
                      ? Augmentation.NONE
                      : count % 3 == 0 ? Augmentation.LIGHT : Augmentation.DRAWN)
              .withStop(count % 3 == 0 ? Optional.empty() : Optional.of(new StopRule(1e-5, 3)));
      assertEquals(recipe, read(RecipeFile.text(recipe)));
      Path file = folder.resolve("r" + count + RecipeFile.EXTENSION);
      RecipeFile.write(recipe, file);
      assertEquals(recipe, RecipeFile.read(file));
      count++;
    }
    assertEquals(7, count);
  }

  @Test
  void adamWDecaysAsPyTorchsUnlessToldOtherwise() {
    assertEquals(0.01, read("{\"optimizer\": {\"name\": \"adamw\"}}").weightDecay());
    assertEquals(
        0, read("{\"optimizer\": {\"name\": \"adamw\"}, \"weight_decay\": 0}").weightDecay());
    assertEquals(0, read("{\"optimizer\": {\"name\": \"adam\"}}").weightDecay());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|not a recipe",
        "3|not a recipe",
        "{\"rate\": 0.1,|broken at line 1",
        "{\"rate\": 0.1, \"rate\": 0.2}|broken at line 1",
        "{\"learning_rate\": 0.1}|“learning_rate” is no field",
        "{\"rate\": -1}|“rate” is -1",
        "{\"rate\": \"fast\"}|“rate” is \"fast\"",
        "{\"rate\": 1e999}|“rate” is",
        "{\"optimizer\": \"adam\"}|“optimizer” has to be an object",
        "{\"optimizer\": {\"name\": \"adams\"}}|sgd, momentum, nesterov, adagrad, rmsprop",
        "{\"optimizer\": {\"name\": \"sgd\", \"momentum\": 0.9}}|“optimizer.momentum” is no field",
        "{\"optimizer\": {\"name\": \"adam\", \"epsilon\": 0}}|“optimizer.epsilon” is 0",
        "{\"optimizer\": {\"name\": \"adam\", \"beta1\": 1}}|“optimizer.beta1” is 1",
        "{\"batch\": 0}|“batch” is 0",
        "{\"batch\": 2.5}|“batch” is 2.5",
        "{\"batch\": 99999999999999999999}|“batch” is",
        "{\"epochs\": 1, \"iterations\": 5}|one length",
        "{\"schedule\": {\"kind\": \"linear\"}}|constant, step, cosine",
        "{\"schedule\": {\"kind\": \"cosine\", \"last\": 2}}|“schedule.last” is 2",
        "{\"clip\": {}}|either “norm” or “value”",
        "{\"clip\": {\"norm\": 1, \"value\": 1}}|either “norm” or “value”",
        "{\"sampling\": \"all\"}|replacement, shuffled",
        "{\"gradients\": 3}|backpropagation, numerical",
        "{\"augmentation\": {\"pen\": 2}}|pen lies between 0 and 1",
        "{\"augmentation\": {\"twist\": 2}}|“augmentation.twist” is no field",
        "{\"stop\": {\"change\": 0}}|“stop.change” is 0"
      })
  void whatIsWrongIsSaidInOneSentence(String text, String says) {
    FileException wrong = assertThrows(FileException.class, () -> read(text));
    String sentence = Messages.in(Language.ENGLISH).format(wrong.sentence());
    assertTrue(sentence.startsWith("a.recipe.json") && sentence.contains(says), sentence);
    String korean = Messages.in(Language.KOREAN).format(wrong.sentence());
    assertTrue(korean.contains("a.recipe.json") && !korean.contains("recipe.v"), korean);
  }

  @Test
  void aMissingFileIsASentence(@TempDir Path folder) {
    assertThrows(FileException.class, () -> RecipeFile.read(folder.resolve("none")));
    assertThrows(FileException.class, () -> RecipeFile.read(folder));
    assertThrows(FileException.class, () -> RecipeFile.read(new byte[] {(byte) 0xff}, "a"));
  }
}
