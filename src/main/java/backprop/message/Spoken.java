package backprop.message;

import java.util.Optional;

/// A value that some languages say in words of their own, as an argument of a [Message].
public interface Spoken {
  /// The words; nothing where `toString` is the same in every language.
  Optional<Message> words();
}
