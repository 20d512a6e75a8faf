package backprop.op;

import backprop.formula.Functions;
import backprop.formula.ScalarFunction;
import backprop.message.Message;
import backprop.tensor.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The table of all operations: what a palette lists, a file names, and tests enumerate.
///
/// An operation is written to a file as its [Op#name] and its [#settings], and read by [#create].
public final class Ops {
  private static final Setting AXES = new Setting.AxisList("axes", List.of());
  private static final Setting KEEP_AXES = new Setting.Flag("keepdims", false);
  private static final List<Setting> REDUCTION = List.of(AXES, KEEP_AXES);
  private static final List<Setting> CONVOLUTION =
      List.of(
          new Setting.Whole("stride", 1, 1),
          new Setting.Padding("padding", 0),
          new Setting.Whole("dilation", 1, 1),
          new Setting.Whole("groups", 1, 1),
          new Setting.Flag("bias", false));
  private static final List<Setting> WINDOWS =
      List.of(
          new Setting.Whole("kernel", 2, 1),
          new Setting.Whole("stride", 2, 1),
          new Setting.Whole("padding", 0, 0));
  private static final Setting DELTA = new Setting.Real("delta", 0.0, 0, true, 1);
  private static final int LOWEST_AXIS = -32;

  private static final List<OpType> ALL =
      List.of(
          scalar(Functions.ADD, Category.ARITHMETIC, "+"),
          scalar(Functions.SUB, Category.ARITHMETIC, "-"),
          scalar(Functions.MUL, Category.ARITHMETIC, "*"),
          scalar(Functions.DIV, Category.ARITHMETIC, "/"),
          scalar(Functions.POW, Category.ARITHMETIC, "**", "x^y"),
          scalar(Functions.NEGATE, Category.ARITHMETIC, "neg", "-x"),
          scalar(Functions.RECIPROCAL, Category.ARITHMETIC, "inv"),
          scalar(Functions.MAX, Category.ARITHMETIC, "maximum"),
          scalar(Functions.MIN, Category.ARITHMETIC, "minimum"),
          scalar(Functions.EXP, Category.FUNCTION, "e^x"),
          scalar(Functions.LOG, Category.FUNCTION, "ln"),
          scalar(Functions.SQRT, Category.FUNCTION),
          scalar(Functions.SIN, Category.FUNCTION),
          scalar(Functions.COS, Category.FUNCTION),
          scalar(Functions.TAN, Category.FUNCTION),
          scalar(Functions.ABS, Category.FUNCTION),
          scalar(Functions.TRUNC, Category.FUNCTION, "int", "astype"),
          scalar(Functions.RELU, Category.ACTIVATION, "max(0, x)"),
          type(
              "leaky_relu",
              Category.ACTIVATION,
              List.of(new Setting.Real("slope", 0.01, 0, true, 1)),
              values -> new LeakyRelu(values.real("slope")),
              "LReLU"),
          scalar(Functions.SIGMOID, Category.ACTIVATION, "logistic"),
          scalar(Functions.TANH, Category.ACTIVATION),
          scalar(Functions.IDENTITY, Category.ACTIVATION, "x"),
          scalar(Functions.MASK, Category.ACTIVATION, "x > 0"),
          type("softmax", Category.ACTIVATION, List.of(), values -> new Softmax()),
          type(
              "affine", Category.LAYER, List.of(), values -> new Affine(), "Linear", "Dense", "FC"),
          type(
              "softmax_loss",
              Category.LAYER,
              List.of(),
              values -> new SoftmaxLoss(),
              "SoftmaxWithLoss",
              "SoftmaxCrossEntropy"),
          type(
              "cross_entropy",
              Category.LAYER,
              List.of(DELTA),
              values -> new CrossEntropy(values.real("delta")),
              "cross_entropy_error",
              "CEE"),
          type(
              "binary_cross_entropy",
              Category.LAYER,
              List.of(DELTA),
              values -> new BinaryCrossEntropy(values.real("delta")),
              "BCE",
              "log loss"),
          type(
              "mean_squared_error",
              Category.LAYER,
              List.of(new Setting.Flag("rows", false)),
              values -> new MeanSquaredError(values.flag("rows")),
              "MSE",
              "mse_loss"),
          type(
              "sum_squared_error",
              Category.LAYER,
              List.of(),
              values -> new SumSquaredError(),
              "SSE",
              "sum_squares_error"),
          type(
              "batch_norm",
              Category.LAYER,
              List.of(
                  new Setting.Real("epsilon", 1e-5, 0, true, 1),
                  new Setting.Real("momentum", 0.1, 0, true, 1)),
              values -> new BatchNorm(values.real("epsilon"), values.real("momentum")),
              "BatchNorm",
              "BN"),
          type(
              "dropout",
              Category.LAYER,
              List.of(
                  new Setting.Real("keep", 0.5, 0, false, 1), new Setting.Flag("inverted", false)),
              values -> new Dropout(values.real("keep"), values.flag("inverted"))),
          type("matmul", Category.LAYER, List.of(), values -> new MatMul(), "@", "np.dot", "dot"),
          type(
              "sum",
              Category.REDUCE,
              REDUCTION,
              values -> new Sum(values.wholes("axes"), values.flag("keepdims")),
              "np.sum"),
          type(
              "mean",
              Category.REDUCE,
              REDUCTION,
              values -> new Mean(values.wholes("axes"), values.flag("keepdims")),
              "np.mean",
              "average"),
          type(
              "amax",
              Category.REDUCE,
              REDUCTION,
              values -> new AxisMax(values.wholes("axes"), values.flag("keepdims")),
              "np.max",
              "np.amax"),
          type(
              "argmax",
              Category.REDUCE,
              List.of(new Setting.Whole("axis", -1, LOWEST_AXIS)),
              values -> new ArgMax(values.whole("axis")),
              "np.argmax"),
          type(
              "reshape",
              Category.SHAPE,
              List.of(new Setting.Lengths("shape", List.of(-1))),
              values -> new Reshape(shape(values.wholes("shape"))),
              "view"),
          type("flatten", Category.SHAPE, List.of(), values -> new Flatten(), "ravel"),
          type(
              "transpose",
              Category.SHAPE,
              List.of(AXES),
              values -> new Transpose(values.wholes("axes")),
              ".T"),
          type(
              "concat",
              Category.SHAPE,
              List.of(new Setting.Whole("axis", 0, LOWEST_AXIS), new Setting.Whole("inputs", 2, 2)),
              values -> new Concat(values.whole("axis"), values.whole("inputs")),
              "np.concatenate",
              "np.hstack",
              "np.vstack"),
          type(
              "pad",
              Category.SHAPE,
              List.of(AXES, new Setting.Whole("before", 1, 0), new Setting.Whole("after", 1, 0)),
              values ->
                  new Pad(values.wholes("axes"), values.whole("before"), values.whole("after")),
              "np.pad"),
          type(
              "one_hot",
              Category.SHAPE,
              List.of(new Setting.Whole("classes", 10, 1)),
              values -> new OneHot(values.whole("classes")),
              "to_categorical"),
          type(
              "conv1d",
              Category.CONVOLUTION,
              CONVOLUTION,
              values -> new Conv1d(convolution(values))),
          type(
              "conv2d",
              Category.CONVOLUTION,
              CONVOLUTION,
              values -> new Conv2d(convolution(values))),
          type(
              "max_pool2d",
              Category.CONVOLUTION,
              WINDOWS,
              values -> new MaxPool2d(windows(values)),
              "MaxPool2d",
              "MaxPooling"),
          type(
              "avg_pool2d",
              Category.CONVOLUTION,
              WINDOWS,
              values -> new AveragePool2d(windows(values)),
              "AvgPool2d",
              "AveragePooling"));

