package backprop.app;

import backprop.data.DigitData;
import backprop.data.DigitGenerator;
import backprop.data.Framing;
import backprop.data.GreyImage;
import backprop.file.ModelFile;
import backprop.graph.GraphDocument;
import backprop.message.Message;
import backprop.network.FloatTensor;
import backprop.network.Weights;
import backprop.tensor.CounterRandom;
import backprop.training.TrainingSnapshot;
import backprop.ui.common.Keys;
import backprop.ui.common.Section;
import backprop.ui.common.TransportModel;
import backprop.ui.common.UiContext;
import backprop.ui.common.UserAction;
import backprop.ui.common.Workspace;
import backprop.ui.common.WorkspaceLayout;
import backprop.ui.draw.PadModel;
import backprop.ui.draw.PadView;
import backprop.ui.draw.ReaderChoice;
import backprop.ui.draw.Reading;
import backprop.ui.network.NamedWeights;
import backprop.ui.network.NetworkModel;
import backprop.ui.network.NetworkPass;
import backprop.ui.network.NetworkStructure;
import backprop.ui.network.NetworkView;
import backprop.ui.network.PassReader;
import backprop.ui.network.Readers;
import backprop.ui.training.NetworkChoice;
import backprop.ui.training.TrainingModel;
import backprop.ui.training.TrainingView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;

/// The network workspace: the pad, the diagram of neurons and the training panel, which know
/// nothing of each other, wired together.
final class NetworkWorkspace implements Workspace {
  static final String TITLE = "ui-network.workspace";

  private static final double PAD_WIDTH = 288;
  private static final double NARROW_PAD_WIDTH = 248;
  private static final double PANEL_WIDTH = 362;
  private static final long SAMPLE_SEED = 20;
  private static final int WARM_PASSES = 20;

  private final TrainingModel training;
  private final PadModel pad = new PadModel();
  private final NetworkModel network;
  private final Readers readers = new Readers();
  private final TrainingView panel;
  private final PadView padView;
  private final WorkspaceLayout layout;
  private final ReadOnlyObjectWrapper<List<Message>> facts = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<Optional<Message>> note =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final NetworkDocuments documents;
  private final SimpleBooleanProperty unsaved = new SimpleBooleanProperty();
  private final SimpleBooleanProperty canTeach = new SimpleBooleanProperty();
  private final List<UserAction> actions;
  private int samples;
  private int updates;

  NetworkWorkspace(UiContext context, TrainingDesk desk) {
    training = desk.model();
    documents = new NetworkDocuments(context, this::opened);
    network = new NetworkModel(desk.readingThread(), Platform::runLater);
    UserAction sample = UserAction.of("ui-draw.sample", Section.EDIT, this::sample);
    UserAction teach =
        UserAction.of("ui-network.update", Section.EDIT, this::teach).enabled(canTeach);
    padView = new PadView(context, pad, sample, teach);
    NetworkView diagram = new NetworkView(context, network);
    panel = new TrainingView(context, training);
    layout = new WorkspaceLayout(padView, PAD_WIDTH, NARROW_PAD_WIDTH, diagram, panel, PANEL_WIDTH);
    diagram.coveredProperty().bind(layout.coveredProperty());
    network.transport().reduceMotionProperty().bind(context.preferences().reduceMotionProperty());
    actions = actions(sample, teach);
    training.offerPresets();
    wire();
    begin(desk.readingThread());
  }

  private List<UserAction> actions(UserAction sample, UserAction teach) {
    return List.of(
        UserAction.of("ui-draw.undo", Section.EDIT, pad::undo)
            .label(pad.undoLabelProperty())
            .keys(Keys.mod(KeyCode.Z))
            .enabled(pad.canUndoProperty()),
        UserAction.of("ui-draw.redo", Section.EDIT, pad::redo)
            .keys(Keys.modShift(KeyCode.Z))
            .enabled(pad.canRedoProperty()),
        UserAction.of("ui-draw.clear-pad", Section.EDIT, pad::clear)
            .enabled(pad.emptyProperty().not()),
        sample,
        teach,
        UserAction.of("ui-training.focus", Section.VIEW, panel::focusPanel)
            .keysAnywhere(Keys.mod(KeyCode.T)));
  }

  // ---- wiring --------------------------------------------------------------------------------

  private void wire() {
    pad.framedProperty()
        .addListener((_, _, framed) -> network.show(framed.map(seen -> seen.pixels())));
    pad.labelProperty().addListener((_, _, label) -> network.label(label));
    network.passProperty().addListener((_, _, _) -> tell());
    network.transport().onChange(this::tell);
    readers.currentProperty().addListener((_, _, now) -> now.ifPresent(this::readWith));
    training.snapshotProperty().addListener((_, _, run) -> run.ifPresent(this::offer));
    network.problemProperty().addListener((_, _, _) -> tell());
    offerReaders();
  }

  private void readWith(NamedWeights weights) {
    network.readWith(weights);
    pad.readByProperty().set(weights.name());
    documents.read(weights.document());
    offerReaders();
    tell();
  }

  private void offerReaders() {
    pad.readers()
        .setAll(
            readers.options().stream()
                .map(
                    option ->
                        new ReaderChoice(
                            option.name(),
                            option.choice() == readers.choice(),
                            () -> readers.choose(option.choice())))
                .toList());
  }

  /// The run's weights take over the reading only while nothing is stepped through.
  private void offer(TrainingSnapshot run) {
    readers.offerRun(
        run.run(), run.iteration(), run.plan().document(), run.weights(), run.testAccuracy());
    if (network.mayChangeWeights()) {
      readers.update();
    }
    offerReaders();
  }

