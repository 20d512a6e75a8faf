package backprop.language;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.formula.Expr;
import backprop.formula.ScalarFunction;
import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.message.Language;
import backprop.message.Messages;
import backprop.op.OpType;
import backprop.op.Ops;
import backprop.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// How formulas are read, as tables.
class GrammarTest {

  /// A text and what it means, every operation in brackets with its name first.
  private static final String[][] PRECEDENCE = {
    {"a + b * c", "(add a (mul b c))"},
    {"a * b + c", "(add (mul a b) c)"},
    {"a - b - c", "(sub (sub a b) c)"},
    {"a - (b - c)", "(sub a (sub b c))"},
    {"a / b / c", "(div (div a b) c)"},
    {"a / b * c", "(mul (div a b) c)"},
    {"a * b / c", "(div (mul a b) c)"},
    {"a ^ b ^ c", "(pow a (pow b c))"},
    {"(a ^ b) ^ c", "(pow (pow a b) c)"},
    {"a * b ^ c", "(mul a (pow b c))"},
    {"-a ^ b", "(negate (pow a b))"},
    {"(-a) ^ b", "(pow (negate a) b)"},
    {"a ^ -b", "(pow a (negate b))"},
    {"a ^ -b ^ c", "(pow a (negate (pow b c)))"},
    {"-a * b", "(mul (negate a) b)"},
    {"a * -b", "(mul a (negate b))"},
    {"-a + b", "(add (negate a) b)"},
    {"a - -b", "(sub a (negate b))"},
    {"--a", "(negate (negate a))"},
    {"-2", "-2"},
    {"-2 x", "(mul -2 x)"},
    {"-2 ^ 2", "(negate (pow 2 2))"},
    {"-2²", "(negate (pow 2 2))"},
    {"-(2)", "(negate 2)"},
    {"neg(2)", "(negate 2)"},
    {"2 ^ -2", "(pow 2 -2)"},
    {"3 - 2", "(sub 3 2)"},
    {"3 -2", "(sub 3 2)"},
    {"2x", "(mul 2 x)"},
    {"2 x", "(mul 2 x)"},
    {"2(x + y)", "(mul 2 (add x y))"},
    {"(a)(b)", "(mul a b)"},
    {"(a) b", "(mul a b)"},
    {"(a)(b)(c)", "(mul (mul a b) c)"},
    {"a / 2b", "(mul (div a 2) b)"},
    {"1 / (2)(b)", "(mul (div 1 2) b)"},
    {"2x ^ 2", "(mul 2 (pow x 2))"},
    {"2 ^ 3 x", "(mul (pow 2 3) x)"},
    {"2sin(x)cos(y)", "(mul (mul 2 (sin x)) (cos y))"},
    {"exp(x)(y)", "(mul (exp x) y)"},
    {"2x + 3y", "(add (mul 2 x) (mul 3 y))"},
    {"x² + y²", "(add (pow x 2) (pow y 2))"},
    {"x ** 2", "(pow x 2)"},
    {"2e3", "2000"},
    {"2e", "(mul 2 e)"},
    {"2e+x", "(add (mul 2 e) x)"},
    {"2.5e-3x", "(mul 0.0025 x)"},
    {".5x", "(mul 0.5 x)"},
    {"2.x", "(mul 2 x)"},
    {"a − b · c × d ÷ e", "(sub a (div (mul (mul b c) d) e))"},
    {"max(a, b) min(c, d)", "(mul (max a b) (min c d))"},
    {"ln(x)", "(log x)"},
    {"reciprocal(x)", "(reciprocal x)"},
    {"1/x", "(div 1 x)"},
    {"사과 * W₁ + x_1", "(add (mul 사과 W₁) x_1)"},
    {"\"my x\" * \"a\\\"b\"", "(mul my x a\"b)"},
    {"exp * 2", "(mul exp 2)"},
    {"exp(exp)", "(exp exp)"},
    {"inf - nan", "(sub Infinity NaN)"},
    {"\"inf\"", "inf"},
    {"（a＋b）", "(add a b)"},
    {"sign(x) * greater(x, y)", "(mul (sign x) (greater x y))"},
    {"(\na\n+\nb\n)", "(add a b)"},
  };

  private static String shown(Expr expr) {
    return switch (expr) {
      case Expr.Num(double value) ->
          value == Math.rint(value) && Double.isFinite(value)
              ? Long.toString((long) value)
              : Double.toString(value);
      case Expr.Var(String name) -> name;
      case Expr.Call(ScalarFunction function, List<Expr> arguments) ->
          arguments.stream()
              .map(GrammarTest::shown)
              .collect(Collectors.joining(" ", "(" + function.name() + " ", ")"));
    };
  }