  private static final Map<String, OpType> BY_NAME = new LinkedHashMap<>();

  static {
    for (OpType type : ALL) {
      if (BY_NAME.put(type.name(), type) != null) {
        throw new IllegalStateException("two operations are named " + type.name());
      }
    }
  }

  private Ops() {}

  /// Every operation, in the order of a palette: the categories one after another.
  public static List<OpType> all() {
    return ALL;
  }

  /// The operations of one palette group.
  public static List<OpType> in(Category category) {
    return ALL.stream().filter(type -> type.category() == category).toList();
  }

  /// The row of this name, if there is one.
  public static Optional<OpType> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /// The row that an operation belongs to.
  public static OpType type(Op op) {
    return find(op.name()).orElseThrow(() -> new IllegalArgumentException(op.name()));
  }

  /// The operation of this name with these settings; those that are missing get their initial
  /// value.
  ///
  /// @throws BadSetting with a sentence for the person if there is no such operation or a setting
  ///   is not legal
  public static Op create(String name, Map<String, ?> settings) {
    return find(name)
        .orElseThrow(() -> new BadSetting(Message.of("op.unknown", name)))
        .create(settings);
  }

  /// The operation of this name with its initial settings.
  ///
  /// @throws BadSetting if there is no such operation
  public static Op create(String name) {
    return create(name, Map.of());
  }

