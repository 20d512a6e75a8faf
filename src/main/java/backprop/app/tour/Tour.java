package backprop.app.tour;

import backprop.app.ExplorerApplication;
import backprop.graph.NodeId;
import backprop.ui.common.UserFolders;
import backprop.ui.graph.GraphWorkspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;

/// The program's main job, played through its real window without a display, as pictures of
/// 1440×900: stepping both ways, scrubbing, checking, training, and reading a drawn digit.
///
/// It uses the mouse and the keys as a person would and nothing of theirs: its preferences and
/// recovery copies lie in a folder of its own, gone at the end. The README's pictures are made so.
public final class Tour {
  private static final double WIDTH = 1440;
  private static final double HEIGHT = 900;

  /// Enough batches for curves that fall.
  private static final int SOME_BATCHES = 200;

  /// A three as a pen draws it, in parts of the pad.
  private static final List<Point2D> THREE =
      points(
          0.30, 0.26, 0.40, 0.17, 0.55, 0.15, 0.66, 0.22, 0.67, 0.34, 0.58, 0.43, 0.46, 0.47, 0.60,
          0.50, 0.70, 0.60, 0.70, 0.73, 0.58, 0.83, 0.42, 0.84, 0.29, 0.77);

  private final ExplorerApplication application;
  private final Player player;

  private Tour(ExplorerApplication application, Player player) {
    this.application = application;
    this.player = player;
  }

  /// Plays the tour and writes its pictures to the folder, which is made if it is missing.
  ///
  /// Needs the headless platform, and starts the toolkit; both hold for the rest of the process.
  public static void run(Path folder) {
    try {
      Files.createDirectories(folder);
      Path home = Files.createTempDirectory("backprop-tour");
      System.setProperty(UserFolders.HOME_PROPERTY, home.toString());
      try {
        play(folder);
      } finally {
        delete(home);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void play(Path folder) {
    Platform.startup(() -> {});
    ExplorerApplication application = new ExplorerApplication();
    Stage stage =
        Player.onFx(
            () -> {
              Stage opened = new Stage();
              application.start(opened);
              opened.setX(0);
              opened.setY(0);
              opened.setWidth(WIDTH);
              opened.setHeight(HEIGHT);
              return opened;
            });
    Tour tour = new Tour(application, new Player(stage, folder));
    tour.steps();
    tour.trainingAndDrawing();
    Player.onFx(
        () -> {
          stage.close();
          return true;
        });
    Platform.exit();
  }

  // ---- the graph -----------------------------------------------------------------------------

  private void steps() {
    player.await("the whole window", () -> player.find("example-sigmoid").isPresent());
    player.picture("1-forward-done");
    forward(4);
    player.picture("2-backward-mid-step");
    forward(5);
    player.await(
        "the numerical check of five gradients", () -> player.count(".check-grid .right") == 5);
    player.picture("3-gradients-checked");

    scrub("tax", 14);
    player.picture("4-value-scrubbed");
    player.key(KeyCode.Z, KeyCode.CONTROL);

    player.click(player.node("language-chip"));
    player.click(player.node("app-theme"));
    player.click(player.node("example-sigmoid"));
    player.key(KeyCode.END);
    arrived();
    player.picture("5-sigmoid-korean-dark");
  }

  /// Steps forward, and waits until the pulse has arrived.
  private void forward(int steps) {
    for (int i = 0; i < steps; i++) {
      player.key(KeyCode.RIGHT);
    }
    arrived();
  }

  /// Waits until no pulse is on its way: its number is shown when it arrives.
  private void arrived() {
    player.await(
        "the pulse",
        () ->
            application.workspaces().stream()
                .flatMap(workspace -> workspace.transport().stream())
                .allMatch(transport -> transport.travelProperty().get() == 1));
  }

  private void scrub(String node, double pixels) {
    Point2D value = Player.onFx(() -> graph().valueOnScreen(NodeId.of(node)).orElseThrow());
    player.drag(List.of(value, value.add(pixels, 0)));
  }

  private GraphWorkspace graph() {
    return application.workspaces().stream()
        .filter(GraphWorkspace.class::isInstance)
        .map(GraphWorkspace.class::cast)
        .findFirst()
        .orElseThrow();
  }

  // ---- the network ---------------------------------------------------------------------------

  private void trainingAndDrawing() {
    player.click(player.node("tab-ui-network-workspace"));
    draw(THREE);
    player.await("a reading of the digit", () -> shown("read-by"));
    player.picture("6-digit-read-korean-dark");

    player.click(player.node("language-chip"));
    player.click(player.node("start"));
    player.await("the first batches", () -> isVisible("time-left") && !text("time-left").isEmpty());
    player.click(player.node("label-3"));
    for (int i = 0; i < 12; i++) {
      player.key(KeyCode.RIGHT);
    }
    arrived();
    player.await("the curves", () -> leadingNumber(text("position")) >= SOME_BATCHES);
    player.picture("7-training-dark");

    player.click(player.node("app-theme"));
    player.key(KeyCode.END);
    arrived();
    player.picture("8-gradient-on-the-drawing");

    player.click(player.node("language-chip"));
    player.picture("9-network-korean");
    player.click(player.node("stop"));
    player.await("the end of the run", () -> !isVisible("stop"));
  }

  /// The number that a text begins with: 1,200 of “1,200 of 10,000”.
  private static int leadingNumber(String text) {
    String digits = text.split(" ", 2)[0].replace(",", "");
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }

  /// Draws a stroke on the pad: places are parts of its width and height.
  private void draw(List<Point2D> stroke) {
    Node pad = player.node("pad");
    Bounds bounds = Player.onFx(() -> pad.localToScreen(pad.getLayoutBounds()));
    player.drag(
        stroke.stream()
            .map(
                p ->
                    new Point2D(
                        bounds.getMinX() + p.getX() * bounds.getWidth(),
                        bounds.getMinY() + p.getY() * bounds.getHeight()))
            .toList());
  }

  private boolean shown(String id) {
    return isVisible(id) && !text(id).isBlank();
  }

  private boolean isVisible(String id) {
    return player.find(id).filter(Node::isVisible).isPresent();
  }

  private String text(String id) {
    return player
        .find(id)
        .map(
            node ->
                switch (node) {
                  case Label label -> label.getText();
                  case ButtonBase button -> button.getText();
                  case Node other -> other.toString();
                })
        .orElse("");
  }

  private static List<Point2D> points(double... coordinates) {
    return Stream.iterate(0, i -> i < coordinates.length, i -> i + 2)
        .map(i -> new Point2D(coordinates[i], coordinates[i + 1]))
        .toList();
  }

  private static void delete(Path home) throws IOException {
    Files.walkFileTree(
        home,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path directory, java.io.@org.jspecify.annotations.Nullable IOException failure)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
