package backprop.ui.graph;

import backprop.file.Examples;
import backprop.message.Message;
import backprop.message.Messages;
import backprop.ui.common.KeyText;
import backprop.ui.common.Keys;
import backprop.ui.common.Tips;
import backprop.ui.common.UiContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2MZ;

/// The left side: search, examples, and everything that can be added, by group.
///
/// Narrow, it shows icons only. A node is dragged out, clicked and then placed by a click on the
/// canvas, or put in the middle with Enter.
final class Palette extends VBox {
  private static final PseudoClass NARROW = PseudoClass.getPseudoClass("narrow");
  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
  private static final double DRAG_FROM = 4;

  /// What puts the cursor into the search.
  static final KeyCombination SEARCH = Keys.mod(KeyCode.K);

  /// What the palette asks of the workspace.
  interface Host {
    void openExample(Examples.Example example);

    /// Waits for a click on the canvas to place this.
    void placeNext(NodeTemplate template);

    /// Places this in the middle of what is seen.
    void placeInMiddle(NodeTemplate template);

    /// Shows where this would be dropped; the point is in the scene.
    void dragging(NodeTemplate template, double sceneX, double sceneY);

    /// Places this where it was dropped, if that is on the canvas.
    void dropped(NodeTemplate template, double sceneX, double sceneY);

    /// Marks the selected node as the output.
    void markOutput();
  }

  private final UiContext context;
  private final Host host;
  private final List<NodeOffer> offers;
  private final TextField search = new TextField();
  private final VBox content = new VBox();
  private final BooleanProperty narrow = new SimpleBooleanProperty();
  private final Map<String, Button> exampleRows = new LinkedHashMap<>();
  private String shownExample = "";
  private boolean filled;
  private boolean mistakes;

  Palette(UiContext context, Host host, List<NodeOffer> offers) {
    this.context = context;
    this.host = host;
    this.offers = offers;
    getStyleClass().add("palette");
    search.getStyleClass().add("palette-search");
    search
        .promptTextProperty()
        .bind(
            Bindings.when(narrow)
                .then("")
                .otherwise(context.texts().bind("ui-graph.palette.search")));
    search.accessibleTextProperty().bind(context.texts().bind("ui-graph.palette.search"));
    search.textProperty().addListener((_, _, _) -> fill());
    search.setOnKeyPressed(
        e -> {
          if (e.getCode() == KeyCode.ENTER) {
            placeFirst();
          } else if (e.getCode() == KeyCode.ESCAPE && !search.getText().isEmpty()) {
            search.clear();
            e.consume();
          }
        });
    Label keys = new Label(KeyText.of(SEARCH));
    keys.getStyleClass().addAll("muted", "small");
    keys.setMouseTransparent(true);
    keys.visibleProperty().bind(search.textProperty().isEmpty().and(narrow.not()));
    FontIcon glass = new FontIcon(Material2MZ.SEARCH);
    glass.setMouseTransparent(true);
    glass.visibleProperty().bind(search.textProperty().isEmpty().and(narrow));
    StackPane searchBox = new StackPane(search, keys, glass);
    StackPane.setAlignment(keys, Pos.CENTER_RIGHT);
    searchBox.getStyleClass().add("palette-search-box");
    content.getStyleClass().add("palette-content");
    ScrollPane scroll = new ScrollPane(content);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    getChildren().addAll(searchBox, scroll);
    context.texts().languageProperty().addListener((_, _, _) -> fill());
    narrow.addListener(
        (_, _, now) -> {
          pseudoClassStateChanged(NARROW, now);
          if (filled) {
            fill();
          }
        });
  }

  /// Fills itself when it is first laid out: only then is it known whether there is room for names.
  @Override
  protected void layoutChildren() {
    if (!filled) {
      fill();
      content.applyCss();
    }
    super.layoutChildren();
  }

  /// Whether there is room for icons only.
  BooleanProperty narrowProperty() {
    return narrow;
  }

  /// Puts the cursor into the search.
  void focusSearch() {
    search.requestFocus();
    search.selectAll();
  }

