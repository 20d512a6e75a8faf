package backprop.cli;

import backprop.autodiff.EvaluationContext;
import backprop.autodiff.Evaluator;
import backprop.autodiff.Trace;
import backprop.autodiff.symbols.DerivativeGraph;
import backprop.autodiff.symbols.Formulas;
import backprop.autodiff.symbols.GraphLatex;
import backprop.autodiff.symbols.SymbolicChain;
import backprop.formula.Derivative;
import backprop.formula.Expr;
import backprop.formula.LatexPrinter;
import backprop.formula.LinePrinter;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.language.Formula;
import backprop.message.Message;
import backprop.message.MessageException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `derive FORMULA|FILE --by x`: the derivative of the output in symbols, simplified, on one line
/// that the formula language reads back; with `--steps` how the chain rule comes to it.
final class DeriveCommand implements Command {
  private static final String BY = "--by";
  private static final String LATEX = "--latex";
  private static final String STEPS = "--steps";

  /// A derivative as it is written.
  private record Written(String line, String latex) {}

  @Override
  public String name() {
    return "derive";
  }

  @Override
  public void describe(CommandSpec spec, Console console) {
    spec.usageMessage().description(console.text("symbols.cli.derive"));
    spec.addPositional(Options.graph(console));
    spec.addOption(Options.value(BY, "NAME", console.text("symbols.cli.by")));
    spec.addOption(Options.set(console));
    spec.addOption(Options.flag(LATEX, console.text("symbols.cli.latex")));
    spec.addOption(Options.flag(STEPS, console.text("symbols.cli.steps")));
  }

  @Override
  public Request run(ParseResult given, Console console) throws IOException {
    if (!given.hasMatchedOption(BY)) {
      throw new MessageException(Message.of("cli.missing", BY, "backprop derive"));
    }
    var settings = Options.settings(given);
    var document = GraphArgument.read(Options.argument(given), settings, console);
    var trace = Evaluator.trace(document, EvaluationContext.PLAIN);
    var output = Answer.output(trace);
    var by = by(document, Options.value(given, BY));
    var latex = given.hasMatchedOption(LATEX);
    var chain =
        given.hasMatchedOption(STEPS)
            ? SymbolicChain.of(trace, by, trace.count())
            : Optional.<SymbolicChain>empty();
    if (chain.isPresent() && chain.get().result().isPresent()) {
      console.out().println(latex ? chain.get().latex() : steps(chain.get(), !settings.isEmpty()));
      return Request.DONE;
    }
    // Labels without values are labels: their rows sum to 1.
    var labelled = settings.isEmpty() && !GraphArgument.isFile(Options.argument(given), console);
    var written = derivative(trace, output, by, labelled);
    console.out().println(latex ? written.latex() : written.line());
    return Request.DONE;
  }

  private static NodeId by(GraphDocument document, String name) {
    var names = NamedNodes.of(document.graph());
    return names
        .find(name)
        .orElseThrow(
            () ->
                new MessageException(
                    Message.of(
                        "symbols.cli.no-such-name",
                        name,
                        String.join(", ", names.all().keySet()))));
  }

  private static Written derivative(Trace trace, NodeId output, NodeId by, boolean labelled) {
    var formulas = new Formulas(trace);
    var isNumber = trace.value(by, trace.count()).map(value -> value.isScalar()).orElse(false);
    var whole = isNumber ? formulas.whole(output, by) : Optional.<Expr>empty();
    if (whole.isPresent()) {
      var result = Derivative.simplified(whole.get(), formulas.name(by));
      return new Written(LinePrinter.print(result), LatexPrinter.print(result));
    }
    return switch (DerivativeGraph.of(trace, by, labelled)) {
      case DerivativeGraph.Result.Done(GraphDocument made) when isTooLong(made) ->
          throw new MessageException(Message.of("symbols.cli.too-long", formulas.name(by)));
      case DerivativeGraph.Result.Done(GraphDocument made) ->
          new Written(Formula.oneLine(Formula.overInputs(made).text()), GraphLatex.of(made));
      case DerivativeGraph.Result.Zero() -> new Written("0", "0");
      case DerivativeGraph.Result.Without(var op) ->
          throw new MessageException(
              Message.of("symbols.cli.no-rule", op.name(), formulas.name(by)));
    };
  }

  /// Whether a line would hold a table that nobody reads, such as the ones that enter at a large
  /// output.
  private static boolean isTooLong(GraphDocument made) {
    for (Node node : made.graph().nodes()) {
      if (node instanceof Node.Constant constant
          && constant.value().size() > DerivativeGraph.MOST_NUMBERS) {
        return true;
      }
    }
    return false;
  }

  /// The derivation, one line below the other: `dz/dx = dz/dt * dt/dx`, then what it equals.
  ///
  /// @param numbers whether the line with the numbers in is wanted
  private static String steps(SymbolicChain chain, boolean numbers) {
    var head = chain.derivative().replace("∂", "d");
    var text = new StringBuilder();
    List<SymbolicChain.Line> lines =
        chain.lines().stream()
            .filter(line -> numbers || line.kind() != SymbolicChain.Kind.NUMBERS)
            .toList();
    for (var line : lines) {
      text.append(text.isEmpty() ? head : " ".repeat(head.length()))
          .append(" = ")
          .append(line.ascii())
          .append('\n');
    }
    for (var definition : chain.definitions()) {
      text.append(ascii(definition)).append('\n');
    }
    return text.toString().stripTrailing();
  }

  private static String ascii(String formula) {
    return formula.replace('−', '-').replace('×', '*').replace('·', '*').replace('÷', '/');
  }
}
