package backprop.ui.common;

import backprop.message.KeepAll;
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
    for (Message message : messages) {
      all.append(all.isEmpty() ? "" : " ").append(texts.text(message));
    }
    return all.toString();
  }

  private void update() {
    getChildren().clear();
    for (Message message : messages) {
      if (!getChildren().isEmpty()) {
        getChildren().add(new Text(" "));
      }
      String before = "";
      for (Span span : texts.spans(message)) {
        getChildren().add(text(span, before));
        before = span.text();
      }
    }
    setAccessibleText(text());
  }

  private static Text text(Span span, String before) {
    Text text = new Text(KeepAll.join(before, span.text()));
    text.getStyleClass().addAll("span", span.tone().name().toLowerCase(Locale.ROOT));
    if (span.strong()) {
      text.getStyleClass().add("strong");
    }
    return text;
  }
}