  /// Marks the example that is open; an empty id for none.
  void showExample(String id) {
    shownExample = id;
    exampleRows.forEach((key, row) -> row.pseudoClassStateChanged(CHOSEN, key.equals(id)));
  }

  private String text(Message message) {
    return context.texts().text(message);
  }

  private void placeFirst() {
    String typed = search.getText();
    List<NodeOffer> found = NodeOffer.search(offers, typed);
    List<Examples.Example> examples = examples(typed);
    if (!found.isEmpty()) {
      search.clear();
      host.placeInMiddle(found.getFirst().template());
    } else if (!examples.isEmpty()) {
      search.clear();
      host.openExample(examples.getFirst());
    }
  }

  private List<Examples.Example> examples(String typed) {
    Stream<Examples.Example> wrong =
        mistakes || !typed.isBlank() ? Examples.mistakes().stream() : Stream.empty();
    return Stream.concat(Examples.all().stream(), wrong)
        .filter(example -> Hangul.rank(text(example.title()), typed) > 0)
        .toList();
  }

  private void fill() {
    filled = true;
    content.getChildren().clear();
    exampleRows.clear();
    String typed = search.getText();
    boolean small = narrow.get();
    List<Examples.Example> examples = examples(typed);
    if (!examples.isEmpty()) {
      VBox list = new VBox();
      list.getStyleClass().add("palette-examples");
      for (Examples.Example example : examples) {
        if (example.equals(Examples.mistakes().getFirst()) && !small && typed.isBlank()) {
          list.getChildren().add(mistakesRow());
        }
        list.getChildren().add(exampleRow(example, small));
      }
      if (!mistakes && !small && typed.isBlank()) {
        list.getChildren().add(mistakesRow());
      }
      add(Message.of("ui-graph.palette.examples"), list, small);
    }
    Map<Message, List<Region>> groups = new LinkedHashMap<>();
    for (NodeOffer offer : offers) {
      if (typed.isBlank() || !NodeOffer.search(List.of(offer), typed).isEmpty()) {
        groups.computeIfAbsent(offer.group(), key -> new ArrayList<>()).add(item(offer, small));
        if (offer.template() instanceof NodeTemplate.Parameter && typed.isBlank()) {
          groups.get(offer.group()).add(outputItem(small));
        }
      }
    }
    groups.forEach((group, items) -> add(group, grid(items, small), small));
    if (content.getChildren().isEmpty()) {
      Label nothing = new Label(text(Message.of("ui-graph.search.nothing", typed)));
      nothing.getStyleClass().add("muted");
      nothing.setWrapText(true);
      content.getChildren().add(nothing);
    }
    showExample(shownExample);
  }

  private void add(Message title, Region body, boolean small) {
    Label head = new Label(text(title));
    head.getStyleClass().add("section-title");
    VBox section = small ? new VBox(body) : new VBox(head, body);
    section.getStyleClass().add("palette-section");
    content.getChildren().add(section);
  }

  private static GridPane grid(List<Region> items, boolean small) {
    GridPane grid = new GridPane();
    grid.getStyleClass().add("palette-grid");
    int columns = small ? 1 : 2;
    for (int i = 0; i < items.size(); i++) {
      grid.add(items.get(i), i % columns, i / columns);
    }
    return grid;
  }

  /// The row that opens and closes the list of mistakes.
  private Button mistakesRow() {
    Label name = new Label(text(Message.of("check.example.menu")));
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    Label hint = new Label(mistakes ? "▾" : "▸");
    hint.getStyleClass().addAll("muted", "palette-hint");
    HBox line = new HBox(name, gap, hint);
    line.setAlignment(Pos.CENTER_LEFT);
    Button row = new Button();
    row.getStyleClass().add("palette-example");
    row.setMaxWidth(Double.MAX_VALUE);
    row.setId("examples-mistakes");
    row.setGraphic(line);
    line.prefWidthProperty().bind(row.widthProperty().subtract(16));
    row.setAccessibleText(name.getText());
    row.setOnAction(
        _ -> {
          mistakes = !mistakes;
          fill();
        });
    return row;
  }

