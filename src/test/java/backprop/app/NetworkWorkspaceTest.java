package backprop.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.file.DocumentFile;
import backprop.graph.GraphDocument;
import backprop.message.Language;
import backprop.message.Message;
import backprop.network.Networks;
import backprop.ui.common.TestUi;
import backprop.ui.common.Transport;
import backprop.ui.common.TransportModel;
import backprop.ui.common.UiContext;
import backprop.ui.common.UserAction;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The network workspace through its scene graph: drawing, reading, labelling, stepping back.
class NetworkWorkspaceTest {

  @TempDir Path home;
  private UiContext context;
  private TrainingDesk desk;
  private NetworkWorkspace workspace;
  private Stage stage;

  @BeforeEach
  void open() {
    context = TestUi.context(home);
    desk = TestUi.onFx(() -> new TrainingDesk(context));
    workspace = TestUi.onFx(() -> new NetworkWorkspace(context, desk));
    stage = TestUi.show(context, (Parent) workspace.node(), 1440, 750);
    TestUi.runFx(workspace::shown);
    await(() -> workspace.network().structureProperty().get().isPresent());
    TestUi.settle();
  }

  @AfterEach
  void close() {
    TestUi.runFx(stage::close);
    desk.close();
  }

  private Node node(String id) {
    return TestUi.onFx(() -> workspace.node().lookup("#" + id));
  }

  private List<String> probabilities() {
    return TestUi.onFx(
        () ->
            IntStream.range(0, 10)
                .mapToObj(k -> ((Label) workspace.node().lookup("#probability-" + k)).getText())
                .toList());
  }

  private void mouse(EventType<MouseEvent> type, MouseButton button, double x, double y) {
    Node pad = node("pad");
    TestUi.runFx(
        () -> {
          Point2D at = pad.localToScene(x, y);
          boolean down = type != MouseEvent.MOUSE_RELEASED;
          Event.fireEvent(
              pad,
              new MouseEvent(
                  type,
                  at.getX(),
                  at.getY(),
                  at.getX(),
                  at.getY(),
                  button,
                  1,
                  false,
                  false,
                  false,
                  false,
                  down && button == MouseButton.PRIMARY,
                  false,
                  down && button == MouseButton.SECONDARY,
                  false,
                  false,
                  true,
                  new PickResult(pad, at.getX(), at.getY())));
        });
  }

  private void drag(MouseButton button, double... places) {
    mouse(MouseEvent.MOUSE_PRESSED, button, places[0], places[1]);
    for (int i = 2; i < places.length; i += 2) {
      mouse(MouseEvent.MOUSE_DRAGGED, button, places[i], places[i + 1]);
    }
    mouse(MouseEvent.MOUSE_RELEASED, button, places[places.length - 2], places[places.length - 1]);
  }

