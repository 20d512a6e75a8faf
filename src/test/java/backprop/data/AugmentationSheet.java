package backprop.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Pictures of images and their variations, for people to look at; no test.
public final class AugmentationSheet {

  private static final int IMAGES = 16;
  private static final int VARIATIONS = 15;

  private AugmentationSheet() {}

  /// @param arguments the folder of MNIST
  public static void main(String[] arguments) throws IOException {
    DigitSet set = MnistFolder.find(Path.of(arguments[0])).read().test();
    write("augmentation-drawn", Augmentation.DRAWN, set);
    write("augmentation-light", Augmentation.LIGHT, set);
  }

  /// One image and its variations in each row.
  private static void write(String name, Augmentation how, DigitSet set) throws IOException {
    Augmenter augmenter = Augmenter.prepared(how, set, 100, 1);
    List<GreyImage> pictures = new ArrayList<>();
    byte[] pixels = new byte[set.pixelsPerImage()];
    for (int image = 0; image < IMAGES; image++) {
      pictures.add(set.image(image));
      for (int variation = 0; variation < VARIATIONS; variation++) {
        augmenter.apply(image, variation * 10_000L, pixels);
        float[] grey = new float[pixels.length];
        for (int i = 0; i < grey.length; i++) {
          grey[i] = (pixels[i] & 0xff) / 255f;
        }
        pictures.add(new GreyImage(set.columns(), set.rows(), grey));
      }
    }
    System.out.println(ContactSheet.write(name, VARIATIONS + 1, pictures));
  }
}
