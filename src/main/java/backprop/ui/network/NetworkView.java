package backprop.ui.network;

import backprop.message.Message;
import backprop.ui.common.UiContext;
import backprop.ui.network.Diagram.Disc;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.scene.Cursor;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;

/// The diagram of neurons; a click on one shows its weights and its sum.
public final class NetworkView extends Region {
  private static final double CARD_GAP = 12;

  private final UiContext context;
  private final NetworkModel model;
  private final Canvas canvas = new Canvas();
  private final Label notice = new Label();
  private final NeuronCard card;
  private final DoubleProperty covered = new SimpleDoubleProperty();
  private Optional<Diagram> diagram = Optional.empty();

  /// A view of this model.
  public NetworkView(UiContext context, NetworkModel model) {
    this.context = context;
    this.model = model;
    card = new NeuronCard(context, () -> model.selectedProperty().set(Optional.empty()));
    getStyleClass().add("network-view");
    setId("network-view");
    getStylesheets()
        .add(
            Objects.requireNonNull(
                    NetworkView.class.getResource("/backprop/assets/style/ui-network.css"))
                .toExternalForm());
    setFocusTraversable(true);
    notice.getStyleClass().addAll("muted", "notice");
    notice.setWrapText(true);
    getChildren().addAll(canvas, notice, card);
    Rectangle clip = new Rectangle();
    clip.widthProperty().bind(widthProperty());
    clip.heightProperty().bind(heightProperty());
    setClip(clip);
    model.structureProperty().addListener((_, _, _) -> place());
    model.passProperty().addListener((_, _, _) -> place());
    model.problemProperty().addListener((_, _, _) -> requestLayout());
    model.selectedProperty().addListener((_, _, _) -> requestLayout());
    model.transport().onChange(this::requestLayout);
    context.theme().colorsProperty().addListener((_, _, _) -> requestLayout());
    context.texts().languageProperty().addListener((_, _, _) -> requestLayout());
    covered.addListener((_, _, _) -> place());
    setOnMouseMoved(event -> setCursor(discAt(event).isPresent() ? Cursor.HAND : Cursor.DEFAULT));
    setOnMousePressed(_ -> requestFocus());
    setOnMouseClicked(this::clicked);
    addEventHandler(KeyEvent.KEY_PRESSED, this::escape);
  }

  /// How many pixels at the right something else covers.
  public DoubleProperty coveredProperty() {
    return covered;
  }

  private Optional<Disc> discAt(MouseEvent event) {
    return diagram.flatMap(d -> d.discAt(event.getX(), event.getY()));
  }

  private void clicked(MouseEvent event) {
    if (event.isStillSincePress()) {
      model
          .selectedProperty()
          .set(discAt(event).map(disc -> new NetworkModel.Neuron(disc.layer(), disc.neuron())));
    }
  }

  private void escape(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE && model.selectedProperty().get().isPresent()) {
      model.selectedProperty().set(Optional.empty());
      event.consume();
    }
  }

  /// Places everything anew: the network, the drawing or the room for it changed.
  private void place() {
    diagram = Optional.empty();
    requestLayout();
  }

  // Everything is drawn once a pulse, however many changes there were.
  @Override
  protected void layoutChildren() {
    double width = getWidth();
    double height = getHeight();
    if (canvas.getWidth() != width || canvas.getHeight() != height) {
      canvas.setWidth(width);
      canvas.setHeight(height);
      diagram = Optional.empty();
    }
    double free = Math.max(320, width - covered.get());
    Optional<NetworkStructure> structure = model.structureProperty().get();
    if (structure.isEmpty()) {
      canvas.getGraphicsContext2D().clearRect(0, 0, width, height);
      tell(model.problemProperty().get(), free, height);
      card.setVisible(false);
      return;
    }
    tell(model.problemProperty().get(), free, height);
    Diagram now =
        diagram.orElseGet(
            () ->
                DiagramLayout.of(
                    structure.orElseThrow(), model.passProperty().get(), free, height));
    diagram = Optional.of(now);
    PassView view = model.view();
    Optional<NetworkModel.Neuron> neuron = NeuronCard.shown(view, model.selectedProperty().get());
    Optional<Disc> disc = neuron.flatMap(n -> now.disc(n.layer(), n.number()));
    NeuronPainter.paint(
        canvas.getGraphicsContext2D(),
        width,
        height,
        context.theme(),
        context.texts(),
        structure.orElseThrow(),
        now,
        view,
        disc);
    card.setVisible(neuron.isPresent());
    neuron.ifPresent(
        n -> {
          card.show(view, n);
          placeCard(disc, free, height);
        });
  }

  /// Beside its neuron, where there is room; a neuron that is hidden has its card in the corner.
  private void placeCard(Optional<Disc> disc, double free, double height) {
    // Its terms are new in this very pulse: they need their style before they can be measured.
    card.applyCss();
    card.autosize();
    card.layout();
    double x = CARD_GAP;
    double y = CARD_GAP;
    if (disc.isPresent()) {
      Disc d = disc.orElseThrow();
      double right = d.x() + d.radius() + CARD_GAP;
      x = right + card.getWidth() < free ? right : d.x() - d.radius() - CARD_GAP - card.getWidth();
      y = d.y() - card.getHeight() / 2;
    }
    card.relocate(
        Math.clamp(x, CARD_GAP, Math.max(CARD_GAP, free - card.getWidth() - CARD_GAP)),
        Math.clamp(y, CARD_GAP, Math.max(CARD_GAP, height - card.getHeight() - CARD_GAP)));
  }

  private void tell(Optional<Message> sentence, double free, double height) {
    notice.setVisible(sentence.isPresent());
    sentence.ifPresent(
        message -> {
          notice.setText(context.texts().shown(message));
          notice.setMaxWidth(Math.min(420, free - 40));
          notice.resize(Math.min(420, free - 40), notice.prefHeight(Math.min(420, free - 40)));
          notice.relocate((free - notice.getWidth()) / 2, height / 2 - 20);
        });
  }
}
