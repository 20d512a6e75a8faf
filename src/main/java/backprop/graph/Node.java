package backprop.graph;

import backprop.op.Op;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;

/// A node of the graph: an input, a parameter, a constant or an operation.
///
/// The name is the person's and may be empty or repeated; the id is unique and never shown.
public sealed interface Node {
  NodeId id();

  String name();

  /// A value from outside: given in the document, or bound to a column of a data set.
  record Input(NodeId id, String name, Source source) implements Node {
    public Shape shape() {
      return source.shape();
    }
  }

  /// A value that training changes. The document says how it begins; the current value is in the
  /// weights beside the document.
  record Parameter(NodeId id, String name, Shape shape, Init init) implements Node {}

  /// A number that belongs to the graph, such as the −1 of `×(−1)`: it gets no gradient.
  record Constant(NodeId id, String name, Tensor value) implements Node {}

  /// An operation on the values at its ports.
  record Operation(NodeId id, String name, Op op) implements Node {}

  /// Where an input's value comes from.
  sealed interface Source {
    Shape shape();

    /// How numbers of a data set become this input's value.
    default Scaling scaling() {
      return this instanceof Data data ? data.scaling : Scaling.SHARES;
    }

    /// A value written in the document; a label when no gradient is wanted for it.
    record Given(Tensor value) implements Source {
      @Override
      public Shape shape() {
        return value.shape();
      }
    }

    /// A column of the data set that is bound at evaluation; the first axis is the batch.
    ///
    /// @param scaling how the pixels of an image are scaled; labels never are
    record Data(Column column, Shape shape, Scaling scaling) implements Source {
      public Data {
        if (column == Column.LABEL && scaling.isStandardised()) {
          throw new IllegalArgumentException("Labels are not scaled.");
        }
      }

      /// Pixels as they come: from 0 for paper to 1 for ink.
      public Data(Column column, Shape shape) {
        this(column, shape, Scaling.SHARES);
      }
    }

    /// The columns of a data set.
    enum Column {
      IMAGE,
      LABEL
    }
  }

  /// How a pixel, a share from 0 for paper to 1 for ink, becomes a number of the image input:
  /// `(share − mean) / deviation`.
  record Scaling(double mean, double deviation) {
    /// The share itself.
    public static final Scaling SHARES = new Scaling(0, 1);

    public Scaling {
      if (!Double.isFinite(mean) || !(deviation > 0) || Double.isInfinite(deviation)) {
        throw new IllegalArgumentException(
            "A scaling has a finite mean and a positive deviation, not " + mean + ", " + deviation);
      }
    }

    /// Whether it changes anything.
    public boolean isStandardised() {
      return mean != 0 || deviation != 1;
    }

    /// The number of this share of ink.
    public double of(double share) {
      return (share - mean) / deviation;
    }
  }

  /// How a parameter begins.
  sealed interface Init {
    /// Given values, for small parameters.
    record Given(Tensor value) implements Init {}

    /// Normal with mean 0 and this standard deviation.
    record Normal(double deviation, long seed) implements Init {}

    /// Normal with deviation √(2 / (fan in + fan out)) (Glorot and Bengio 2010).
    record Glorot(long seed) implements Init {}

    /// Normal with deviation √(2 / fan in) (He and others 2015).
    record He(long seed) implements Init {}

    /// Zeros.
    record Zeros() implements Init {}
  }

  /// This node with another name.
  default Node named(String name) {
    return switch (this) {
      case Input n -> new Input(n.id, name, n.source);
      case Parameter n -> new Parameter(n.id, name, n.shape, n.init);
      case Constant n -> new Constant(n.id, name, n.value);
      case Operation n -> new Operation(n.id, name, n.op);
    };
  }

  /// This node under another id.
  default Node withId(NodeId id) {
    return switch (this) {
      case Input n -> new Input(id, n.name, n.source);
      case Parameter n -> new Parameter(id, n.name, n.shape, n.init);
      case Constant n -> new Constant(id, n.name, n.value);
      case Operation n -> new Operation(id, n.name, n.op);
    };
  }
}
