package backprop.network;

import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.tensor.CounterRandom;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// The buffers in which one thread runs a [Program] on batches of one size, made once: neither pass
/// allocates.
///
/// Values and gradients stay until the next pass and can be read at any node. Not safe for several
/// threads.
public final class Workspace {
  private final Program program;
  private final Compilation plan;
  private final Kernels kernels;
  private final int batch;
  private final Team team;
  private final Schedule schedule;
  private final Team.Work forward = this::forward;
  private final Team.Work backward = this::backward;
  private final Band[] all;
  private final Matrix[] values;
  private final Matrix[] gradients;
  private final Matrix[] inner;
  private final Matrix[] spares;
  private final Matrix[] scratches;
  private final Matrix[][] own;
  private final double[][] losses;

  /// For products of a single row, as many as the longest row has numbers.
  private final int[] places;

  private final int[][] labels;
  private final Map<NodeId, Map<String, Matrix>> state = new LinkedHashMap<>();
  private final int image;
  private final Node.Scaling scaling;
  private final int label;
  private final int loss;
  private final int prediction;
  private double lossValue = Double.NaN;
  private boolean exact;
  private boolean training;
  private long seed;
  private long step;

  Workspace(Program program, Compilation plan, int batch, Kernels kernels, Team team) {
    if (batch < 1) {
      throw new IllegalArgumentException("A batch has at least one row, not " + batch + ".");
    }
    this.program = program;
    this.plan = plan;
    this.kernels = kernels;
    this.batch = batch;
    this.team = team;
    this.schedule = Schedule.of(plan, batch, team.lanes());
    int count = plan.shapes().size();
    values = new Matrix[count];
    gradients = new Matrix[count];
    inner = new Matrix[count];
    losses = new double[count][];
    all = new Band[count];
    labels = new int[count][];
    for (NodeId id : plan.slots().keySet()) {
      place(id, plan.slots().get(id));
    }
    for (int slot = plan.slots().size(); slot < count; slot++) {
      makeBuffers(slot); // of no node, between the parts of an operation
    }
    for (int slot = 0; slot < count; slot++) {
      all[slot] = new Band(0, 0, 0, values[slot].rows);
    }
    for (Instruction instruction : plan.instructions()) {
      if (instruction instanceof Instruction.SoftmaxLoss softmax) {
        inner[softmax.y()] = new Matrix(values[softmax.x()].rows, values[softmax.x()].columns);
        losses[softmax.y()] = new double[values[softmax.x()].rows];
      }
    }
    spares = plan.spares().stream().map(this::matrix).toArray(Matrix[]::new);
    scratches = plan.scratches().stream().map(this::matrix).toArray(Matrix[]::new);
    own = new Matrix[team.lanes()][];
    for (int lane = 0; lane < own.length; lane++) {
      own[lane] = plan.own().stream().map(this::matrix).toArray(Matrix[]::new);
    }
    int longest = 0;
    for (Matrix value : values) {
      longest = value.rows == 1 ? Math.max(longest, value.columns) : longest;
    }
    places = new int[longest];
    image = program.image().map(program::slot).orElse(-1);
    scaling = program.scaling();
    label = program.label().map(program::slot).orElse(-1);
    loss = program.loss().map(program::slot).orElse(-1);
    prediction = program.prediction().map(program::slot).orElse(-1);
  }

  private void place(NodeId id, int slot) {
    makeBuffers(slot);
    switch (plan.graph().node(id)) {
      case Node.Constant constant -> set(slot, constant.value());
      case Node.Input input -> {
        if (input.source() instanceof Node.Source.Given(Tensor value)) {
          set(slot, value);
        }
      }
      case Node.Parameter parameter -> {}
      case Node.Operation operation -> remember(operation);
    }
  }

  private void makeBuffers(int slot) {
    Shape shape = plan.shapes().get(slot);
    if (plan.labels().get(slot)) {
      labels[slot] = new int[shape.bind(batch).size()];
    }
    int shared = plan.aliases().get(slot);
    values[slot] = shared == slot ? matrix(shape) : values[shared];
    if (plan.gradients().get(slot)) {
      int sharing = plan.gradientAliases().get(slot);
      gradients[slot] = sharing == slot ? matrix(shape) : gradients[sharing];
    }
  }

