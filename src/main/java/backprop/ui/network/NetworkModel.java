package backprop.ui.network;

import backprop.graph.GraphDocument;
import backprop.message.Message;
import backprop.message.MessageException;
import backprop.network.FloatTensor;
import backprop.network.Weights;
import backprop.tensor.Shape;
import backprop.ui.common.TransportModel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/// A drawing read by a network: the structure drawn, the newest pass, and the transport that plays
/// it.
///
/// Reading happens on an executor of one thread; while it is busy only the newest drawing waits.
/// Everything else is for the FX thread only.
public final class NetworkModel {

  /// What a person can look into.
  public sealed interface Part {}

  /// A neuron by layer and number.
  public record Neuron(int layer, int number) implements Part {}

  /// A feature map by layer of maps and number.
  public record FeatureMap(int layer, int number) implements Part {}

  private record Request(
      NetworkStructure structure, Weights weights, FloatTensor pixels, Optional<Integer> label) {
    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  private final Executor reading;
  private final Executor fx;
  private final TransportModel transport = new TransportModel();
  private final ReadOnlyObjectWrapper<Optional<NetworkStructure>> structure = optional();
  private final ReadOnlyObjectWrapper<Optional<Message>> problem = optional();
  private final ReadOnlyObjectWrapper<Optional<NetworkPass>> pass = optional();
  private final ObjectProperty<Optional<Part>> selected =
      new SimpleObjectProperty<>(Optional.empty());

  private Optional<NamedWeights> weights = Optional.empty();
  private Optional<FloatTensor> pixels = Optional.empty();
  private Optional<Integer> label = Optional.empty();
  private final AtomicReference<@Nullable Request> next = new AtomicReference<>();

  // Of the reading thread alone.
  private @Nullable PassReader reader;
  private @Nullable NetworkStructure readerOf;

  private static <T> ReadOnlyObjectWrapper<Optional<T>> optional() {
    return new ReadOnlyObjectWrapper<>(Optional.empty());
  }

  /// A model without a network.
  ///
  /// @param reading runs the reading, one task at a time
  /// @param fx runs what must be on the FX thread, such as `Platform::runLater`
  public NetworkModel(Executor reading, Executor fx) {
    this.reading = reading;
    this.fx = fx;
    transport.show(PassTimeline.NOTHING, 0);
  }

  // ---- what is read, and by whom -------------------------------------------------------------

  /// Reads with these weights from now on; the structure follows their document.
  public void readWith(NamedWeights newWeights) {
    boolean sameNetwork =
        weights.filter(w -> w.document().equals(newWeights.document())).isPresent();
    weights = Optional.of(newWeights);
    if (!sameNetwork) {
      showStructure(newWeights.document());
    }
    request();
  }

  private void showStructure(GraphDocument document) {
    selected.set(Optional.empty());
    try {
      structure.set(Optional.of(StructureReader.read(document)));
      problem.set(Optional.empty());
    } catch (MessageException e) {
      structure.set(Optional.empty());
      problem.set(Optional.of(e.sentence()));
    }
    forgetPass();
  }

  /// Reads this drawing from now on; none is an empty pad.
  public void show(Optional<float[]> newPixels) {
    pixels = newPixels.map(drawn -> FloatTensor.of(Shape.of(drawn.length), drawn));
    request();
  }

  /// The true label of the drawing from now on.
  public void label(Optional<Integer> newLabel) {
    if (!label.equals(newLabel)) {
      label = newLabel;
      request();
    }
  }

  private void request() {
    if (structure.get().isEmpty() || pixels.isEmpty() || weights.isEmpty()) {
      next.set(null);
      forgetPass();
      return;
    }
    Request request =
        new Request(
            structure.get().orElseThrow(),
            weights.orElseThrow().weights(),
            pixels.orElseThrow(),
            label);
    if (request.pixels.size() != request.structure.inputs()) {
      problem.set(
          Optional.of(
              Message.of(
                  "ui-network.problem.size", request.structure.inputs(), request.pixels.size())));
      forgetPass();
      return;
    }
    if (next.getAndSet(request) == null) {
      reading.execute(this::readNewest);
    }
  }

  private void forgetPass() {
    pass.set(Optional.empty());
    transport.show(PassTimeline.NOTHING, 0);
  }

  // ---- on the reading thread -----------------------------------------------------------------

  private void readNewest() {
    Request request = next.get();
    if (request == null) {
      return;
    }
    try {
      NetworkPass read =
          readerOf(request.structure)
              .read(request.weights, request.pixels.toArray(), request.label);
      fx.execute(() -> arrived(request, read));
    } catch (MessageException e) {
      fx.execute(() -> failed(request, e.sentence()));
    }
    // What came meanwhile is read next; where nothing came the slot is free again.
    if (!next.compareAndSet(request, null) && next.get() != null) {
      reading.execute(this::readNewest);
    }
  }

  @SuppressWarnings("ReferenceEquality")
  private PassReader readerOf(NetworkStructure wanted) {
    PassReader ready = reader;
    if (ready == null || readerOf != wanted) {
      ready = new PassReader(wanted);
      reader = ready;
      readerOf = wanted;
    }
    return ready;
  }

  /// Makes one update of these weights on the drawing and hands it over on the FX thread; nothing
  /// happens without a drawing and a true label.
  ///
  /// @param rate the learning rate of the update
  public void update(double rate, Consumer<Weights> updated) {
    if (!canUpdate()) {
      return;
    }
    NetworkStructure network = structure.get().orElseThrow();
    Weights before = weights.orElseThrow().weights();
    float[] drawing = pixels.orElseThrow().toArray();
    int trueLabel = label.orElseThrow();
    reading.execute(
        () -> {
          Weights after = readerOf(network).update(before, drawing, trueLabel, rate);
          fx.execute(() -> updated.accept(after));
        });
  }

  /// Whether there is a drawing with a true label to learn from.
  public boolean canUpdate() {
    return pass.get().flatMap(NetworkPass::backward).isPresent();
  }

  // ---- back on the FX thread -----------------------------------------------------------------

  private void failed(Request request, Message sentence) {
    if (isCurrent(request)) {
      problem.set(Optional.of(sentence));
      forgetPass();
    }
  }

  @SuppressWarnings("ReferenceEquality")
  private boolean isCurrent(Request request) {
    return structure.get().filter(now -> now == request.structure).isPresent()
        && pixels.isPresent();
  }

  private void arrived(Request request, NetworkPass read) {
    if (!isCurrent(request)) {
      return;
    }
    boolean redrawn = pass.get().filter(before -> before.x().equals(read.x())).isEmpty();
    PassTimeline timeline = new PassTimeline(read);
    int playhead = transport.count() == 0 ? timeline.predicted() : transport.playhead();
    pass.set(Optional.of(read));
    transport.show(timeline, redrawn ? Math.max(playhead, timeline.predicted()) : playhead);
  }

  // ---- what is known -------------------------------------------------------------------------

  /// What plays the pass.
  public TransportModel transport() {
    return transport;
  }

  /// The layers drawn; none where the document is no chain of layers.
  public ReadOnlyObjectProperty<Optional<NetworkStructure>> structureProperty() {
    return structure.getReadOnlyProperty();
  }

  /// Why nothing is drawn, in one sentence.
  public ReadOnlyObjectProperty<Optional<Message>> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /// The newest pass; none while nothing is drawn on the pad.
  public ReadOnlyObjectProperty<Optional<NetworkPass>> passProperty() {
    return pass.getReadOnlyProperty();
  }

  /// The neuron whose weights are shown, or the map whose filter is.
  public ObjectProperty<Optional<Part>> selectedProperty() {
    return selected;
  }

  /// The weights that read.
  public Optional<NamedWeights> weights() {
    return weights;
  }

  /// Whether the playhead has passed the prediction, so that it may be shown.
  public boolean predictionShown() {
    return pass.get().isPresent() && view().done(new PassStep.Softmax(last()));
  }

  private int last() {
    return structure.get().orElseThrow().last();
  }

  /// Whether other weights may take over the reading unasked: not while something is played or
  /// stepped through.
  public boolean mayChangeWeights() {
    if (transport.moving()) {
      return false;
    }
    return pass.get().isEmpty()
        || transport.playhead() == ((PassTimeline) transport.timeline()).predicted();
  }

  /// The pass as far as it may be shown.
  PassView view() {
    return transport.timeline() instanceof PassTimeline timeline
        ? new PassView(
            Optional.of(timeline.pass()),
            timeline.steps(),
            transport.playhead(),
            transport.travelProperty().get())
        : PassView.EMPTY;
  }

  /// The facts of the status line.
  public List<Message> facts() {
    return structure
        .get()
        .map(
            s ->
                pass.get()
                    .flatMap(NetworkPass::backward)
                    .filter(_ -> view().done(new PassStep.Loss()))
                    .map(
                        back ->
                            List.of(
                                Message.of("ui-network.fact.parameters", s.parameterCount()),
                                Message.of(
                                    "ui-network.fact.loss",
                                    backprop.message.NumberText.of(back.loss(), 4)),
                                Message.of("ui-network.fact.float32")))
                    .orElse(
                        List.of(
                            Message.of("ui-network.fact.parameters", s.parameterCount()),
                            Message.of("ui-network.fact.float32"))))
        .orElse(List.of());
  }
}