  private Button exampleRow(Examples.Example example, boolean small) {
    String title = text(example.title());
    Button row = new Button();
    row.getStyleClass().add("palette-example");
    row.setMaxWidth(Double.MAX_VALUE);
    row.setId("example-" + example.id());
    Label hint = new Label(text(example.hint()));
    hint.getStyleClass().addAll("muted", "palette-hint");
    if (small) {
      hint.setMaxWidth(Double.MAX_VALUE);
      hint.setAlignment(Pos.CENTER);
      row.setGraphic(hint);
      Tips.on(row, title);
    } else {
      Label name = new Label(title);
      Region gap = new Region();
      HBox.setHgrow(gap, Priority.ALWAYS);
      HBox line = new HBox(name, gap, hint);
      line.setAlignment(Pos.CENTER_LEFT);
      row.setGraphic(line);
      line.prefWidthProperty().bind(row.widthProperty().subtract(16));
    }
    row.setAccessibleText(title);
    row.setOnAction(_ -> host.openExample(example));
    exampleRows.put(example.id(), row);
    return row;
  }

  private Region item(NodeOffer offer, boolean small) {
    Button button = button(offer.icon(), offer.name(), small);
    NodeTemplate template = offer.template();
    new Drag(button, template);
    return button;
  }

  private Region outputItem(boolean small) {
    Button button = button("→", Message.of("ui-graph.palette.output"), small);
    button.setOnAction(_ -> host.markOutput());
    return button;
  }

  /// A name as a palette writes it: short, and small where it is an ordinary word.
  private String label(Message name) {
    String shorter = name.key().replaceFirst("^op\\.(.*)\\.name$", "ui-graph.palette.op.$1");
    if (Messages.in(context.texts().language()).has(shorter)) {
      return context.texts().text(shorter);
    }
    String text = text(name);
    return text.matches("\\p{Lu}[^\\p{Lu}]*")
        ? text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1)
        : text;
  }

  private Button button(String icon, Message name, boolean small) {
    Label sign = new Label(icon);
    sign.getStyleClass().add("palette-icon");
    Button button = new Button();
    button.getStyleClass().add("palette-item");
    button.setMnemonicParsing(false);
    button.setGraphic(sign);
    if (!small) {
      button.setText(label(name));
    }
    Tips.on(button, text(name));
    button.setAccessibleText(text(name));
    return button;
  }

  /// Press, then 4 px: a click waits for a click on the canvas, a drag places where it is dropped.
  private final class Drag {
    private final NodeTemplate template;
    private @Nullable MouseEvent press;
    private boolean dragging;

    Drag(Button button, NodeTemplate template) {
      this.template = template;
      button.addEventFilter(MouseEvent.MOUSE_PRESSED, this::pressed);
      button.addEventFilter(MouseEvent.MOUSE_DRAGGED, this::dragged);
      button.addEventFilter(MouseEvent.MOUSE_RELEASED, this::released);
      button.setOnAction(_ -> host.placeInMiddle(template));
    }

    private void pressed(MouseEvent e) {
      press = e.getButton() == MouseButton.PRIMARY ? e : null;
      dragging = false;
    }

    private void dragged(MouseEvent e) {
      if (press != null
          && Math.hypot(e.getSceneX() - press.getSceneX(), e.getSceneY() - press.getSceneY())
              >= DRAG_FROM) {
        dragging = true;
      }
      if (dragging) {
        host.dragging(template, e.getSceneX(), e.getSceneY());
      }
    }

    private void released(MouseEvent e) {
      if (press == null) {
        return;
      }
      press = null;
      if (dragging) {
        host.dropped(template, e.getSceneX(), e.getSceneY());
      } else {
        host.placeNext(template);
      }
      // The button's own action is for keys: Enter places in the middle.
      ((Button) e.getSource()).disarm();
      e.consume();
    }
  }
}
