package backprop.training;

import backprop.network.Team;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A [Team] of threads that wait for each other by looking again and again, because a pass is
/// shorter than it takes to wake a thread.
///
/// A lane that waits long lets other threads of the machine go first, and one that waits very long
/// (training is paused) sleeps until there is work. One thread at a time may call [#run].
public final class ThreadTeam implements Team, AutoCloseable {
  /// Looks before a waiting lane offers its processor to others.
  private static final int LOOKS = 300;

  /// Looks and offers before a lane without work sleeps: some hundred microseconds.
  private static final int OFFERS = LOOKS + 300;

  private final int lanes;
  private final Thread[] threads;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger busy = new AtomicInteger();
  private final AtomicInteger started = new AtomicInteger();
  private volatile int meeting;
  private volatile boolean closed;
  private volatile boolean broken;
  private volatile @Nullable Throwable failure;
  private @Nullable Work work;

  /// Starts `lanes` − 1 threads, of which nothing keeps the program from ending.
  ///
  /// @throws IllegalArgumentException if there is not at least one lane
  public ThreadTeam(int lanes) {
    this(lanes, () -> {});
  }

  /// @param first what each thread does at first, such as lowering its priority
  ThreadTeam(int lanes, Runnable first) {
    if (lanes < 1) {
      throw new IllegalArgumentException("A team has at least one lane, not " + lanes + ".");
    }
    this.lanes = lanes;
    threads = new Thread[lanes - 1];
    for (int i = 0; i < threads.length; i++) {
      int lane = i + 1;
      threads[i] = new Thread(() -> work(lane, first), "Training lane " + lane);
      threads[i].setDaemon(true);
      threads[i].start();
    }
  }

  @Override
  public int lanes() {
    return lanes;
  }

  @Override
  public void run(Work work) {
    if (closed) {
      throw new IllegalStateException("The team is closed.");
    }
    this.work = work;
    busy.set(threads.length);
    started.incrementAndGet();
    for (Thread thread : threads) {
      LockSupport.unpark(thread);
    }
    runLane(work, 0);
    for (int looks = 0; busy.get() > 0; looks++) {
      pause(looks);
    }
    Throwable first = failure;
    if (first != null) {
      failure = null;
      broken = false;
      waiting.set(0);
      throw first instanceof RuntimeException known ? known : new IllegalStateException(first);
    }
  }

  private void work(int lane, Runnable first) {
    first.run();
    int done = 0;
    while (true) {
      for (int looks = 0; started.get() == done; looks++) {
        if (closed) {
          return;
        }
        if (looks < OFFERS) {
          pause(looks);
        } else {
          LockSupport.park(this);
        }
      }
      done = started.get();
      Work now = work;
      if (now != null) {
        runLane(now, lane);
      }
      busy.decrementAndGet();
    }
  }

  private void runLane(Work work, int lane) {
    try {
      work.run(lane);
    } catch (Broken _) {
      // another lane said why
    } catch (Throwable e) {
      if (failure == null) {
        failure = e;
      }
      broken = true;
    }
  }

  @Override
  public void meet() {
    if (lanes == 1) {
      return;
    }
    int now = meeting;
    if (waiting.incrementAndGet() == lanes) {
      waiting.set(0);
      meeting = now + 1;
      return;
    }
    for (int looks = 0; meeting == now; looks++) {
      if (broken) {
        throw new Broken();
      }
      pause(looks);
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // only the machine's evenness goes by it
  private static void pause(int looks) {
    if (looks < LOOKS) {
      Thread.onSpinWait();
    } else {
      Thread.yield();
    }
  }

  /// Lets the threads end.
  @Override
  public void close() {
    closed = true;
    for (Thread thread : threads) {
      LockSupport.unpark(thread);
    }
  }

  /// Ends a lane because another failed.
  private static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1;

    Broken() {
      super(null, null, false, false);
    }
  }
}