  private static String shown(Graph graph, NodeId id) {
    return switch (graph.node(id)) {
      case Node.Operation(_, _, var op) ->
          graph.inputs(id).stream()
              .map(edge -> shown(graph, edge.from()))
              .collect(Collectors.joining(" ", "(" + op.name() + " ", ")"));
      case Node.Constant(_, _, Tensor value) -> shown(Expr.num(value.item()));
      case Node.Input input -> input.name();
      case Node.Parameter parameter -> parameter.name();
    };
  }

  @Test
  void precedence() {
    assertAll(
        Stream.of(PRECEDENCE)
            .map(
                row ->
                    () -> {
                      assertEquals(row[1], shown(Expressions.parse(row[0]).orThrow()), row[0]);
                      if (!row[0].contains("sign")) { // helpers are no operations
                        GraphDocument document = Formula.parse(row[0]).orThrow();
                        NodeId output = document.output().orElseThrow();
                        assertEquals(row[1], shown(document.graph(), output), row[0]);
                      }
                    }));
  }

  /// A text, and line, column, what was found and what was expected.
  private static final String[][] ERRORS = {
    {"", "1", "1", "formula.found.end", "formula.expected.operand"},
    {"a +", "1", "4", "formula.found.end", "formula.expected.operand"},
    {"a + * b", "1", "5", "*", "formula.expected.operand"},
    {"a b", "1", "3", "b", "formula.expected.operator-or-end"},
    {"2 3", "1", "3", "3", "formula.expected.operator-or-end"},
    {"(a", "1", "3", "formula.found.end", "formula.expected.operator-or-close"},
    {"(a]", "1", "3", "]", "formula.expected.operator-or-close"},
    {"a)", "1", "2", ")", "formula.expected.operator-or-end"},
    {"(a) 2", "1", "5", "2", "formula.expected.operator-or-end"},
    {"sin(a b)", "1", "7", "b", "formula.expected.comma-or-close"},
    {"x(y)", "1", "1", "x", "formula.expected.function"},
    {"sgimoid(y)", "1", "1", "sgimoid", "formula.expected.near"},
    {"max(a, b, c)", "1", "1", "formula.found.arguments", "formula.expected.arguments"},
    {"sin()", "1", "1", "formula.found.arguments", "formula.expected.arguments"},
    {"sin(x, axis=1)", "1", "8", "axis=1", "formula.expected.no-settings"},
    {"a $ b", "1", "3", "$", "formula.expected.sign"},
    {"\"abc", "1", "1", "\"abc", "formula.expected.quote"},
    {"W#", "1", "2", "#", "formula.expected.ordinal"},
    {"()", "1", "2", ")", "formula.expected.operand"},
    {"true", "1", "1", "true", "formula.expected.operand"},
    {"사과 + 귤 귤", "1", "8", "귤", "formula.expected.operator-or-end"},
    {"𝑥 + 𝑥 𝑥", "1", "7", "𝑥", "formula.expected.operator-or-end"},
  };

