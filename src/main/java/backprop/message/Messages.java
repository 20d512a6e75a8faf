package backprop.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The texts of one language, from the bundles in `assets/messages`.
///
/// A key names its bundle before the first dot (`graph.undo` is in `graph.properties`, in Korean
/// `graph_ko.properties`), and a bundle is read when the first of its keys is asked for: starting
/// the program reads what the first window says. A text that Korean lacks is said in English; one
/// that English lacks is shown as its key, so that a slip is seen and stops nobody. Safe for any
/// number of threads.
public final class Messages {

  private static final Messages ENGLISH = new Messages(Language.ENGLISH);
  private static final Messages KOREAN = new Messages(Language.KOREAN);

  private final Language language;
  private final Map<String, Map<String, MessagePattern>> bundles = new ConcurrentHashMap<>();

  private Messages(Language language) {
    this.language = language;
  }

  /// The texts of this language; the same object each time, since texts never change.
  public static Messages in(Language language) {
    return switch (language) {
      case ENGLISH -> ENGLISH;
      case KOREAN -> KOREAN;
    };
  }

  /// The language of these texts.
  public Language language() {
    return language;
  }

  /// The message as plain text, its markup dropped.
  public String format(Message message) {
    return spans(message).stream().map(Span::text).collect(Collectors.joining());
  }

  /// The text of this key, with these arguments.
  public String format(String key, Object... arguments) {
    return format(Message.of(key, arguments));
  }

  /// The message with the emphasis and the colours that stand in it.
  public List<Span> spans(Message message) {
    MessagePattern pattern = pattern(message);
    if (pattern == null) {
      return List.of(new Span(message.key(), Tone.PLAIN, false));
    }
    return pattern.fill(index -> argument(message, index));
  }

  private String argument(Message message, int index) {
    return index < message.arguments().size()
        ? show(message.arguments().get(index))
        : "{" + index + "}";
  }

  private String show(Object argument) {
    return switch (argument) {
      case Message inner -> format(inner);
      case Spoken value -> value.words().map(this::format).orElseGet(value::toString);
      case Double number -> NumberText.of(number);
      case Float number -> NumberText.of(number);
      case Integer count -> NumberText.count(count);
      case Long count -> NumberText.count(count);
      default -> argument.toString();
    };
  }

  private @Nullable MessagePattern pattern(Message message) {
    MessagePattern own = bundle(message.bundle()).get(message.key());
    return own != null || language == Language.ENGLISH
        ? own
        : in(Language.ENGLISH).pattern(message);
  }

  /// Whether this language has a text of its own for the key.
  public boolean has(String key) {
    return bundle(Message.of(key).bundle()).containsKey(key);
  }

  /// The texts of one bundle, taken apart; empty where there is no such bundle.
  Map<String, MessagePattern> bundle(String name) {
    return bundles.computeIfAbsent(name, this::read);
  }

  private Map<String, MessagePattern> read(String name) {
    String path = "/backprop/assets/messages/" + name + language.suffix() + ".properties";
    Properties texts = new Properties();
    try (InputStream in = Messages.class.getResourceAsStream(path)) {
      if (in == null) {
        return Map.of();
      }
      Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
      texts.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("The message bundle " + path + " cannot be read.", e);
    }
    return texts.stringPropertyNames().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                key -> key, key -> MessagePattern.parse(texts.getProperty(key))));
  }
}
