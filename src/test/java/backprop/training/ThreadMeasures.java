package backprop.training;

import java.lang.reflect.Method;

/// What the current thread has used: processor time and memory asked for.
///
/// The JDK's module for this (`jdk.management`) is none that the program needs, so it is reached by
/// reflection.
public final class ThreadMeasures {
  private final Object bean;
  private final Method allocated;
  private final Method time;

  public ThreadMeasures() throws ReflectiveOperationException {
    bean =
        Class.forName("java.lang.management.ManagementFactory")
            .getMethod("getThreadMXBean")
            .invoke(null);
    Class<?> type = Class.forName("com.sun.management.ThreadMXBean");
    allocated = type.getMethod("getCurrentThreadAllocatedBytes");
    time = type.getMethod("getCurrentThreadCpuTime");
  }

  public long allocatedBytes() throws ReflectiveOperationException {
    return (long) allocated.invoke(bean);
  }

  /// Nanoseconds on a processor: what other programs take does not count.
  public long processorTime() throws ReflectiveOperationException {
    return (long) time.invoke(bean);
  }
}
