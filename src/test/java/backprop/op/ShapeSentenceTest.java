package backprop.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import backprop.formula.Functions;
import backprop.message.Language;
import backprop.message.Message;
import backprop.message.Messages;
import backprop.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Oracle: NumPy's and the textbook's shape rules; each sentence names the shapes and what would
/// fit.
class ShapeSentenceTest {
  private static final int N = Shape.N;

  private record Fits(Op op, Shape output, Shape... inputs) {}

  private record Misfit(Op op, String english, String korean, Shape... inputs) {}

  private static final int SAME = ConvolutionSettings.SAME;

  private static Shape s(int... dims) {
    return Shape.of(dims);
  }

  @TestFactory
  Stream<DynamicTest> shapesThatFit() {
    Op add = Ops.of(Functions.ADD);
    Op conv2d = new Conv2d(2, 1, 1, 1, true);
    return Stream.of(
            new Fits(add, s(N, 3), s(N, 3), s(3)),
            new Fits(add, s(2, 3), s(2, 1), s(1, 3)),
            new Fits(new MatMul(), s(N, 4), s(N, 3), s(3, 4)),
            new Fits(new MatMul(), s(N), s(N, 3), s(3)),
            new Fits(new MatMul(), s(), s(3), s(3)),
            new Fits(new Affine(), s(N, 10), s(N, 28, 28), s(784, 10), s(10)),
            new Fits(new Affine(), s(10), s(784), s(784, 10), s(1, 10)),
            new Fits(new Sum(List.of(0), false), s(10), s(N, 10)),
            new Fits(new Sum(List.of(1), true), s(N, 1), s(N, 10)),
            new Fits(new Mean(List.of(), false), s(), s(N, 10)),
            new Fits(new AxisMax(List.of(-1), false), s(N), s(N, 10)),
            new Fits(new Reshape(s(N, 1, 28, 28)), s(N, 1, 28, 28), s(N, 784)),
            new Fits(new Reshape(s(N, 4)), s(3, 4), s(12)),
            new Fits(new Reshape(s()), s(), s(1, 1)),
            new Fits(new Flatten(), s(N, 12), s(N, 3, 4)),
            new Fits(new Flatten(), s(N, 1), s(N)),
            new Fits(new Transpose(List.of()), s(3, 2), s(2, 3)),
            new Fits(new Transpose(List.of(0, 2, 1)), s(N, 4, 3), s(N, 3, 4)),
            new Fits(new Softmax(), s(N, 10), s(N, 10)),
            new Fits(new SoftmaxLoss(), s(), s(N, 10), s(N)),
            new Fits(new SoftmaxLoss(), s(), s(10), s()),
            new Fits(new SoftmaxLoss(), s(), s(2, 2), s(2, 2)),
            new Fits(new SoftmaxLoss(), s(), s(2, 2), s(2)),
            new Fits(new CrossEntropy(0), s(), s(N, 10), s(N, 10)),
            new Fits(new Dropout(0.5, false), s(N, 3), s(N, 3)),
            new Fits(new Conv1d(1, 1, 1, 1, false), s(N, 7), s(N, 7), s(3)),
            new Fits(conv2d, s(N, 8, 14, 14), s(N, 3, 28, 28), s(8, 3, 3, 3), s(8)),
            new Fits(conv2d, s(8, 14, 14), s(3, 28, 28), s(8, 3, 3, 3), s(8)),
            new Fits(conv2d, s(N, 14, 14), s(N, 28, 28), s(3, 3), s()),
            new Fits(
                new Conv2d(2, SAME, 1, 1, false), s(N, 1, 14, 13), s(N, 1, 28, 25), s(1, 1, 4, 4)),
            new Fits(new Conv1d(1, SAME, 3, 1, false), s(N, 5), s(N, 5), s(3)),
            new Fits(new Conv2d(1, 0, 1, 2, false), s(N, 6, 3, 3), s(N, 4, 5, 5), s(6, 2, 3, 3)),
            new Fits(new LeakyRelu(0.01), s(N, 3), s(N, 3)),
            new Fits(new ArgMax(-1), s(N), s(N, 10)),
            new Fits(new ArgMax(0), s(10), s(N, 10)),
            new Fits(new OneHot(10), s(N, 10), s(N)),
            new Fits(new OneHot(3), s(3), s()),
            new Fits(new Concat(1, 2), s(N, 5), s(N, 2), s(N, 3)),
            new Fits(new Concat(-1, 3), s(2, 6), s(2, 1), s(2, 2), s(2, 3)),
            new Fits(new Concat(0, 2), s(5), s(2), s(3)),
            new Fits(new Pad(List.of(-1, -2), 1, 2), s(N, 1, 31, 31), s(N, 1, 28, 28)),
            new Fits(new Pad(List.of(), 1, 1), s(4, 5), s(2, 3)),
            new Fits(new BinaryCrossEntropy(0), s(), s(N, 10), s(N)),
            new Fits(new BinaryCrossEntropy(0), s(), s(), s()),
            new Fits(new MeanSquaredError(false), s(), s(N, 10), s(N, 10)),
            new Fits(new SumSquaredError(), s(), s(10), s(10)),
            new Fits(new BatchNorm(1e-5, 0.1), s(N, 16, 14, 14), s(N, 16, 14, 14), s(16), s(16)),
            new Fits(new MaxPool2d(2, 2, 0), s(N, 16, 14, 14), s(N, 16, 28, 29)),
            new Fits(new MaxPool2d(3, 2, 1), s(3, 3), s(5, 6)),
            new Fits(new AveragePool2d(2, 1, 0), s(N, 27, 27), s(N, 28, 28)),
            new Fits(new Conv2d(1, 0, 2, 1, false), s(1, 1, 3), s(1, 5, 7), s(1, 1, 3, 3)))
        .map(
            each ->
                dynamicTest(
                    each.op + " on " + List.of(each.inputs),
                    () -> assertEquals(each.output, each.op.shape(List.of(each.inputs)))));
  }

