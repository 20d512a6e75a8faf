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
          new Setting.Whole("padding", 0, 0),
          new Setting.Whole("dilation", 1, 1),
          new Setting.Whole("groups", 1, 1),
          new Setting.Flag("bias", false));

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
          scalar(Functions.RELU, Category.ACTIVATION, "max(0, x)"),
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
              List.of(new Setting.Real("delta", 0.0, 0, true, 1)),
              values -> new CrossEntropy(values.real("delta")),
              "cross_entropy_error",
              "CEE"),
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
              "conv1d",
              Category.CONVOLUTION,
              CONVOLUTION,
              values ->
                  new Conv1d(
                      values.whole("stride"),
                      values.whole("padding"),
                      values.whole("dilation"),
                      values.whole("groups"),
                      values.flag("bias"))),
          type(
              "conv2d",
              Category.CONVOLUTION,
              CONVOLUTION,
              values ->
                  new Conv2d(
                      values.whole("stride"),
                      values.whole("padding"),
                      values.whole("dilation"),
                      values.whole("groups"),
                      values.flag("bias"))));

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
      case ElementWise _, MatMul _, Affine _, Flatten _, Softmax _, SoftmaxLoss _ -> {}
      case Sum(List<Integer> axes, boolean keep) -> reduction(settings, axes, keep);
      case Mean(List<Integer> axes, boolean keep) -> reduction(settings, axes, keep);
      case AxisMax(List<Integer> axes, boolean keep) -> reduction(settings, axes, keep);
      case Reshape(Shape to) -> settings.put("shape", Arrays.stream(to.dims()).boxed().toList());
      case Transpose(List<Integer> axes) -> settings.put("axes", axes);
      case CrossEntropy(double delta) -> settings.put("delta", delta);
      case Dropout(double keep, boolean inverted) -> {
        settings.put("keep", keep);
        settings.put("inverted", inverted);
      }
      case Conv1d conv ->
          convolution(
              settings, conv.stride(), conv.padding(), conv.dilation(), conv.groups(), conv.bias());
      case Conv2d conv ->
          convolution(
              settings, conv.stride(), conv.padding(), conv.dilation(), conv.groups(), conv.bias());
    }
    return settings;
  }

  private static void reduction(Map<String, Object> settings, List<Integer> axes, boolean keep) {
    settings.put("axes", axes);
    settings.put("keepdims", keep);
  }

  private static void convolution(
      Map<String, Object> settings,
      int stride,
      int padding,
      int dilation,
      int groups,
      boolean bias) {
    settings.put("stride", stride);
    settings.put("padding", padding);
    settings.put("dilation", dilation);
    settings.put("groups", groups);
    settings.put("bias", bias);
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
