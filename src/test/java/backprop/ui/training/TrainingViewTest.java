package backprop.ui.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.formula.Functions;
import backprop.message.Language;
import backprop.network.Networks;
import backprop.training.TrainingService;
import backprop.ui.common.TestUi;
import backprop.ui.common.UiContext;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The training panel and the chip through their scene graph, on generated digits.
class TrainingViewTest {

  @TempDir Path home;
  private UiContext context;
  private TrainingModel model;
  private Stage stage;

  @BeforeEach
  void open() {
    context = TestUi.context(home);
    model =
        TestUi.onFx(
            () -> {
              TrainingModel made =
                  new TrainingModel(
                      TrainingService::new,
                      () ->
                          List.of(
                              new NetworkChoice(
                                  "784·12·10 ReLU",
                                  Networks.layers(Functions.RELU, 0.1, 784, 12, 10))),
                      Runnable::run,
                      new DataLoader(context.background(), 600, 200),
                      Platform::runLater);
              made.offerPresets();
              made.settingsProperty()
                  .set(Settings.TEXTBOOK.withIterations(2_000_000).withBatch(20));
              return made;
            });
    stage =
        TestUi.onFx(
            () -> {
              VBox both =
                  new VBox(
                      new TrainingChip(context, model, () -> {}), new TrainingView(context, model));
              return TestUi.show(context, both, 362, 800);
            });
    TestUi.settle();
  }

  @AfterEach
  void close() {
    TestUi.runFx(stage::close);
    TestUi.runFx(model::close);
  }

  private Node node(String id) {
    return TestUi.onFx(() -> stage.getScene().lookup("#" + id));
  }

  private String text(String id) {
    return TestUi.onFx(() -> ((Label) stage.getScene().lookup("#" + id)).getText());
  }

  private void press(String id) {
    Button button = (Button) node(id);
    assertTrue(button.isVisible(), id + " is there");
    TestUi.runFx(button::fire);
  }

  private void await(BooleanSupplier reached) {
    for (int i = 0; i < 1500; i++) {
      boolean now =
          TestUi.onFx(
              () -> {
                model.pulse(System.nanoTime());
                return reached.getAsBoolean();
              });
      if (now) {
        return;
      }
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    throw new AssertionError("not reached in 15 s");
  }

  @Test
  void startPauseResumeStopFromThePanelAndTheChip() {
    assertEquals("not started", text("position"));
    assertFalse(node("pause").isVisible());
    press("start");
    await(() -> node("pause").isVisible() && text("position").endsWith("of 2,000,000"));
    await(() -> !((ListView<?>) node("epochs")).getItems().isEmpty());
    press("pause");
    await(() -> node("resume").isVisible());
    assertEquals("paused", text("time-left"));
    press("chip-button");
    await(() -> node("pause").isVisible());
    press("stop");
    await(() -> text("time-left").equals("stopped"));
    assertTrue(node("start").isVisible());
    assertFalse(node("stop").isVisible());
    assertTrue(TestUi.onFx(() -> model.loadedProperty().get().isPresent()), "data are kept");
  }

  @Test
  void aRateThatIsNoNumberIsNotTaken() {
    TextField rate = (TextField) TestUi.onFx(() -> node("rate").lookup(".text-field"));
    TestUi.runFx(
        () -> {
          rate.requestFocus();
          rate.setText("fast");
          rate.fireEvent(new javafx.event.ActionEvent());
        });
    assertEquals("0.1", rate.getText());
    assertEquals(0.1, TestUi.onFx(model::rate));
    TestUi.runFx(
        () -> {
          rate.setText("0.05");
          rate.fireEvent(new javafx.event.ActionEvent());
        });
    assertEquals(0.05, TestUi.onFx(model::rate));
  }

  @Test
  void everythingIsSaidInKoreanToo() {
    TestUi.runFx(() -> context.texts().languageProperty().set(Language.KOREAN));
    TestUi.settle();
    assertEquals("시작 전", plain(text("position")));
    assertEquals("학습", plain(text("training-title")));
    assertEquals("시작", plain(TestUi.onFx(() -> ((Button) node("start")).getText())));
  }

  /// Without the signs that keep a Korean word on one line.
  private static String plain(String text) {
    return text.replaceAll("\\p{Cf}", "");
  }
}
