package backprop.cli;

import backprop.data.DataException;
import backprop.data.DataSource;
import backprop.data.DigitSet;
import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.Shapes;
import backprop.message.Message;
import backprop.message.MessageException;
import backprop.tensor.CounterRandom;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A few rows for the inputs of a document that wait for data: of a data set, or seeded numbers.
///
/// Seeded pixels lie between 0 and 1, seeded labels are classes that the loss knows.
final class SampleRows {
  /// How many rows: as many as the textbook takes for its gradient check.
  static final int ROWS = 3;

  private static final long SEED = 1;
  private static final int DIGITS = 10;

  private final Graph graph;
  private final Optional<DigitSet> set;

  private SampleRows(Graph graph, Optional<DigitSet> set) {
    this.graph = graph;
    this.set = set;
  }

  /// The rows of each input that is bound to data.
  ///
  /// @param folder where the data set lies; seeded numbers without one
  /// @throws MessageException if the data set cannot be read, or its images have another size
  static Map<NodeId, Tensor> of(GraphDocument document, Optional<Path> folder) {
    SampleRows rows = new SampleRows(document.graph(), folder.map(SampleRows::read));
    Map<NodeId, Tensor> data = new HashMap<>();
    for (Node node : document.graph().nodes()) {
      if (node instanceof Node.Input(NodeId id, _, Node.Source.Data(var column, Shape shape, _))) {
        Shape bound = shape.isSymbolic() ? shape.bind(ROWS) : shape;
        data.put(
            id,
            switch (column) {
              case IMAGE -> rows.images(id, bound);
              case LABEL -> rows.labels(id, bound);
            });
      }
    }
    return data;
  }

  private static DigitSet read(Path folder) {
    try {
      return DataSource.open(folder).test();
    } catch (DataException e) {
      throw new MessageException(e.problem(), e);
    }
  }

  private Tensor images(NodeId id, Shape shape) {
    if (set.isEmpty()) {
      long key = CounterRandom.key(SEED, CounterRandom.name(id.text()));
      return Tensor.generate(shape, i -> CounterRandom.uniform(key, i));
    }
    int pixels = set.get().pixelsPerImage();
    int rows = count(shape);
    if (shape.size() != rows * pixels) {
      throw new MessageException(
          Message.of("check.data-size", id.text(), shape, set.get().rows(), set.get().columns()));
    }
    float[] numbers = new float[rows * pixels];
    set.get().gather(indices(rows), numbers);
    return Tensor.generate(shape, i -> numbers[i]);
  }

  private Tensor labels(NodeId id, Shape shape) {
    int rows = count(shape);
    int classes = shape.rank() > 1 ? shape.dim(-1) : classes(id);
    int[] labels = new int[rows];
    if (set.isPresent()) {
      set.get().gatherLabels(indices(rows), labels);
    } else {
      long key = CounterRandom.key(SEED, CounterRandom.name(id.text()));
      for (int i = 0; i < rows; i++) {
        labels[i] = (int) (CounterRandom.uniform(key, i) * classes);
      }
    }
    return shape.rank() > 1
        ? Tensor.generate(shape, i -> labels[i / classes] == i % classes ? 1 : 0)
        : Tensor.generate(shape, i -> labels[i]);
  }

  private static int count(Shape shape) {
    return shape.rank() == 0 ? 1 : shape.dim(0);
  }

  private static int[] indices(int rows) {
    return java.util.stream.IntStream.range(0, rows).toArray();
  }

  /// How many classes the scores have beside which this label stands.
  private int classes(NodeId label) {
    Shapes shapes = Shapes.of(graph);
    for (Edge use : graph.uses(label)) {
      Optional<Shape> scores =
          graph.inputs(use.to()).stream()
              .filter(edge -> edge.port() == 0)
              .findFirst()
              .flatMap(edge -> shapes.of(edge.from()));
      if (scores.filter(shape -> shape.rank() > 0).isPresent()) {
        return scores.get().dim(-1);
      }
    }
    return DIGITS;
  }
}
