package backprop.file.code;

import backprop.graph.Graph;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.NodeNames;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What each value is called in Python: its name where Python can have it, in any script.
///
/// `W₁` becomes `W1`, `learning rate` becomes `learning_rate`; a name that Python or the program
/// needs gets a `_`, a second value of the same name a number.
final class PythonNames {
  /// What Python keeps for itself.
  private static final String KEYWORDS =
      """
      False None True and as assert async await break class continue def del elif else
      except finally for from global if import in is lambda nonlocal not or pass raise
      return try while with yield
      """;

  /// What a program calls things itself.
  private static final String OWN =
      """
      np torch os json time gzip struct argparse step self ctx dout dy own given inputs gradients math sys print float dict zip
      list tuple range max sum grads super
      """;

  /// What the parts of `assets/code` are called.
  private static final String PARTS =
      """
      Abs Add add_gradients Affine affine AMax ArgMax array_key AveragePool2d Batches
      BatchNorm below binary_cross_entropy BinaryCrossEntropy bits CENTRE check_data
      CLASSES clip_gradients Concat Convolution convolution Cos cross_entropy CrossEntropy
      Digits Div DOCUMENT Dropout dropout evaluate Exp FAR fit Flatten greater Identity
      idx_file initial largest_gradient LeakyRelu Log make_optimizer Mask MatMul Maximum
      MaxPool2d Mean MeanSquaredError Minimum mix Mul Negate Net one_hot OneHot
      own_gradient Pad pad PLAN pooling Pow RANKS Ranks rate_factor ratio read_options
      read_schedule read_stop Reciprocal Record Relu Reshape rows rows_of save_model
      settled SHAPES share Sigmoid Sin Softmax softmax softmax_loss SoftmaxWithLoss spread
      Sqrt Step stop Sub Sum sum_to SumSquaredError TAIL Tan Tanh times train Transpose
      transpose Trunc USUAL windows
      """;

  /// Every name that a value cannot have.
  static final Set<String> RESERVED = Set.of((KEYWORDS + OWN + PARTS).strip().split("\\s+"));

  private final Map<NodeId, String> identifiers = new HashMap<>();
  private final Map<NodeId, String> labels = new HashMap<>();

  private PythonNames(Graph graph) {
    NodeNames symbols = NodeNames.of(graph);
    Identifiers free = new Identifiers(RESERVED);
    Set<String> takenLabels = new HashSet<>();
    for (Node node : graph.nodes()) {
      boolean number = node instanceof Node.Constant && node.name().isEmpty();
      String symbol = number ? "c" : symbols.symbol(node.id());
      identifiers.put(node.id(), free.free(symbol));
      labels.put(node.id(), label(symbol, takenLabels));
    }
  }

  static PythonNames of(Graph graph) {
    return new PythonNames(graph);
  }

  private static String label(String symbol, Set<String> taken) {
    String free = symbol;
    for (int number = 2; !taken.add(free); number++) {
      free = symbol + "_" + number;
    }
    return free;
  }

  /// A text as an identifier; `d_…` is left to gradients.
  static String identifier(String text) {
    StringBuilder name = new StringBuilder();
    Normalizer.normalize(text.strip(), Normalizer.Form.NFKC)
        .codePoints()
        .forEach(
            letter ->
                name.appendCodePoint(
                    Character.isLetter(letter)
                            || Character.getType(letter) == Character.DECIMAL_DIGIT_NUMBER
                        ? letter
                        : '_'));
    if (name.isEmpty() || !Character.isLetter(name.codePointAt(0))) {
      name.insert(0, '_');
    }
    String plain = name.toString();
    return plain.startsWith("d_") || plain.startsWith("__") ? "v" + plain : plain;
  }

  /// The variable of a value.
  String variable(NodeId id) {
    return at(identifiers, id);
  }

  /// The variable of a value's gradient.
  String gradient(NodeId id) {
    return "d_" + at(identifiers, id);
  }

  /// The person's own name of a value, under which its gradient is given back.
  String label(NodeId id) {
    return at(labels, id);
  }

  private static String at(Map<NodeId, String> names, NodeId id) {
    String name = names.get(id);
    if (name == null) {
      throw new IllegalArgumentException("no node " + id);
    }
    return name;
  }
}