  private void remember(Node.Operation operation) {
    Map<String, Matrix> named = new TreeMap<>();
    initialState(operation).forEach((name, tensor) -> named.put(name, matrix(tensor.shape())));
    if (!named.isEmpty()) {
      state.put(operation.id(), named);
      forget(operation.id());
    }
  }

  private Map<String, Tensor> initialState(Node.Operation operation) {
    return operation
        .op()
        .initialState(
            plan.graph().inputs(operation.id()).stream()
                .map(edge -> plan.shapes().get(program.slot(edge.from())))
                .toList());
  }

  private void forget(NodeId id) {
    Map<String, Matrix> named = state.getOrDefault(id, Map.of());
    initialState((Node.Operation) plan.graph().node(id))
        .forEach(
            (name, tensor) -> FloatTensor.of(tensor).read(Objects.requireNonNull(named.get(name))));
  }

  private Matrix matrix(Shape symbolic) {
    Shape shape = symbolic.bind(batch);
    int rows = shape.rank() < 2 ? 1 : shape.dim(0);
    return new Matrix(rows, shape.size() / rows);
  }

  private void set(int slot, Tensor value) {
    FloatTensor.of(value).read(values[slot]);
    int[] indices = labels[slot];
    if (indices != null) {
      for (int i = 0; i < indices.length; i++) {
        indices[i] = (int) value.get(i);
      }
    }
  }

  public Program program() {
    return program;
  }

  public int batch() {
    return batch;
  }

  /// Takes over the values of all parameters, and what operations remember (what they begin with
  /// where the weights say nothing of it).
  ///
  /// @throws IllegalArgumentException if one is missing or has another shape
  public Workspace load(Weights weights) {
    for (NodeId id : program.parameters()) {
      FloatTensor value =
          weights.find(id).orElseThrow(() -> new IllegalArgumentException("no weights for " + id));
      if (!value.shape().equals(program.shape(id))) {
        throw new IllegalArgumentException(
            "the weights of " + id + " are " + value.shape() + ", not " + program.shape(id));
      }
      value.read(values[program.slot(id)]);
    }
    state.forEach(
        (id, named) -> {
          forget(id);
          Map<String, FloatTensor> given = weights.state().getOrDefault(id, Map.of());
          named.forEach(
              (name, matrix) -> {
                FloatTensor kept = given.get(name);
                if (kept != null && kept.size() == matrix.rows * matrix.columns) {
                  kept.read(matrix);
                }
              });
        });
    return this;
  }

