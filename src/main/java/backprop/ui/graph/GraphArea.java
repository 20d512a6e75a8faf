package backprop.ui.graph;

import backprop.figure.Bounds;
import backprop.figure.GroupBox;
import backprop.figure.GroupOutline;
import backprop.figure.NodeBox;
import backprop.figure.Wire;
import backprop.file.PastedNumbers;
import backprop.graph.Edit;
import backprop.graph.Graph;
import backprop.graph.GroupId;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.NodeNames;
import backprop.graph.Point;
import backprop.message.Message;
import backprop.message.MessageException;
import backprop.op.Op;
import backprop.op.Ops;
import backprop.tensor.Tensor;
import backprop.ui.common.ActionControls;
import backprop.ui.common.UiContext;
import backprop.ui.common.UserAction;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import javafx.scene.Cursor;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Pane;

/// The drawing and what stands on it: formula bar, zoom bar, banner, fields and searches.
final class GraphArea extends Pane implements GestureHost {
  private static final double INSET = 20;

  private final UiContext context;
  private final GraphModel model;
  private final GraphView view;
  private final GraphGestures gestures;
  private final Grouping grouping;
  private final FuseOffers fuseOffers;
  private final FormulaBar formula;
  private final ZoomBar zoomBar;
  private final Banner banner;
  private final InlineField field;
  private final NodeSearch search;
  private final OptionsPopup options;
  private final RuleEditor rules;
  private final Label reason = new Label();
  private final Label ghost = new Label();
  private final ContextMenu menu = new ContextMenu();
  private final Supplier<List<UserAction>> menuActions;
  private Optional<NodeTemplate> waiting = Optional.empty();
  private double covered;

  GraphArea(
      UiContext context,
      GraphModel model,
      List<NodeOffer> offers,
      Supplier<List<UserAction>> menuActions,
      Runnable tidy) {
    this.context = context;
    this.model = model;
    this.menuActions = menuActions;
    getStyleClass().add("canvas-stack");
    view = new GraphView(context, model);
    grouping = new Grouping(model);
    fuseOffers = new FuseOffers(model);
    gestures = new GraphGestures(model, view, this);
    FormulaModel words = new FormulaModel(model, context.background(), Platform::runLater);
    words.onAdded(view::reveal);
    formula = new FormulaBar(context, words, this::requestFocus);
    zoomBar = new ZoomBar(context, view, tidy);
    banner = new Banner(context);
    field = new InlineField(this, context.texts());
    search = new NodeSearch(this, context.texts(), offers);
    options = new OptionsPopup(this, context.texts());
    rules = new RuleEditor(this, context.texts());
    reason.getStyleClass().add("reason");
    reason.setMouseTransparent(true);
    reason.setManaged(false);
    reason.setVisible(false);
    ghost.getStyleClass().addAll("palette-icon", "ghost");
    ghost.setMouseTransparent(true);
    ghost.setManaged(false);
    ghost.setVisible(false);
    FuseChip chip = new FuseChip(context, model, view, fuseOffers);
    getChildren().addAll(view, chip, formula, zoomBar, banner, formula.trouble(), ghost, reason);
    model.transport().hintProperty().addListener((_, _, _) -> requestLayout());
    addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    // A field that stands on the canvas belongs to a place on it.
    view.viewProperty()
        .addListener(
            (_, _, _) -> {
              field.close();
              search.close();
              options.close();
              rules.close();
            });
  }

  /// The drawing.
  GraphView view() {
    return view;
  }

  /// What can be done with groups.
  Grouping grouping() {
    return grouping;
  }

  /// What is offered to be one operation, or to be opened into its parts.
  FuseOffers fuseOffers() {
    return fuseOffers;
  }

  /// A message in the reader's language.
  String text(Message message) {
    return context.texts().text(message);
  }

  FormulaBar formula() {
    return formula;
  }

  Banner banner() {
    return banner;
  }

  /// How many pixels at the right lie under the inspector.
  void setCovered(double pixels) {
    covered = pixels;
    view.setCovered(pixels);
    requestLayout();
  }

  /// How wide the part is that the inspector leaves free.
  double room() {
    return getWidth() - covered;
  }

