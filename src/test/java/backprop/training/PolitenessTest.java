package backprop.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class PolitenessTest {
  /// Where the niceness stands among the fields after the name in `/proc/…/stat` (`proc(5)`: field
  /// 19, the name is field 2).
  private static final int NICE_AFTER_NAME = 16;

  @Test
  @EnabledOnOs(OS.LINUX)
  void aPoliteThreadLetsOthersGoFirstAndNoOtherIsTouched() throws Exception {
    int before = niceness();
    assumeTrue(before < 10, "this thread is polite already");
    var polite = new AtomicReference<>(Optional.<Integer>empty());
    var thread =
        new Thread(
            () -> {
              Politeness.begin();
              polite.set(Optional.of(niceness()));
            });
    thread.start();
    thread.join();
    assertEquals(Optional.of(10), polite.get());
    assertEquals(before, niceness());
  }

  private static int niceness() {
    try {
      String stat = Files.readString(Path.of("/proc/thread-self/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return Integer.parseInt(fields[NICE_AFTER_NAME]);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
