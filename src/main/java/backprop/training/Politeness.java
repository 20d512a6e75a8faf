package backprop.training;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How the training thread lets a window's threads go first.
///
/// With as many busy threads as processors, the operating system lets the thread that feeds the
/// window wait for its turn beside one that never pauses: gaps between frames of 40 to 90 ms were
/// seen, and none over 35 ms with this. A polite thread still gets every moment that nobody else
/// wants, so an idle window costs training nothing.
final class Politeness {
  private static final Logger LOG = LoggerFactory.getLogger(Politeness.class);

  /// `setpriority(2)`: this thread's own, on Linux, where threads have niceness of their own.
  private static final int PRIO_PROCESS = 0;

  private static final int THIS_THREAD = 0;

  /// About a tenth of the share of a usual thread (`sched(7)`, "the nice value").
  private static final int NICENESS = 10;

  private Politeness() {}

  /// Makes the current thread polite; where the system has no such thing, nothing changes.
  @SuppressWarnings("ThreadPriorityCheck") // only evenness goes by it, never correctness
  static void begin() {
    // what Windows and macOS go by; on Linux the JVM ignores it unless told otherwise
    Thread.currentThread().setPriority(Thread.MIN_PRIORITY);
    if (System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
      beginOnLinux();
    }
  }

  @SuppressWarnings("restricted") // a call of the C library, with three numbers
  private static void beginOnLinux() {
    Linker linker = Linker.nativeLinker();
    try {
      MethodHandle setPriority =
          linker.downcallHandle(
              linker.defaultLookup().findOrThrow("setpriority"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT,
                  ValueLayout.JAVA_INT,
                  ValueLayout.JAVA_INT,
                  ValueLayout.JAVA_INT));
      int failed = (int) setPriority.invokeExact(PRIO_PROCESS, THIS_THREAD, NICENESS);
      if (failed != 0) {
        LOG.debug("The training thread keeps the priority of the others");
      }
    } catch (Throwable e) { // what invokeExact declares; training goes on without
      LOG.debug("The training thread keeps the priority of the others", e);
    }
  }
}
