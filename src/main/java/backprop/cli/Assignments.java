package backprop.cli;

import backprop.file.PastedNumbers;
import backprop.file.UnreadableNumbers;
import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.message.Message;
import backprop.message.MessageException;
import backprop.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Values by name, as `--set x=1.5 --set W=[[1,2],[3,4]]` gives them.
record Assignments(Map<String, Tensor> values) {

  /// Reads `name=value` each; the last value of a name holds.
  ///
  /// @throws MessageException if one has no `=`, or no number where one must be
  static Assignments read(List<String> settings) {
    var values = new LinkedHashMap<String, Tensor>();
    for (var setting : settings) {
      var at = setting.indexOf('=');
      if (at < 1) {
        throw new MessageException(Message.of("cli.no-assignment", setting));
      }
      var name = setting.substring(0, at).strip();
      values.put(name, value("--set " + name, setting.substring(at + 1)));
    }
    return new Assignments(values);
  }

  /// Reads one value: a number, nested lists, or a NumPy print.
  ///
  /// @param where what the sentence names if it is none
  static Tensor value(String where, String text) {
    try {
      return PastedNumbers.parse(text);
    } catch (UnreadableNumbers e) {
      throw new MessageException(Message.of("cli.bad-numbers", where, e.sentence()), e);
    }
  }

  /// The document with these values: at the inputs, parameters and constants of these names.
  ///
  /// @param name what the sentence calls the document
  /// @throws MessageException if one of the names is nothing's
  GraphDocument in(GraphDocument document, String name) {
    if (values.isEmpty()) {
      return document;
    }
    var names = NamedNodes.of(document.graph());
    Graph graph = document.graph();
    for (var entry : values.entrySet()) {
      var node = names.find(entry.getKey()).map(document.graph()::node);
      if (node.isEmpty() || node.get() instanceof Node.Operation) {
        throw new MessageException(
            Message.of(
                "cli.no-such-value", name, entry.getKey(), String.join(", ", names.settable())));
      }
      graph = graph.with(with(node.get(), entry.getValue()));
    }
    return document.withGraph(graph);
  }

  private static Node with(Node node, Tensor value) {
    return switch (node) {
      case Node.Input(var id, var name, _) ->
          new Node.Input(id, name, new Node.Source.Given(value));
      case Node.Parameter(var id, var name, _, _) ->
          new Node.Parameter(id, name, value.shape(), new Node.Init.Given(value));
      case Node.Constant(var id, var name, _) -> new Node.Constant(id, name, value);
      case Node.Operation operation -> operation;
    };
  }
}
