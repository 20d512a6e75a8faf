package backprop.ui.common;

import backprop.autodiff.Timeline;
import backprop.message.Message;
import backprop.message.NumberText;
import java.util.Optional;
import javafx.animation.AnimationTimer;
import javafx.beans.binding.Bindings;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2MZ;

/// The bar below a workspace that plays its timeline: buttons, every step in a row, one sentence,
/// speed and step size.
///
/// It only shows and moves a [TransportModel]; its frame timer runs while something moves and the
/// bar is in a window.
public final class Transport extends HBox {

  private static final String RINGED = "ringed";
  // Above the bar, over the lower edge of the workspace.
  private static final double HINT_Y = -26;
  private static final double LONGEST_FRAME_SECONDS = 0.1;

  private final UiContext context;
  private final TransportModel model;
  private final TransportActions actions;
  private final SpanFlow sentence;
  private final Button forward;
  private final Label hint = new Label();
  private final AnimationTimer timer =
      new AnimationTimer() {
        private long last;

        @Override
        public void start() {
          last = 0;
          super.start();
        }

        @Override
        public void handle(long now) {
          double seconds = last == 0 ? 0 : (now - last) / 1e9;
          last = now;
          model.advance(Math.min(seconds, LONGEST_FRAME_SECONDS));
          if (!model.moving()) {
            stop();
          }
        }
      };

  /// A bar for this model.
  public Transport(UiContext context, TransportModel model) {
    this.context = context;
    this.model = model;
    this.actions = TransportActions.of(model);
    this.sentence = new SpanFlow(context.texts());
    getStyleClass().addAll("transport", "pane");
    TimelineBar timeline = new TimelineBar(context, model);
    setHgrow(timeline, Priority.ALWAYS);
    VBox said = new VBox(sentence);
    said.setAlignment(Pos.CENTER_LEFT);
    said.prefWidthProperty()
        .bind(Bindings.createDoubleBinding(() -> sentenceWidth(getWidth()), widthProperty()));
    said.setMinWidth(USE_PREF_SIZE);
    forward = button(actions.forward());
    HBox buttons =
        new HBox(
            18,
            button(actions.first()),
            button(actions.back()),
            playButton(),
            forward,
            button(actions.last()));
    buttons.setAlignment(Pos.CENTER_LEFT);
    buttons.setMinWidth(USE_PREF_SIZE);
    HBox.setMargin(timeline, new Insets(0, 17, 0, 19));
    HBox.setMargin(said, new Insets(0, 16, 0, 0));
    HBox pills = new HBox(18, speed(), size());
    pills.setAlignment(Pos.CENTER_RIGHT);
    pills.setMinWidth(USE_PREF_SIZE);
    hint.getStyleClass().add("hint");
    hint.setId("transport-hint");
    hint.setManaged(false);
    hint.setMouseTransparent(true);
    getChildren().addAll(buttons, timeline, said, pills, hint);
    model.hintProperty().subscribe(this::showHint);
    context
        .texts()
        .languageProperty()
        .addListener((_, _, _) -> showHint(model.hintProperty().get()));
    timeline.setMaxHeight(USE_PREF_SIZE);

    model.playheadProperty().addListener((_, _, _) -> updateSentence());
    model.timelineProperty().addListener((_, _, _) -> updateSentence());
    updateSentence();
    model.playingProperty().addListener((_, _, _) -> runTimer());
    model.travelProperty().addListener((_, _, _) -> runTimer());
    sceneProperty().addListener((_, _, _) -> runTimer());
  }

  private void showHint(Optional<Message> message) {
    hint.setVisible(message.isPresent());
    hint.setText(message.map(context.texts()::text).orElse(""));
    forward.getStyleClass().remove(RINGED);
    if (message.isPresent()) {
      forward.getStyleClass().add(RINGED);
    }
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    super.layoutChildren();
    if (hint.isVisible()) {
      hint.autosize();
      double middle =
          forward.localToScene(forward.getWidth() / 2, 0).getX() - localToScene(0, 0).getX();
      hint.relocate(snapPositionX(middle - 30), HINT_Y);
    }
  }

