package backprop.cli;

import backprop.autodiff.EvaluationContext;
import backprop.autodiff.Evaluator;
import backprop.autodiff.Trace;
import backprop.data.DigitSet;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.message.Message;
import backprop.message.MessageException;
import backprop.network.FloatTensor;
import backprop.network.Mode;
import backprop.network.Program;
import backprop.network.Weights;
import backprop.network.Workspace;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// The gradients of one training batch in float32 and in float64, with the same dropout masks.
///
/// @param batch how many rows it had
/// @param loss32 the loss in float32
/// @param loss64 the loss in float64
record GradientComparison(int batch, double loss32, double loss64, List<Row> rows) {
  /// What rounding to float32 explains: gradients of the networks here differ by 10⁻⁷ to 10⁻⁵ of
  /// their largest number, wrong ones by a tenth and more.
  static final double TOLERANCE = 1e-4;

  /// The smallest scale, as a share of the largest number of all gradients.
  static final double LEAST_SCALE = 0.01;

  GradientComparison {
    rows = List.copyOf(rows);
  }

  /// One parameter.
  ///
  /// @param largest the largest absolute number of its float64 gradient
  /// @param difference the largest absolute difference of the two
  /// @param scale what the difference is held against: `largest`, but at least [#LEAST_SCALE] of
  ///   the largest number of all gradients, because a gradient may be 0 by cancelling (that of a
  ///   bias before batch normalisation is) and then is nothing but rounding
  record Row(String name, Shape shape, double largest, double difference, double scale) {
    /// The difference as a share of the scale.
    double relative() {
      return difference == 0 ? 0 : difference / scale;
    }

    private Row against(double overall) {
      return new Row(name, shape, largest, difference, Math.max(largest, LEAST_SCALE * overall));
    }

    boolean agrees() {
      return relative() <= TOLERANCE; // not so for a NaN
    }
  }

  boolean agrees() {
    return rows.stream().allMatch(Row::agrees);
  }

  /// Compares on the first images of the set, or on the document's own values.
  ///
  /// @throws MessageException if the document cannot be trained, or does not fit the images
  static GradientComparison of(
      GraphDocument document, Weights weights, Optional<DigitSet> images, int rows, long seed) {
    Program program = Program.compile(document, Set.of(), Mode.GRADIENT);
    boolean waits = program.image().isPresent() || program.label().isPresent();
    if (waits && images.isEmpty()) {
      throw new MessageException(Message.of("train.no-data"));
    }
    int batch = waits ? Math.min(rows, images.orElseThrow().count()) : 1;
    Workspace workspace = program.workspace(batch).load(weights);
    Map<NodeId, Tensor> data = new HashMap<>();
    if (waits) {
      check(program, images.orElseThrow());
      fill(workspace, images.orElseThrow(), batch, data);
    }
    workspace.train(seed, 0);
    double loss = workspace.forward();
    workspace.backward();
    Trace trace =
        Evaluator.trace(
            document,
            new EvaluationContext(data, weights.toTensors(), true, seed, 0, weights.toState()));
    Map<NodeId, Tensor> exact = trace.gradients();
    List<Row> compared = new ArrayList<>();
    for (NodeId id : program.parameters()) {
      if (program.hasGradient(id)) {
        Tensor expected = exact.get(id);
        if (expected == null) {
          throw new MessageException(Message.of("train.gradcheck.no-gradient", program.nameOf(id)));
        }
        compared.add(row(program.nameOf(id), workspace.gradient(id), expected));
      }
    }
    if (compared.isEmpty()) {
      throw new MessageException(Message.of("trainer.no-parameters"));
    }
    double overall = compared.stream().mapToDouble(Row::largest).max().orElse(0);
    compared.replaceAll(row -> row.against(overall));
    double loss64 = Objects.requireNonNull(trace.values().get(program.loss().orElseThrow())).item();
    return new GradientComparison(batch, loss, loss64, compared);
  }

  private static Row row(String name, FloatTensor actual, Tensor expected) {
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < expected.size(); i++) {
      largest = Math.max(largest, Math.abs(expected.get(i)));
      difference = Math.max(difference, Math.abs(expected.get(i) - actual.get(i)));
    }
    return new Row(name, expected.shape(), largest, difference, largest);
  }

  private static void check(Program program, DigitSet images) {
    if (program.image().isEmpty() || program.label().isEmpty()) {
      throw new MessageException(Message.of("trainer.no-data-input"));
    }
    if (program.pixels() != images.pixelsPerImage()) {
      throw new MessageException(
          Message.of(
              "trainer.pixels",
              program.nameOf(program.image().get()),
              program.pixels(),
              images.pixelsPerImage()));
    }
    if (program.classes() != images.classes()) {
      throw new MessageException(
          Message.of("trainer.classes", program.classes(), images.classes()));
    }
    if (!program.shape(program.image().get()).isSymbolic()) {
      throw new MessageException(
          Message.of(
              "trainer.batch-axis",
              program.nameOf(program.image().get()),
              program.shape(program.image().get()).toString()));
    }
  }

  private static void fill(
      Workspace workspace, DigitSet images, int batch, Map<NodeId, Tensor> data) {
    int size = images.pixelsPerImage();
    byte[] bytes = new byte[batch * size];
    int[] labels = new int[batch];
    for (int row = 0; row < batch; row++) {
      images.copyBytes(row, bytes, row * size);
      labels[row] = images.label(row);
      workspace.pixels(row, bytes, row * size).label(row, labels[row]);
    }
    for (Node node : workspace.program().document().graph().nodes()) {
      if (node instanceof Node.Input(NodeId id, _, Node.Source.Data(var column, Shape shape, _))) {
        Shape bound = shape.bind(batch);
        int classes = bound.rank() > 1 ? bound.dim(-1) : 1;
        data.put(
            id,
            switch (column) {
              case IMAGE -> Tensor.generate(bound, i -> (bytes[i] & 255) / 255.0);
              case LABEL ->
                  Tensor.generate(
                      bound,
                      i ->
                          bound.rank() > 1
                              ? (labels[i / classes] == i % classes ? 1 : 0)
                              : labels[i]);
            });
      }
    }
  }
}
