package backprop.data;

import backprop.message.Message;
import backprop.tensor.CounterRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Applies an [Augmentation] to the images of a set, one at a time, while they are gathered.
///
/// ```java
/// Augmenter augmenter = Augmenter.prepare(augmentation, set, 100, 1, executor, () -> false).join();
/// int label = augmenter.apply(image, iteration, pixels);
/// ```
///
/// The bytes are a pure function of augmentation, set, size of a batch, seed, image and iteration:
/// a run that goes on from a checkpoint sees the same images. [#apply] allocates nothing. One
/// object serves one thread; [#another] gives one for a second.
public final class Augmenter {

  /// How many digits the generator writes to draw from: half as many as there are images, within
  /// these bounds.
  private static final int FEWEST_GENERATED = 500;

  private static final int MOST_GENERATED = 30_000;

  /// Images whose middle lines are sought between two looks at the cancel token.
  private static final int CHUNK = 1_000;

  private static final int NEVER = -1;

  /// Steps of a whole turn: turns are rounded to a twelfth of a degree, because the JDK's own exact
  /// sine allocates.
  private static final int STEPS = 4_096;

  private static final double[] SINE = new double[STEPS];

  static {
    for (int i = 0; i < STEPS; i++) {
      SINE[i] = StrictMath.sin(2 * Math.PI * i / STEPS);
    }
  }

  /// What all threads share.
  ///
  /// @param lines the middle lines of each image; empty unless a pen redraws them
  /// @param bounds left, upper, right and lower bound of the ink of each image
  /// @param fields bends of the sheet; nothing if it stays flat
  /// @param generated digits of the generator; nothing if there are none
  private record Stock(
      Augmentation how,
      DigitSet set,
      int batch,
      long seed,
      List<Skeleton.Lines> lines,
      short[] bounds,
      @Nullable ElasticFields fields,
      @Nullable DigitSet generated) {}

  private final Stock stock;
  private final Augmentation how;
  private final DigitSet set;
  private final Draws draws = new Draws(0);
  private final Warp warp;
  private final Framer framer = new Framer();
  private final Redrawing redrawing = new Redrawing(framer);
  private final byte[] source;
  private final byte[] deformed;
  private final float[] grey;

  /// Kept variations, where they are kept: their bytes, labels and versions.
  private final byte[] kept;

  private final byte[] keptLabels;
  private final int[] versions;
  private final long period;

  private Augmenter(Stock stock) {
    this.stock = stock;
    this.how = stock.how;
    this.set = stock.set;
    int size = set.pixelsPerImage();
    this.warp = new Warp(set.rows(), set.columns());
    this.source = new byte[size];
    this.deformed = new byte[size];
    this.grey = new float[size];
    boolean keeps = how.reuse() > 1 && !how.isNone();
    this.kept = new byte[keeps ? set.count() * size : 0];
    this.keptLabels = new byte[keeps ? set.count() : 0];
    this.versions = new int[keeps ? set.count() : 0];
    Arrays.fill(versions, NEVER);
    this.period = (long) how.reuse() * Math.max(1, set.count() / stock.batch);
  }