  /// The element-wise operation of a scalar function.
  public static Op of(ScalarFunction function) {
    return new ElementWise(function);
  }

  /// The settings of an operation, in the order of its row: `create(op.name(), settings(op))`
  /// equals `op`.
  public static Map<String, Object> settings(Op op) {
    Map<String, Object> settings = new LinkedHashMap<>();
    switch (op) {
      case ElementWise _, MatMul _, Affine _, Flatten _, Softmax _ -> {}
      case SoftmaxLoss _, SumSquaredError _ -> {}
      case LeakyRelu(double slope) -> settings.put("slope", slope);
      case Reduction reduction -> {
        settings.put("axes", reduction.axes());
        settings.put("keepdims", reduction.keep());
      }
      case ArgMax(int axis) -> settings.put("axis", axis);
      case Reshape(Shape to) -> settings.put("shape", Arrays.stream(to.dims()).boxed().toList());
      case Transpose(List<Integer> axes) -> settings.put("axes", axes);
      case Concat(int axis, int inputs) -> {
        settings.put("axis", axis);
        settings.put("inputs", inputs);
      }
      case Pad(List<Integer> axes, int before, int after) -> {
        settings.put("axes", axes);
        settings.put("before", before);
        settings.put("after", after);
      }
      case OneHot(int classes) -> settings.put("classes", classes);
      case CrossEntropy(double delta) -> settings.put("delta", delta);
      case BinaryCrossEntropy(double delta) -> settings.put("delta", delta);
      case MeanSquaredError(boolean rows) -> settings.put("rows", rows);
      case Dropout(double keep, boolean inverted) -> {
        settings.put("keep", keep);
        settings.put("inverted", inverted);
      }
      case BatchNorm(double epsilon, double momentum) -> {
        settings.put("epsilon", epsilon);
        settings.put("momentum", momentum);
      }
      case Convolution convolution -> {
        ConvolutionSettings slide = convolution.settings();
        settings.put("stride", slide.stride());
        settings.put("padding", slide.written());
        settings.put("dilation", slide.dilation());
        settings.put("groups", slide.groups());
        settings.put("bias", slide.bias());
      }
      case Pooling pooling -> {
        settings.put("kernel", pooling.windows().kernel());
        settings.put("stride", pooling.windows().stride());
        settings.put("padding", pooling.windows().padding());
      }
    }
    return settings;
  }

  private static ConvolutionSettings convolution(SettingValues values) {
    return new ConvolutionSettings(
        values.whole("stride"),
        values.padding("padding"),
        values.whole("dilation"),
        values.whole("groups"),
        values.flag("bias"));
  }

  private static Windows windows(SettingValues values) {
    return new Windows(values.whole("kernel"), values.whole("stride"), values.whole("padding"));
  }

  private static OpType scalar(ScalarFunction function, Category category, String... aliases) {
    return type(function.name(), category, List.of(), values -> new ElementWise(function), aliases);
  }

  private static OpType type(
      String name,
      Category category,
      List<Setting> settings,
      Function<SettingValues, Op> maker,
      String... aliases) {
    return new OpType(name, category, settings, List.of(aliases), maker);
  }

  private static Shape shape(List<Integer> lengths) {
    return Shape.of(lengths.stream().mapToInt(Integer::intValue).toArray());
  }
}
