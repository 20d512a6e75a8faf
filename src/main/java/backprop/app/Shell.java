package backprop.app;

import backprop.cli.Version;
import backprop.figure.ColorTheme;
import backprop.message.Message;
import backprop.ui.common.Keys;
import backprop.ui.common.Section;
import backprop.ui.common.Shortcuts;
import backprop.ui.common.SpaceKey;
import backprop.ui.common.Transport;
import backprop.ui.common.TransportModel;
import backprop.ui.common.UiContext;
import backprop.ui.common.UserAction;
import backprop.ui.common.Workspace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.material2.Material2MZ;

/// What fills the window: the top bar, a workspace, its transport, the status line.
///
/// A workspace is made when its tab is first shown and then kept, with its transport.
final class Shell extends StackPane {

  private static final String FIRST_STEP = "hint.first-step";
  private static final PseudoClass PROJECTOR = PseudoClass.getPseudoClass("projector");

  /// A workspace that was made, with the bar that plays it.
  private record Made(Workspace workspace, Optional<Transport> transport) {}

  private final UiContext context;
  private final List<WorkspaceTab> offered;
  private final Map<Integer, Made> made = new LinkedHashMap<>();
  private final BorderPane frame = new BorderPane();
  private final VBox bottom = new VBox();
  private final StatusLine status;
  private final TopBar topBar;
  private final DocumentActions documents;
  private final List<UserAction> own = new ArrayList<>();
  private final BooleanProperty projector = new SimpleBooleanProperty();
  private final ReadOnlyObjectWrapper<Optional<Workspace>> current =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private Optional<ShortcutSheet> sheet = Optional.empty();

  Shell(UiContext context, List<WorkspaceTab> offered, Runnable quit) {
    this.context = context;
    this.offered = offered;
    this.documents = new DocumentActions(context, current, this::windowOwner);
    UserAction dark =
        UserAction.of("app.theme", Section.VIEW, this::switchTheme)
            .icon(Material2MZ.TONALITY)
            .selected(
                Bindings.createBooleanBinding(
                    () -> context.theme().colors() == ColorTheme.DARK,
                    context.theme().colorsProperty()));
    own.addAll(documents.actions());
    own.add(UserAction.of("app.quit", Section.FILE, quit).keysAnywhere(Keys.mod(KeyCode.Q)));
    for (int number = 0; number < offered.size(); number++) {
      own.add(workspaceAction(number));
    }
    own.add(dark);
    own.add(
        UserAction.of("app.projector", Section.VIEW, () -> projector.set(!projector.get()))
            .keysAnywhere(Keys.key(KeyCode.F5))
            .selected(projector));
    own.add(
        UserAction.of("app.full-screen", Section.VIEW, this::switchFullScreen)
            .keysAnywhere(Keys.key(KeyCode.F11)));
    own.add(
        UserAction.of("app.next-pane", Section.VIEW, () -> PaneFocus.move(frame, 1))
            .keysAnywhere(Keys.key(KeyCode.F6)));
    own.add(
        UserAction.of("app.previous-pane", Section.VIEW, () -> PaneFocus.move(frame, -1))
            .keysAnywhere(Keys.shift(KeyCode.F6)));
    own.add(
        UserAction.of("app.shortcuts", Section.HELP, this::switchSheet)
            .keysAnywhere(Keys.key(KeyCode.F1), Keys.mod(KeyCode.SLASH)));
    own.add(UserAction.of("app.about", Section.HELP, this::about));

    MenuOpener menu = new MenuOpener(context, this::actions, documents::recent);
    topBar = new TopBar(context, offered, this::select, dark, menu);
    status = new StatusLine(context);
    bottom.getChildren().add(status);
    frame.setTop(topBar);
    frame.setBottom(bottom);
    topBar.getStyleClass().add(PaneFocus.PANE);
    // A hint of the transport reaches over the workspace.
    bottom.setViewOrder(-1);
    getChildren().add(frame);
    projector.addListener((_, _, on) -> pseudoClassStateChanged(PROJECTOR, on));
  }

  private UserAction workspaceAction(int number) {
    return UserAction.of(offered.get(number).titleKey(), Section.VIEW, () -> select(number))
        .keysAnywhere(Keys.mod(KeyCode.valueOf("DIGIT" + (number + 1))))
        .selected(Bindings.createBooleanBinding(() -> isCurrent(number), current));
  }

  private boolean isCurrent(int number) {
    Made here = made.get(number);
    return here != null && current.get().equals(Optional.of(here.workspace()));
  }

  /// Listens for keys on the scene that shows this shell.
  void install(Scene scene) {
    new Shortcuts(this::actions).install(scene);
    new SpaceKey(() -> transportModel().ifPresent(TransportModel::togglePlay)).install(scene);
    scene.addEventHandler(KeyEvent.KEY_PRESSED, this::escape);
  }

