package backprop.op;

import backprop.message.Language;
import backprop.message.Message;
import backprop.message.Messages;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is said about operations: names, lessons, kinks, and the words a search finds them by.
///
/// The texts are in the bundle `op`; a test proves that every row of [Ops] has all of them in both
/// languages.
public final class OpTexts {
  private OpTexts() {}

  /// The display name, for the palette: "Multiply".
  public static Message name(OpType type) {
    return Message.of("op." + type.name() + ".name");
  }

  /// The display name of an operation.
  public static Message name(Op op) {
    return name(Ops.type(op));
  }

  /// The one sentence to remember about the operation's backward pass.
  public static Message lesson(OpType type) {
    return Message.of("op." + type.name() + ".lesson");
  }

  /// The lesson of an operation.
  public static Message lesson(Op op) {
    return lesson(Ops.type(op));
  }

  /// Which convention holds at the operation's kink; empty for operations that have none.
  public static Optional<Message> kink(Op op) {
    String key = "op." + op.name() + ".kink";
    return Messages.in(Language.ENGLISH).has(key) ? Optional.of(Message.of(key)) : Optional.empty();
  }

  /// The words by which a search finds the operation, whatever the language of the screen: its name
  /// in files, its sign, its names and synonyms in English and Korean, and other spellings.
  public static List<String> searchWords(OpType type) {
    Set<String> words = new LinkedHashSet<>();
    words.add(type.name());
    words.add(type.create().sign());
    words.addAll(type.aliases());
    for (Language language : Language.values()) {
      Messages texts = Messages.in(language);
      words.add(texts.format(name(type)));
      Arrays.stream(texts.format("op." + type.name() + ".search").split(","))
          .map(String::strip)
          .filter(word -> !word.isEmpty())
          .forEach(words::add);
    }
    return List.copyOf(words);
  }
}
