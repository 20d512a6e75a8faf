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

/// The diagram of maps and neurons; a click on one shows its weights and its sum.
public final class NetworkView extends Region {
  private static final double CARD_GAP = 12;

  private final UiContext context;
  private final NetworkModel model;
  private final Canvas canvas = new Canvas();
  private final Label notice = new Label();
  private final NeuronCard card;
  private final MapCard mapCard;
  private final MapPictures pictures = new MapPictures();
  private final DoubleProperty covered = new SimpleDoubleProperty();
  private Optional<Diagram> diagram = Optional.empty();

  /// A view of this model.
  public NetworkView(UiContext context, NetworkModel model) {
    this.context = context;
    this.model = model;
    Runnable close = () -> model.selectedProperty().set(Optional.empty());
    card = new NeuronCard(context, close);
    mapCard = new MapCard(context, close);
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
    getChildren().addAll(canvas, notice, card, mapCard);
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
    setOnMouseMoved(event -> setCursor(partAt(event).isPresent() ? Cursor.HAND : Cursor.DEFAULT));
    setOnMousePressed(_ -> requestFocus());
    setOnMouseClicked(this::clicked);
    addEventHandler(KeyEvent.KEY_PRESSED, this::escape);
  }

  /// How many pixels at the right something else covers.
  public DoubleProperty coveredProperty() {
    return covered;
  }

  private Optional<NetworkModel.Part> partAt(MouseEvent event) {
    double x = event.getX();
    double y = event.getY();
    Optional<NetworkModel.Part> neuron =
        diagram
            .flatMap(d -> d.discAt(x, y))
            .map(disc -> new NetworkModel.Neuron(disc.layer(), disc.neuron()));
    return neuron.or(
        () ->
            diagram
                .flatMap(d -> d.tileAt(x, y))
                .map(tile -> new NetworkModel.FeatureMap(tile.layer(), tile.map())));
  }

  private void clicked(MouseEvent event) {
    if (event.isStillSincePress()) {
      model.selectedProperty().set(partAt(event));
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
      mapCard.setVisible(false);
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
    Optional<NetworkModel.Part> part =
        model.selectedProperty().get().filter(_ -> view.pass().isPresent());
    Optional<NetworkModel.Neuron> neuron =
        part.flatMap(p -> p instanceof NetworkModel.Neuron n ? Optional.of(n) : Optional.empty());
    Optional<NetworkModel.FeatureMap> map =
        part.flatMap(
            p -> p instanceof NetworkModel.FeatureMap m ? Optional.of(m) : Optional.empty());
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
        pictures,
        disc,
        map);
    card.setVisible(neuron.isPresent());
    neuron.ifPresent(
        n -> {
          card.show(view, n);
          placeCard(
              card,
              disc.map(d -> new Anchor(d.x() - d.radius(), d.x() + d.radius(), d.y())),
              free,
              height);
        });
    mapCard.setVisible(map.isPresent());
    map.ifPresent(
        m -> {
          mapCard.show(view, m);
          placeCard(
              mapCard,
              now.tile(m.layer(), m.number())
                  .map(tile -> new Anchor(tile.x(), tile.right(), tile.middle())),
              free,
              height);
        });
  }

  /// What a card stands beside.
  private record Anchor(double left, double right, double middle) {}

  /// Beside what it is about, where there is room; what is hidden has its card in the corner.
  private static void placeCard(Region card, Optional<Anchor> anchor, double free, double height) {
    // Its terms are new in this very pulse: they need their style before they can be measured.
    card.applyCss();
    card.autosize();
    card.layout();
    double x = CARD_GAP;
    double y = CARD_GAP;
    if (anchor.isPresent()) {
      Anchor a = anchor.orElseThrow();
      double right = a.right() + CARD_GAP;
      x = right + card.getWidth() < free ? right : a.left() - CARD_GAP - card.getWidth();
      y = a.middle() - card.getHeight() / 2;
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