  // ---- workspaces ----------------------------------------------------------------------------

  /// Shows the workspace with this number, making it the first time.
  void select(int number) {
    if (isCurrent(number)) {
      return;
    }
    current.get().ifPresent(Workspace::hidden);
    Made here = made.computeIfAbsent(number, this::make);
    frame.setCenter(here.workspace().node());
    bottom
        .getChildren()
        .setAll(Stream.concat(here.transport().stream(), Stream.<Node>of(status)).toList());
    topBar.select(number);
    topBar.documentNameProperty().bind(here.workspace().documentName());
    topBar.unsavedProperty().bind(here.workspace().unsaved());
    status.show(here.workspace());
    current.set(Optional.of(here.workspace()));
    here.workspace().shown();
  }

  private Made make(int number) {
    Workspace workspace = offered.get(number).make().apply(context);
    return new Made(workspace, workspace.transport().map(model -> new Transport(context, model)));
  }

  /// Whether no workspace is offered.
  boolean isEmpty() {
    return offered.isEmpty();
  }

  /// Shows the workspace whose tab has this title, if it is offered.
  void select(String titleKey) {
    for (int number = 0; number < offered.size(); number++) {
      if (offered.get(number).titleKey().equals(titleKey)) {
        select(number);
      }
    }
  }

  /// The workspace that is shown.
  ReadOnlyObjectProperty<Optional<Workspace>> currentProperty() {
    return current.getReadOnlyProperty();
  }

  /// Rings the step button and says what it does, once in this person's life with the program.
  void offerFirstStep() {
    if (context.preferences().more().containsKey(FIRST_STEP)) {
      return;
    }
    transportModel()
        .ifPresent(
            model -> {
              model.hintProperty().set(Optional.of(Message.of("transport.hint.first-step")));
              model
                  .hintProperty()
                  .addListener(
                      (_, _, now) -> {
                        if (now.isEmpty()) {
                          context.preferences().more().put(FIRST_STEP, "done");
                        }
                      });
            });
  }

  /// The workspaces that were made so far.
  List<Workspace> workspaces() {
    return made.values().stream().map(Made::workspace).toList();
  }

  /// Opening, saving, and the recent files.
  DocumentActions documents() {
    return documents;
  }

  /// The bar at the top, to put the training chip and the first run's language chip on.
  TopBar topBar() {
    return topBar;
  }

  // ---- actions -------------------------------------------------------------------------------

  /// Everything a person can do now: the workspace's actions, its transport's, the window's.
  List<UserAction> actions() {
    List<UserAction> all = new ArrayList<>();
    Optional<Made> here =
        made.values().stream()
            .filter(m -> current.get().equals(Optional.of(m.workspace())))
            .findFirst();
    here.ifPresent(m -> all.addAll(m.workspace().actions()));
    here.flatMap(Made::transport).ifPresent(t -> all.addAll(t.actions().all()));
    all.addAll(own);
    return all;
  }

  private Optional<TransportModel> transportModel() {
    return current.get().flatMap(Workspace::transport);
  }

  private void switchTheme() {
    ColorTheme other =
        switch (context.theme().colors()) {
          case LIGHT -> ColorTheme.DARK;
          case DARK -> ColorTheme.LIGHT;
        };
    context.theme().colorsProperty().set(other);
    context.preferences().themeProperty().set(Optional.of(other));
  }

  private void switchFullScreen() {
    if (windowOwner() instanceof Stage stage) {
      stage.setFullScreen(!stage.isFullScreen());
    }
  }

  private void switchSheet() {
    if (sheet.isPresent()) {
      closeSheet();
      return;
    }
    ShortcutSheet opened = new ShortcutSheet(context, actions(), this::closeSheet);
    sheet = Optional.of(opened);
    getChildren().add(opened);
    opened.requestFocus();
  }

  private void closeSheet() {
    sheet.ifPresent(getChildren()::remove);
    sheet = Optional.empty();
    current.get().ifPresent(w -> w.node().requestFocus());
  }

  private void about() {
    context.status().say(Message.of("app.about.text", Version.text()));
  }

  /// The last layers that Escape peels; text fields, gestures and searches come before and consume
  /// it.
  private void escape(KeyEvent event) {
    if (event.getCode() != KeyCode.ESCAPE) {
      return;
    }
    if (sheet.isPresent()) {
      closeSheet();
    } else if (projector.get()) {
      projector.set(false);
    } else {
      transportModel().ifPresent(TransportModel::pause);
    }
    event.consume();
  }

  private @Nullable Window windowOwner() {
    return getScene() == null ? null : getScene().getWindow();
  }
}
