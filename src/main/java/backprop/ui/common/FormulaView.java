package backprop.ui.common;

import backprop.figure.ColorTheme;
import java.util.concurrent.atomic.AtomicLong;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// A typeset formula, sharp at any scale and in the theme's colours.
///
/// The formula is LaTeX, with `\forward{…}`, `\gradient{…}`, `\muted{…}`, `\right{…}` and
/// `\wrong{…}` for the colours of the roles; everything else is ink. It is set in the background
/// and keeps its old picture until then; the newest wins. Where it is wider than its place it is
/// drawn smaller. Tell screen readers what it says with `setAccessibleText`.
public final class FormulaView extends Region {

  private final UiContext context;
  private final double size;
  private final StringProperty latex = new SimpleStringProperty("");
  private final Canvas canvas = new Canvas();
  private final AtomicLong newest = new AtomicLong();
  // Held here and observed weakly, so that a formula that was replaced can be collected.
  private final InvalidationListener themeChanged = _ -> typeset();
  private @Nullable TypesetFormula formula;

  /// An empty formula.
  ///
  /// @param size the letters' size in pixels, such as 18
  public FormulaView(UiContext context, double size) {
    this.context = context;
    this.size = size;
    getStyleClass().add("formula");
    getChildren().add(canvas);
    canvas.setManaged(false);
    latex.addListener((_, _, _) -> typeset());
    context.theme().colorsProperty().addListener(new WeakInvalidationListener(themeChanged));
  }

  /// A view of this formula.
  public FormulaView(UiContext context, double size, String latex) {
    this(context, size);
    this.latex.set(latex);
  }

  /// Loads the typesetter's tables in the background, so that the first formula comes at once.
  public static void prepare(UiContext context) {
    ColorTheme colors = context.theme().colors();
    context
        .background()
        .execute(() -> TypesetFormula.of("\\frac{\\partial y}{\\partial x} = 1", 18, colors));
  }

  /// The formula in LaTeX; empty shows nothing.
  public StringProperty latexProperty() {
    return latex;
  }

  private void typeset() {
    String source = latex.get();
    long mine = newest.incrementAndGet();
    if (source.isEmpty()) {
      show(null);
      return;
    }
    if (TypesetFormula.isPrepared()) {
      typesetInBackground(source, mine);
    } else {
      // The first one loads the typesetter, which would compete with the window's first frames.
      new LaterFrame(() -> typesetInBackground(source, mine)).start();
    }
  }

  private void typesetInBackground(String source, long mine) {
    ColorTheme colors = context.theme().colors();
    context
        .background()
        .execute(
            () -> {
              if (mine != newest.get()) {
                return;
              }
              try {
                TypesetFormula done = TypesetFormula.of(source, size, colors);
                Platform.runLater(
                    () -> {
                      if (mine == newest.get()) {
                        show(done);
                      }
                    });
              } catch (IllegalArgumentException e) {
                LoggerFactory.getLogger(FormulaView.class).error("formula not shown", e);
              }
            });
  }

  /// Runs something when some frames have been drawn.
  private static final class LaterFrame extends AnimationTimer {
    private static final int FRAMES = 4;
    private final Runnable work;
    private int frames;

    LaterFrame(Runnable work) {
      this.work = work;
    }

    @Override
    public void handle(long now) {
      if (++frames >= FRAMES) {
        stop();
        work.run();
      }
    }
  }

  private void show(@Nullable TypesetFormula done) {
    formula = done;
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    TypesetFormula shown = formula;
    GraphicsContext g = canvas.getGraphicsContext2D();
    if (shown == null || getWidth() <= 0) {
      canvas.setWidth(0);
      canvas.setHeight(0);
      return;
    }
    double scale = Math.min(1, getWidth() / shown.width());
    canvas.setWidth(Math.ceil(shown.width() * scale));
    canvas.setHeight(Math.ceil(shown.height() * scale));
    g.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
    g.save();
    shown.draw(g, scale);
    g.restore();
  }

  @Override
  protected double computePrefWidth(double height) {
    TypesetFormula shown = formula;
    return shown == null ? 0 : Math.ceil(shown.width());
  }

  @Override
  protected double computePrefHeight(double width) {
    TypesetFormula shown = formula;
    return shown == null ? Math.ceil(1.3 * size) : Math.ceil(shown.height());
  }

  @Override
  protected double computeMinWidth(double height) {
    return 0;
  }

  @Override
  protected double computeMaxWidth(double height) {
    return computePrefWidth(height);
  }

  @Override
  public double getBaselineOffset() {
    TypesetFormula shown = formula;
    return shown == null ? size : shown.baseline();
  }
}
