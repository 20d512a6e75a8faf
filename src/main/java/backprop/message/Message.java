package backprop.message;

import java.util.List;

/// A sentence as a value: the key of a text in a message bundle and what fills its places.
///
/// Core code that has something to tell a person returns a message and stays free of languages;
/// [Messages] turns it into text. An argument is a number (shown by [NumberText]), a text taken as
/// it is, or another message.
///
/// @param key name of the bundle, a dot, and the name within it: `graph.problem.empty-port`
/// @param arguments what fills `{0}`, `{1}` …; never modified
public record Message(String key, List<Object> arguments) {

  /// Copies the arguments.
  public Message {
    arguments = List.copyOf(arguments);
  }

  /// A message with these arguments.
  public static Message of(String key, Object... arguments) {
    return new Message(key, List.of(arguments));
  }

  /// The bundle that holds this message's text: what stands before the first dot of the key.
  public String bundle() {
    int dot = key.indexOf('.');
    return dot < 0 ? key : key.substring(0, dot);
  }
}
