package backprop.cli;

import backprop.graph.GraphDocument;
import backprop.graph.Roles;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `eval FORMULA|FILE`: every named value, and the gradient of the output by each.
final class EvalCommand implements Command {
  @Override
  public String name() {
    return "eval";
  }

  @Override
  public void describe(CommandSpec spec, Console console) {
    spec.usageMessage().description(console.text("cli.eval"));
    spec.addPositional(Options.graph(console));
    spec.addOption(Options.set(console));
    spec.addOption(Options.upstream(console));
    spec.addOption(Options.json(console));
  }

  @Override
  public Request run(ParseResult given, Console console) throws IOException {
    var document =
        withUpstream(
            GraphArgument.read(Options.argument(given), Options.settings(given), console),
            Options.upstream(given));
    var answer = Answer.of(document);
    if (Options.json(given)) {
      console.out().println(AnswerJson.of(answer));
    } else {
      console.out().print(AnswerText.of(answer, console));
    }
    return Request.DONE;
  }

  private static GraphDocument withUpstream(GraphDocument document, String upstream) {
    if (upstream.isEmpty()) {
      return document;
    }
    var roles = document.roles();
    return document.withRoles(
        new Roles(
            roles.output(),
            roles.loss(),
            roles.prediction(),
            Optional.of(Assignments.value("--upstream", upstream))));
  }
}