  @Override
  public void requestFocus() {
    view.requestFocus();
  }

  @Override
  protected void layoutChildren() {
    double width = getWidth();
    double height = getHeight();
    double free = Math.max(120, width - covered - 2 * INSET);
    view.resizeRelocate(0, 0, width, height);
    formula.resizeRelocate(INSET, 17, free, 37);
    Label trouble = formula.trouble();
    double troubleWidth = Math.min(free, trouble.prefWidth(-1));
    trouble.resizeRelocate(INSET, 60, troubleWidth, trouble.prefHeight(troubleWidth));
    double bannerWidth = Math.min(free, 620);
    double above = trouble.isVisible() ? 66 + trouble.getHeight() : 62;
    banner.resizeRelocate(INSET, above, bannerWidth, banner.prefHeight(bannerWidth));
    double zoomWidth = zoomBar.prefWidth(-1);
    // The transport's hint reaches over the lower edge.
    double below = model.transport().hintProperty().get().isPresent() ? 36 : 17;
    zoomBar.resizeRelocate(17, height - below - 29, zoomWidth, 29);
  }

  // ---- keys ----------------------------------------------------------------------------------

  private void key(KeyEvent event) {
    KeyCode code = event.getCode();
    if (code == KeyCode.ESCAPE && event.getTarget() == view && escape()) {
      event.consume();
    } else if (code == KeyCode.TAB && event.getTarget() == view && !event.isShortcutDown()) {
      if (model.selectNext(!event.isShiftDown())) {
        event.consume();
      }
    }
  }

  /// Peels one layer: a gesture, what waits to be placed, playing, the selection.
  private boolean escape() {
    if (gestures.cancel()) {
      return true;
    }
    if (waiting.isPresent()) {
      waiting = Optional.empty();
      view.setCursor(Cursor.DEFAULT);
      return true;
    }
    if (model.transport().playingProperty().get()) {
      model.transport().pause();
      return true;
    }
    if (!model.selection().isEmpty()) {
      model.select(Selection.NONE);
      return true;
    }
    return false;
  }

  // ---- adding --------------------------------------------------------------------------------

  @Override
  public void search(double x, double y, Link link) {
    Point at = Grid.snap(view.toWorld(x, y));
    search.open(x, y, template -> model.add(template, at, link));
  }

  /// Opens the search in the middle of what is seen.
  void searchInMiddle() {
    Point2D middle = view.toScreen(view.middle());
    search(middle.getX(), middle.getY(), new Link.None());
  }

  /// Waits for a click that places this.
  void placeNext(NodeTemplate template) {
    waiting = Optional.of(template);
    view.setCursor(Cursor.CROSSHAIR);
    context.status().say(Message.of("ui-graph.place.click"));
  }

  @Override
  public boolean placeWaiting(double x, double y) {
    if (waiting.isEmpty()) {
      return false;
    }
    NodeTemplate template = waiting.get();
    waiting = Optional.empty();
    place(template, x, y);
    return true;
  }

  /// Places this in the middle of what is seen, aside of what stands there.
  void placeInMiddle(NodeTemplate template) {
    Point at = Grid.snap(view.middle());
    Bounds room = Bounds.around(at, 120, 60);
    while (isTaken(room)) {
      at = at.plus(0, 4 * Grid.DOTS);
      room = Bounds.around(at, 120, 60);
    }
    model.add(template, at, new Link.None());
    requestFocus();
  }

  private boolean isTaken(Bounds room) {
    return view.geometry().nodes().values().stream().anyMatch(b -> b.bounds().intersects(room));
  }

  private void place(NodeTemplate template, double x, double y) {
    Point world = view.toWorld(x, y);
    Link link =
        template instanceof NodeTemplate.Operation
            ? view.hitTest().wireUnder(world).<Link>map(Link.Onto::new).orElse(new Link.None())
            : new Link.None();
    model.add(template, Grid.snap(world), link);
    requestFocus();
  }