  private void key(KeyCode code) {
    Node pad = node("pad");
    TestUi.runFx(
        () ->
            Event.fireEvent(
                pad, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false)));
  }

  private static void await(BooleanSupplier reached) {
    for (int i = 0; i < 1500; i++) {
      if (TestUi.onFx(reached::getAsBoolean)) {
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

  /// Whether what is on the pad now has been read, and not only an earlier moment of the stroke.
  private boolean read() {
    return workspace
        .network()
        .passProperty()
        .get()
        .filter(
            pass ->
                Arrays.equals(
                    pass.x().toArray(),
                    workspace.pad().framedProperty().get().orElseThrow().pixels()))
        .isPresent();
  }

  @Test
  void anEmptyPadPredictsNothingAndSaysSoInBothLanguages() {
    Label empty = (Label) node("nothing-drawn");
    assertTrue(empty.isVisible());
    assertEquals("nothing drawn yet", empty.getText());
    TestUi.runFx(() -> context.texts().languageProperty().set(Language.KOREAN));
    assertEquals("아직 그린 것이 없습니다", empty.getText().replaceAll("\\p{Cf}", ""));
    assertEquals(List.of("", "", "", "", "", "", "", "", "", ""), probabilities());
    key(KeyCode.DIGIT3);
    assertTrue(workspace.pad().labelProperty().get().isEmpty(), "nothing to label");
  }

  @Test
  void everyStrokeIsReadAndUndoTakesTheReadingBack() {
    drag(MouseButton.PRIMARY, 125, 40, 125, 100, 125, 160, 125, 210);
    await(this::read);
    TestUi.settle();
    assertFalse(node("nothing-drawn").isVisible());
    List<String> one = probabilities();
    assertTrue(one.get(1).endsWith("%"), one.toString());
    double sum = one.stream().mapToDouble(p -> Double.parseDouble(p.replace(" %", ""))).sum();
    assertEquals(100, sum, 0.6, "ten roundings of 0.05");
    drag(MouseButton.PRIMARY, 60, 40, 100, 40, 190, 40);
    await(this::read);
    TestUi.settle();
    assertNotEquals(one, probabilities());
    UserAction undo = workspace.actions().getFirst();
    assertEquals(Message.of("ui-draw.undo-stroke"), TestUi.onFx(() -> undo.label().getValue()));
    TestUi.runFx(undo::perform);
    await(this::read);
    TestUi.settle();
    assertEquals(one, probabilities());
    drag(MouseButton.SECONDARY, 60, 40, 125, 100, 125, 160, 125, 220, 125, 40);
    await(() -> workspace.pad().emptyProperty().get());
    TestUi.settle();
    assertTrue(node("nothing-drawn").isVisible(), "the right button erased it");
  }

  @Test
  void aTrueLabelOpensTheWayBackToTheDrawing() {
    drag(MouseButton.PRIMARY, 125, 40, 125, 100, 125, 160, 125, 210);
    await(this::read);
    TransportModel transport = workspace.network().transport();
    // six layers of maps, then a sum and the softmax
    int forward = 8;
    assertEquals(forward, TestUi.onFx(transport::count), "forward only: no true label is chosen");
    key(KeyCode.DIGIT7);
    await(() -> transport.count() > forward);
    assertEquals(forward, TestUi.onFx(transport::playhead), "choosing a label steps nowhere");
    TestUi.runFx(transport::last);
    assertEquals(
        "ui-network.step.maps-drawing-back",
        TestUi.onFx(() -> transport.sentence().getFirst().key()));
    assertTrue(
        TestUi.onFx(workspace::facts).getValue().stream()
            .anyMatch(fact -> fact.key().equals("ui-network.fact.loss")));
    TestUi.runFx(transport::first);
    assertEquals(
        List.of("", "", "", "", "", "", "", "", "", ""),
        probabilities(),
        "what lies ahead of the playhead is not shown");
  }

  @Test
  void teachingReadsWithACopyUntilItIsUndone() {
    drag(MouseButton.PRIMARY, 125, 40, 125, 100, 125, 160, 125, 210);
    await(this::read);
    key(KeyCode.DIGIT7);
    await(() -> workspace.network().canUpdate());
    float before =
        TestUi.onFx(() -> workspace.network().passProperty().get().orElseThrow().y().get(7));
    TestUi.runFx(() -> ((javafx.scene.control.Button) node("teach")).fire());
    await(
        () ->
            workspace
                .pad()
                .readByProperty()
                .get()
                .equals(Message.of("ui-network.reader.taught-once")));
    await(() -> workspace.network().passProperty().get().orElseThrow().y().get(7) > before);
    TestUi.runFx(workspace.actions().getFirst()::perform);
    await(() -> workspace.network().passProperty().get().orElseThrow().y().get(7) == before);
    assertEquals(
        Message.of("ui-network.reader.shipped"),
        TestUi.onFx(() -> workspace.pad().readByProperty().get()));
  }

  @Test
  void aConvolutionalNetworkIsReadSteppedBackToTheDrawingAndTaught() {
    GraphDocument document = Networks.deepConvolutional(28, 10);
    Path file = home.resolve("maps.backprop");
    DocumentFile.write(document, file);
    TestUi.runFx(() -> workspace.open(file));
    await(() -> workspace.documentName().getValue().equals("maps.backprop"));
    assertEquals(Optional.empty(), TestUi.onFx(() -> workspace.network().problemProperty().get()));
    drag(MouseButton.PRIMARY, 125, 40, 125, 100, 125, 160, 125, 210);
    await(this::read);
    TransportModel transport = workspace.network().transport();
    assertEquals(3 + 2, TestUi.onFx(transport::count), "three layers of maps, sum and softmax");
    assertTrue(
        TestUi.onFx(() -> workspace.facts().getValue())
            .contains(Message.of("ui-network.fact.parameters", 44 + 228 + 448 + 15_690)));
    key(KeyCode.DIGIT7);
    await(() -> workspace.network().canUpdate());
    TestUi.runFx(transport::last);
    assertEquals(
        "ui-network.step.maps-drawing-back",
        TestUi.onFx(() -> transport.sentence().getFirst().key()));
    float before =
        TestUi.onFx(() -> workspace.network().passProperty().get().orElseThrow().y().get(7));
    TestUi.runFx(() -> ((javafx.scene.control.Button) node("teach")).fire());
    await(() -> workspace.network().passProperty().get().orElseThrow().y().get(7) != before);
    assertEquals(
        Message.of("ui-network.reader.taught-once"),
        TestUi.onFx(() -> workspace.pad().readByProperty().get()));
  }

  @Test
  void aSampleBringsItsTrueLabel() {
    TestUi.runFx(() -> ((javafx.scene.control.Button) node("sample")).fire());
    await(this::read);
    assertTrue(TestUi.onFx(() -> workspace.pad().labelProperty().get()).isPresent());
    await(() -> workspace.network().canUpdate());
  }

  @Test
  void aBrokenFileGetsASentenceAndTheNetworkStays() throws java.io.IOException {
    Path broken = home.resolve("broken.backprop");
    java.nio.file.Files.writeString(broken, "{\"format\": 1, \"nodes\": [");
    String name = TestUi.onFx(() -> workspace.documentName().getValue());
    TestUi.runFx(() -> workspace.open(broken));
    await(() -> context.status().sentenceProperty().get().isPresent());
    assertTrue(TestUi.onFx(() -> context.status().sentenceProperty().get()).orElseThrow().wrong());
    assertEquals(name, TestUi.onFx(() -> workspace.documentName().getValue()));
  }

  @Test
  void itsModelIsSavedAndOpenedAgainWithTheSameWeights() {
    Path file = home.resolve("mine.safetensors");
    var weights = TestUi.onFx(() -> workspace.network().weights().orElseThrow().weights());
    TestUi.runFx(() -> workspace.save(file));
    await(() -> workspace.documentName().getValue().equals("mine.safetensors"));
    TestUi.runFx(workspace::newDocument);
    await(() -> !workspace.network().weights().orElseThrow().weights().equals(weights));
    assertEquals(Optional.empty(), TestUi.onFx(() -> workspace.file().getValue()));
    TestUi.runFx(() -> workspace.open(file));
    await(() -> workspace.network().weights().orElseThrow().weights().equals(weights));
    assertEquals(Optional.of(file), TestUi.onFx(() -> workspace.file().getValue()));
  }

  @Test
  void theSizeOfAStepIsSaidInTheNetworksWords() {
    Transport bar = TestUi.onFx(() -> new Transport(context, workspace.network().transport()));
    MenuButton size = (MenuButton) TestUi.onFx(() -> bar.lookup("#transport-size"));
    assertEquals("step: layer", TestUi.onFx(size::getText));
    assertEquals(
        List.of("layer", "column", "pass"),
        TestUi.onFx(() -> size.getItems().stream().map(MenuItem::getText).toList()));
    TestUi.runFx(() -> context.texts().languageProperty().set(Language.KOREAN));
    assertEquals("단계: 계층", TestUi.onFx(size::getText));
  }
}
