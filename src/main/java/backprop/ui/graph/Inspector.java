package backprop.ui.graph;

import backprop.autodiff.EdgeCheck;
import backprop.autodiff.Step;
import backprop.autodiff.Timeline;
import backprop.autodiff.Trace;
import backprop.file.DocumentNote;
import backprop.graph.Group;
import backprop.message.KeepAll;
import backprop.message.Message;
import backprop.ui.common.Card;
import backprop.ui.common.UiContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// The right side: what the last step did, or what is selected; never what lies ahead.
///
/// It shows what a person turned to last: stepping shows the step, selecting shows the selection.
final class Inspector extends VBox {
  private final UiContext context;
  private final GraphModel model;
  private final Label title = new Label();
  private final Label place = new Label();
  private final VBox cards = new VBox();
  private final Checks checks;
  private final OpenedChecks openedChecks = new OpenedChecks(this::update);
  private final OpenedStep opened;
  private final Worked worked;
  private final FuseOffers offers;
  private boolean selecting;
  private boolean stale;

  Inspector(UiContext context, GraphModel model) {
    this.context = context;
    this.model = model;
    this.opened = new OpenedStep(context);
    this.offers = new FuseOffers(model);
    this.worked = new Worked(context.background(), Platform::runLater, this::update);
    this.checks = new Checks(context.background(), Platform::runLater, this::update);
    getStyleClass().add("inspector");
    title.getStyleClass().add("inspector-title");
    title.setId("inspector-title");
    title.setWrapText(true);
    place.getStyleClass().add("muted");
    place.setId("inspector-place");
    place.setMinWidth(USE_PREF_SIZE);
    title.setMinHeight(USE_PREF_SIZE);
    title.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(title, Priority.ALWAYS);
    HBox head = new HBox(title, place);
    head.getStyleClass().add("inspector-head");
    cards.getStyleClass().add("inspector-cards");
    ScrollPane scroll = new ScrollPane(cards);
    scroll.getStyleClass().add("inspector-scroll");
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    getChildren().addAll(head, scroll);
    model.selectionProperty().addListener((_, _, now) -> turnTo(!now.isEmpty()));
    model.transport().playheadProperty().addListener((_, _, _) -> turnTo(false));
    model.traceProperty().addListener((_, _, _) -> update());
    model
        .historyProperty()
        .addListener(
            (_, before, now) -> {
              if (!before.document().groups().equals(now.document().groups())) {
                update();
              }
            });
    model.ownChecksProperty().addListener((_, _, _) -> update());
    model.transport().timelineProperty().addListener((_, _, _) -> update());
    context.texts().languageProperty().addListener((_, _, _) -> update());
    update();
  }

  private void turnTo(boolean selection) {
    selecting = selection;
    update();
  }

  /// What is shown is made anew once for however many changes, before the next picture.
  private void update() {
    if (!stale) {
      stale = true;
      Platform.runLater(
          () -> {
            stale = false;
            fill();
          });
    }
  }

  private void fill() {
    Trace trace = model.trace();
    int playhead = Math.min(model.transport().playhead(), trace.count());
    Selection selection = model.selection().within(trace.graph());
    if (selecting && !selection.isEmpty()) {
      selected(trace, playhead, selection);
    } else if (trace.count() == 0 || playhead == 0) {
      show(
          Message.of("ui-graph.nothing-stepped"),
          Optional.empty(),
          List.of(
              new Card(
                  context.texts(),
                  "ui-graph.card.start",
                  new InspectorParts(context)
                      .sentence(
                          Message.of(
                              trace.count() == 0
                                  ? "ui-graph.start.empty"
                                  : "ui-graph.start.step")))));
    } else {
      StepCards made = new StepCards(context, trace);
      Step step = trace.steps().get(playhead - 1);
      List<Card> all = new ArrayList<>(made.cards(step));
      opened.card(trace, playhead - 1).ifPresent(all::add);
      all.addAll(
          new ProofCards(context, trace, playhead, checks, openedChecks, worked).cards(step));
      all.addAll(new SymbolCards(context, model, trace, playhead, worked).cards(step));
      show(made.title(trace.steps().get(playhead - 1)), Optional.of(place(trace, playhead)), all);
    }
  }

  private void selected(Trace trace, int playhead, Selection selection) {
    SelectionCards made = new SelectionCards(context, trace, playhead);
    GroupCards groups = new GroupCards(context, trace, playhead);
    List<Card> all = new ArrayList<>(made.cards(selection));
    Optional<Group> group =
        Grouping.chosen(model.document(), selection).map(model.document().groups()::group);
    if (group.isPresent()) {
      all.addAll(groups.border(selection.nodes()));
    }
    offers
        .selected()
        .filter(fusion -> fusion.inside().stream().allMatch(trace.graph()::contains))
        .ifPresent(fusion -> all.add(groups.fuse(fusion, () -> offers.fuse(fusion))));
    all.addAll(new SymbolCards(context, model, trace, playhead, worked).cards(selection));
    show(
        group.map(it -> Message.of("ui-group.selected", it.name())).orElse(made.title(selection)),
        Optional.of(
            group
                .map(_ -> Message.of("ui-group.kind", selection.nodes().size()))
                .orElse(made.kind(selection))),
        all);
  }

  private void show(Message head, Optional<Message> where, List<? extends Node> content) {
    title.setText(context.texts().text(head));
    place.setText(where.map(context.texts()::text).orElse(""));
    cards.getChildren().setAll(content);
    InspectorParts parts = new InspectorParts(context);
    List<EdgeCheck> wrong = model.wrongSoFar();
    if (!wrong.isEmpty()) {
      cards
          .getChildren()
          .addFirst(
              new Card(
                  context.texts(),
                  "check.card.wrong",
                  wrong.stream()
                      .flatMap(check -> wrong(parts, check).stream())
                      .toArray(Node[]::new)));
      DocumentNote.of(model.document())
          .ifPresent(
              note -> {
                Label label = new Label(KeepAll.join(note));
                label.setWrapText(true);
                label.setId("document-note");
                cards.getChildren().add(1, new Card(context.texts(), "check.card.note", label));
              });
    }
  }

  /// What is wrong at an edge, with backpropagation, the numerical derivative and their ratio.
  private List<Node> wrong(InspectorParts parts, EdgeCheck check) {
    List<Node> lines = new ArrayList<>();
    lines.add(parts.trouble(check.sentence(model.trace())));
    if (check.row().backprop().isScalar()) {
      lines.add(
          InspectorParts.row(
              parts.captioned(check.row().backprop().item(), "gradient", "ui-graph.check.backprop"),
              parts.captioned(check.row().numerical().item(), "ink", "ui-graph.check.numerical")));
    } else {
      lines.add(parts.value(Optional.of(check.row().backprop()), "gradient"));
      lines.add(parts.value(Optional.of(check.row().numerical()), "ink"));
    }
    check.ratio().ifPresent(ratio -> lines.add(parts.remark(Message.of("check.ratio", ratio))));
    return lines;
  }

  /// "backward 4 of 9".
  private static Message place(Timeline timeline, int playhead) {
    int[] place = timeline.positionInPhase(playhead - 1);
    String key =
        switch (timeline.phase(playhead - 1)) {
          case FORWARD -> "ui-graph.place.forward";
          case BACKWARD -> "ui-graph.place.backward";
          case UPDATE -> "ui-graph.place.update";
          case TANGENT -> "symbols.place.tangent";
        };
    return Message.of(key, place[0], place[1]);
  }
}
