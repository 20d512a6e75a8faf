package backprop.file.code;

import java.util.HashSet;
import java.util.Set;

/// The names that are taken in one piece of Python, and those that are still free.
final class Identifiers {
  private final Set<String> taken;

  /// A piece in which these names mean something already.
  Identifiers(Set<String> taken) {
    this.taken = new HashSet<>(taken);
  }

  /// A text as a name of its own: `class` becomes `class_`, a second `x` becomes `x_2`.
  String free(String text) {
    String name = PythonNames.identifier(text);
    String free = PythonNames.RESERVED.contains(name) ? name + "_" : name;
    for (int number = 2; !taken.add(free); number++) {
      free = name + "_" + number;
    }
    return free;
  }
}
