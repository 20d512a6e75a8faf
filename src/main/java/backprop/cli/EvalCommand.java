package backprop.cli;

import backprop.graph.Roles;
import backprop.message.Message;
import backprop.message.MessageException;
import backprop.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `eval FORMULA|FILE`: every named value, and the gradient of the output by each; `eval --batch
/// FILE` the same for a formula a line.
final class EvalCommand implements Command {
  private static final String BATCH = "--batch";

  @Override
  public String name() {
    return "eval";
  }

  @Override
  public void describe(CommandSpec spec, Console console) {
    spec.usageMessage().description(console.text("cli.eval"));
    spec.addPositional(Options.graph(console).toBuilder().required(false).arity("0..1").build());
    spec.addOption(Options.set(console));
    spec.addOption(Options.upstream(console));
    spec.addOption(Options.json(console));
    spec.addOption(Options.value(BATCH, "FILE", console.text("cli.option.batch")));
  }

  @Override
  public Request run(ParseResult given, Console console) throws IOException {
    if (given.hasMatchedOption(BATCH)) {
      return batch(given, console);
    }
    if (!given.hasMatchedPositional(0)) {
      throw new MessageException(Message.of("cli.missing", "FORMULA|FILE", "backprop eval"));
    }
    var subject =
        GraphArgument.subject(Options.argument(given), Options.settings(given), console).complete();
    if (!Options.upstream(given).isEmpty()) {
      subject = withUpstream(subject, Assignments.value("--upstream", Options.upstream(given)));
    }
    var answer = Answer.of(subject);
    if (Options.json(given)) {
      console.out().println(AnswerJson.of(answer));
    } else {
      console.out().print(AnswerText.of(answer, console));
    }
    return Request.DONE;
  }

  /// The subject with this gradient at its output.
  static Subject withUpstream(Subject subject, Tensor upstream) {
    var roles = subject.document().roles();
    var document =
        subject
            .document()
            .withRoles(
                new Roles(roles.output(), roles.loss(), roles.prediction(), Optional.of(upstream)));
    return new Subject(document, subject.unset(), subject.unused());
  }

  private static Request batch(ParseResult given, Console console) throws IOException {
    var name = Options.value(given, BATCH);
    if (given.hasMatchedPositional(0)) {
      throw new MessageException(Message.of("cli.batch.alone", Options.argument(given)));
    }
    if (name.equals(GraphArgument.STANDARD_INPUT)) {
      Batch.run(console.in(), console);
      return Request.DONE;
    }
    var file = console.file(name);
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new MessageException(
          Message.of(Files.isDirectory(file) ? "file.is-folder" : "cli.no-file", name));
    }
    try (var in = Files.newInputStream(file)) {
      Batch.run(in, console);
    }
    return Request.DONE;
  }
}
