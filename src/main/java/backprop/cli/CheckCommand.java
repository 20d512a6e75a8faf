package backprop.cli;

import backprop.autodiff.Descent;
import backprop.autodiff.GradientCheck;
import backprop.autodiff.NumericalGradient;
import backprop.autodiff.Optimizer;
import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.message.Message;
import backprop.message.MessageException;
import backprop.message.NumberText;
import backprop.tensor.CounterRandom;
import backprop.tensor.Tensor;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `check FORMULA|FILE`: backpropagation against numerical differentiation, edge by edge.
///
/// Ends with status 0 if every edge is right and 1 if one is wrong. With `--train` it also follows
/// the gradient in float64, and says at which step a number was no longer finite.
final class CheckCommand implements Command {
  private static final String DATA = "--data";
  private static final String TRAIN = "--train";
  private static final double RATE = 0.1;
  private static final long SEED = 1;
  private static final double LEAST = 0.25;
  private static final double SPREAD = 1.5;

  @Override
  public String name() {
    return "check";
  }

  @Override
  public void describe(CommandSpec spec, Console console) {
    spec.usageMessage().description(console.text("check.command"));
    spec.addPositional(Options.graph(console));
    spec.addOption(Options.set(console));
    spec.addOption(Options.value(DATA, "DIR", console.text("check.option.data")));
    spec.addOption(Options.value(TRAIN, "STEPS", console.text("check.option.train")));
    spec.addOption(Options.json(console));
  }

  @Override
  public Request run(ParseResult given, Console console) throws IOException {
    var subject = GraphArgument.subject(Options.argument(given), Options.settings(given), console);
    var document = seeded(subject);
    var folder = Options.value(given, DATA);
    var answer =
        CheckAnswer.of(
            document,
            SampleRows.of(
                document, folder.isEmpty() ? Optional.empty() : Optional.of(console.file(folder))));
    if (Options.json(given)) {
      console.out().println(CheckJson.of(answer, console));
    } else {
      console.out().print(CheckText.of(answer, console));
    }
    var steps = Options.value(given, TRAIN);
    if (!steps.isEmpty()) {
      train(document, steps(steps), console);
    }
    return answer.agrees() ? Request.DONE : new Request.End(1);
  }

  /// The names of a formula that nobody gave a value get seeded ones between 0.25 and 1.75, where
  /// logarithms and roots have a derivative.
  private static GraphDocument seeded(Subject subject) {
    GraphDocument document = subject.document();
    Graph graph = document.graph();
    for (Node node : document.graph().nodes()) {
      if (node instanceof Node.Input(var id, var name, Node.Source.Given(Tensor value))
          && subject.unset().contains(name)
          && graph.uses(id).stream().allMatch(edge -> differentiable(document, edge))) {
        long key = CounterRandom.key(SEED, CounterRandom.name(name));
        Tensor random =
            Tensor.generate(value.shape(), i -> LEAST + SPREAD * CounterRandom.uniform(key, i));
        graph = graph.with(new Node.Input(id, name, new Node.Source.Given(random)));
      }
    }
    return document.withGraph(graph);
  }

  private static boolean differentiable(GraphDocument document, backprop.graph.Edge edge) {
    return document.graph().node(edge.to()) instanceof Node.Operation operation
        && operation.op().ports().get(edge.port()).differentiable();
  }

  private static int steps(String text) {
    try {
      int steps = Integer.parseInt(text.strip());
      if (steps > 0) {
        return steps;
      }
    } catch (NumberFormatException e) {
      throw new MessageException(Message.of("check.no-steps", text), e);
    }
    throw new MessageException(Message.of("check.no-steps", text));
  }

  private static void train(GraphDocument document, int steps, Console console) {
    Descent descent =
        Descent.follow(
            document,
            new Optimizer.Sgd(RATE),
            steps,
            NumericalGradient.NEVER,
            GradientCheck.Progress.NONE);
    console.say(sentence(document, descent, steps));
  }

  private static Message sentence(GraphDocument document, Descent descent, int steps) {
    if (descent.losses().isEmpty()) {
      return Message.of("check.train.no-loss");
    }
    return descent
        .broken()
        .filter(broken -> broken.step() > 0)
        .map(
            broken ->
                Message.of(
                    "check.train.broken",
                    broken.step(),
                    backprop.graph.NodeNames.of(document.graph()).symbol(broken.node()),
                    NumberText.of(descent.largest().get(broken.step() - 1), 3),
                    NumberText.of(descent.losses().get(broken.step() - 1)),
                    descent.accuracy().isPresent()
                        ? NumberText.of(descent.accuracy().getAsDouble(), 3)
                        : "–"))
        .orElseGet(
            () ->
                Message.of(
                    "check.train.done",
                    steps,
                    NumberText.of(descent.losses().getLast()),
                    NumberText.of(descent.largest().getLast(), 3)));
  }
}