  private static final String[][] STATEMENT_ERRORS = {
    {"y = a\nz = b +\nw = 2", "2", "8", "formula.found.line", "formula.expected.operand"},
    {"y = a;\r\nz = (b", "2", "7", "formula.found.end", "formula.expected.operator-or-close"},
    {"a + b = c", "1", "7", "=", "formula.expected.name-before"},
    {"2 = c", "1", "3", "=", "formula.expected.name-before"},
    {"x = 1; x = 2", "1", "8", "x", "formula.expected.new-name"},
    {"y = x; x = 2", "1", "8", "x", "formula.expected.defined-before-use"},
    {"x = x", "1", "1", "x", "formula.expected.defined-before-use"},
    {"y = [1, [2]]", "1", "9", "[", "formula.expected.number-here"},
    {"y = [[1], 2]", "1", "11", "2", "formula.expected.list-here"},
    {"y = [[1, 2], [3]]", "1", "16", "]", "formula.expected.items"},
    {"y = [1, x]", "1", "9", "x", "formula.expected.number"},
    {"y = [1 2]", "1", "8", "2", "formula.expected.comma-or-bracket"},
    {"sum(x, axis=a)", "1", "13", "a", "formula.expected.value"},
    {"sum(x, axis=1.5)", "1", "13", "1.5", "formula.expected.setting"},
    {"sum(x, axes=1, axis=1)", "1", "16", "axis=1", "formula.expected.once"},
    {"sum(x, along=1)", "1", "8", "along=1", "formula.expected.settings"},
    {"conv2d(x, w, padding=\"valid\")", "1", "22", "\"valid\"", "formula.expected.setting"},
    {"W = parameter(N, 3)", "1", "5", "parameter(N, 3)", "formula.expected.no-batch"},
    {"W = parameter(2, -3)", "1", "18", "-3", "formula.expected.length"},
    {"W = normal(0.1)", "1", "5", "normal(0.1)", "formula.expected.start-in-parameter"},
    {"W = parameter(2, normal(-1))", "1", "25", "-1", "formula.expected.deviation"},
    {"W = parameter(2, seed=0.5)", "1", "23", "0.5", "formula.expected.seed"},
    {"x = input(2, data=\"sound\")", "1", "19", "\"sound\"", "formula.expected.column"},
    {
      "x = input(100000, 100000)",
      "1",
      "5",
      "input(100000, 100000)",
      "formula.expected.fewer-numbers"
    },
    {
      "x = input(2, 2, value=[1, 2, 3])",
      "1",
      "5",
      "input(2, 2, value=[1, 2,…",
      "formula.expected.fitting"
    },
    {"x = input(value=[1, [2]])", "1", "17", "[1, [2]]", "formula.expected.numbers"},
    {"x = constant()", "1", "5", "constant()", "formula.expected.constant-value"},
    {"output(y, upstream)", "1", "11", "upstream", "formula.expected.setting-here"},
  };

  private static void assertError(String[] row, FormulaError error) {
    assertEquals(Integer.parseInt(row[1]), error.line(), row[0]);
    assertEquals(Integer.parseInt(row[2]), error.column(), row[0]);
    String found =
        error.found().key().equals("formula.found.text")
            ? error.found().arguments().getFirst().toString()
            : error.found().key();
    assertEquals(row[3], found, row[0]);
    assertEquals(row[4], error.expected().key(), row[0]);
    assertTrue(error.span().from() <= error.span().to(), row[0]);
    assertTrue(error.span().to() <= row[0].length(), row[0]);
    for (Language language : Language.values()) {
      String sentence = Messages.in(language).format(error.sentence());
      assertTrue(!sentence.contains("formula.") && !sentence.contains("{"), sentence);
    }
  }

  @Test
  void errorsSayWhere() {
    assertAll(
        Stream.of(ERRORS)
            .map(
                row ->
                    () -> {
                      Parsed<Expr> parsed = Expressions.parse(row[0]);
                      assertError(row, assertInstanceOf(Parsed.Failed.class, parsed).error());
                      if (!row[0].isEmpty()) {
                        Parsed<GraphDocument> graph = Formula.parse(row[0]);
                        assertError(row, assertInstanceOf(Parsed.Failed.class, graph).error());
                      }
                    }));
    assertAll(
        Stream.of(STATEMENT_ERRORS)
            .map(
                row ->
                    () -> {
                      Parsed<GraphDocument> graph = Formula.parse(row[0]);
                      assertError(
                          row, assertInstanceOf(Parsed.Failed.class, graph, row[0]).error());
                    }));
  }

  @Test
  void anErrorIsOneSentence() {
    FormulaException wrong =
        assertThrows(FormulaException.class, () -> Formula.parse("y = (a + b").orThrow());
    assertEquals(
        "Line 1, column 11: found the end, expected an operator such as + or *, or “)”.",
        Messages.in(Language.ENGLISH).format(wrong.sentence()));
    assertEquals(
        "1행 11열: +나 * 같은 연산 기호 또는 닫는 괄호가 와야 하는데 글의 끝이 있습니다.",
        Messages.in(Language.KOREAN).format(wrong.sentence()));
  }