  /// Tells the pad what it may show, and the status line its facts.
  private void tell() {
    facts.set(network.facts());
    canTeach.set(network.canUpdate());
    Optional<NetworkPass> pass = network.passProperty().get();
    if (pad.emptyProperty().get()) {
      pad.readingProperty().set(new Reading.Empty());
    } else if (pass.isPresent() && network.predictionShown()) {
      pad.readingProperty().set(new Reading.Classes(list(pass.orElseThrow().y())));
    } else {
      pad.readingProperty().set(new Reading.NotYet());
    }
  }

  private static List<Float> list(FloatTensor numbers) {
    List<Float> list = new ArrayList<>();
    for (int i = 0; i < numbers.size(); i++) {
      list.add(numbers.get(i));
    }
    return list;
  }

  // ---- what one can do -----------------------------------------------------------------------

  /// Reads the shipped model, which takes longer than a frame, and then the drawing with it.
  private void begin(Executor reading) {
    reading.execute(
        () -> {
          ModelFile.Model model = ModelFile.shipped();
          Platform.runLater(
              () ->
                  readers.offerShipped(
                      model.document(), model.weights(), model.testAccuracy().orElse(0.0)));
          warm(
              reading, new PassReader(NetworkStructure.read(model.document())), model, WARM_PASSES);
        });
  }

  /// Reads blank drawings until the kernels are compiled, so that the first stroke is read at once;
  /// each is a task of its own, and a person's drawing comes between.
  private static void warm(Executor reading, PassReader reader, ModelFile.Model model, int passes) {
    reading.execute(
        () -> {
          reader.read(model.weights(), new float[Framing.SIDE * Framing.SIDE], Optional.of(0));
          if (passes > 1) {
            warm(reading, reader, model, passes - 1);
          }
        });
  }

  /// Puts a digit of the loaded data on the pad, or one that is written anew where none are loaded.
  private void sample() {
    long key = CounterRandom.key(SAMPLE_SEED, samples);
    samples++;
    Optional<DigitData> data = training.loadedProperty().get();
    if (data.isPresent()) {
      var test = data.orElseThrow().test();
      int image = CounterRandom.below(key, 0, test.count());
      pad.put(test.image(image), test.label(image));
    } else {
      int digit = CounterRandom.below(key, 0, 10);
      GreyImage written =
          Framing.frame(new DigitGenerator(SAMPLE_SEED).write(digit, samples))
              .orElseThrow()
              .field();
      pad.put(written, digit);
    }
  }

  /// Finishes the backward pass and makes one update of a copy of the weights; undoable.
  private void teach() {
    Optional<NamedWeights> basis = network.weights();
    if (basis.isEmpty()) {
      return;
    }
    network.transport().last();
    Readers.Choice choiceBefore = readers.choice();
    Optional<NamedWeights> copyBefore = readers.taught();
    int updatesBefore = updates;
    int updatesAfter = choiceBefore == Readers.Choice.TAUGHT ? updates + 1 : 1;
    network.update(
        training.rate(),
        moved -> {
          NamedWeights after =
              new NamedWeights(copyName(updatesAfter), basis.orElseThrow().document(), moved);
          updates = updatesAfter;
          readers.teach(after);
          pad.remember(
              Message.of("ui-network.undo-update"),
              () -> {
                updates = updatesBefore;
                readers.restore(choiceBefore, copyBefore);
                offerReaders();
              },
              () -> {
                updates = updatesAfter;
                readers.teach(after);
                offerReaders();
              });
        });
  }

  private static Message copyName(int count) {
    return count == 1
        ? Message.of("ui-network.reader.taught-once")
        : Message.of("ui-network.reader.taught", count);
  }

  // ---- workspace -----------------------------------------------------------------------------

  /// The pad, for tests and the tour.
  PadModel pad() {
    return pad;
  }

  /// The diagram's model, for tests and the tour.
  NetworkModel network() {
    return network;
  }

  /// Which weights read, for tests and the tour.
  Readers readers() {
    return readers;
  }

  @Override
  public String titleKey() {
    return TITLE;
  }

  @Override
  public Node node() {
    return layout;
  }

  @Override
  public Optional<TransportModel> transport() {
    return Optional.of(network.transport());
  }

  @Override
  public List<UserAction> actions() {
    return actions;
  }

  @Override
  public ObservableValue<List<Message>> facts() {
    return facts.getReadOnlyProperty();
  }

  @Override
  public ObservableValue<Optional<Message>> note() {
    return note.getReadOnlyProperty();
  }

  @Override
  public ObservableValue<String> documentName() {
    return documents.name();
  }

  @Override
  public ObservableValue<Optional<Path>> file() {
    return documents.file();
  }

  @Override
  public ObservableBooleanValue unsaved() {
    return unsaved;
  }

  @Override
  public void newDocument() {
    documents.newDocument();
  }

  @Override
  public void open(Path path) {
    documents.open(path);
  }

  private void opened(GraphDocument document, Weights weights, String called) {
    training.offer(new NetworkChoice(called, document));
    readers.offerOpened(Message.of("ui-network.reader.opened", called), document, weights);
    readers.choose(Readers.Choice.OPENED);
  }

  @Override
  public void save(Path path) {
    network.weights().ifPresent(weights -> documents.save(weights, path));
  }

  @Override
  public void shown() {
    padView.focusPad();
  }

  @Override
  public void hidden() {
    network.transport().pause();
  }
}
