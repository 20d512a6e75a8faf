package backprop.ui.common;

import backprop.message.KeepAll;
import backprop.message.Language;
import backprop.message.Message;
import backprop.message.Messages;
import backprop.message.Span;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;

/// The texts of the language a person chose, as values that follow the choice.
///
/// A label binds its text (`label.textProperty().bind(texts.bind("transport.play"))`) and so
/// changes with the language, with nothing opened again. Bindings hold this object weakly observed:
/// what is dropped needs no unsubscribing.
public final class Texts {

  private final ObjectProperty<Language> language = new SimpleObjectProperty<>();

  /// Texts in this language.
  public Texts(Language language) {
    this.language.set(language);
  }

  /// The language, which may be set at any time.
  public ObjectProperty<Language> languageProperty() {
    return language;
  }

  /// The language.
  public Language language() {
    return language.get();
  }

  /// The text of this key now.
  public String text(String key, Object... arguments) {
    return text(Message.of(key, arguments));
  }

  /// The message as plain text now.
  public String text(Message message) {
    return messages().format(message);
  }

  /// The message now, with its emphasis and colours: for [SpanFlow].
  public List<Span> spans(Message message) {
    return messages().spans(message);
  }

  /// The message to be shown now, its Korean words held together where a line is broken.
  public String shown(Message message) {
    return KeepAll.join(text(message));
  }

  /// The text of this key to be shown, following the language.
  public StringBinding bind(String key, Object... arguments) {
    return bind(Message.of(key, arguments));
  }

  /// The message to be shown as plain text, following the language.
  public StringBinding bind(Message message) {
    return Bindings.createStringBinding(() -> shown(message), language);
  }

  /// The message to be shown as plain text, following both the message and the language.
  public StringBinding bind(ObservableValue<Message> message) {
    return Bindings.createStringBinding(() -> shown(message.getValue()), message, language);
  }

  private Messages messages() {
    return Messages.in(language.get());
  }
}
