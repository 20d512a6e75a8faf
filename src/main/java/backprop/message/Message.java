package backprop.message;

import java.util.List;

/// A sentence as a value: the key of a text in the message bundles, and what goes into it.
///
/// The core speaks to a person only through such values, so that every sentence exists in every
/// language and a test can say which sentence it expects. Arguments are texts, numbers, or
/// messages that are formatted first.
public record Message(String key, List<Object> arguments) {
  public Message {
    arguments = List.copyOf(arguments);
  }

  public static Message of(String key, Object... arguments) {
    return new Message(key, List.of(arguments));
  }
}
