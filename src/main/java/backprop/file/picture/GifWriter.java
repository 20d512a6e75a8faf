package backprop.file.picture;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Writes an animated GIF (89a) that repeats for ever, in the theme's colours.
final class GifWriter extends FilmWriter {
  private static final String FORMAT = "javax_imageio_gif_image_1.0";

  private final ThemePalette palette;
  private final IndexColorModel model;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out);
  private final ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
  private boolean begun;

  GifWriter(Look look) {
    palette = new ThemePalette(look);
    model = palette.model();
    writer.setOutput(stream);
  }

  @Override
  void write(BufferedImage image, BufferedImage before, Rectangle part, int millis)
      throws IOException {
    BufferedImage indexed = indexed(image, before, part);
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(
            ImageTypeSpecifier.createFromRenderedImage(indexed), writer.getDefaultWriteParam());
    describe(metadata, part, millis);
    if (!begun) {
      writer.prepareWriteSequence(null);
    }
    writer.writeToSequence(new IIOImage(indexed, null, metadata), writer.getDefaultWriteParam());
    begun = true;
  }

  private BufferedImage indexed(BufferedImage image, BufferedImage before, Rectangle part) {
    BufferedImage indexed =
        new BufferedImage(part.width, part.height, BufferedImage.TYPE_BYTE_INDEXED, model);
    WritableRaster raster = indexed.getRaster();
    int[] now = new int[part.width];
    int[] old = new int[part.width];
    byte[] row = new byte[part.width];
    for (int y = 0; y < part.height; y++) {
      image.getRGB(part.x, part.y + y, part.width, 1, now, 0, part.width);
      before.getRGB(part.x, part.y + y, part.width, 1, old, 0, part.width);
      for (int x = 0; x < part.width; x++) {
        row[x] =
            (byte)
                (begun && now[x] == old[x]
                    ? ThemePalette.TRANSPARENT
                    : palette.index(now[x] & 0xffffff));
      }
      raster.setDataElements(0, y, part.width, 1, row);
    }
    return indexed;
  }

  private void describe(IIOMetadata metadata, Rectangle part, int millis)
      throws IIOInvalidTreeException {
    IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(FORMAT);
    IIOMetadataNode place = child(root, "ImageDescriptor");
    place.setAttribute("imageLeftPosition", Integer.toString(part.x));
    place.setAttribute("imageTopPosition", Integer.toString(part.y));
    place.setAttribute("imageWidth", Integer.toString(part.width));
    place.setAttribute("imageHeight", Integer.toString(part.height));
    place.setAttribute("interlaceFlag", "FALSE");
    IIOMetadataNode control = child(root, "GraphicControlExtension");
    control.setAttribute("disposalMethod", "doNotDispose");
    control.setAttribute("userInputFlag", "FALSE");
    control.setAttribute("transparentColorFlag", "TRUE");
    control.setAttribute("transparentColorIndex", Integer.toString(ThemePalette.TRANSPARENT));
    // in hundredths of a second; below two, programs take it for a tenth
    control.setAttribute("delayTime", Integer.toString(Math.max(2, Math.round(millis / 10f))));
    if (!begun) {
      IIOMetadataNode loop = new IIOMetadataNode("ApplicationExtension");
      loop.setAttribute("applicationID", "NETSCAPE");
      loop.setAttribute("authenticationCode", "2.0");
      loop.setUserObject(new byte[] {1, 0, 0}); // for ever
      child(root, "ApplicationExtensions").appendChild(loop);
    }
    metadata.setFromTree(FORMAT, root);
  }

  private static IIOMetadataNode child(IIOMetadataNode root, String name) {
    for (int i = 0; i < root.getLength(); i++) {
      if (root.item(i).getNodeName().equals(name)) {
        return (IIOMetadataNode) root.item(i);
      }
    }
    IIOMetadataNode made = new IIOMetadataNode(name);
    root.appendChild(made);
    return made;
  }

  @Override
  byte[] finish() throws IOException {
    writer.endWriteSequence();
    stream.flush();
    writer.dispose();
    return out.toByteArray();
  }
}