  /// Shows what is being dragged out of the palette.
  void dragging(String icon, boolean operation, double sceneX, double sceneY) {
    Point2D at = sceneToLocal(sceneX, sceneY);
    ghost.setText(icon);
    ghost.setVisible(true);
    ghost.autosize();
    ghost.relocate(at.getX() - ghost.getWidth() / 2, at.getY() - ghost.getHeight() / 2);
    view.show(
        view.overlay()
            .withLit(
                operation
                    ? view.hitTest().wireUnder(view.toWorld(at.getX(), at.getY()))
                    : Optional.empty()));
  }

  /// Places what was dragged out of the palette, if it was dropped here.
  void dropped(NodeTemplate template, double sceneX, double sceneY) {
    ghost.setVisible(false);
    view.show(view.overlay().withLit(Optional.empty()));
    Point2D at = sceneToLocal(sceneX, sceneY);
    if (at.getX() >= 0 && at.getX() < getWidth() - covered && contains(at)) {
      place(template, at.getX(), at.getY());
    }
  }

  // ---- fields --------------------------------------------------------------------------------

  @Override
  public void editValue(NodeId node) {
    NodeBox box = view.geometry().nodes().get(node);
    Optional<Tensor> value = model.document().graph().find(node).flatMap(GivenValue::of);
    if (box == null || value.isEmpty()) {
      return;
    }
    model.transport().pause();
    model.select(Selection.of(node));
    Bounds area = box.valueBox().orElse(box.bounds());
    openField(
        area,
        TensorText.of(value.get()),
        typed -> parsed(typed, tensor -> new Edit.SetValue(node, tensor)),
        () -> nextValue(node));
  }

  private void nextValue(NodeId after) {
    Graph graph = model.document().graph();
    List<NodeId> given =
        graph.topological().stream()
            .filter(id -> view.geometry().nodes().containsKey(id))
            .filter(id -> GivenValue.of(graph.node(id)).isPresent())
            .toList();
    int index = given.indexOf(after) + 1;
    if (index < given.size()) {
      editValue(given.get(index));
    } else {
      requestFocus();
    }
  }

  @Override
  public void editUpstream(NodeId output) {
    Wire wire = view.geometry().outputs().get(output);
    Optional<Tensor> seeded = Optional.ofNullable(model.trace().gradients().get(output));
    if (wire == null || wire.gradient().isEmpty() || seeded.isEmpty()) {
      return;
    }
    model.transport().pause();
    openField(
        wire.gradient().get().box(),
        TensorText.of(seeded.get()),
        typed ->
            typed.isBlank()
                ? performed(new Edit.SetUpstream(Optional.empty()))
                : parsed(typed, tensor -> new Edit.SetUpstream(Optional.of(tensor))),
        this::requestFocus);
  }

  /// Opens the field for the name of what is selected: a group, or one node.
  void renameSelected() {
    grouping
        .chosen()
        .ifPresentOrElse(this::rename, () -> model.selection().single().ifPresent(this::rename));
  }

  /// Opens the field for a group's name.
  void rename(GroupId group) {
    GroupBox box = view.geometry().groups().get(group);
    GroupOutline outline = view.geometry().outlines().get(group);
    if (box != null) {
      Point centre = box.bounds().centre().plus(0, -10);
      openNameField(Bounds.around(centre, Math.max(100, box.bounds().width() - 24), 24), group);
    } else if (outline != null) {
      Bounds label = outline.label();
      double width = Math.max(120, label.width());
      openNameField(
          new Bounds(label.minX(), label.minY(), label.minX() + width, label.maxY()), group);
    }
  }

  private void openNameField(Bounds area, GroupId group) {
    openField(
        area,
        model.document().groups().group(group).name(),
        typed -> performed(new Edit.RenameGroup(group, typed)),
        this::requestFocus);
  }

  /// Opens the field for a node's name.
  void rename(NodeId node) {
    NodeBox box = view.geometry().nodes().get(node);
    if (box == null) {
      return;
    }
    Wire line = view.geometry().outputs().get(node);
    Point centre = box.bounds().centre();
    Bounds area =
        switch (box.kind()) {
          case PILL, CONSTANT ->
              new Bounds(
                  box.bounds().minX() + 10, box.bounds().minY(), centre.x(), box.bounds().maxY());
          case LAYER -> box.bounds();
          case DISC ->
              line == null
                  ? Bounds.around(new Point(centre.x(), box.bounds().maxY() + 14), 100, 24)
                  : Bounds.around(line.forward().end().plus(50, 0), 100, 24);
        };
    openField(
        area,
        model.document().graph().node(node).name(),
        typed -> performed(new Edit.Rename(node, typed)),
        this::requestFocus);
  }

