package backprop.app;

import backprop.autodiff.EvaluationContext;
import backprop.autodiff.Evaluator;
import backprop.figure.ColorRole;
import backprop.figure.ColorTheme;
import backprop.file.Examples;
import backprop.message.Language;
import backprop.message.Message;
import backprop.message.Messages;
import backprop.ui.common.FormulaView;
import backprop.ui.common.FrameMeter;
import backprop.ui.common.Preferences;
import backprop.ui.common.Preferences.WindowPlace;
import backprop.ui.common.StatusModel;
import backprop.ui.common.Texts;
import backprop.ui.common.Theme;
import backprop.ui.common.UiContext;
import backprop.ui.common.UserFolders;
import backprop.ui.common.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.util.Duration;

/// The program's window, wired by hand: whoever wants to know what is connected to what reads
/// [#start(Stage)].
public final class ExplorerApplication extends Application {

  private static final double WIDTH = 1440;
  private static final double HEIGHT = 900;
  private static final double SMALLEST_WIDTH = 960;
  private static final double SMALLEST_HEIGHT = 600;
  private static final Duration QUIET_BEFORE_WRITING = Duration.seconds(1);

  // One at a time: newest-wins work does not pile up on several cores while the trainer wants one.
  private final ExecutorService background =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("background").daemon(true).factory());
  private final Preferences preferences = new Preferences();
  private final UserFolders folders = UserFolders.ofSystem();
  private final PreferencesFile preferencesFile =
      new PreferencesFile(folders.config().resolve("preferences.json"));
  private Supplier<List<Workspace>> workspaces = List::of;
  private Runnable endContent = () -> {};
  private final PauseTransition writePreferences = new PauseTransition(QUIET_BEFORE_WRITING);

  /// For JavaFX.
  public ExplorerApplication() {}

  /// Shows an empty window in the theme's colour at once, and fills it when that is seen: a person
  /// sees that the program comes long before all its parts are styled.
  @Override
  public void start(Stage stage) {
    StatusModel status = new StatusModel();
    new Failures(status).install();
    CompletableFuture<Void> fonts = CompletableFuture.runAsync(Fonts::load, background);
    background.execute(ExplorerApplication::load);
    boolean firstRun = !preferencesFile.exists();
    preferencesFile.readInto(preferences);
    ColorTheme colors = preferences.themeProperty().get().orElse(systemTheme());
    Scene scene = new Scene(new Region(), WIDTH, HEIGHT, Theme.color(colors, ColorRole.SURFACE));
    place(stage);
    stage.setScene(scene);
    stage.setTitle(Messages.in(systemLanguage()).format("app.name"));
    // From the start: a person may close the window before it is filled.
    stage.setOnHidden(_ -> closed(stage));
    stage.show();
    FirstFrame.then(
        FirstFrame.Of.EMPTY_WINDOW,
        () -> {
          if (stage.isShowing()) {
            fonts.join();
            fill(stage, status, colors, firstRun);
          }
        });
  }

  /// Loads the classes of documents, operations and evaluation on another core, while the empty
  /// window is drawn: the first document needs them.
  private static void load() {
    Evaluator.trace(Examples.first().open(Language.ENGLISH), EvaluationContext.PLAIN);
  }

  private void fill(Stage stage, StatusModel status, ColorTheme colors, boolean firstRun) {
    Texts texts = new Texts(preferences.languageProperty().get().orElse(systemLanguage()));
    Theme theme = new Theme(colors);
    UiContext context = new UiContext(texts, theme, status, preferences, folders, background);
    TrainingDesk training = new TrainingDesk(context);
    Shell shell = new Shell(context, Workspaces.all(training), stage::close);
    workspaces = shell::workspaces;
    if (firstRun) {
      shell.topBar().offerLanguage(context);
    }
    Scene scene = stage.getScene();
    scene.setRoot(shell);
    theme.install(scene);
    shell.install(scene);
    if (!shell.isEmpty()) {
      shell.select(0);
      shell.offerFirstStep();
    }
    documentArgument().ifPresent(shell.documents()::open);
    stage.titleProperty().bind(title(context, shell));
    stage.getIcons().addAll(Icons.all());
    endContent =
        () -> {
          training.close();
          shell.workspaces().forEach(Workspace::hidden);
        };
    FrameMeter.startIfAsked(scene);
    FirstFrame.then(
        FirstFrame.Of.WHOLE_WINDOW,
        () -> {
          if (!stage.isShowing()) {
            return;
          }
          // The typesetter's tables take some tenths of a second, and the first formula is a step
          // away.
          FormulaView.prepare(context);
          shell.topBar().showChip(training.chip(context, shell));
        });
    writePreferences.setOnFinished(_ -> background.execute(preferencesWriter(status)));
    preferences.onChange(writePreferences::playFromStart);
  }

  /// The workspaces that were shown so far, for the tour.
  public List<Workspace> workspaces() {
    return workspaces.get();
  }

  private Optional<Path> documentArgument() {
    // There are no parameters where the tour makes the window itself.
    return Optional.ofNullable(getParameters())
        .flatMap(parameters -> parameters.getUnnamed().stream().findFirst())
        .map(Path::of);
  }

  private static Language systemLanguage() {
    return Language.of(Locale.getDefault(Locale.Category.DISPLAY));
  }

  private static ColorTheme systemTheme() {
    return Platform.getPreferences().getColorScheme() == ColorScheme.DARK
        ? ColorTheme.DARK
        : ColorTheme.LIGHT;
  }

  private static javafx.beans.binding.StringBinding title(UiContext context, Shell shell) {
    return Bindings.createStringBinding(
        () -> {
          String document = shell.topBar().documentNameProperty().get();
          if (document.isEmpty()) {
            return context.texts().text("app.name");
          }
          return context
              .texts()
              .text(
                  shell.topBar().unsavedProperty().get() ? "app.title.unsaved" : "app.title",
                  document);
        },
        shell.topBar().documentNameProperty(),
        shell.topBar().unsavedProperty(),
        context.texts().languageProperty());
  }

  // ---- the window's place --------------------------------------------------------------------

  private void place(Stage stage) {
    stage.setMinWidth(SMALLEST_WIDTH);
    stage.setMinHeight(SMALLEST_HEIGHT);
    Optional<WindowPlace> remembered =
        preferences.windowProperty().get().filter(ExplorerApplication::isOnAScreen);
    if (remembered.isPresent()) {
      WindowPlace place = remembered.get();
      stage.setX(place.x());
      stage.setY(place.y());
      stage.setWidth(place.width());
      stage.setHeight(place.height());
      stage.setMaximized(place.maximized());
    } else {
      Rectangle2D screen = Screen.getPrimary().getVisualBounds();
      stage.setWidth(Math.min(WIDTH, screen.getWidth()));
      stage.setHeight(Math.min(HEIGHT, screen.getHeight()));
    }
  }

  private static boolean isOnAScreen(WindowPlace place) {
    // The title bar must be reachable: a screen may have been unplugged since.
    return !Screen.getScreensForRectangle(place.x() + 40, place.y() + 10, place.width() - 80, 20)
        .isEmpty();
  }

  // ---- the end -------------------------------------------------------------------------------

  private void closed(Stage stage) {
    endContent.run();
    preferences
        .windowProperty()
        .set(
            Optional.of(
                new WindowPlace(
                    stage.getX(),
                    stage.getY(),
                    stage.getWidth(),
                    stage.getHeight(),
                    stage.isMaximized())));
    writePreferences.stop();
    String text = PreferencesFile.text(preferences);
    background.execute(() -> writeQuietly(text));
    background.shutdown();
  }

  /// Waits for what was handed over before the window closed: the last recovery copy, the
  /// preferences.
  @Override
  public void stop() throws InterruptedException {
    background.shutdown();
    background.awaitTermination(5, TimeUnit.SECONDS);
  }

  private Runnable preferencesWriter(StatusModel status) {
    String text = PreferencesFile.text(preferences);
    return () -> {
      try {
        preferencesFile.write(text);
      } catch (IOException e) {
        Message sentence =
            Message.of(
                "app.preferences-not-written",
                folders.config().toString(),
                String.valueOf(e.getMessage()));
        Platform.runLater(() -> status.wrong(sentence));
      }
    };
  }

  private void writeQuietly(String text) {
    try {
      preferencesFile.write(text);
    } catch (IOException e) {
      org.slf4j.LoggerFactory.getLogger(ExplorerApplication.class)
          .warn("preferences not written", e);
    }
  }
}
