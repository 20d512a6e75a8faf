package backprop.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.ui.common.UserFolders;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogConfiguratorTest {

  @TempDir Path home;
  private final LoggerContext context = new LoggerContext();

  @BeforeEach
  void moveHome() {
    context.setMDCAdapter(new LogbackMDCAdapter());
    System.setProperty(UserFolders.HOME_PROPERTY, home.toString());
  }

  @AfterEach
  void moveBack() {
    context.stop();
    System.clearProperty(UserFolders.HOME_PROPERTY);
  }

  @Test
  void theLogIsAFileInTheCacheFolder() throws IOException {
    assertEquals(
        ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY, new LogConfigurator().configure(context));
    context.getLogger("test").error("it broke", new IllegalStateException("because"));
    context.getLogger("test").debug("too much detail");
    String log = Files.readString(home.resolve("cache").resolve("backprop.log"));
    assertTrue(log.contains("it broke") && log.contains("because"), "log: " + log);
    assertTrue(!log.contains("too much detail"), log);
  }

  @Test
  void aLogThatGrewLargeBeginsAnew() throws IOException {
    Path file = home.resolve("cache").resolve("backprop.log");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "x".repeat(1 << 21));
    new LogConfigurator().configure(context);
    context.getLogger("test").warn("new");
    String log = Files.readString(file);
    assertTrue(log.length() < 1000 && log.contains("new"), log.length() + " characters");
  }
}