  private Optional<Message> parsed(String typed, Function<Tensor, Edit> edit) {
    try {
      return performed(edit.apply(PastedNumbers.parse(typed)));
    } catch (MessageException unreadable) {
      return Optional.of(unreadable.sentence());
    }
  }

  private Optional<Message> performed(Edit edit) {
    boolean done = model.perform(edit);
    Optional<Message> refused = done ? Optional.empty() : model.refusalProperty().get();
    if (!done) {
      model.clearRefusal();
    }
    return refused;
  }

  private void openField(
      Bounds area, String text, Function<String, Optional<Message>> commit, Runnable next) {
    Point2D corner = view.toScreen(new Point(area.minX(), area.minY()));
    double zoom = view.viewProperty().get().scale();
    Rectangle2D place =
        new Rectangle2D(corner.getX(), corner.getY(), area.width() * zoom, area.height() * zoom);
    field.open(place, 15 * zoom, text, commit, next);
  }

  @Override
  public void openNode(NodeId id) {
    Optional<GroupId> hiddenIn = model.document().groups().boxOf(id);
    if (hiddenIn.isPresent()) {
      grouping.toggle(hiddenIn.get());
      return;
    }
    Optional<Node> found = model.document().graph().find(id);
    if (found.isEmpty()) {
      return; // the picture of a large graph may be older than the graph
    }
    Node node = found.get();
    model.select(Selection.of(id));
    if (node instanceof Node.Operation(_, _, Op op) && !Ops.settings(op).isEmpty()) {
      Point2D at = below(id);
      options.open(at.getX(), at.getY(), op, changed -> performed(new Edit.SetOp(id, changed)));
    } else if (node instanceof Node.Operation) {
      openRule();
    } else {
      editValue(id);
    }
  }

  /// Below a node, or below the box that holds it; the middle of what is seen where it is not
  /// drawn.
  private Point2D below(NodeId id) {
    return Optional.ofNullable(view.geometry().nodes().get(id))
        .map(NodeBox::bounds)
        .or(
            () ->
                view.geometry().groups().values().stream()
                    .filter(box -> box.inside().contains(id))
                    .map(GroupBox::bounds)
                    .findFirst())
        .map(bounds -> view.toScreen(new Point(bounds.minX(), bounds.maxY() + 8)))
        .orElseGet(() -> view.toScreen(view.middle()));
  }

  /// Opens the editor of a person's own rule for the selected operations.
  void openRule() {
    RuleDraft.of(model.document(), model.selection().nodes())
        .ifPresentOrElse(
            draft -> {
              model.transport().pause();
              options.close();
              Point2D at = below(draft.node());
              rules.open(
                  at.getX(),
                  at.getY(),
                  draft,
                  grouping
                      .chosen()
                      .map(group -> model.document().groups().group(group).name())
                      .orElseGet(() -> NodeNames.of(model.document().graph()).name(draft.node())),
                  model::document,
                  this::performed);
            },
            () -> context.status().say(Message.of("check.editor.no-group")));
  }

  // ---- menu, reasons -------------------------------------------------------------------------

  @Override
  public void menu(double screenX, double screenY) {
    menu.getItems()
        .setAll(
            menuActions.get().stream()
                .map(action -> ActionControls.menuItem(context.texts(), action))
                .toList());
    menu.show(this, screenX, screenY);
  }

  /// What the shell gave.
  UiContext uiContext() {
    return context;
  }

  @Override
  public void reason(Optional<Message> message, double x, double y) {
    reason.setVisible(message.isPresent());
    message.ifPresent(
        told -> {
          reason.setText(context.texts().text(told));
          reason.autosize();
          reason.relocate(
              Math.clamp(x + 14, 4, Math.max(4, getWidth() - reason.getWidth() - 4)), y + 18);
        });
  }
}