  @TestFactory
  Stream<DynamicTest> shapesThatDoNot() {
    return Stream.of(
            new Misfit(
                Ops.of(Functions.MUL),
                "× cannot combine the shapes 2×3 and 4: counted from the right, each pair of axes"
                    + " must be equal or one of them 1.",
                "× 노드는 형상 2×3과 4를 함께 계산할 수 없습니다. 오른쪽부터 짝지은 축의 길이가 같거나 한쪽이 1이어야 합니다.",
                s(2, 3),
                s(4)),
            new Misfit(
                new MatMul(),
                "The product of 2×3 and 4×5 does not exist: the 3 columns on the left must equal"
                    + " the 4 rows on the right.",
                "형상 2×3과 4×5의 행렬 곱은 없습니다. 왼쪽의 열 수 3과 오른쪽의 행 수 4가 같아야 합니다.",
                s(2, 3),
                s(4, 5)),
            new Misfit(
                new MatMul(),
                "The product of scalar and 4×5 does not exist: each side must be a vector or a"
                    + " matrix.",
                "형상 스칼라와 4×5의 행렬 곱은 없습니다. 양쪽 모두 벡터나 행렬이어야 합니다.",
                s(),
                s(4, 5)),
            new Misfit(
                new Affine(),
                "Affine has 784 numbers a sample in x (N×28×28), but W (100×10) takes 100: W needs"
                    + " 784 rows.",
                "Affine 계층의 x(N×28×28)는 데이터 한 건에 값이 784개인데 W(100×10)는 100개를 받습니다. W의 행 수는 784여야"
                    + " 합니다.",
                s(N, 28, 28),
                s(100, 10),
                s(10)),
            new Misfit(
                new Affine(),
                "Affine's bias has the shape 4, but W (3×10) gives 10 numbers: b needs the shape"
                    + " 10.",
                "Affine 계층의 편향은 형상이 4인데 W(3×10)의 출력은 10개입니다. 편향의 형상은 10이어야 합니다.",
                s(N, 3),
                s(3, 10),
                s(4)),
            new Misfit(
                new Sum(List.of(2), false),
                "The axes (2) do not exist in the shape 2×3: axes go from 0 to below 2, each at"
                    + " most once.",
                "형상 2×3에는 축 (2)가 없습니다. 축은 0부터 2 미만까지이고 한 번씩만 쓸 수 있습니다.",
                s(2, 3)),
            new Misfit(
                new Reshape(s(5, 2)),
                "The shape 2×3 cannot become 5×2: both must hold equally many numbers.",
                "형상 2×3은 5×2로 바꿀 수 없습니다. 두 형상의 값 개수가 같아야 합니다.",
                s(2, 3)),
            new Misfit(
                new Reshape(s(6)),
                "The shape N×3 cannot become 6: both must hold equally many numbers.",
                "형상 N×3은 6으로 바꿀 수 없습니다. 두 형상의 값 개수가 같아야 합니다.",
                s(N, 3)),
            new Misfit(
                new Flatten(),
                "Flatten needs a batch of at least one axis, but the input is a scalar.",
                "평탄화에는 축이 하나 이상인 배치가 필요한데, 입력의 형상은 스칼라입니다.",
                s()),
            new Misfit(
                new Transpose(List.of()),
                "The shape N×3 cannot be transposed like this: its batch axis N must stay first.",
                "형상 N×3은 이렇게 전치할 수 없습니다. 배치 축 N은 맨 앞에 있어야 합니다.",
                s(N, 3)),
            new Misfit(
                new Transpose(List.of(0, 0)),
                "The order (0, 0) does not name each of the 2 axes of the shape 2×3 once.",
                "순서 (0, 0)은 형상 2×3의 축 2개를 한 번씩 가리키지 않습니다.",
                s(2, 3)),
            new Misfit(
                new Softmax(),
                "Softmax needs a row of scores, but the input is a scalar.",
                "소프트맥스에는 점수 한 줄이 필요한데, 입력의 형상은 스칼라입니다.",
                s()),
            new Misfit(
                new SoftmaxLoss(),
                "Softmax-with-Loss gets scores of shape N×10 and labels of shape 3: labels need the"
                    + " shape N as class indices or N×10 as one-hot.",
                "Softmax-with-Loss의 점수는 형상이 N×10, 정답 레이블은 3입니다. 숫자 레이블이면 N, 원-핫이면 N×10이어야 합니다.",
                s(N, 10),
                s(3)),
            new Misfit(
                new CrossEntropy(0),
                "Cross-Entropy needs one row of scores (C) or a batch of them (N×C), but the shape"
                    + " is 2×3×4.",
                "Cross-Entropy에는 점수 한 줄(C)이나 배치(N×C)가 필요한데, 형상은 2×3×4입니다.",
                s(2, 3, 4),
                s(2, 3)),
            new Misfit(
                new Conv1d(1, 0, 1, 1, false),
                "Conv 1D cannot slide filters of shape 2×2 over N×5: filters out×in×k go with inputs"
                    + " N×in×L or in×L, filters k with N×L or L.",
                "Conv 1D는 형상 2×2의 필터로 N×5를 훑을 수 없습니다. 필터 out×in×k에는 입력 N×in×L이나 in×L, 필터 k에는"
                    + " N×L이나 L이 맞습니다.",
                s(N, 5),
                s(2, 2)),
            new Misfit(
                new Conv2d(1, 0, 1, 1, false),
                "Conv 2D gets an input of shape N×3×28×28 (channels: 3), but filters of shape"
                    + " 8×1×5×5 (channels: 1, groups: 1): the input needs 1 times 1 channels, and"
                    + " the filters must divide among the groups.",
                "Conv 2D의 입력 N×3×28×28은 채널이 3개인데, 필터 8×1×5×5는 그룹 1개에 채널 1개씩 받습니다. 입력 채널은 둘의 곱과"
                    + " 같고, 필터 수는 그룹 수로 나누어떨어져야 합니다.",
                s(N, 3, 28, 28),
                s(8, 1, 5, 5)),
            new Misfit(
                new Conv2d(1, 0, 1, 1, false),
                "Conv 2D has no place for filters of shape 5×5 on an input of shape 4×4 with padding"
                    + " 0 and dilation 1: the input must be at least as long as the filter.",
                "Conv 2D의 필터 5×5는 패딩 0, 팽창 1에서 입력 4×4에 놓일 자리가 없습니다. 입력이 필터보다 짧지 않아야 합니다.",
                s(4, 4),
                s(5, 5)),
            new Misfit(
                new Conv2d(1, 0, 1, 1, true),
                "Conv 2D has a bias of shape 3, but filters of shape 8×1×5×5 need one of shape 8.",
                "Conv 2D의 편향은 형상이 3인데, 필터 8×1×5×5에는 형상 8이 필요합니다.",
                s(N, 1, 28, 28),
                s(8, 1, 5, 5),
                s(3)),
            new Misfit(
                new MeanSquaredError(false),
                "MSE compares numbers one by one, but the shapes are N×10 and N: both must be the"
                    + " same.",
                "MSE 노드는 값을 하나씩 비교하는데, 형상이 N×10과 N입니다. 두 형상이 같아야 합니다.",
                s(N, 10),
                s(N)),
            new Misfit(
                new ArgMax(1),
                "The axes (1) do not exist in the shape 3: axes go from 0 to below 1, each at most"
                    + " once.",
                "형상 3에는 축 (1)이 없습니다. 축은 0부터 1 미만까지이고 한 번씩만 쓸 수 있습니다.",
                s(3)),
            new Misfit(
                new ArgMax(-1),
                "Argmax needs at least one number along its axis, but the shape is 3×0.",
                "argmax에는 축에 값이 하나는 있어야 하는데, 형상은 3×0입니다.",
                s(3, 0)),
            new Misfit(
                new Concat(1, 2),
                "Concat cannot join the shapes N×2 and 3×2 along axis 1: all other axes must be"
                    + " equally long.",
                "형상 N×2와 3×2는 축 1로 이어 붙일 수 없습니다. 나머지 축의 길이가 모두 같아야 합니다.",
                s(N, 2),
                s(3, 2)),
            new Misfit(
                new Concat(0, 2),
                "Concat cannot join N×2 along its batch axis N: choose another axis.",
                "형상 N×2는 배치 축 N으로 이어 붙일 수 없습니다. 다른 축을 고르세요.",
                s(N, 2),
                s(N, 2)),
            new Misfit(
                new Pad(List.of(), 1, 1),
                "Pad cannot lengthen the batch axis N of N×2: name the other axes to pad.",
                "형상 N×2의 배치 축 N은 패딩으로 늘릴 수 없습니다. 패딩할 다른 축을 적으세요.",
                s(N, 2)),
            new Misfit(
                new MaxPool2d(2, 2, 0),
                "MaxPool 2D slides over the last two axes, height and width, but the input is N×9.",
                "MaxPool 2D는 마지막 두 축(높이와 너비)을 훑는데, 입력의 형상은 N×9입니다.",
                s(N, 9)),
            new Misfit(
                new AveragePool2d(3, 1, 0),
                "AvgPool 2D has no place for windows of 3×3 on an input of shape 2×5 with padding 0.",
                "AvgPool 2D의 3×3 윈도우는 패딩 0에서 형상 2×5인 입력에 놓일 자리가 없습니다.",
                s(2, 5)),
            new Misfit(
                new MaxPool2d(2, 2, 2),
                "MaxPool 2D has the padding 2, but windows of 2×2 may stand out by half of that at"
                    + " most.",
                "MaxPool 2D의 패딩이 2인데, 2×2 윈도우는 그 절반까지만 밖으로 나갈 수 있습니다.",
                s(5, 5)),
            new Misfit(
                new BatchNorm(1e-5, 0.1),
                "Batch-Norm needs a batch with channels, N×C or N×C×…, but the shape of x is N.",
                "배치 정규화에는 채널이 있는 배치(N×C나 N×C×…)가 필요한데, x의 형상은 N입니다.",
                s(N),
                s(1),
                s(1)),
            new Misfit(
                new BatchNorm(1e-5, 0.1),
                "Batch-Norm has 16 channels in x (N×16×4), so β needs the shape 16, but it is 4.",
                "배치 정규화의 x(N×16×4)는 채널이 16개이므로 β의 형상은 16이어야 하는데, 지금은 4입니다.",
                s(N, 16, 4),
                s(16),
                s(4)))
        .map(
            each ->
                dynamicTest(
                    each.op + " on " + List.of(each.inputs),
                    () -> {
                      ShapeMismatch misfit =
                          assertThrows(
                              ShapeMismatch.class, () -> each.op.shape(List.of(each.inputs)));
                      assertEquals(
                          each.english, Messages.in(Language.ENGLISH).format(misfit.sentence()));
                      assertEquals(
                          each.korean, Messages.in(Language.KOREAN).format(misfit.sentence()));
                      assertFalse(each.korean.contains("{"));
                    }));
  }

  @Test
  void aShapeWithoutAxesIsAWordInEachLanguageWhereverItIsSaid() {
    Message sentence = Message.of("ui-graph.shape", Shape.of(), 1);
    assertTrue(Messages.in(Language.ENGLISH).format(sentence).contains("scalar"));
    String korean = Messages.in(Language.KOREAN).format(sentence);
    assertTrue(korean.contains("스칼라") && !korean.contains("scalar"), korean);
  }
}