  private static double sentenceWidth(double width) {
    return Math.clamp(0.23 * width, 290, 520);
  }

  /// The actions behind the buttons and keys, for menus and the list of shortcuts.
  public TransportActions actions() {
    return actions;
  }

  private void runTimer() {
    if (model.moving() && getScene() != null) {
      timer.start();
    } else {
      timer.stop();
    }
  }

  // ---- the sentence --------------------------------------------------------------------------

  private void updateSentence() {
    Timeline timeline = model.timeline();
    int playhead = model.playhead();
    if (timeline.count() == 0) {
      sentence.show(Message.of("transport.empty"));
    } else if (playhead == 0) {
      sentence.show(Message.of("transport.nothing-yet"));
    } else {
      sentence.show(timeline.sentence(playhead - 1));
    }
  }

  /// "Backward 4 of 9." for the step that ends at this playhead position, from 1.
  static Message place(Timeline timeline, int position) {
    int[] place = timeline.positionInPhase(position - 1);
    String key =
        switch (timeline.phase(position - 1)) {
          case FORWARD -> "transport.position.forward";
          case BACKWARD -> "transport.position.backward";
          case UPDATE -> "transport.position.update";
          case TANGENT -> "symbols.position.tangent";
        };
    return Message.of(key, place[0], place[1]);
  }

  // ---- buttons -------------------------------------------------------------------------------

  private Button button(UserAction action) {
    Button button = ActionControls.iconButton(context.texts(), action);
    button.getStyleClass().add("step-button");
    return button;
  }

  private Button playButton() {
    Button button = button(actions.playPause());
    button.getStyleClass().addAll("play-button", "primary");
    FontIcon icon = new FontIcon(Material2MZ.PLAY_ARROW);
    icon.iconCodeProperty()
        .bind(
            Bindings.when(model.playingProperty())
                .<org.kordamp.ikonli.Ikon>then(Material2MZ.PAUSE)
                .otherwise(Material2MZ.PLAY_ARROW));
    button.setGraphic(icon);
    return button;
  }

  private MenuButton speed() {
    MenuButton menu = new MenuButton();
    menu.getStyleClass().addAll("pill", "no-arrow");
    menu.setId("transport-speed");
    menu.textProperty()
        .bind(
            Bindings.createStringBinding(
                () -> context.texts().text("transport.speed", model.speedProperty().get()),
                model.speedProperty(),
                context.texts().languageProperty()));
    ToggleGroup group = new ToggleGroup();
    for (double speed : TransportModel.SPEEDS) {
      RadioMenuItem item = new RadioMenuItem(NumberText.of(speed) + "×");
      item.setToggleGroup(group);
      item.setOnAction(_ -> model.speedProperty().set(speed));
      model.speedProperty().subscribe(now -> item.setSelected(now.doubleValue() == speed));
      menu.getItems().add(item);
    }
    Tips.on(menu, context.texts().bind("transport.speed.tip"));
    return menu;
  }

  private MenuButton size() {
    MenuButton menu = new MenuButton();
    menu.getStyleClass().add("pill");
    menu.setId("transport-size");
    menu.textProperty()
        .bind(
            Bindings.createStringBinding(
                () -> context.texts().text("transport.size", word(model.stepSizeProperty().get())),
                model.stepSizeProperty(),
                model.timelineProperty(),
                context.texts().languageProperty()));
    ToggleGroup group = new ToggleGroup();
    for (StepSize size : StepSize.values()) {
      RadioMenuItem item = new RadioMenuItem();
      item.textProperty()
          .bind(
              Bindings.createStringBinding(
                  () -> context.texts().text(word(size)),
                  model.timelineProperty(),
                  context.texts().languageProperty()));
      item.setToggleGroup(group);
      item.setOnAction(_ -> model.stepSizeProperty().set(size));
      model.stepSizeProperty().subscribe(now -> item.setSelected(now == size));
      menu.getItems().add(item);
    }
    Tips.on(menu, context.texts().bind("transport.size.tip"));
    return menu;
  }

  private Message word(StepSize size) {
    return size.word(model.timeline());
  }
}
