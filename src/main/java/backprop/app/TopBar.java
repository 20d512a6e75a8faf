package backprop.app;

import backprop.message.Language;
import backprop.ui.common.ActionControls;
import backprop.ui.common.UiContext;
import backprop.ui.common.UserAction;
import java.util.List;
import java.util.function.IntConsumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;

/// The bar at the top: the open document, the workspaces, the training chip, light or dark, the
/// menu.
final class TopBar extends Region {

  static final double HEIGHT = 48;

  private final HBox left = new HBox(16);
  private final HBox tabs = new HBox();
  private final HBox right = new HBox(16);
  private final StringProperty documentName = new SimpleStringProperty("");
  private final BooleanProperty unsaved = new SimpleBooleanProperty();
  private final ToggleGroup group = new ToggleGroup();

  /// A bar with these tabs.
  ///
  /// @param select called with the number of the tab that a person chose
  /// @param theme the action of the button ◐
  /// @param menu the action of the button ☰, with the button to open below
  TopBar(
      UiContext context,
      List<WorkspaceTab> offered,
      IntConsumer select,
      UserAction theme,
      MenuOpener menu) {
    getStyleClass().add("top-bar");
    Label name = new Label();
    name.getStyleClass().add("program-name");
    name.textProperty().bind(context.texts().bind("app.name"));
    Label document = new Label();
    document.getStyleClass().add("document-name");
    document.setId("document-name");
    document.textProperty().bind(documentName);
    Circle dot = new Circle(4.5);
    dot.getStyleClass().add("unsaved-dot");
    dot.setId("unsaved-dot");
    dot.visibleProperty().bind(unsaved);
    Tooltip unsavedTip = new Tooltip();
    unsavedTip.textProperty().bind(context.texts().bind("app.unsaved"));
    Tooltip.install(dot, unsavedTip);
    HBox open = new HBox(7, document, dot);
    open.setAlignment(Pos.CENTER_LEFT);
    HBox program = new HBox(9, new Logo(context.theme()), name);
    program.setAlignment(Pos.CENTER_LEFT);
    left.getChildren().addAll(program, open);
    left.setAlignment(Pos.CENTER_LEFT);

    tabs.getStyleClass().add("tabs");
    for (int number = 0; number < offered.size(); number++) {
      tabs.getChildren().add(tab(context, offered.get(number), number, select));
    }

    Button themeButton = ActionControls.iconButton(context.texts(), theme);
    themeButton.getStyleClass().addAll("pill", "icon");
    Button menuButton = ActionControls.iconButton(context.texts(), menu.action());
    menuButton.getStyleClass().addAll("pill", "icon");
    menu.below(menuButton);
    right.getChildren().addAll(themeButton, menuButton);
    right.setAlignment(Pos.CENTER_RIGHT);
    getChildren().addAll(left, tabs, right);
  }

  private ToggleButton tab(
      UiContext context, WorkspaceTab offered, int number, IntConsumer select) {
    ToggleButton tab = new ToggleButton();
    tab.setId("tab-" + offered.titleKey().replace('.', '-'));
    tab.textProperty().bind(context.texts().bind(offered.titleKey()));
    tab.setToggleGroup(group);
    tab.setOnAction(
        _ -> {
          tab.setSelected(true);
          select.accept(number);
        });
    return tab;
  }

  /// Offers the other language, for the first run; gone once a language is chosen.
  void offerLanguage(UiContext context) {
    Button chip = new Button();
    chip.setId("language-chip");
    chip.getStyleClass().add("pill");
    chip.textProperty().bind(context.texts().bind("app.language.chip"));
    chip.setOnAction(
        _ -> {
          Language other =
              context.texts().language() == Language.ENGLISH ? Language.KOREAN : Language.ENGLISH;
          context.preferences().languageProperty().set(java.util.Optional.of(other));
          context.texts().languageProperty().set(other);
        });
    right.getChildren().addFirst(chip);
  }

  /// Puts the training chip to the left of the buttons.
  void showChip(Node chip) {
    right.getChildren().add(Math.max(0, right.getChildren().size() - 2), chip);
  }

  /// Marks this tab as the one that is shown.
  void select(int number) {
    group.selectToggle((ToggleButton) tabs.getChildren().get(number));
  }

  StringProperty documentNameProperty() {
    return documentName;
  }

  BooleanProperty unsavedProperty() {
    return unsaved;
  }

  @Override
  protected void layoutChildren() {
    double height = getHeight() - 1;
    Insets insets = getInsets();
    double tabsWidth = snapSizeX(tabs.prefWidth(-1));
    double tabsHeight = snapSizeY(tabs.prefHeight(-1));
    double rightWidth = snapSizeX(right.prefWidth(-1));
    double rightX = getWidth() - insets.getRight() - rightWidth;
    // In the middle of the window, unless the chip needs the place.
    double tabsX = Math.min((getWidth() - tabsWidth) / 2, rightX - tabsWidth - 16);
    tabs.resizeRelocate(
        snapPositionX(tabsX), snapPositionY((height - tabsHeight) / 2), tabsWidth, tabsHeight);
    right.resizeRelocate(rightX, 0, rightWidth, height);
    left.resizeRelocate(
        insets.getLeft(),
        0,
        Math.min(left.prefWidth(-1), Math.max(0, tabsX - insets.getLeft() - 16)),
        height);
  }

  @Override
  protected double computePrefHeight(double width) {
    return HEIGHT;
  }

  @Override
  protected double computeMinHeight(double width) {
    return HEIGHT;
  }
}
