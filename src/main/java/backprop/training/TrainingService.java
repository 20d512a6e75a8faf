package backprop.training;

import backprop.network.Kernels;
import backprop.network.Program;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Trains one network at a time on a thread of its own, and hands over what happens as immutable
/// snapshots.
///
/// ```java
/// try (TrainingService service = new TrainingService()) {
///   service.start(TrainingPlan.textbook(document, data));
///   // at every frame:
///   service.poll().ifPresent(snapshot -> show(snapshot));
/// }
/// ```
///
/// Every method returns at once; requests are obeyed between two batches. Pausing, polling and pace
/// change no bit of the result. The mailbox holds one snapshot: a new one is made when the last was
/// taken, and always when the state changes, so that nobody polling costs the run nothing. Safe for
/// any number of threads.
public final class TrainingService implements AutoCloseable {
  /// What a run is asked to do next.
  enum Wish {
    NONE,
    RUN,
    PAUSE,
    STOP
  }

  /// A run to be started.
  ///
  /// @param from where it goes on, if it does
  record Order(int run, TrainingPlan plan, Program program, Optional<Checkpoint> from) {
    Run begin(Engine engine) {
      return from.map(checkpoint -> new Run(run, checkpoint, program, engine))
          .orElseGet(() -> new Run(run, plan, program, engine));
    }
  }

  /// What was asked of a run since the last batch.
  ///
  /// @param single whether it pauses after one batch
  /// @param rewind whether it goes back to its initial weights first
  /// @param checkpoints who waits for a checkpoint
  record Asked(
      Wish wish, boolean single, boolean rewind, List<CompletableFuture<Checkpoint>> checkpoints) {}

  private final Optional<Kernels> given;
  private final AtomicReference<@Nullable TrainingSnapshot> mailbox = new AtomicReference<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // guarded by the lock
  private @Nullable Order order;
  private Wish wish = Wish.NONE;
  private boolean rewind;
  private boolean one;
  private List<CompletableFuture<Checkpoint>> checkpoints = new ArrayList<>();
  private boolean closed;
  private int runs;

  /// Whether a request waits to be obeyed: the one thing the training thread looks at between
  /// batches.
  private volatile boolean attention;

  /// Whether the evaluation under way is to be broken off: for good, or to be done again after a
  /// pause.
  private volatile boolean abandon;

  private volatile double rate;
  private volatile Pace pace = Pace.FULL_SPEED;
  private volatile @Nullable TrainingSnapshot newest;

  /// A service on the fastest kernels of this machine.
  ///
  /// Loading them takes up to a quarter of a second the first time; that happens on the training
  /// thread, when a run starts.
  public TrainingService() {
    this(Optional.empty(), true, 1);
  }

  /// A service on these kernels.
  public TrainingService(Kernels kernels) {
    this(Optional.of(kernels), true, 1);
  }

  /// A service on the fastest kernels for a program without a window: nobody else's threads go
  /// first.
  ///
  /// @param threads how many compute together, at least 1; their number changes no bit
  public static TrainingService withoutWindow(int threads) {
    return new TrainingService(Optional.empty(), false, threads);
  }

  /// The thread ends with [#close], and does not keep the program alive.
  private TrainingService(Optional<Kernels> given, boolean polite, int threads) {
    this.given = given;
    Thread thread = new Thread(new TrainingLoop(this, polite, threads), "training");
    thread.setDaemon(true);
    thread.start();
  }

  /// Which kernels it computes on; before the first run this may take a moment.
  public Kernels kernels() {
    return given.orElseGet(Kernels::best);
  }

  /// Starts a run; one that is under way is given up.
  ///
  /// @throws backprop.network.ProgramException if the document cannot be trained, with a sentence
  ///   naming the node
  /// @throws TrainingException if the document does not fit the data
  public void start(TrainingPlan plan) {
    start(plan, Optional.empty());
  }

  /// Goes on with a run from a checkpoint; one that is under way is given up.
  ///
  /// @throws backprop.network.ProgramException if the document cannot be trained
  /// @throws TrainingException if the document does not fit the data
  public void start(Checkpoint from) {
    start(from.plan(), Optional.of(from));
  }

  private void start(TrainingPlan plan, Optional<Checkpoint> from) {
    Program program = Run.check(plan);
    locked(
        () -> {
          order = new Order(++runs, plan, program, from);
          wish = Wish.NONE;
          rewind = false;
          one = false;
          rate = from.map(Checkpoint::rate).orElse(plan.rate());
          pace = plan.pace();
          abandon = true;
          // an old snapshot must not be taken for the new run's
          mailbox.set(null);
          newest = null;
        });
  }

  /// Waits after the batch under way.
  public void pause() {
    locked(
        () -> {
          wish = Wish.PAUSE;
          abandon = true;
        });
  }

  /// Goes on after a pause, or after a rewind.
  public void resume() {
    locked(() -> wish = Wish.RUN);
  }

  /// Does one batch and pauses, whatever the pace.
  public void oneBatch() {
    locked(
        () -> {
          one = true;
          wish = Wish.RUN;
        });
  }

