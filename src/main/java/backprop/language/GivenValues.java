package backprop.language;

import backprop.graph.Edit;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.tensor.Tensor;
import java.util.Map;

/// Puts the caller's values into inputs and parameters that the text defines itself.
final class GivenValues {
  private GivenValues() {}

  static GraphDocument give(Program.Read read, Map<String, Tensor> values) {
    GraphDocument document = read.document();
    if (values.isEmpty()) {
      return document;
    }
    for (Map.Entry<NodeId, Name> entry : read.names().entrySet()) {
      Tensor value = values.get(entry.getValue().text());
      if (value == null
          || entry.getValue().number() > 1
          || read.free().contains(entry.getKey())
          || document.graph().node(entry.getKey()) instanceof Node.Operation) {
        continue;
      }
      document = new Edit.SetValue(entry.getKey(), value).applyTo(document).or(document);
    }
    return document;
  }
}