  @Test
  void everyOperationHasASpelling() {
    int checked = 0;
    for (OpType type : Ops.all()) {
      int ports = type.create().ports().size();
      String arguments =
          Stream.iterate(1, i -> i + 1)
              .limit(ports)
              .map(i -> "x" + i)
              .collect(Collectors.joining(", "));
      for (String word : List.of(type.name(), Spelling.function(type.create()))) {
        if (word.equals("amax") || !word.equals("max") || type.name().equals("max")) {
          Graph graph = Formula.parse(word + "(" + arguments + ")").orThrow().graph();
          Node made = graph.node(graph.sinks().getFirst());
          assertEquals(type.create(), ((Node.Operation) made).op(), word);
        }
      }
      checked++;
    }
    assertTrue(checked >= 45, "operations: " + checked);
    assertEquals(
        Ops.create("amax", Map.of("axes", List.of(1), "keepdims", true)),
        op("max(x, axis=1, keep=true)"));
    assertEquals(
        Ops.create("conv2d", Map.of("padding", "same")),
        op("conv2d(x, w, stride=1, padding=\"same\")"));
    assertEquals(Ops.create("conv2d", Map.of("bias", true)), op("conv2d(x, w, b)"));
    assertEquals(
        Ops.create("concat", Map.of("inputs", 4, "axis", 1)), op("concat(a, b, c, d, axis=1)"));
    assertEquals(Ops.create("dropout", Map.of("keep", 0.8)), op("dropout(x, keep=0.8)"));
    assertEquals(
        Ops.create("transpose", Map.of("axes", List.of(1, 0))), op("transpose(x, axes=[1, 0])"));
    assertEquals(Ops.create("matmul"), op("x @ w"));
  }

  private static Object op(String text) {
    Graph graph = Formula.parse(text).orThrow().graph();
    return ((Node.Operation) graph.node(graph.sinks().getFirst())).op();
  }

  @Test
  void aNameUsedTwiceIsOneNode() {
    GraphDocument document = Formula.parse("u1 = q + x; y = cos(q) + u1 * u1").orThrow();
    assertEquals(6, document.graph().nodeCount());
    assertEquals(
        2,
        document.graph().uses(document.graph().inputs(NodeId.of("mul1")).getFirst().from()).size());
    assertEquals("y", document.graph().node(document.output().orElseThrow()).name());
    GraphDocument chosen =
        Formula.parse("y = a * b; z = y + 1; output(y, upstream=2); loss(z)").orThrow();
    assertEquals("y", chosen.graph().node(chosen.output().orElseThrow()).name());
    assertEquals(2, chosen.roles().upstream().orElseThrow().item());
    assertEquals("z", chosen.graph().node(chosen.roles().loss().orElseThrow()).name());
    GraphDocument same = Formula.parse("y = a * b; z = y + 1; y").orThrow();
    assertEquals("y", same.graph().node(same.output().orElseThrow()).name());
  }

  @Test
  void inputsGetUsualOrGivenValues() {
    GraphDocument document = Formula.parse("y = b * a + 2b; k = 7; m = input(2, 3) + k").orThrow();
    assertEquals("b 1.0, a 2.0, k 7.0, ", values(document));
    GraphDocument given =
        Formula.parse("y = b * a + c", Map.of("a", Tensor.scalar(9), "c", Tensor.vector(1, 2)))
            .orThrow();
    assertEquals("b 1.0, a 9.0, c [1.0, 2.0], ", values(given));
    assertEquals(
        "x 4.0, ",
        values(Formula.parse("x = 3; y = x^2", Map.of("x", Tensor.scalar(4))).orThrow()));
  }

  private static String values(GraphDocument document) {
    StringBuilder text = new StringBuilder();
    for (Node node : document.graph().nodes()) {
      if (node instanceof Node.Input(_, String name, Node.Source.Given(Tensor value))
          && !name.isEmpty()) {
        text.append(name)
            .append(' ')
            .append(value.isScalar() ? value.item() : Arrays.toString(value.toArray()))
            .append(", ");
      }
    }
    return text.toString();
  }

  @Test
  void depthHasALimitAndLengthHasNone() throws InterruptedException {
    List<Throwable> failures = new CopyOnWriteArrayList<>();
    Thread small =
        new Thread(
            null,
            () -> {
              for (String part :
                  List.of("(", "-", "2^", "sin(", "[", "2^(-", "max(1,", "x[", "sum(x, axis=[")) {
                assertInstanceOf(Parsed.Failed.class, Formula.parse(part.repeat(100_000)), part);
                assertInstanceOf(
                    Parsed.Failed.class, Expressions.parse(part.repeat(100_000)), part);
              }
              String deep = "(".repeat(240) + "x" + ")".repeat(240);
              assertInstanceOf(Parsed.Done.class, Formula.parse(deep));
              assertInstanceOf(Parsed.Done.class, Formula.parse("-".repeat(240) + "x"));
              GraphDocument sum = Formula.parse("x" + " + x".repeat(20_000)).orThrow();
              assertEquals(20_001, sum.graph().nodeCount());
              RoundTripTest.assertSame(sum);
            },
            "small stack",
            512 * 1024);
    small.setUncaughtExceptionHandler((_, failure) -> failures.add(failure));
    small.start();
    small.join();
    assertEquals(List.of(), failures);
  }
}
