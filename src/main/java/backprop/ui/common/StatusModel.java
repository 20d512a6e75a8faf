package backprop.ui.common;

import backprop.message.Message;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Duration;

/// The one sentence of the status line: what just happened, or what went wrong, in words a person
/// can act on.
///
/// What is said leaves after a while by itself; a sentence about something wrong stays until the
/// next one. Call on the FX thread.
public final class StatusModel {

  /// How long an ordinary sentence stays.
  static final Duration STAY = Duration.seconds(8);

  /// A sentence and whether it tells of something wrong.
  public record Sentence(Message message, boolean wrong) {}

  private final ReadOnlyObjectWrapper<Optional<Sentence>> sentence =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final PauseTransition leave = new PauseTransition(STAY);

  /// A line with nothing said.
  public StatusModel() {
    leave.setOnFinished(_ -> clear());
  }

  /// Says what happened; leaves after some seconds.
  public void say(Message message) {
    sentence.set(Optional.of(new Sentence(message, false)));
    leave.playFromStart();
  }

  /// Says what went wrong and what to do; stays until the next sentence.
  public void wrong(Message message) {
    leave.stop();
    sentence.set(Optional.of(new Sentence(message, true)));
  }

  /// Says nothing any more.
  public void clear() {
    leave.stop();
    sentence.set(Optional.empty());
  }

  /// What is said now.
  public ReadOnlyObjectProperty<Optional<Sentence>> sentenceProperty() {
    return sentence.getReadOnlyProperty();
  }
}