  /// Takes over the parameters of another workspace of the same document, without allocating.
  public void loadFrom(Workspace other) {
    List<NodeId> parameters = program.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      NodeId id = parameters.get(i);
      values[program.slot(id)].copy(other.values[other.program.slot(id)]);
    }
    state.forEach(
        (id, named) -> {
          Map<String, Matrix> from = other.state.getOrDefault(id, named);
          named.forEach((name, matrix) -> matrix.copy(from.getOrDefault(name, matrix)));
        });
  }

  /// A copy of the parameters' values and of what operations remember.
  public Weights weights() {
    Map<NodeId, FloatTensor> tensors = new LinkedHashMap<>();
    for (NodeId id : program.parameters()) {
      tensors.put(id, value(id));
    }
    Map<NodeId, Map<String, FloatTensor>> remembered = new LinkedHashMap<>();
    state.forEach(
        (id, named) -> {
          Map<String, FloatTensor> copies = new LinkedHashMap<>();
          named.forEach(
              (name, matrix) -> copies.put(name, FloatTensor.of(Shape.of(matrix.columns), matrix)));
          remembered.put(id, Map.copyOf(copies));
        });
    return Weights.of(tensors).withState(remembered);
  }

  /// From here on the passes are those of this training step: dropout drops by masks of this seed,
  /// batch normalisation looks at the batch and remembers it. A new workspace infers.
  public void train(long seed, long step) {
    this.training = true;
    this.seed = seed;
    this.step = step;
  }

  /// From here on the passes infer: nothing is random, nothing is remembered.
  public void infer() {
    training = false;
  }

  /// Puts an image of bytes (0 paper, 255 ink; its numbers are the bytes divided by 255, scaled as
  /// the document says) into a row of the batch.
  public Workspace pixels(int row, byte[] source, int from) {
    kernels.pixels(source, from, values[image], row);
    scale(row);
    return this;
  }

  /// Puts an image of numbers from 0 to 1, scaled as the document says, into a row of the batch.
  public Workspace pixels(int row, float[] source) {
    Matrix x = values[image];
    System.arraycopy(source, 0, x.data, row * x.stride, x.columns);
    scale(row);
    return this;
  }

  private void scale(int row) {
    if (scaling.isStandardised()) {
      kernels.shiftRow(
          values[image],
          row,
          (float) (1 / scaling.deviation()),
          (float) (-scaling.mean() / scaling.deviation()));
    }
  }

  /// Says which class a row of the batch belongs to, as an index or one-hot, as the document has
  /// it.
  public Workspace label(int row, int digit) {
    int[] indices = labels[label];
    if (indices != null) {
      indices[row] = digit;
      values[label].data[row] = digit; // for operations that take labels as numbers
    } else {
      Matrix t = values[label];
      for (int j = 0; j < t.columns; j++) {
        t.set(row, j, j == digit ? 1 : 0);
      }
    }
    return this;
  }

  /// Sets the value of any node that is not computed, such as a given input.
  ///
  /// @throws IllegalArgumentException if the number of values is not that of the node
  public void set(NodeId node, Tensor value) {
    int slot = program.slot(node);
    if (value.size() != values[slot].rows * values[slot].columns) {
      throw new IllegalArgumentException(value.shape() + " does not fill " + program.shape(node));
    }
    set(slot, value);
  }

  /// Runs the forward pass.
  ///
  /// @return the loss; NaN in [Mode#PREDICT]
  public double forward() {
    exact = false;
    team.run(forward);
    if (loss < 0) {
      return Double.NaN;
    }
    if (!exact) {
      lossValue = values[loss].data[0];
    }
    return lossValue;
  }

  /// Runs the backward pass after [#forward], with 1 as the gradient of the loss.
  ///
  /// @throws IllegalStateException unless the program was compiled for [Mode#GRADIENT]
  public void backward() {
    if (program.mode() != Mode.GRADIENT) {
      throw new IllegalStateException("the program was compiled without gradients");
    }
    gradients[loss].data[0] = 1;
    team.run(backward);
  }

  private void forward(int lane) {
    int lanes = team.lanes();
    for (int i = 0; i < schedule.rows().size(); i++) {
      schedule.rows().get(i).prepare(this, lane, lanes);
    }
    for (int i = 0; i < schedule.parts().size(); i++) {
      team.meet();
      schedule.parts().get(i).forward(this, lane, lanes);
    }
  }

  private void backward(int lane) {
    int lanes = team.lanes();
    for (int i = schedule.parts().size() - 1; i >= 0; i--) {
      schedule.parts().get(i).backward(this, lane, lanes);
      team.meet();
    }
    for (int i = schedule.rows().size() - 1; i >= 0; i--) {
      schedule.rows().get(i).gather(this, lane, lanes);
    }
  }

  /// Waits for the other lanes.
  void meet() {
    team.meet();
  }

  /// The loss of the last forward pass.
  public double loss() {
    return lossValue;
  }

  /// A copy of a node's value.
  ///
  /// What another value was written over (see [InPlace]) is computed again, from the parameters as
  /// they are now; a program that observes the node keeps it instead.
  public FloatTensor value(NodeId node) {
    int slot = program.slot(node);
    if (plan.overwrittenValues().get(slot)) {
      return again().value(node);
    }
    return FloatTensor.of(plan.shapes().get(slot).bind(batch), values[slot]);
  }

  /// A copy of a node's gradient `∂loss/∂node`; computed again like a [#value] if it was
  /// overwritten.
  ///
  /// @throws IllegalArgumentException if the program computes none; see [Program#hasGradient]
  public FloatTensor gradient(NodeId node) {
    if (!program.hasGradient(node)) {
      throw new IllegalArgumentException("the program computes no gradient of " + node);
    }
    int slot = program.slot(node);
    if (plan.overwrittenGradients().get(slot)) {
      Workspace again = again();
      again.backward();
      return again.gradient(node);
    }
    return FloatTensor.of(plan.shapes().get(slot).bind(batch), gradients[slot]);
  }

  /// A workspace that overwrites nothing, after a forward pass of the same batch.
  private Workspace again() {
    Workspace other = program.observingAll().workspace(batch, kernels);
    for (NodeId id : program.order()) {
      if (!(plan.graph().node(id) instanceof Node.Operation)) {
        int from = program.slot(id);
        int to = other.program.slot(id);
        other.values[to].copy(values[from]);
        if (labels[from] != null) {
          System.arraycopy(labels[from], 0, other.labels[to], 0, labels[from].length);
        }
      }
    }
    other.loadFrom(this);
    other.training = training;
    other.seed = seed;
    other.step = step;
    other.forward();
    return other;
  }

  /// The class with the largest value of the prediction in this row; the first of equals.
  public int predicted(int row) {
    Matrix y = values[prediction];
    int best = 0;
    for (int j = 1; j < y.columns; j++) {
      if (y.get(row, j) > y.get(row, best)) {
        best = j;
      }
    }
    return best;
  }

  /// How sure the network is of each class in this row: softmax of the prediction, unless that is
  /// one already.
  public float[] probabilities(int row) {
    Matrix y = values[prediction];
    float[] result = new float[y.columns];
    System.arraycopy(y.data, row * y.stride, result, 0, y.columns);
    if (program.predictsProbabilities()) {
      return result;
    }
    float max = Rows.max(y, row);
    double sum = 0;
    for (int j = 0; j < result.length; j++) {
      sum += Math.exp(result[j] - max);
    }
    for (int j = 0; j < result.length; j++) {
      result[j] = (float) (Math.exp(result[j] - max) / sum);
    }
    return result;
  }

  boolean training() {
    return training;
  }

  /// The key of a node's random numbers in this step.
  long key(long node) {
    return CounterRandom.key(seed, node, step);
  }

  /// Takes computed class indices over as whole numbers, and says whether all are classes.
  boolean takeLabels(int slot, int classes) {
    int[] indices = labels[slot];
    Matrix computed = values[slot];
    boolean known = true;
    for (int i = 0; i < indices.length; i++) {
      float index = computed.data[i];
      boolean isClass = index >= 0 && index < classes && index == Math.rint(index);
      indices[i] = isClass ? (int) index : 0;
      known &= isClass;
    }
    return known;
  }

  /// All that operations remember, always in the same order.
  List<Matrix> remembered() {
    return state.values().stream().flatMap(named -> named.values().stream()).toList();
  }

  /// A vector that the node remembers.
  Matrix state(NodeId node, String name) {
    return Objects.requireNonNull(Objects.requireNonNull(state.get(node)).get(name));
  }

  Kernels kernels() {
    return kernels;
  }

  Team team() {
    return team;
  }

  Matrix value(int slot) {
    return values[slot];
  }

  Matrix gradient(int slot) {
    return gradients[slot];
  }

  Matrix inner(int slot) {
    return inner[slot];
  }

  Matrix scratch(int index) {
    return scratches[index];
  }

  /// A buffer of the lane's own.
  Matrix own(int index, int lane) {
    return own[lane][index];
  }

  /// All rows of a buffer.
  Band all(int slot) {
    return all[slot];
  }

  /// Room for places in a single row.
  int[] places() {
    return places;
  }

  /// Each row's share of a loss.
  double[] losses(int slot) {
    return losses[slot];
  }

  int[] labels(int slot) {
    return labels[slot];
  }

  void lossOf(int slot, double value) {
    values[slot].data[0] = (float) value;
    if (slot == loss) {
      lossValue = value;
      exact = true;
    }
  }

  /// The buffer in which a contribution to a gradient is computed.
  Matrix into(Instruction.Target target) {
    return target.spare() < 0 ? gradients[target.slot()] : spares[target.spare()];
  }

  /// Adds the contribution to what arrived before, unless it was the first.
  void arrived(Instruction.Target target) {
    add(target, 0, gradients[target.slot()].rows);
  }

  /// Adds some rows of the contribution.
  void arrived(Instruction.Target target, Band rows) {
    add(target, rows.from(), rows.end());
  }

  /// Adds the contribution that the lanes computed together.
  void arrived(Instruction.Target target, int lane, int lanes) {
    if (target.spare() >= 0) {
      int rows = gradients[target.slot()].rows;
      if (lanes > 1) {
        team.meet();
      }
      add(target, Bands.share(rows, lane, lanes), Bands.share(rows, lane + 1, lanes));
      if (lanes > 1) {
        team.meet();
      }
    }
  }

  private void add(Instruction.Target target, int from, int end) {
    if (target.spare() >= 0) {
      Matrix sum = gradients[target.slot()];
      kernels.add(sum, spares[target.spare()], sum, from, end);
    }
  }
}
