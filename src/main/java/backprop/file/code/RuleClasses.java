package backprop.file.code;

import backprop.graph.Node;
import backprop.graph.NodeId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;

/// The classes of a document's own rules, in the order in which they are computed.
///
/// @param names the class of each node at which a rule stands
/// @param text all of them
record RuleClasses(Map<NodeId, String> names, String text) {

  /// @param write the text of a class of this name
  static RuleClasses of(Program program, BiFunction<String, RuleParts, String> write) {
    Identifiers free = new Identifiers(PythonNames.RESERVED);
    free.free(PythonText.className(program.document().title()));
    Map<NodeId, String> names = new HashMap<>();
    StringBuilder text = new StringBuilder();
    for (Node.Operation operation : program.operations()) {
      program
          .rules()
          .at(operation.id())
          .ifPresent(
              rule -> {
                String label = PythonText.className(program.names().label(operation.id()));
                String name = free.free(label + "Rule");
                names.put(operation.id(), name);
                text.append(write.apply(name, RuleParts.of(program, operation, rule)));
              });
    }
    return new RuleClasses(names, text.toString());
  }
}
