package backprop.ui.common;

import backprop.message.Message;
import backprop.message.Span;
import java.util.List;
import java.util.Locale;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.beans.value.ObservableValue;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/// A sentence with the bold and the colours that its message says, following the language.
public final class SpanFlow extends TextFlow {

  private final Texts texts;
  // Held here and observed weakly, so that a sentence that was replaced can be collected.
  private final InvalidationListener languageChanged = _ -> update();
  private List<Message> messages = List.of();

  /// An empty sentence.
  public SpanFlow(Texts texts) {
    this.texts = texts;
    getStyleClass().add("sentence");
    texts.languageProperty().addListener(new WeakInvalidationListener(languageChanged));
  }

  /// A sentence that follows this message.
  public SpanFlow(Texts texts, ObservableValue<Message> message) {
    this(texts);
    message.subscribe(now -> show(now));
  }

  /// Shows these sentences one after the other.
  public void show(Message... sentences) {
    messages = List.of(sentences);
    update();
  }

  /// The text shown now, without emphasis.
  public String text() {
    StringBuilder all = new StringBuilder();
    getChildren().forEach(child -> all.append(((Text) child).getText()));
    return all.toString();
  }

  private void update() {
    getChildren().clear();
    for (Message message : messages) {
      if (!getChildren().isEmpty()) {
        getChildren().add(new Text(" "));
      }
      texts.spans(message).forEach(span -> getChildren().add(text(span)));
    }
    setAccessibleText(text());
  }

  private static Text text(Span span) {
    Text text = new Text(span.text());
    text.getStyleClass().addAll("span", span.tone().name().toLowerCase(Locale.ROOT));
    if (span.strong()) {
      text.getStyleClass().add("strong");
    }
    return text;
  }
}
