package backprop.ui.common;

import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import javafx.scene.canvas.GraphicsContext;
import org.jfree.fx.FXGraphics2D;

/// Draws letters as filled outlines, so that a formula is sharp at any scale and needs no font
/// known to JavaFX.
final class OutlineGraphics extends FXGraphics2D {

  private static final FontRenderContext EXACT = new FontRenderContext(null, true, true);

  OutlineGraphics(GraphicsContext context) {
    super(context);
  }

  @Override
  public void drawString(String text, int x, int y) {
    drawString(text, (float) x, (float) y);
  }

  @Override
  public void drawString(String text, float x, float y) {
    fillOutline(getFont().createGlyphVector(EXACT, text), x, y);
  }

  @Override
  public void drawChars(char[] letters, int offset, int length, int x, int y) {
    drawString(new String(letters, offset, length), (float) x, (float) y);
  }

  @Override
  public void drawGlyphVector(java.awt.font.GlyphVector glyphs, float x, float y) {
    fillOutline(glyphs, x, y);
  }

  private void fillOutline(java.awt.font.GlyphVector glyphs, float x, float y) {
    fill(AffineTransform.getTranslateInstance(x, y).createTransformedShape(glyphs.getOutline()));
  }
}
