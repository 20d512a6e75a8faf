package backprop.app;

import backprop.message.Message;
import backprop.message.MessageException;
import backprop.ui.common.StatusModel;
import javafx.application.Platform;
import org.slf4j.LoggerFactory;

/// What nobody caught: to the log in full, to the person as one sentence.
final class Failures implements Thread.UncaughtExceptionHandler {

  private final StatusModel status;

  Failures(StatusModel status) {
    this.status = status;
  }

  /// Takes over from Java's own way, which prints a stack trace.
  void install() {
    Thread.setDefaultUncaughtExceptionHandler(this);
    Thread.currentThread().setUncaughtExceptionHandler(this);
  }

  @Override
  public void uncaughtException(Thread thread, Throwable failure) {
    Message sentence;
    if (failure instanceof MessageException forPerson) {
      sentence = forPerson.sentence();
    } else {
      LoggerFactory.getLogger(Failures.class).error("Uncaught in {}", thread.getName(), failure);
      sentence = Message.of("app.unexpected", LogConfigurator.file().toString());
    }
    if (Platform.isFxApplicationThread()) {
      status.wrong(sentence);
    } else {
      Platform.runLater(() -> status.wrong(sentence));
    }
  }
}