  /// Ends the run where it stands; both sets are read a last time.
  public void stop() {
    locked(
        () -> {
          wish = Wish.STOP;
          abandon = true;
        });
  }

  /// Takes the run back to its initial weights with an empty record, and pauses there.
  public void rewind() {
    locked(
        () -> {
          rewind = true;
          abandon = true;
          wish = Wish.NONE;
        });
  }

  /// Changes the learning rate from the next batch on.
  ///
  /// @throws IllegalArgumentException unless it is positive and finite
  public void setRate(double rate) {
    if (!(rate > 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException("A learning rate is a positive number, not " + rate + ".");
    }
    locked(() -> this.rate = rate);
  }

  /// Changes the pace from the next batch on.
  public void setPace(Pace pace) {
    locked(() -> this.pace = pace);
  }

  /// Asks for all that going on from here needs; it comes after the batch under way.
  ///
  /// An evaluation under way is broken off and done again. Fails with an `IllegalStateException` if
  /// the run is given up meanwhile, or none was started.
  public CompletableFuture<Checkpoint> checkpoint() {
    CompletableFuture<Checkpoint> wanted = new CompletableFuture<>();
    locked(
        () -> {
          checkpoints.add(wanted);
          abandon = true;
          if (closed || runs == 0) {
            refuseCheckpoints();
          }
        });
    return wanted;
  }

  private void refuseCheckpoints() {
    checkpoints.forEach(
        wanted -> wanted.completeExceptionally(new IllegalStateException("no run goes on")));
    checkpoints = new ArrayList<>();
  }

  /// Takes the newest snapshot out of the mailbox: empty if nothing has happened since the last
  /// call.
  public Optional<TrainingSnapshot> poll() {
    return Optional.ofNullable(mailbox.getAndSet(null));
  }

  /// The newest snapshot that was made, without taking it; it may be older than what the next
  /// [#poll] brings.
  public Optional<TrainingSnapshot> newest() {
    return Optional.ofNullable(newest);
  }

  /// Waits until the run is finished, stopped or failed, and gives its last snapshot: for commands
  /// and tests.
  ///
  /// @throws IllegalStateException if nothing was started, or the service was closed
  public TrainingSnapshot await() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        TrainingSnapshot snapshot = newest;
        if (snapshot != null && order == null && snapshot.state().ended()) {
          return snapshot;
        }
        if (closed || runs == 0) {
          throw new IllegalStateException("no run to wait for");
        }
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Waits until the run is finished, stopped or failed, but not longer than this.
  ///
  /// @return its last snapshot; empty if it goes on
  /// @throws IllegalStateException if nothing was started, or the service was closed
  public Optional<TrainingSnapshot> await(Duration longest) throws InterruptedException {
    long left = longest.toNanos();
    lock.lockInterruptibly();
    try {
      while (true) {
        TrainingSnapshot snapshot = newest;
        if (snapshot != null && order == null && snapshot.state().ended()) {
          return Optional.of(snapshot);
        }
        if (closed || runs == 0) {
          throw new IllegalStateException("no run to wait for");
        }
        if (left <= 0) {
          return Optional.empty();
        }
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Gives up the run and ends the thread.
  @Override
  public void close() {
    locked(
        () -> {
          closed = true;
          refuseCheckpoints();
          abandon = true;
        });
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
      attention = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  // ---- for the training thread
  // -------------------------------------------------------------------

  /// Waits for a run to be started.
  ///
  /// @return nothing when the service was closed
  @Nullable Order nextOrder() {
    lock.lock();
    try {
      while (order == null && !closed) {
        changed.awaitUninterruptibly();
      }
      Order next = closed ? null : order;
      order = null;
      abandon = false;
      return next;
    } finally {
      lock.unlock();
    }
  }

  /// Whether a request waits to be obeyed.
  boolean attention() {
    return attention;
  }

  /// Whether an evaluation under way is to be broken off.
  boolean abandoned() {
    return abandon;
  }

  double rate() {
    return rate;
  }

  Pace pace() {
    return pace;
  }

  /// Whether the last snapshot was taken out of the mailbox.
  boolean snapshotTaken() {
    return mailbox.get() == null;
  }

  /// Takes what was asked; nothing if the run under way is to be left.
  Optional<Asked> take() {
    lock.lock();
    try {
      attention = false;
      if (closed || order != null) {
        refuseCheckpoints();
        return Optional.empty();
      }
      Asked asked = new Asked(wish, one, rewind, checkpoints);
      checkpoints = new ArrayList<>();
      wish = Wish.NONE;
      one = false;
      rewind = false;
      abandon = false;
      return Optional.of(asked);
    } finally {
      lock.unlock();
    }
  }

  /// Waits until something is asked, at most so long.
  void awaitAttention(long nanos) {
    lock.lock();
    try {
      long left = nanos;
      while (!attention && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      // nobody interrupts this thread but the JVM's end; the request that follows is obeyed as
      // usual
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /// Hands this snapshot over, unless another run was ordered.
  void publish(TrainingSnapshot snapshot) {
    lock.lock();
    try {
      if (order != null) {
        return;
      }
      newest = snapshot;
      mailbox.set(snapshot);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