  /// Makes what applying needs: middle lines, bends and generated digits, in chunks on `executor`.
  ///
  /// Returns at once unless the executor runs its tasks in place. The result ends with a
  /// [DataException] if the augmentation is not for such images, and with a [CancellationException]
  /// if it was cancelled.
  ///
  /// @param batch images in a mini-batch: says how many iterations an epoch has
  /// @param seed of everything random
  /// @param executor runs the chunks, on as many threads as it likes
  /// @param cancelled asked now and then, on the executor's threads
  public static CompletableFuture<Augmenter> prepare(
      Augmentation how,
      DigitSet set,
      int batch,
      long seed,
      Executor executor,
      BooleanSupplier cancelled) {
    Message obstacle = how.obstacle(set).orElse(null);
    if (obstacle != null) {
      return CompletableFuture.failedFuture(new DataException(obstacle));
    }
    CompletableFuture<List<Skeleton.Lines>> lines =
        how.pen() > 0
            ? lines(set, executor, cancelled)
            : CompletableFuture.completedFuture(List.of());
    CompletableFuture<@Nullable ElasticFields> fields =
        how.elastic() > 0
            ? CompletableFuture.supplyAsync(
                () -> new ElasticFields(set.rows(), set.columns(), how.elastic(), seed), executor)
            : CompletableFuture.completedFuture(null);
    CompletableFuture<@Nullable DigitSet> generated =
        how.generated() > 0
            ? new DigitGenerator(seed, DigitGenerator.Styles.LEARNED)
                .make(
                    Math.clamp(set.count() / 2, FEWEST_GENERATED, MOST_GENERATED),
                    0,
                    executor,
                    cancelled,
                    _ -> {})
                .thenApply(DigitData::train)
            : CompletableFuture.completedFuture(null);
    return CompletableFuture.allOf(lines, fields, generated)
        .thenApply(
            _ ->
                new Augmenter(
                    new Stock(
                        how,
                        set,
                        batch,
                        seed,
                        lines.join(),
                        bounds(set),
                        fields.join(),
                        generated.join())));
  }

