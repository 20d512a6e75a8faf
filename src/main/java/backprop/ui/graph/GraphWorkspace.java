package backprop.ui.graph;

import backprop.file.Examples;
import backprop.file.RecoveryStore;
import backprop.graph.GraphDocument;
import backprop.graph.NodeId;
import backprop.graph.NodeNames;
import backprop.graph.Point;
import backprop.message.Message;
import backprop.ui.common.TransportModel;
import backprop.ui.common.UiContext;
import backprop.ui.common.UserAction;
import backprop.ui.common.Workspace;
import backprop.ui.common.WorkspaceLayout;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.util.Duration;

/// The graph workspace: palette, drawing, inspector, and the open document.
public final class GraphWorkspace implements Workspace, Palette.Host {
  private static final Duration COPY_EVERY = Duration.seconds(4);

  private final UiContext context;
  private final GraphModel model;
  private final GraphDocuments documents;
  private final List<NodeOffer> offers = NodeOffer.all();
  private final Palette palette;
  private final GraphArea area;
  private final GraphActions actions;
  private final FigureActions figures;
  private final WorkspaceLayout layout;
  private final Timeline copying;
  private final ObservableValue<List<Message>> facts;
  private final ObservableValue<Optional<Message>> note;
  private final ObservableValue<String> name;
  private final ObservableBooleanValue unsaved;

  /// The workspace with what was not saved at the last end, or the first example.
  public GraphWorkspace(UiContext context) {
    this.context = context;
    model = new GraphModel(context.background(), Platform::runLater);
    documents =
        new GraphDocuments(
            model,
            new RecoveryStore(context.folders().state()),
            context.background(),
            Platform::runLater,
            Clock.system(ZoneId.systemDefault()));
    palette = new Palette(context, this, offers);
    area = new GraphArea(context, model, offers, this::contextActions, this::tidy);
    actions = new GraphActions(model, area, palette::focusSearch);
    figures = new FigureActions(context, model, area, documents::name);
    Inspector inspector = new Inspector(context, model);
    layout = new WorkspaceLayout(palette, 250, 64, area, inspector, 329).named(context.texts());
    layout.getStylesheets().add(sheet());
    palette.narrowProperty().bind(layout.narrowProperty());
    layout.coveredProperty().subscribe(now -> area.setCovered(now.doubleValue()));
    model.transport().reduceMotionProperty().bind(context.preferences().reduceMotionProperty());
    facts = Bindings.createObjectBinding(this::factsNow, model.traceProperty());
    note =
        Bindings.createObjectBinding(
            () -> GraphDocuments.note(documents.copiedProperty().get()),
            documents.copiedProperty());
    name =
        Bindings.createStringBinding(
            documents::name,
            documents.fileProperty(),
            documents.exampleProperty(),
            model.historyProperty());
    unsaved =
        Bindings.createBooleanBinding(() -> model.history().isDirty(), model.historyProperty());
    model
        .refusalProperty()
        .subscribe(refused -> refused.ifPresent(reason -> context.status().wrong(reason)));
    model.onOpened(
        () -> {
          area.view().settle();
          area.view().fit();
        });
    documents
        .troubleProperty()
        .subscribe(
            trouble -> trouble.ifPresentOrElse(area.banner()::wrong, () -> area.banner().hide()));
    documents.exampleProperty().subscribe(palette::showExample);
    if (documents.restoreOrBegin(context.texts().language())) {
      context.status().say(Message.of("ui-graph.recovery.restored"));
    }
    new Hints(context, model, area.view(), area);
    copying = new Timeline(new KeyFrame(COPY_EVERY, _ -> documents.keepCopy()));
    copying.setCycleCount(Animation.INDEFINITE);
    copying.play();
  }

  /// The style sheet of the graph workspace and of its windows.
  static String sheet() {
    return java.util.Objects.requireNonNull(
            GraphWorkspace.class.getResource("/backprop/assets/style/graph.css"))
        .toExternalForm();
  }

  private List<Message> factsNow() {
    GraphDocument shown = model.trace().document();
    List<Message> all = new ArrayList<>();
    all.add(Message.of("ui-graph.facts.nodes", shown.graph().nodeCount()));
    all.add(Message.of("ui-graph.facts.edges", shown.graph().edges().size()));
    shown
        .output()
        .ifPresent(
            id ->
                all.add(
                    Message.of("ui-graph.facts.output", NodeNames.of(shown.graph()).symbol(id))));
    all.add(Message.of("ui-graph.facts.float64"));
    if (model.trace().context().training()) {
      all.add(Message.of("ui-graph.facts.training"));
    }
    return all;
  }

