package backprop.data;

import java.util.List;
import java.util.stream.IntStream;

/// Images with their labels: what a network is trained on or tested with.
///
/// Kept as bytes, as in the files (47 MB for MNIST's training images); a batch becomes floats only
/// when it is gathered. It never changes, and any number of threads may gather from it.
public final class DigitSet {

  private static final float[] SHARE = new float[256];

  static {
    for (int i = 0; i < SHARE.length; i++) {
      SHARE[i] = i / 255f;
    }
  }

  private final int rows;
  private final int columns;
  private final byte[] pixels;
  private final byte[] labels;
  private final List<String> labelNames;

  /// A set of so many images as there are labels.
  ///
  /// @param rows height of every image
  /// @param columns width of every image
  /// @param pixels unsigned bytes, image by image, row by row, 255 for full ink; taken over, not
  ///   copied
  /// @param labels the class index of each image; taken over, not copied
  /// @param labelNames the name of each class
  /// @throws IllegalArgumentException if the numbers of pixels and labels do not fit, or a label
  ///   has no name
  public DigitSet(int rows, int columns, byte[] pixels, byte[] labels, List<String> labelNames) {
    if (rows < 1 || columns < 1 || (long) rows * columns * labels.length != pixels.length) {
      throw new IllegalArgumentException(
          "%d pixels are not %d images of %d × %d."
              .formatted(pixels.length, labels.length, rows, columns));
    }
    for (byte label : labels) {
      if ((label & 0xff) >= labelNames.size()) {
        throw new IllegalArgumentException(
            "The label %d has no name among %d.".formatted(label & 0xff, labelNames.size()));
      }
    }
    this.rows = rows;
    this.columns = columns;
    this.pixels = pixels;
    this.labels = labels;
    this.labelNames = List.copyOf(labelNames);
  }

  /// The names "0", "1", … of so many classes.
  public static List<String> numbered(int classes) {
    return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
  }

  /// The same images with other names for their classes.
  ///
  /// @throws IllegalArgumentException if a label has no name
  public DigitSet withNames(List<String> names) {
    return new DigitSet(rows, columns, pixels, labels, names);
  }

  /// The images from one index up to another, copied.
  ///
  /// @throws IndexOutOfBoundsException unless 0 ≤ from ≤ to ≤ [#count()]
  public DigitSet part(int from, int to) {
    java.util.Objects.checkFromToIndex(from, to, count());
    int size = pixelsPerImage();
    return new DigitSet(
        rows,
        columns,
        java.util.Arrays.copyOfRange(
            pixels, Math.multiplyExact(from, size), Math.multiplyExact(to, size)),
        java.util.Arrays.copyOfRange(labels, from, to),
        labelNames);
  }

  /// How many images there are.
  public int count() {
    return labels.length;
  }

  /// The height of an image.
  public int rows() {
    return rows;
  }

  /// The width of an image.
  public int columns() {
    return columns;
  }

  /// The pixels of one image: rows × columns.
  public int pixelsPerImage() {
    return rows * columns;
  }

  /// The number of classes.
  public int classes() {
    return labelNames.size();
  }

  /// The name of each class, by label.
  public List<String> labelNames() {
    return labelNames;
  }

  /// The class index of this image.
  public int label(int image) {
    return labels[image] & 0xff;
  }

  /// The images `images[0]`, `images[1]` … one after the other as [images.length, pixels], scaled
  /// from 0…255 to 0…1.
  ///
  /// @param images indices of images, in any order, repeated or not
  /// @param into at least images.length × [#pixelsPerImage()] long; its beginning is overwritten
  public void gather(int[] images, float[] into) {
    int size = pixelsPerImage();
    for (int i = 0; i < images.length; i++) {
      copy(images[i], into, i * size);
    }
  }

  /// Copies the bytes of one image, as the file has them, to `into` from `start` on.
  public void copyBytes(int image, byte[] into, int start) {
    int size = pixelsPerImage();
    System.arraycopy(pixels, Math.multiplyExact(image, size), into, start, size);
  }

  /// Their labels as class indices.
  ///
  /// @param images indices of images
  /// @param into at least as long as `images`; its beginning is overwritten
  public void gatherLabels(int[] images, int[] into) {
    for (int i = 0; i < images.length; i++) {
      into[i] = label(images[i]);
    }
  }

  /// Their labels one-hot, as [images.length, classes].
  ///
  /// @param images indices of images
  /// @param into at least images.length × [#classes()] long; its beginning is overwritten
  public void gatherOneHot(int[] images, float[] into) {
    int classes = classes();
    for (int i = 0; i < images.length; i++) {
      for (int k = 0; k < classes; k++) {
        into[i * classes + k] = k == label(images[i]) ? 1 : 0;
      }
    }
  }

  /// One image as a picture of its own.
  public GreyImage image(int image) {
    float[] picture = new float[pixelsPerImage()];
    copy(image, picture, 0);
    return new GreyImage(columns, rows, picture);
  }

  private void copy(int image, float[] into, int start) {
    int size = pixelsPerImage();
    int from = Math.multiplyExact(image, size);
    for (int j = 0; j < size; j++) {
      into[start + j] = SHARE[pixels[from + j] & 0xff];
    }
  }
}
