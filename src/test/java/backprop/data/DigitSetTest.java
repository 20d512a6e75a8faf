package backprop.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class DigitSetTest {

  private final DigitSet set =
      new DigitSet(
          1,
          2,
          new byte[] {0, (byte) 255, 51, 102, (byte) 128, (byte) 254},
          new byte[] {2, 0, 1},
          List.of("a", "b", "c"));

  @Test
  void gatherScalesTheChosenImagesToShares() {
    float[] into = {9, 9, 9, 9, 9};
    set.gather(new int[] {2, 0}, into);
    assertArrayEquals(new float[] {128 / 255f, 254 / 255f, 0, 1, 9}, into);
  }

  @Test
  void labelsAreGatheredAsIndicesAndOneHot() {
    int[] indices = new int[4];
    set.gatherLabels(new int[] {1, 1, 0}, indices);
    assertArrayEquals(new int[] {0, 0, 2, 0}, indices);

    float[] oneHot = {9, 9, 9, 9, 9, 9, 9};
    set.gatherOneHot(new int[] {0, 2}, oneHot);
    assertArrayEquals(new float[] {0, 0, 1, 0, 1, 0, 9}, oneHot);
  }

  @Test
  void everyByteIsItsShareOf255() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    float[] shares = new float[256];
    new DigitSet(16, 16, all, new byte[1], List.of("x")).gather(new int[1], shares);
    for (int i = 0; i < shares.length; i++) {
      assertEquals(i / 255f, shares[i]);
    }
  }

  @Test
  void anImageComesOutAsAPicture() {
    GreyImage image = set.image(1);
    assertEquals(2, image.width());
    assertEquals(1, image.height());
    assertEquals(102 / 255f, image.at(1, 0));
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new DigitSet(2, 2, new byte[7], new byte[2], DigitSet.numbered(10)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new DigitSet(1, 1, new byte[1], new byte[] {10}, DigitSet.numbered(10)));
    assertThrows(IndexOutOfBoundsException.class, () -> set.gather(new int[] {3}, new float[2]));
  }
}
