package backprop.ui.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.graph.GraphDocument;
import backprop.message.Language;
import backprop.message.Message;
import backprop.message.NumberText;
import backprop.network.Networks;
import backprop.ui.common.TestUi;
import backprop.ui.common.UiContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.event.Event;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.image.WritableImage;
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

/// Maps through the scene graph: what is shown when, and the cards that a click opens.
class MapsViewTest {
  private static final double WIDTH = 678;
  private static final double HEIGHT = 650;

  @TempDir Path home;
  private final GraphDocument document = Networks.deepConvolutional(12, 10);
  private UiContext context;
  private NetworkModel model;
  private NetworkView view;
  private Stage stage;

  @BeforeEach
  void open() {
    context = TestUi.context(home);
    model = TestUi.onFx(() -> new NetworkModel(Runnable::run, Runnable::run));
    view = TestUi.onFx(() -> new NetworkView(context, model));
    stage = TestUi.show(context, view, WIDTH, HEIGHT);
    TestUi.runFx(
        () -> {
          model.readWith(
              new NamedWeights(Message.of("test.maps"), document, MapsTest.weights(document)));
          model.show(Optional.of(MapsTest.drawing(144)));
          model.label(Optional.of(3));
        });
    TestUi.settle();
  }

  @AfterEach
  void close() {
    TestUi.runFx(stage::close);
  }

  private Diagram diagram() {
    return TestUi.onFx(
        () ->
            DiagramLayout.of(
                model.structureProperty().get().orElseThrow(),
                model.passProperty().get(),
                WIDTH,
                HEIGHT));
  }

  private void jump(int playhead) {
    TestUi.runFx(() -> model.transport().jump(playhead));
    TestUi.settle();
  }

  private void click(double x, double y) {
    TestUi.runFx(
        () -> {
          Point2D at = view.localToScene(x, y);
          Event.fireEvent(
              view,
              new MouseEvent(
                  MouseEvent.MOUSE_CLICKED,
                  at.getX(),
                  at.getY(),
                  at.getX(),
                  at.getY(),
                  MouseButton.PRIMARY,
                  1,
                  false,
                  false,
                  false,
                  false,
                  false,
                  false,
                  false,
                  false,
                  false,
                  true,
                  new PickResult(view, at.getX(), at.getY())));
        });
    TestUi.settle();
  }

  private Node card(String id) {
    return TestUi.onFx(() -> view.lookup("#" + id));
  }

  private String text(String id) {
    return TestUi.onFx(() -> ((Label) view.lookup("#" + id)).getText());
  }

  private List<Integer> pixels(double x, double y, double side) {
    return TestUi.onFx(
        () -> {
          WritableImage picture = view.getScene().snapshot(null);
          List<Integer> pixels = new ArrayList<>();
          for (int i = 2; i < (int) side - 2; i++) {
            for (int j = 2; j < (int) side - 2; j++) {
              pixels.add(picture.getPixelReader().getArgb((int) x + i, (int) y + j));
            }
          }
          return pixels;
        });
  }

  @Test
  void aMapIsShownWhenItsStepIsTakenAndItsGradientWhenThatHasCome() {
    int steps = TestUi.onFx(() -> model.transport().count());
    for (int layer = 0; layer < 3; layer++) {
      MapBlock.Tile tile = diagram().maps().get(layer).tiles().getFirst();
      jump(layer);
      List<Integer> hatched = pixels(tile.x(), tile.y(), tile.side());
      jump(layer + 1);
      assertNotEquals(hatched, pixels(tile.x(), tile.y(), tile.side()), "map of layer " + layer);
      int brings = steps - 1 - layer;
      jump(brings - 1);
      List<Integer> slot = pixels(tile.gradientX(), tile.y(), tile.side());
      jump(0);
      assertEquals(slot, pixels(tile.gradientX(), tile.y(), tile.side()), "nothing before it");
      jump(brings);
      assertNotEquals(slot, pixels(tile.gradientX(), tile.y(), tile.side()), "gradient " + layer);
    }
  }

  @Test
  void aClickOnAMapShowsItsFilterAndTheSumOfItsLargestCell() {
    MapBlock.Tile tile = diagram().maps().get(1).tiles().getFirst();
    jump(1);
    click(tile.x() + 3, tile.y() + 3);
    assertTrue(card("map-card").isVisible());
    assertFalse(card("neuron-card").isVisible());
    assertFalse(card("map-sum").isVisible(), "its sum is ahead of the playhead");
    jump(2);
    NetworkPass pass = TestUi.onFx(() -> model.passProperty().get().orElseThrow());
    CellTrace trace = CellTrace.of(pass.maps().get(1), tile.map());
    assertTrue(card("map-sum").isVisible());
    assertEquals("Σ h₁·w = " + NumberText.of(trace.values().getFirst(), 4), text("map-sum"));
    String value = NumberText.of(trace.values().getLast(), 4);
    assertTrue(text("map-stages").contains("→ batch norm: "), text("map-stages"));
    assertTrue(text("map-stages").endsWith("→ max pool 2×2: " + value), text("map-stages"));
    assertEquals(
        "its largest cell, at (" + trace.row() + "," + trace.column() + ")", text("map-where"));
    TestUi.runFx(() -> context.texts().languageProperty().set(Language.KOREAN));
    TestUi.settle();
    assertTrue(text("map-stages").replaceAll("\\p{Cf}", "").contains("배치 정규화"));
    TestUi.runFx(
        () ->
            Event.fireEvent(
                view,
                new KeyEvent(
                    KeyEvent.KEY_PRESSED, "", "", KeyCode.ESCAPE, false, false, false, false)));
    TestUi.settle();
    assertFalse(card("map-card").isVisible());
  }

  @Test
  void aNeuronAfterTheMapsNamesItsTermsByMapAndCell() {
    jump(4);
    Diagram.Disc disc = diagram().columns().getFirst().discs().getFirst();
    click(disc.x(), disc.y());
    assertTrue(card("neuron-card").isVisible());
    List<String> terms =
        TestUi.onFx(
            () ->
                view.lookupAll("#neuron-card .term").stream()
                    .map(node -> ((Label) node).getText())
                    .filter(text -> text.startsWith("h₃["))
                    .toList());
    assertEquals(TermTable.TERMS, terms.size());
    assertTrue(terms.getFirst().matches("h₃\\[\\d\\] \\(\\d,\\d\\)"), terms.toString());
  }
}
