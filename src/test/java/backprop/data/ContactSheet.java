package backprop.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/// Many small pictures side by side in one PNG under `target`, for people to look at.
final class ContactSheet {

  private static final int ZOOM = 2;
  private static final int GAP = 2;

  private ContactSheet() {}

  /// Writes `target/sheets/NAME.png`, so many pictures in a row, all as large as the first.
  static Path write(String name, int perRow, List<GreyImage> pictures) throws IOException {
    int cellWidth = pictures.getFirst().width() + GAP;
    int cellHeight = pictures.getFirst().height() + GAP;
    int rows = (pictures.size() + perRow - 1) / perRow;
    BufferedImage sheet =
        new BufferedImage(
            perRow * cellWidth * ZOOM, rows * cellHeight * ZOOM, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < pictures.size(); i++) {
      GreyImage picture = pictures.get(i);
      int left = i % perRow * cellWidth;
      int top = i / perRow * cellHeight;
      for (int y = 0; y < picture.height() * ZOOM; y++) {
        for (int x = 0; x < picture.width() * ZOOM; x++) {
          int grey = Math.round(picture.at(x / ZOOM, y / ZOOM) * 255);
          sheet.getRaster().setSample(left * ZOOM + x, top * ZOOM + y, 0, grey);
        }
      }
    }
    Path file = Path.of("target", "sheets", name + ".png");
    Files.createDirectories(file.getParent());
    ImageIO.write(sheet, "png", file.toFile());
    return file;
  }
}
