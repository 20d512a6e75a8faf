package backprop.training;

import java.util.Arrays;

/// An immutable list of numbers that shares its memory with the longer lists that grow from it.
///
/// Appending writes behind the end of what any older series can see, so a snapshot carries a whole
/// run's losses at no cost. Only one thread appends, always to the newest; a reader gets its series
/// through a safe hand-over (the mailbox).
public final class FloatSeries {
  public static final FloatSeries EMPTY = new FloatSeries(new float[0], 0);

  private final float[] memory;
  private final int size;

  private FloatSeries(float[] memory, int size) {
    this.memory = memory;
    this.size = size;
  }

  /// A series of these numbers (copied).
  public static FloatSeries of(float... numbers) {
    return new FloatSeries(numbers.clone(), numbers.length);
  }

  public int size() {
    return size;
  }

  public float get(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(index);
    }
    return memory[index];
  }

  /// The last number.
  public float last() {
    return get(size - 1);
  }

  /// A copy of the numbers.
  public float[] toArray() {
    return Arrays.copyOf(memory, size);
  }

  /// Grows series; keeps the memory that they share.
  static final class Builder {
    private float[] memory;
    private int size;

    /// With room for so many numbers before anything is allocated again.
    Builder(int room) {
      memory = new float[Math.max(16, room)];
    }

    void add(float value) {
      if (size == memory.length) {
        memory = Arrays.copyOf(memory, size * 2);
      }
      memory[size++] = value;
    }

    FloatSeries series() {
      return new FloatSeries(memory, size);
    }
  }
}
