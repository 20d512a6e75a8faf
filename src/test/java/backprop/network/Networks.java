package backprop.network;

import backprop.formula.Functions;
import backprop.formula.ScalarFunction;
import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.Roles;
import backprop.op.Affine;
import backprop.op.ElementWise;
import backprop.op.Op;
import backprop.op.Ops;
import backprop.op.Reshape;
import backprop.op.SoftmaxLoss;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Documents that tests train: layers in a row, and a builder for other graphs.
public final class Networks {
  private final List<Node> nodes = new ArrayList<>();
  private final List<Edge> edges = new ArrayList<>();

  /// A net of affine layers with this activation between them, as the textbook's TwoLayerNet.
  ///
  /// @param deviation of the normal numbers that weights begin with
  public static GraphDocument layers(ScalarFunction activation, double deviation, int... sizes) {
    return layers(activation, new Node.Init.Normal(deviation, 7), false, sizes);
  }

  static GraphDocument layers(
      ScalarFunction activation, Node.Init init, boolean oneHot, int... sizes) {
    int classes = sizes[sizes.length - 1];
    Networks net =
        new Networks()
            .image("x", Shape.of(Shape.N, sizes[0]))
            .label("t", oneHot ? Shape.of(Shape.N, classes) : Shape.of(Shape.N));
    String last = "x";
    for (int i = 1; i < sizes.length; i++) {
      net.parameter("W" + i, Shape.of(sizes[i - 1], sizes[i]), init)
          .parameter("b" + i, Shape.of(sizes[i]), new Node.Init.Zeros())
          .op("a" + i, new Affine(), last, "W" + i, "b" + i);
      last = "a" + i;
      if (i < sizes.length - 1) {
        net.op("z" + i, new ElementWise(activation), last);
        last = "z" + i;
      }
    }
    return net.op("loss", new SoftmaxLoss(), last, "t").build("loss", last);
  }

  /// A graph to be built, empty.
  public static Networks builder() {
    return new Networks();
  }

  /// The textbook's TwoLayerNet 784-100-10.
  public static GraphDocument textbook() {
    return layers(Functions.RELU, 0.01, 784, 100, 10);
  }

  /// A net of affine layers with ReLU between them, from He's initial weights.
  public static GraphDocument rectified(int... sizes) {
    return layers(Functions.RELU, new Node.Init.He(1), false, sizes);
  }

  /// A small convolutional net: 3×3 filters, batch normalisation, leaky ReLU, max pooling, dropout,
  /// and an affine layer.
  public static GraphDocument convolutional(int side, int filters, int classes) {
    int pooled = side / 2;
    Shape channels = Shape.of(filters);
    return new Networks()
        .image("x", Shape.of(Shape.N, 1, side, side))
        .label("t", Shape.of(Shape.N))
        .parameter("F", Shape.of(filters, 1, 3, 3), new Node.Init.Normal(0.3, 1))
        .parameter("c", channels, new Node.Init.Zeros())
        .parameter("g", channels, new Node.Init.Given(Tensor.ones(channels)))
        .parameter("h", channels, new Node.Init.Zeros())
        .parameter("W", Shape.of(filters * pooled * pooled, classes), new Node.Init.He(2))
        .parameter("b", Shape.of(classes), new Node.Init.Zeros())
        .op("conv", Ops.create("conv2d", Map.of("padding", 1, "bias", true)), "x", "F", "c")
        .op("norm", Ops.create("batch_norm"), "conv", "g", "h")
        .op("leaky", Ops.create("leaky_relu"), "norm")
        .op("pool", Ops.create("max_pool2d"), "leaky")
        .op("drop", Ops.create("dropout", Map.of("keep", 0.9, "inverted", true)), "pool")
        .op("flat", Ops.create("flatten"), "drop")
        .op("a", Ops.create("affine"), "flat", "W", "b")
        .op("loss", Ops.create("softmax_loss"), "a", "t")
        .build("loss", "a");
  }

  /// Three convolutions that take rows of numbers, in the order of the model that reads the pad:
  /// 3×3 filters, batch normalisation, ReLU; max pooling after the second; dropout before the
  /// neurons.
  public static GraphDocument deepConvolutional(int side, int classes) {
    int pooled = side / 2;
    Networks net =
        new Networks()
            .image("x", Shape.of(Shape.N, side * side))
            .label("t", Shape.of(Shape.N))
            .op("grid", new Reshape(Shape.of(Shape.N, 1, side, side)), "x");
    String last = "grid";
    int[] filters = {1, 4, 6, 8};
    for (int i = 1; i < filters.length; i++) {
      Shape channels = Shape.of(filters[i]);
      Shape shape = Shape.of(filters[i], filters[i - 1], 3, 3);
      net.parameter("K" + i, shape, new Node.Init.He(i))
          .parameter("g" + i, channels, new Node.Init.Given(Tensor.ones(channels)))
          .parameter("s" + i, channels, new Node.Init.Zeros())
          .op("conv" + i, Ops.create("conv2d", Map.of("padding", 1)), last, "K" + i)
          .op("norm" + i, Ops.create("batch_norm"), "conv" + i, "g" + i, "s" + i)
          .op("h" + i, new ElementWise(Functions.RELU), "norm" + i);
      last = "h" + i;
      if (i == 2) {
        net.op("pool", Ops.create("max_pool2d"), last);
        last = "pool";
      }
    }
    return net.parameter("W4", Shape.of(8 * pooled * pooled, classes), new Node.Init.He(4))
        .parameter("b4", Shape.of(classes), new Node.Init.Zeros())
        .op("flat", Ops.create("flatten"), last)
        .op("drop", Ops.create("dropout", Map.of("keep", 0.6)), "flat")
        .op("a", Ops.create("affine"), "drop", "W4", "b4")
        .op("loss", Ops.create("softmax_loss"), "a", "t")
        .build("loss", "a");
  }

  public Networks image(String id, Shape shape) {
    nodes.add(
        new Node.Input(NodeId.of(id), id, new Node.Source.Data(Node.Source.Column.IMAGE, shape)));
    return this;
  }

  public Networks label(String id, Shape shape) {
    nodes.add(
        new Node.Input(NodeId.of(id), id, new Node.Source.Data(Node.Source.Column.LABEL, shape)));
    return this;
  }

  public Networks given(String id, Tensor value) {
    nodes.add(new Node.Input(NodeId.of(id), id, new Node.Source.Given(value)));
    return this;
  }

  public Networks parameter(String id, Shape shape, Node.Init init) {
    nodes.add(new Node.Parameter(NodeId.of(id), id, shape, init));
    return this;
  }

  public Networks op(String id, Op op, String... inputs) {
    nodes.add(new Node.Operation(NodeId.of(id), id, op));
    for (int port = 0; port < inputs.length; port++) {
      edges.add(new Edge(NodeId.of(inputs[port]), NodeId.of(id), port));
    }
    return this;
  }

  public GraphDocument build(String loss, String prediction) {
    Graph graph = new Graph(nodes, edges);
    Roles roles =
        new Roles(
            Optional.empty(),
            Optional.of(NodeId.of(loss)),
            prediction.isEmpty() ? Optional.empty() : Optional.of(NodeId.of(prediction)),
            Optional.empty());
    return new GraphDocument("", graph, Map.of(), roles);
  }
}