  /// The same as [#prepare], in place.
  ///
  /// @throws DataException if the augmentation is not for such images
  public static Augmenter prepared(Augmentation how, DigitSet set, int batch, long seed)
      throws DataException {
    try {
      return prepare(how, set, batch, seed, Runnable::run, () -> false).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof DataException problem) {
        throw problem;
      }
      throw e;
    }
  }

  /// The bounds of each image's ink: left, upper, and behind the right and lower ones.
  private static short[] bounds(DigitSet set) {
    short[] bounds = new short[4 * set.count()];
    byte[] image = new byte[set.pixelsPerImage()];
    for (int i = 0; i < set.count(); i++) {
      set.copyBytes(i, image, 0);
      int left = set.columns();
      int right = 0;
      int top = set.rows();
      int bottom = 0;
      for (int row = 0; row < set.rows(); row++) {
        for (int column = 0; column < set.columns(); column++) {
          if (image[row * set.columns() + column] != 0) {
            left = Math.min(left, column);
            right = Math.max(right, column + 1);
            top = Math.min(top, row);
            bottom = row + 1;
          }
        }
      }
      bounds[4 * i] = (short) Math.min(left, right);
      bounds[4 * i + 1] = (short) Math.min(top, bottom);
      bounds[4 * i + 2] = (short) right;
      bounds[4 * i + 3] = (short) bottom;
    }
    return bounds;
  }

  private static CompletableFuture<List<Skeleton.Lines>> lines(
      DigitSet set, Executor executor, BooleanSupplier cancelled) {
    Skeleton.Lines[] lines = new Skeleton.Lines[set.count()];
    List<CompletableFuture<Void>> chunks = new ArrayList<>();
    for (int from = 0; from < lines.length; from += CHUNK) {
      int begin = from;
      int end = Math.min(from + CHUNK, lines.length);
      chunks.add(
          CompletableFuture.runAsync(
              () -> {
                if (cancelled.getAsBoolean()) {
                  throw new CancellationException("Preparing the images was cancelled.");
                }
                Skeleton skeleton = new Skeleton();
                byte[] image = new byte[set.pixelsPerImage()];
                for (int i = begin; i < end; i++) {
                  set.copyBytes(i, image, 0);
                  lines[i] = skeleton.of(image, set.rows(), set.columns());
                }
              },
              executor));
    }
    return CompletableFuture.allOf(chunks.toArray(CompletableFuture[]::new))
        .thenApply(_ -> List.of(lines));
  }

  /// The same for a second thread; only the stock is shared.
  public Augmenter another() {
    return new Augmenter(stock);
  }

  /// Writes the bytes of this image as it is seen in this iteration, and gives the label that
  /// belongs to them: the image's own, or that of the generated digit in its place.
  ///
  /// @param into at least as long as an image has pixels; its beginning is overwritten
  public int apply(int image, long iteration, byte[] into) {
    if (how.isNone()) {
      set.copyBytes(image, into, 0);
      return set.label(image);
    }
    if (versions.length == 0) {
      return vary(image, iteration, into);
    }
    // where each image stands in its period is its own, so that the work is spread evenly
    long phase = CounterRandom.below(stock.seed, image, (int) Math.min(period, Integer.MAX_VALUE));
    int version = (int) ((iteration + phase) / period);
    int size = source.length;
    if (versions[image] != version) {
      keptLabels[image] = (byte) vary(image, version, into);
      System.arraycopy(into, 0, kept, image * size, size);
      versions[image] = version;
    } else {
      System.arraycopy(kept, image * size, into, 0, size);
    }
    return keptLabels[image] & 0xff;
  }

  private int vary(int image, long version, byte[] into) {
    draws.restart(CounterRandom.key(stock.seed, image, version));
    double kind = draws.between(0, 1);
    DigitSet generated = stock.generated;
    if (generated != null && kind < how.generated()) {
      int digit = draws.below(generated.count());
      generated.copyBytes(digit, into, 0);
      move(into);
      return generated.label(digit);
    }
    int turn = (int) Math.rint(draws.normal(how.rotate()) * STEPS / 360) & (STEPS - 1);
    double slant = draws.normal(how.shear());
    double wide = how.stretch() > 0 ? StrictMath.exp(draws.normal(how.stretch())) : 1;
    double sin = SINE[turn];
    double cos = SINE[(turn + STEPS / 4) & (STEPS - 1)];
    double xx = wide * cos;
    double xy = slant * wide - sin;
    double yx = wide * sin;
    int field = stock.fields == null ? 0 : draws.below(ElasticFields.COUNT);
    double width = draws.normal(how.width());
    boolean redrawn =
        draws.between(0, 1) < how.pen()
            && redrawing.draw(
                stock.lines.get(image),
                xx,
                xy,
                yx,
                cos,
                stock.fields,
                field,
                how.radius() * StrictMath.exp(width));
    if (redrawn) {
      framer.field(into);
      move(into);
      return set.label(image);
    }
    set.copyBytes(image, source, 0);
    warp.open(
        source,
        stock.bounds[4 * image],
        stock.bounds[4 * image + 1],
        stock.bounds[4 * image + 2],
        stock.bounds[4 * image + 3]);
    if (how.framed()) {
      warp.look(xx, xy, yx, cos, 0, 0, stock.fields, field, width, deformed);
      frame(into);
      move(into);
    } else {
      // one look for both: the move comes last, so it is undone first
      double small = how.scale() > 0 ? StrictMath.exp(-draws.normal(how.scale())) : 1;
      double u = -small * draws.between(-how.shift(), how.shift());
      double v = -small * draws.between(-how.shift(), how.shift());
      warp.look(
          small * xx,
          small * xy,
          small * yx,
          small * cos,
          xx * u + xy * v,
          yx * u + cos * v,
          stock.fields,
          field,
          width,
          into);
    }
    return set.label(image);
  }

  /// Frames the deformed image; an empty one stays as it was.
  private void frame(byte[] into) {
    for (int i = 0; i < grey.length; i++) {
      grey[i] = (deformed[i] & 0xff) / 255f;
    }
    if (framer.picture(grey, set.columns(), set.rows())) {
      framer.field(into);
    } else {
      System.arraycopy(source, 0, into, 0, source.length);
    }
  }

  /// Scales and shifts what is framed, if it is to be.
  private void move(byte[] image) {
    if (!how.moves()) {
      return;
    }
    double small = StrictMath.exp(-draws.normal(how.scale()));
    double x = -small * draws.between(-how.shift(), how.shift());
    double y = -small * draws.between(-how.shift(), how.shift());
    warp.open(image);
    warp.look(small, 0, 0, small, x, y, null, 0, 0, image);
  }
}
