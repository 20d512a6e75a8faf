package backprop.app;

import backprop.ui.common.UserFolders;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Sends the log to a file in the user's cache folder and nowhere else: nothing technical reaches
/// the terminal.
///
/// In code rather than XML, which would be parsed at the first log line. The file is begun anew
/// when it grew past a megabyte. A `logback-test.xml` on the class path goes before it, so that
/// tests write no file.
@ConfiguratorRank(ConfiguratorRank.FALLBACK + 1)
public final class LogConfigurator extends ContextAwareBase implements Configurator {

  private static final long LARGEST_BYTES = 1 << 20;

  /// For the service loader.
  public LogConfigurator() {}

  /// The file.
  public static Path file() {
    return UserFolders.ofSystem().cache().resolve("backprop.log");
  }

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    Path file = file();
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level [%thread] %logger - %msg%n%ex");
    encoder.start();
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setContext(context);
    appender.setName("file");
    appender.setFile(file.toString());
    appender.setAppend(!isTooLarge(file));
    appender.setEncoder(encoder);
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(appender);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static boolean isTooLarge(Path file) {
    try {
      return Files.exists(file) && Files.size(file) > LARGEST_BYTES;
    } catch (IOException e) {
      return false;
    }
  }
}
