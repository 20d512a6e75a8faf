package backprop.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import backprop.cli.Arguments;
import backprop.cli.Console;
import backprop.cli.Request;
import backprop.cli.StartedAs;
import backprop.message.Language;
import backprop.message.Messages;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Random;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// `eval --batch` on formulas drawn from a seed: JSON in, read, evaluated both ways, JSON out.
///
/// One operation is one line; a formula has 1 to 80 functions and operators.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class BatchBenchmark {
  private static final int LINES = 1_000;
  private static final int MOST_OPERATIONS = 80;
  private static final String[] FUNCTIONS = {
    "exp", "sin", "cos", "tanh", "sigmoid", "relu", "abs", "-"
  };
  private static final String[] OPERATORS = {"+", "-", "*", "/"};

  private final Random random = new Random(1);
  private final byte[] corpus = corpus().getBytes(UTF_8);

  @Benchmark
  @OperationsPerInvocation(LINES)
  public int lines() throws IOException {
    var out = new StringWriter();
    var console =
        new Console(
            new ByteArrayInputStream(corpus),
            new PrintWriter(out),
            new PrintWriter(System.err),
            Messages.in(Language.ENGLISH),
            Path.of(""));
    var request = new Arguments(StartedAs.COMMAND, console).read("eval", "--batch", "-");
    if (!request.equals(Request.DONE) || out.toString().contains("\"error\"")) {
      throw new IllegalStateException("a formula of the corpus was refused: " + out);
    }
    return out.getBuffer().length();
  }

  private String corpus() {
    var lines = new StringJoiner("\n");
    for (int i = 0; i < LINES; i++) {
      var formula = expression(1 + random.nextInt(MOST_OPERATIONS));
      lines.add(
          "{\"formula\": \"%s\", \"inputs\": {\"x\": %s, \"y\": %s, \"z\": %s}}"
              .formatted(formula, random.nextDouble(), random.nextDouble(), random.nextDouble()));
    }
    return lines.toString();
  }

  private String expression(int operations) {
    if (operations == 0) {
      return random.nextInt(5) == 0 ? "2.5" : "xyz".substring(random.nextInt(3)).substring(0, 1);
    }
    if (random.nextInt(3) == 0) {
      return FUNCTIONS[random.nextInt(FUNCTIONS.length)] + "(" + expression(operations - 1) + ")";
    }
    int left = random.nextInt(operations);
    return "("
        + expression(left)
        + " "
        + OPERATORS[random.nextInt(OPERATORS.length)]
        + " "
        + expression(operations - 1 - left)
        + ")";
  }
}