  /// The model, for tests and the tour.
  public GraphModel model() {
    return model;
  }

  /// Where the middle of an input's number is on the screen, if it is drawn; for tests and the
  /// tour.
  public Optional<Point2D> valueOnScreen(NodeId node) {
    GraphView view = area.view();
    return view.geometry()
        .node(node)
        .valueBox()
        .map(box -> new Point(box.minX() + box.width() / 2, box.minY() + box.height() / 2))
        .map(view::toScreen)
        .map(view::localToScreen);
  }

  /// The drawing, for tests.
  GraphView view() {
    return area.view();
  }

  GraphArea area() {
    return area;
  }

  GraphDocuments documents() {
    return documents;
  }

  private List<UserAction> contextActions() {
    return actions.context();
  }

  private void tidy() {
    GraphActions.tidy(model, area);
  }

  // ---- workspace -----------------------------------------------------------------------------

  @Override
  public String titleKey() {
    return "ui-graph.workspace";
  }

  @Override
  public Node node() {
    return layout;
  }

  @Override
  public Optional<TransportModel> transport() {
    return Optional.of(model.transport());
  }

  @Override
  public List<UserAction> actions() {
    return Stream.concat(actions.all().stream(), figures.all().stream()).toList();
  }

  @Override
  public ObservableValue<List<Message>> facts() {
    return facts;
  }

  @Override
  public ObservableValue<Optional<Message>> note() {
    return note;
  }

  @Override
  public ObservableValue<String> documentName() {
    return name;
  }

  @Override
  public ObservableValue<Optional<Path>> file() {
    return documents.fileProperty();
  }

  @Override
  public ObservableBooleanValue unsaved() {
    return unsaved;
  }

  @Override
  public void newDocument() {
    replacing(() -> documents.openNew(context.texts().text("ui-graph.untitled")));
  }

  @Override
  public void open(Path file) {
    documents.read(file, read -> replacing(() -> documents.open(read, file)));
  }

  @Override
  public void openExample(Examples.Example example) {
    replacing(() -> documents.openExample(example, context.texts().language()));
    area.requestFocus();
  }

  /// Opens another document; one with unsaved changes is kept and can be brought back.
  private void replacing(Runnable open) {
    Optional<GraphDocuments.Parked> parked = documents.park();
    String before = documents.name();
    GraphDocument document = model.document();
    open.run();
    if (model.document().equals(document)) {
      return;
    }
    parked.ifPresent(
        kept ->
            area.banner()
                .tell(
                    Message.of("ui-graph.parked", before),
                    new Banner.Action(
                        Message.of("ui-graph.parked.back"), () -> documents.bringBack(kept))));
  }

  @Override
  public void save(Path file) {
    documents.save(
        file,
        () ->
            context.status().say(Message.of("ui-graph.saved", String.valueOf(file.getFileName()))));
  }

  @Override
  public void shown() {
    area.requestFocus();
  }

  @Override
  public void hidden() {
    model.transport().pause();
    documents.keepCopyNow();
  }

  // ---- palette -------------------------------------------------------------------------------

  @Override
  public void placeNext(NodeTemplate template) {
    area.placeNext(template);
  }

  @Override
  public void placeInMiddle(NodeTemplate template) {
    area.placeInMiddle(template);
  }

  @Override
  public void dragging(NodeTemplate template, double sceneX, double sceneY) {
    String icon =
        offers.stream()
            .filter(offer -> offer.template().equals(template))
            .findFirst()
            .map(NodeOffer::icon)
            .orElse("");
    area.dragging(icon, template instanceof NodeTemplate.Operation, sceneX, sceneY);
  }

  @Override
  public void dropped(NodeTemplate template, double sceneX, double sceneY) {
    area.dropped(template, sceneX, sceneY);
  }

  @Override
  public void markOutput() {
    if (model.selection().single().isPresent()) {
      actions.markOutput();
    } else {
      context.status().say(Message.of("ui-graph.mark-output.how"));
    }
  }
}
