package backprop.network;

import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.op.Softmax;
import backprop.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A document compiled to float32: an immutable list of instructions over numbered buffers.
///
/// ```java
/// Program program = Program.compile(document, Set.of(), Mode.GRADIENT);
/// Workspace workspace = program.workspace(100);
/// workspace.load(Weights.initial(document.graph()));
/// for (int row = 0; row < 100; row++) workspace.pixels(row, bytes, from).label(row, digit);
/// double loss = workspace.forward();
/// workspace.backward();
/// ```
///
/// Any graph without cycles compiles whose operations the float32 engine knows; at a fork the
/// gradients add up. A program is safe for any number of threads; each needs a [Workspace] of its
/// own.
public final class Program {
  private final GraphDocument document;
  private final Mode mode;
  private final Compilation plan;

  Program(GraphDocument document, Mode mode, Compilation plan) {
    this.document = document;
    this.mode = mode;
    this.plan = plan;
  }

  /// Compiles a document.
  ///
  /// The loss is the node that the document marks so, else its output; the prediction is the marked
  /// node, else what enters the loss.
  ///
  /// @param observed nodes whose value and (in [Mode#GRADIENT]) gradient will be read, such as the
  ///   image for `∂L/∂x`; gradients of nodes that lie on no way from these or from a parameter to
  ///   the loss are not computed
  /// @throws ProgramException with a sentence naming the node, for an operation that has no float32
  ///   form yet, an empty port, shapes that do not fit, or a missing loss
  public static Program compile(GraphDocument document, Set<NodeId> observed, Mode mode) {
    return new Program(document, mode, Compiler.compile(document, observed, mode));
  }

  public GraphDocument document() {
    return document;
  }

  public Mode mode() {
    return mode;
  }

  /// The same program, but every node is observed.
  Program observingAll() {
    return compile(document, Set.copyOf(order()), mode);
  }

  /// The parameters that this program reads, in topological order.
  public List<NodeId> parameters() {
    return plan.parameters();
  }

  /// The nodes that this program computes, in the order of the forward pass.
  public List<NodeId> order() {
    return List.copyOf(plan.slots().keySet());
  }

  /// The shape of a node's value; its batch axis symbolic.
  ///
  /// @throws IllegalArgumentException if the program does not compute the node
  public Shape shape(NodeId node) {
    return plan.shapes().get(slot(node));
  }

  /// What sentences call a node: its name, or its operation's sign.
  public String nameOf(NodeId node) {
    return ProgramText.node(document.graph(), node);
  }

  /// Whether the backward pass computes this node's gradient.
  public boolean hasGradient(NodeId node) {
    return plan.slots().containsKey(node) && plan.gradients().get(plan.slots().get(node));
  }

  /// Whether the gradient of the last backward pass stays where it was computed: it is not one that
  /// another is written over and that is computed again when asked for.
  public boolean keepsGradient(NodeId node) {
    return hasGradient(node) && !plan.overwrittenGradients().get(slot(node));
  }

  /// The node whose largest value is the answer.
  public Optional<NodeId> prediction() {
    return plan.prediction();
  }

  /// The node that training lowers; empty in [Mode#PREDICT].
  public Optional<NodeId> loss() {
    return plan.loss();
  }

  /// The input that takes the images, if the document has one.
  public Optional<NodeId> image() {
    return plan.data(Node.Source.Column.IMAGE);
  }

  /// The input that takes the labels, if the document has one and the mode needs it.
  public Optional<NodeId> label() {
    return plan.data(Node.Source.Column.LABEL);
  }

  /// How the image input scales the images.
  public Node.Scaling scaling() {
    return image()
        .map(document.graph()::node)
        .filter(Node.Input.class::isInstance)
        .map(Node.Input.class::cast)
        .map(input -> input.source().scaling())
        .orElse(Node.Scaling.SHARES);
  }

  /// How many numbers one image has; 0 without an image input.
  public int pixels() {
    return image().map(node -> rowSize(shape(node))).orElse(0);
  }

  /// How many classes the prediction tells apart.
  public int classes() {
    return prediction().map(node -> rowSize(shape(node))).orElse(0);
  }

  /// Whether the prediction's values are probabilities already, being those of a softmax.
  boolean predictsProbabilities() {
    return prediction()
        .map(document.graph()::node)
        .filter(node -> node instanceof Node.Operation op && op.op() instanceof Softmax)
        .isPresent();
  }

  /// New buffers for a batch of this size on the fastest kernels of this machine.
  public Workspace workspace(int batch) {
    return workspace(batch, Kernels.best());
  }

  /// New buffers for a batch of this size.
  public Workspace workspace(int batch, Kernels kernels) {
    return workspace(batch, kernels, Team.ALONE);
  }

  /// New buffers for a batch of this size whose passes these threads run together.
  public Workspace workspace(int batch, Kernels kernels, Team team) {
    return new Workspace(this, plan, batch, kernels, team);
  }

  int slot(NodeId node) {
    Integer slot = plan.slots().get(node);
    if (slot == null) {
      throw new IllegalArgumentException("the program does not compute " + node);
    }
    return slot;
  }

  /// Floats in one row of the batch.
  static int rowSize(Shape shape) {
    int size = 1;
    for (int axis = shape.rank() < 2 ? 0 : 1; axis < shape.rank(); axis++) {
      size *= shape.dim(axis);
    }
    return size;
  }
}
