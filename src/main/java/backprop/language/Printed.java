package backprop.language;

import backprop.message.Message;

/// A graph in words: text that can be read back, or text with the reason why not.
public sealed interface Printed {

  /// The text; statements are separated by line ends.
  String text();

  /// Text that says the whole graph.
  record Whole(String text) implements Printed {}

  /// Text of a graph that is not complete: `?` stands where something is missing.
  ///
  /// @param reason one sentence for the person: what is missing and where
  record Incomplete(String text, Message reason) implements Printed {}
}
